"""A condition can be decided from facts; an amount can be computed."""

import re
from collections.abc import Iterator

from zhitong.engine.documents.lint.deciding import VAGUE, decidability
from zhitong.engine.documents.lint.findings import Draft, Finding, Part

# A statute leaves its conditions to articles and rules of its own; an announcement of taxes to the tax law.
_STATUTES = {"regulation", "law", "announcement"}
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百]+条", re.MULTILINE)
# The conditions are said once for all, or another document is named that says them.
_DEFINED = re.compile(
    r"(?:符合|具备|满足)(?:以下|下列|上述)[^，。；]{0,6}条件|符合条件的?[^，。；]{0,12}(?:是指|指的是|指)|(?:申请|申报|支持)条件[：:]"
)
_ELSEWHERE = re.compile(r"《[^》]+》|〔\d{4}〕\d+号|按(?:国家|自治区|省|有关)规定")
_VAGUE_AMOUNT = re.compile(
    r"一定(?:额度|数额|比例)?(?:的)?(?:[^，。；]{0,8})(?:补贴|补助|奖励|激励|支持)"
    r"|适当(?:给予)?(?:补贴|补助|奖励|提高|降低)"
)


def vague_condition(draft: Draft) -> Iterator[Finding]:
    """Conditions in words that no fact can decide, with the score of the condition and its parts.

    The same words in the same clause are said once.
    """
    document = draft.document
    if document.meta.get("kind") in _STATUTES or _ARTICLE.search(document.text):
        return
    defined = _DEFINED.search(document.text)
    said: set[tuple[str, str]] = set()
    for one in document.benefits:
        found = VAGUE.search(one.condition or "")
        whole = decidability(one)
        if not found or whole is None or (one.path, found[0]) in said:
            continue
        if found[0].startswith("符合") and (defined or _ELSEWHERE.search(one.quote)):
            continue
        said.add((one.path, found[0]))
        place = document.text.find(found[0], one.start, one.end)
        start, end = (place, place + len(found[0])) if place >= 0 else (one.start, one.end)
        yield draft.find(
            "condition_vague", "warning",
            f"“{found[0]}”没有可核对的标准，只能凭判断（该项条件可判定度{whole.score}分）。",
            start, end, "写成能查到的事实：登记年限、人数、营业额、名单或认定文件；另有规定的，写明文号。",
            tuple(Part(part.words, part.facts, part.vague) for part in whole.parts), whole.score,
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
