"""A condition can be decided from facts; an amount can be computed."""

import re
from collections.abc import Iterator

from zhitong.engine.documents.lint.findings import Draft, Finding
from zhitong.engine.documents.promises.benefits import Benefit

VAGUE = re.compile(
    r"符合条件|符合规定|符合产业政策|一定规模|一定条件|有发展前景|前景好|成长性(?:较)?好|管理规范|诚信经营|信用良好|经营状况良好|较大|较高|较好|较强|较低|优秀"
    r"|讲信用|有潜力|有特色|特色鲜明|影响力|贡献突出|重点|骨干|适当|酌情|原则上|确有|特殊|生产经营困难|风险等级较低|发展潜力"
)
_DECIDED = re.compile(
    r"\d|[一二三四五六七八九十]+(?:年|个月)|首次|注册|登记|纳税人|小微企业|小型微利|个体工商户|毕业|失业|退役|一般纳税人|认定|入库|名单|名录|许可证|未发生变更|残疾"
)
_VAGUE_AMOUNT = re.compile(
    r"一定(?:额度|数额|比例)?(?:的)?(?:[^，。；]{0,8})(?:补贴|补助|奖励|激励|支持)"
    r"|适当(?:给予)?(?:补贴|补助|奖励|提高|降低)"
)


def decidability(benefit: Benefit) -> float | None:
    """The share of a benefit's stated conditions that a fact can decide; None where it states none."""
    pieces = [piece for piece in re.split(r"[、，]|且|并", benefit.condition or "") if len(piece) > 1]
    if not pieces:
        return None
    decided = [piece for piece in pieces if not VAGUE.search(piece) and _DECIDED.search(piece)]
    return len(decided) / len(pieces)


def vague_condition(draft: Draft) -> Iterator[Finding]:
    """Conditions in words that no fact can decide, with how much of the condition is decidable."""
    for one in draft.document.benefits:
        found = VAGUE.search(one.condition or "")
        if not found:
            continue
        score = round((decidability(one) or 0.0) * 100)
        place = draft.document.text.find(found[0], one.start, one.end)
        start, end = (place, place + len(found[0])) if place >= 0 else (one.start, one.end)
        yield draft.find(
            "condition_vague", "warning",
            f"“{found[0]}”没有可核对的标准，办事人员只能凭判断（该项条件可判定度{score}%）。", start, end,
            "写成能查到的事实：登记年限、人数、营业额、名单或认定文件。",
        )  # fmt: skip


def vague_amount(draft: Draft) -> Iterator[Finding]:
    """Amounts left to discretion."""
    for one in draft.document.benefits:
        found = _VAGUE_AMOUNT.search(one.quote)
        if found and one.amount_type == "none":
            yield draft.find(
                "amount_vague", "warning", "额度没有写明，企业算不出能得多少。", one.start + found.start(),
                one.start + found.end(), "写明金额、比例或上限；由下级定的，写明由谁在何时公布。",
            )  # fmt: skip
