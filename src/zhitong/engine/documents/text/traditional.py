"""Traditional characters read as simplified ones, one for one, so that every offset stays.

Only the characters that official documents are built from: marks, organs, duties and the words around them.
"""

from collections import Counter

PAIRS = (
    "國国 會会 業业 發发 實实 關关 稅税 個个 體体 進进 區区 廳厅 產产 農农 財财 務务 監监 設设 備备 "
    "經经 濟济 給给 與与 為为 對对 戶户 貸贷 資资 員员 單单 門门 開开 點点 導导 應应 動动 來来 時时 "
    "機机 構构 營营 據据 總总 責责 織织 標标 準准 證证 號号 類类 題题 項项 條条 內内 兩两 從从 無无 "
    "後后 這这 還还 過过 華华 東东 車车 電电 長长 間间 闊阔 際际 隊队 陽阳 險险 難难 響响 風风 飛飞 "
    "馬马 魚鱼 鳥鸟 麥麦 黃黄 齊齐 龍龙 縣县 鄉乡 鎮镇 辦办 編编 節节 規规 則则 劃划 計计 議议 決决 "
    "認认 報报 執执 職职 權权 協协 團团 聯联 組组 領领 負负 擔担 補补 貼贴 獎奖 勵励 費费 減减 繳缴 "
    "勞劳 場场 數数 結结 續续 環环 術术 頭头 處处 貿贸 賬账 壓压 縮缩 價价 貫贯 徹彻 餘余 達达 萬万 "
    "億亿 轉转 帶带 額额 質质 顯显 躍跃 佔占 級级 創创 園园 現现 爭争 確确 統统 籌筹 屬属 論论 試试 "
    "驗验 訓训 調调 運运 輸输 衛卫 醫医 藥药 審审 銀银 鐵铁 錢钱 銷销 鋪铺 鑑鉴 錄录 鍵键 鏈链 針针 "
    "鄰邻 郵邮 遷迁 選选 適适 遠远 違违 連连 週周 邊边 輔辅 輕轻 較较 軟软 軍军 賴赖 賽赛 贊赞 贈赠 "
    "購购 貢贡 貧贫 貨货 販贩 賠赔 讓让 護护 譽誉 識识 譯译 謀谋 講讲 謹谨 請请 談谈 課课 誠诚 誤误 "
    "說说 語语 詳详 該该 話话 記记 訂订 許许 評评 詞词 訴诉 診诊 變变 觀观 親亲 覺觉 覽览 視视 複复 "
    "裝装 裡里 製制 蘇苏 藝艺 蘭兰 薦荐 蓋盖 蒐搜 莊庄 葉叶 萊莱 聲声 聽听 聖圣 腦脑 膚肤 臨临 興兴 "
    "舉举 舊旧 艱艰 罰罚 羅罗 習习 翹翘 約约 紅红 紀纪 納纳 紙纸 細细 終终 紹绍 絡络 絕绝 綠绿 維维 "
    "網网 綱纲 緊紧 線线 練练 績绩 縱纵 繼继 籤签 簽签 簡简 築筑 範范 篩筛 筆笔 競竞 穩稳 種种 稱称 "
    "積积 穀谷 禮礼 礦矿 碼码 礎础 矯矫 盡尽 盤盘 盜盗 異异 畫画 當当 療疗 癥症 皰疱 獨独 獲获 獻献 "
    "瓊琼 狀状 犧牺 牽牵 爐炉 燈灯 熱热 煙烟 災灾 灣湾 濱滨 濕湿 滿满 漢汉 漁渔 溫温 測测 淺浅 潔洁 "
    "況况 氣气 殺杀 殘残 殼壳 毀毁 歲岁 歷历 歸归 歡欢 橋桥 橫横 樣样 樹树 樓楼 樂乐 極极 楊杨 棄弃 "
    "檢检 櫃柜 欄栏 書书 暫暂 曆历 曉晓 敵敌 斷断 於于 攝摄 擇择 擊击 擴扩 擬拟 擾扰 攔拦 攜携 撥拨 "
    "撫抚 損损 換换 揚扬 捨舍 掃扫 掛挂 採采 戰战 懷怀 憲宪 憑凭 態态 慶庆 慮虑 愛爱 惡恶 恆恒 復复 "
    "徵征 徑径 彈弹 強强 張张 彙汇 彥彦 彌弥 廣广 廠厂 廢废 廟庙 庫库 幹干 幾几 幣币 師师 帥帅 島岛 "
    "崗岗 嶺岭 岡冈 屆届 層层 尋寻 專专 將将 寧宁 寫写 寬宽 宮宫 孫孙 學学 婦妇 媽妈 奪夺 奧奥 夾夹 "
    "夠够 壽寿 壞坏 壘垒 墾垦 墊垫 塊块 堅坚 圖图 圍围 圓圆 嚴严 囑嘱 嚮向 噸吨 喪丧 問问 啟启 吳吴 "
    "啓启 參参 厭厌 匯汇 勢势 勝胜 勁劲 劑剂 劉刘 劇剧 剛刚 別别 凍冻 淨净 兒儿 優优 償偿 儲储 儀仪 "
    "傷伤 債债 傾倾 傳传 側侧 係系 侖仑 併并 佈布 亞亚 並并 臺台 衝冲 衊蔑 見见 觸触 貝贝 軌轨 載载 "
    "輛辆 輪轮 辭辞 遲迟 遺遗 鄭郑 醞酝 釋释 釐厘 鉛铅 銅铜 鋼钢 錯错 鎖锁 鐘钟 閉闭 閱阅 闆板 闢辟 "
    "陸陆 陳陈 陰阴 階阶 隨随 隱隐 隸隶 雖虽 雙双 雜杂 離离 雲云 靈灵 靜静 韓韩 頁页 頂顶 順顺 預预 "
    "頒颁 頻频 顆颗 願愿 顧顾 飯饭 飲饮 飼饲 養养 館馆 饋馈 驅驱 駐驻 鬆松 鬥斗 鮮鲜 鹽盐 麗丽 麵面 "
    "黨党 齒齿 龐庞 櫥橱 櫔枥 綜综 緩缓 緣缘 縫缝 繪绘 託托 誌志 諮咨 譚谭 豐丰 貴贵 買买 賣卖 賓宾 "
    "賦赋 賢贤 趨趋 跡迹 踐践 軸轴 輯辑 轄辖 辯辩 迴回 遞递 遼辽 邁迈 醜丑 們们 嗎吗 羣群 衆众 眾众 "
    "裏里 暢畅 絲丝 純纯 牆墙 獸兽 蟲虫 蠶蚕 豬猪 雞鸡 鴨鸭 穫获 糧粮 纖纤 罷罢 聞闻 肅肃 脫脱 腳脚 "
    "膽胆 臉脸 蕭萧 薩萨 蝕蚀 誰谁 謝谢 讀读 豎竖 賀贺 賊贼 贏赢 趙赵 輝辉 輩辈 轟轰 邏逻 鄧邓 鉤钩 "
    "銳锐 錦锦 鏡镜 鑽钻 閃闪 閒闲 闖闯 陝陕 隴陇 雛雏 霧雾 韻韵 頑顽 顏颜 飄飘 餓饿 騎骑 騙骗 驟骤 "
    "驚惊 髮发 鬧闹 魯鲁 鳳凤 鴻鸿 鵬鹏 黴霉 龜龟 僅仅 冊册 刪删 厲厉 叢丛 喚唤 嘗尝 塗涂 塵尘 墜坠 "
    "壟垄 壯壮 壇坛 奮奋 嬰婴 屢屡 嶄崭 嶽岳 巖岩 幟帜 幫帮 彎弯 悅悦 惱恼 慘惨 慣惯 懲惩 懶懒 捲卷 "
    "揀拣 搶抢 搖摇 擋挡 擠挤 攏拢 敘叙 晉晋 棟栋 楓枫 榮荣 槍枪 櫻樱 欽钦 歐欧 毆殴 沒没 淵渊 渾浑 "
    "湯汤 湧涌 滅灭 滬沪 漲涨 漸渐 潛潜 潤润 濃浓 濾滤 瀏浏 瀾澜 灑洒 烏乌 煉炼 燒烧 爛烂 爾尔 獄狱 "
    "瑣琐 瑩莹 畝亩 皺皱 礙碍 禍祸 禦御 窮穷 窯窑 竊窃 筍笋 粵粤 糾纠 紛纷 紡纺 綿绵 緝缉 緻致 縛缚 "
    "繡绣 義义 聰聪 脅胁 脈脉 膠胶 艦舰 莖茎 蔣蒋 蔭荫 薈荟 藍蓝 蘊蕴 虧亏 襲袭 訪访 詢询 誘诱 諾诺 "
    "謂谓 謙谦 讚赞 賜赐 賤贱 贖赎 趕赶 軀躯 輻辐 遙遥 鄲郸 醬酱 釀酿 釣钓 鈔钞 鈣钙 鋁铝 錫锡 鍋锅 "
    "鍛锻 鎳镍 鑄铸 閥阀 鞏巩 韌韧 頌颂 頓顿 頗颇 顛颠 飢饥 飾饰 餅饼 饒饶 駕驾 駛驶 駱骆 騰腾 驛驿 "
    "髒脏 須须 鶴鹤 鷹鹰 鹼碱 "
)
TABLE = str.maketrans({pair[0]: pair[1] for pair in PAIRS.split()})
FEWEST, SHARE = 8, 0.02


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length; the same object where it is not traditional."""
    folded = text.translate(TABLE)
    changed = sum(one != other for one, other in zip(text, folded, strict=True))
    return folded if changed >= max(FEWEST, len(text) * SHARE) else text


class AsPrinted:
    """Gives words read from the simplified copy back in the characters this document prints."""

    def __init__(self, text: str, folded: str) -> None:
        seen = Counter(zip(folded, text, strict=True))
        best: dict[str, str] = {}
        for (read, printed), _count in seen.most_common():
            best.setdefault(read, printed)
        self._text, self._folded = text, folded
        self._table = str.maketrans({read: printed for read, printed in best.items() if read != printed})

    def __call__(self, words: str) -> str:
        place = self._folded.find(words)
        return self._text[place : place + len(words)] if place >= 0 else words.translate(self._table)
