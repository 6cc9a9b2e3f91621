"""What government web pages say around a document: where the article is, labels, buttons, crumbs."""

import re

# Where government sites put the article, the surest first; a wide net at the end.
BODIES = (
    "//*[@id='UCAP-CONTENT']",
    "//*[contains(concat(' ', @class, ' '), ' TRS_Editor ')]",
    "//*[contains(concat(' ', @class, ' '), ' trs_editor_view ')]",
    "//*[contains(concat(' ', @class, ' '), ' TRS_UEDITOR ')]",
    "//*[contains(concat(' ', @class, ' '), ' pages_content ')]",
    "//*[@id='zoomcon' or @id='zoom' or @id='Zoom']",
    "//*[@id='ContentRegion' or @id='mainText' or @id='js_content']",
    "//*[contains(concat(' ', @class, ' '), ' article-content ')]",
    "//*[contains(concat(' ', @class, ' '), ' article_content ')]",
    "//*[contains(concat(' ', @class, ' '), ' articleContent ')]",
    "//*[contains(concat(' ', @class, ' '), ' content_text ')]",
    "//*[contains(concat(' ', @class, ' '), ' news_content ')]",
    "//*[contains(concat(' ', @class, ' '), ' xxgk_content ')]",
    "//*[contains(concat(' ', @class, ' '), ' wenzhang ')]",
    "//article",
    "//*[@id='content' or @id='article']",
    "//main",
)
DROPPED = [
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "form",
    "button",
    "select",
    "option",
    "textarea",
    "nav",
    "footer",
    "aside",
    "svg",
    "head",
]
CHROME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|share|bdshare|print|toolbar|sidebar|qrcode|related|recommend|"
    r"header|banner|logo|topbar|footer|copyright|pagination|font-?size|position|location)(?:$|[\s_-])",
    re.I,
)
# Meta tags every government site must carry (政府网站发展指引), with the label of the claim.
META_NAMES = {"articletitle": "网页标题", "pubdate": "网页发布时间", "contentsource": "网页来源"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
LABELS = [
    "索引号",
    "主题分类",
    "体裁分类",
    "组配分类",
    "发文机关",
    "发布机构",
    "发布机关",
    "发文机构",
    "公开主体",
    "信息来源",
    "成文日期",
    "成文时间",
    "生成日期",
    "标题",
    "名称",
    "信息名称",
    "发文字号",
    "文号",
    "文件编号",
    "发布日期",
    "公开日期",
    "发文日期",
    "发布时间",
    "实施日期",
    "生效日期",
    "失效日期",
    "废止日期",
    "有效性",
    "效力状态",
    "关键词",
    "主题词",
    "信息分类",
    "公开方式",
    "公开形式",
    "公开范围",
    "来源",
    "所属栏目",
    "统一编号",
    "规范性文件编号",
]
LABEL = re.compile(r"[\s\u3000\u00a0：:]+")
_SPACED_LABELS = "|".join("[\\s　]*".join(label) for label in LABELS)
STATED = re.compile(rf"^[-·•\s\u3000]*({_SPACED_LABELS})[\s\u3000]*[：:]\s*(.{{0,80}})$")
CHROME_LINE = re.compile(
    r"^(?:[>»›]|当前位置|您(?:现在)?的位置|现在位置|首页\s*[>»›]|【?\s*\[?\s*(?:打印|关闭|收藏|返回顶部|我要纠错)|"
    r"字体\s*(?:大小)?\s*[：:]|【?\s*字[体号]|【?\s*(?:大\s+中\s+小|A-?\s*A\s*A\+)|分享(?:到|至)|扫一扫|责任编辑[：:]|"
    r"(?:浏览|点击|阅读)(?:次数|量|数)[：:]|上一[篇条]|下一[篇条]|相关(?:文章|链接|阅读|解读|文件)|视力保护色|"
    r"版权所有|主办单位[：:]|网站标识码|.{0,12}公网安备|.{0,8}ICP备)"
)
CREDITS = re.compile(
    r"(?:来源|发布时间|发布日期|作者|浏览量)\s*[：:].*(?:来源|发布时间|发布日期|浏览|字体|打印)"
)
KEPT_LINK = re.compile(r"附\s*件|\.(?:docx?|wps|pdf|xlsx?|zip|rar)\b", re.I)
