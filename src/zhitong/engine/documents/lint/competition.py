"""Red flags of the fair-competition review (公平竞争审查条例, articles 8 to 11); a person decides."""

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
        "以在本地注册作为享受优惠的条件", "第十条",
    ),
    Flag(
        "fair_local_purchase",
        re.compile(
            rf"(?:优先)?(?:采购|购买|使用|选用|消费|推广使用){_LOCAL}(?:生产的?|制造的?|企业(?:生产)?的?|的)?(?:产品|商品|服务|设备|药品|农产品|原材料|企业)"
            rf"|优先(?:采购|选用|选择){_LOCAL}"
        ),
        "要求或鼓励只买本地产品、服务", "第九条",
    ),
    Flag(
        "fair_tax_paid",
        re.compile(
            r"(?:按|根据|以)[^，。；]{0,24}(?:财政贡献|地方贡献|纳税额?|缴纳税款|税收(?:贡献|留成|增量)?|地方留成|入库税收)[^，。；]{0,24}(?:给予|奖励|返还|补贴|补助|兑现)"
            r"|(?:地方财政贡献|地方留成部分)[^，。；]{0,12}\d+(?:\.\d+)?[%％]"
        ),
        "把奖励、补贴与缴税多少挂钩", "第十条",
    ),
    Flag(
        "fair_ownership",
        re.compile(r"(?:仅限|只限|限于|必须为|须为)[^，。；]{0,6}(?:国有|民营|外资|内资|集体)(?:企业|控股|资本)|(?:国有|民营|外资)企业除外"),
        "按所有制区别对待", "第八条",
    ),
    Flag(
        "fair_named_firm",
        re.compile(
            r"(?:鼓励|支持|扶持|引导|推动)(?:[\u4e00-\u9fff]{2,6}、)*[\u4e00-\u9fff]{2,6}等(?:经营主体|企业|公司|龙头企业)"
            r"|(?:给予|支持|扶持|奖励)[\u4e00-\u9fff]{2,16}(?:有限责任公司|有限公司|股份公司)"
        ),
        "点名给予特定企业支持", "第十条",
    ),
    Flag(
        "fair_designated",
        re.compile(r"(?:指定|限定)(?:的)?(?:机构|企业|单位|平台|供应商|产品|品牌)(?:提供|办理|购买|检测|评估|承担)|由指定(?:机构|企业|平台)"),
        "指定由特定机构提供产品或服务", "第八条",
    ),
    Flag(
        "fair_local_presence",
        re.compile(rf"(?:须|必须|应当?|要求)在{_LOCAL}(?:设立|设有|投资|建有|缴纳)[^，。；]{{0,12}}(?:分支机构|子公司|分公司|工厂|社保|社会保险)"),
        "要求在本地设立机构或投资", "第九条",
    ),
)  # fmt: skip
_GENERIC = re.compile(
    r"小微|中小|民营|龙头|骨干|重点|个体|各类|专业|合作社|农牧场|机构|平台|银行|保险|金融|新型|科技|商贸|工业|服务业|文旅|外贸|电商|上市|高新|传统|大型|旅游|餐饮"
)
_PROHIBITS = re.compile(r"不得|禁止|严禁|清理|取消|废止|查处|违规|排除")


def red_flags(draft: Draft) -> Iterator[Finding]:
    """Places a fair-competition reviewer will ask about."""
    text = draft.document.text
    for flag in _FLAGS:
        for match in flag.pattern.finditer(text):
            sentence = text[max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1 : match.end()]
            if _PROHIBITS.search(sentence):
                continue
            if flag.code == "fair_named_firm" and _GENERIC.search(match[0][2:-4]):
                continue
            yield draft.find(
                flag.code, "warning", f"{flag.message}，可能违反《公平竞争审查条例》{flag.article}。",
                match.start(), match.end(), "删去这一限定，或在公平竞争审查表中说明法律依据和例外情形。",
            )  # fmt: skip
