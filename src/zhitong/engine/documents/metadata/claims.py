"""What a web page states beside the text of a document: compared, and used where the text is silent."""

import re
from collections.abc import Sequence
from typing import Any

from zhitong.engine.documents.metadata.reading import DATE, NUMBER, iso
from zhitong.engine.documents.structure.titles import plain
from zhitong.engine.values import Problem, Severity

FIELDS = {
    "标题": "title", "名称": "title", "信息名称": "title",
    "发文字号": "doc_number", "文号": "doc_number", "文件编号": "doc_number",
    "发文机关": "issuer", "发布机关": "issuer", "发文机构": "issuer",
    "成文日期": "issued_on", "成文时间": "issued_on",
    "实施日期": "effective_on", "生效日期": "effective_on",
    "失效日期": "expires_on", "废止日期": "expires_on",
}  # fmt: skip
NAMES = {
    "title": "标题", "doc_number": "文号", "issuer": "发文机关", "issued_on": "成文日期",
    "effective_on": "施行日期", "expires_on": "失效日期",
}  # fmt: skip
ENDED = re.compile(r"已?(?:失效|废止)")
DAY = re.compile(r"(?P<year>\d{4})[-/.年]\s?(?P<month>\d{1,2})[-/.月]\s?(?P<day>\d{1,2})")


def _value(field: str, stated: str) -> str | None:
    """The statement in the form of the field, or None where it states nothing usable."""
    if field.endswith("_on"):
        found = DAY.search(stated) or DATE.search(stated)
        return iso(found) if found else None
    if field == "doc_number":
        number = NUMBER.search(stated)
        return f"{number['code']}〔{number['year']}〕{int(number['number'])}号" if number else None
    return stated.strip() or None


def _same(field: str, one: str, other: str) -> bool:
    if field == "issuer":
        return plain(one) in plain(other) or plain(other) in plain(one)
    return plain(one) == plain(other) if field == "title" else one == other


def with_claims(
    meta: dict[str, Any], claims: Sequence[tuple[str, str]]
) -> tuple[dict[str, Any], list[Problem]]:
    """The metadata with what only the page states filled in, and a problem wherever page and text differ."""
    found, problems = dict(meta), []
    for label, stated in claims:
        field = FIELDS.get(label)
        value = _value(field, stated) if field else None
        if field is None or value is None:
            continue
        name = NAMES[field]
        if meta[field] is None and found[field] is None:
            found[field] = value
            message = f"正文没有写{name}，按网页所列“{label}：{stated}”填写，请核对。"
            problems.append(Problem("from_page", message, 0, 0, severity=Severity.INFO))
        elif not _same(field, found[field], value):
            message = f"网页所列“{label}：{stated}”与正文的{name}“{found[field]}”不一致，以正文为准，请核对。"
            problems.append(Problem("page_differs", message, 0, 0, severity=Severity.WARNING))
    if found["status"] == "unknown" and (found["doc_number"] or found["issued_on"]):
        found["status"] = "in_force"
    if any(
        label in ("有效性", "效力状态") and re.match(r"失效|废止|已废止", stated) for label, stated in claims
    ):
        found["status"] = "repealed"
    return found, problems
