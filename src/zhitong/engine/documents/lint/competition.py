"""Red flags of the fair-competition review (公平竞争审查条例, articles 8 to 11); a person decides.

Numbers of articles and items follow State Council Order 783 (2024): 8 entry and exit (1 approvals,
2 franchises, 3 designated dealers, 4 unreasonable conditions), 9 free movement (1 goods in, firms and
goods out, 2 local branches, 3 purchasing and bidding, 4 charges, prices and subsidies, 5 standards and
supervision), 10 costs (1 taxes, 2 rewards and subsidies, 3 inputs, fees, insurance), 11 conduct
(1 monopoly, 2 government prices, 3 market prices).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhitong.engine.documents.lint.findings import Draft, Finding

_LOCAL = (
    r"(?:本地|当地|本[省市区县旗州盟]|我[省市区县旗州盟]|区内|省内|市内|县内|辖区内"
    r"|[\u4e00-\u9fff]{1,5}[省市县旗])"
)


@dataclass(frozen=True, slots=True)
class Flag:
    """A pattern, what it means and the article it touches."""

    code: str
    pattern: re.Pattern[str]
    message: str
    article: str


_FLAGS = (
    Flag(
        "fair_registration_place",
        re.compile(rf"在{_LOCAL}[^，。；]{{0,8}}(?:注册|登记)的|(?:工商)?注册地(?:和[^，。；]{{1,6}})?在{_LOCAL}"
            rf"|注册(?:地)?在{_LOCAL}|迁入{_LOCAL}"),
        "以在本地注册或迁入作为享受优惠的条件", "第十条第二项",
    ),
    Flag(
        "fair_local_purchase",
        re.compile(
            rf"(?:优先)?(?:采购|购买|使用|选用|消费|推广使用){_LOCAL}(?:生产的?|制造的?|企业(?:生产)?的?|的)?(?:产品|商品|服务|设备|药品|农产品|原材料|企业)"
            rf"|优先(?:采购|选用|选择){_LOCAL}"
        ),
        "要求或鼓励只买本地产品、服务", "第九条第一项",
    ),
    Flag(
        "fair_tax_paid",
        re.compile(
            r"(?:按|根据|以)[^，。；]{0,24}(?:财政贡献|地方贡献|纳税额?|缴纳税款|税收(?:贡献|留成|增量)?|地方留成|入库税收)[^，。；]{0,24}(?:给予|奖励|返还|补贴|补助|兑现)"
            r"|(?:(?:本级)?财政贡献|地方(?:经济)?贡献|地方留成部分|留成)(?:额|部分|总额)?[^，。；]{0,12}\d+(?:\.\d+)?[%％]"
            r"|(?:年)?(?:纳税(?:总额|额)?|上缴税收|缴税额?)[^，。；]{0,10}(?:以上|达到?|超过?|过)[^。；]{0,30}(?:奖励|奖补|返还)"
            r"|先征后返|即征即退地方|列收列支"
        ),
        "把奖励、补贴与缴税多少挂钩", "第十条第二项",
    ),
    Flag(
        "fair_ownership",
        re.compile(r"(?:仅限|只限|限于|必须为|须为)[^，。；]{0,6}(?:国有|民营|外资|内资|集体)(?:企业|控股|资本)|(?:国有|民营|外资)企业除外"),
        "按所有制区别对待", "第八条第四项",
    ),
    Flag(
        "fair_named_firm",
        re.compile(
            r"(?:鼓励|支持|扶持|引导|推动)(?:[\u4e00-\u9fff]{2,6}、)*[\u4e00-\u9fff]{2,6}等(?:经营主体|企业|公司|龙头企业)"
            r"|(?:给予|支持|扶持|奖励)[\u4e00-\u9fff]{2,16}(?:有限责任公司|有限公司|股份公司)"
        ),
        "点名给予特定企业支持", "第十条第二项",
    ),
    Flag(
        "fair_designated",
        re.compile(r"(?:指定|限定)(?:的)?(?:机构|企业|单位|平台|供应商|产品|品牌)(?:提供|办理|购买|检测|评估|承担)|由指定(?:机构|企业|平台)"),
        "指定由特定机构提供产品或服务", "第八条第三项",
    ),
    Flag(
        "fair_no_moving_away",
        re.compile(
            r"(?:不得|不)(?:迁出|迁离|外迁)|(?:承诺|保证)[^，。；]{0,12}不(?:迁出|迁离|外迁)"
            r"|(?:迁出|迁离|外迁)[^，。；]{0,10}(?:退回|收回|追回|返还)"
        ),
        "限制经营者迁出", "第九条第一项或者第八条第四项",
    ),
    Flag(
        "fair_local_bidding",
        re.compile(
            rf"(?:招标|投标|政府采购|采购项目)[^，。；]{{0,16}}(?:优先|仅限|限于|加分)[^，。；]{{0,6}}{_LOCAL}"
            rf"|{_LOCAL}(?:企业|供应商)[^，。；]{{0,12}}(?:优先中标|优先采购|加分)"
        ),
        "在招标采购中偏向本地经营者", "第九条第三项",
    ),
    Flag(
        "fair_fixed_price",
        re.compile(r"(?:统一|强制|规定)(?:最低|最高)?(?:销售价格?|零售价格?|出厂价格?)|(?:不得|不准)(?:低于|高于)[^，。；]{0,12}(?:销售|定价)"),
        "干预由市场调节的价格", "第十一条第三项",
    ),
    Flag(
        "fair_local_presence",
        re.compile(rf"(?:须|必须|应当?|要求)在{_LOCAL}(?:设立|设有|投资|建有|缴纳)[^，。；]{{0,12}}(?:分支机构|子公司|分公司|工厂|社保|社会保险)"),
        "要求在本地设立机构或投资", "第九条第二项",
    ),
    Flag(
        "fair_franchise",
        re.compile(r"(?:授予|给予|确定)[^，。；]{0,16}(?:独家|专营|特许)经营(?:权)?|独家(?:经营|供应|代理|运营)"),
        "授予独家或特许经营", "第八条第二项",
    ),
    Flag(
        "fair_outsiders",
        re.compile(r"(?:外地|外省|外市|市外|省外|区外|非本[省市区县地])(?:注册(?:的)?)?[^，。；]{0,10}(?:不予|不享受|不得享受|减半|加收|不进行)"),
        "对外地经营者或商品另立收费、价格、补贴", "第九条第四项",
    ),
)  # fmt: skip
_GENERIC = re.compile(
    r"小微|中小|民营|龙头|骨干|重点|个体|各类|专业|合作社|农牧场|机构|平台|银行|保险|金融|新型|科技|商贸|工业|服务业|文旅|外贸|电商|上市|高新|传统|大型|旅游|餐饮"
)
# Words that forbid belong to the flag itself where it is about not moving away or about prices.
_FORBIDS_ITSELF = {"fair_no_moving_away", "fair_fixed_price"}
_FREES = re.compile(r"(?:不得|禁止|严禁)(?:限制|阻碍|要求|强制)")
_PROHIBITS = re.compile(r"不得|禁止|严禁|清理|取消|废止|查处|违规|排除")


def red_flags(draft: Draft) -> Iterator[Finding]:
    """Places a fair-competition reviewer will ask about."""
    text = draft.document.text
    for flag in _FLAGS:
        for match in flag.pattern.finditer(text):
            sentence = text[max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1 : match.end()]
            if flag.code not in _FORBIDS_ITSELF and _PROHIBITS.search(sentence):
                continue
            if flag.code in _FORBIDS_ITSELF and re.search(
                r"(?:不得|禁止|严禁)(?:限制|阻碍|要求|强制)", sentence
            ):
                continue
            if flag.code == "fair_named_firm" and _GENERIC.search(match[0][2:-4]):
                continue
            yield draft.find(
                flag.code, "warning", f"{flag.message}，可能违反《公平竞争审查条例》{flag.article}。",
                match.start(), match.end(), "删去这一限定，或在公平竞争审查表中说明法律依据和例外情形。",
            )  # fmt: skip
