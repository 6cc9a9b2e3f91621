"""A target can be measured: a deadline, a defined indicator, one comparison."""

import re
from collections.abc import Iterator

from zhitong.engine.documents.lint.findings import Draft, Finding, listed
from zhitong.engine.documents.promises.targets import Target
from zhitong.engine.documents.structure.passages import passages

# Law binds for as long as it is in force; so does a standing requirement (不得低于, 应当, 严格控制在).
_STANDING_KINDS = {"regulation", "law", "announcement", "reply"}
_STANDING = re.compile(
    r"应当|不得|必须|依法|严格|确保[^，。；]{0,12}(?:不低于|以内|以上)|控制在|保持在|稳定在|始终|不超过|原则上"
    r"|常态化|持续(?:保持|稳定)|(?:覆盖率|占比|比例|费率|利率|时限|时间)[^，。；]{0,6}(?:不低于|不高于|不超过|以内)|平均担保费率"
)
_COMPOSITE = re.compile(
    r"(?:活跃度|满意度|知晓率|便利度|指数|覆盖面|贡献度|景气度|活跃率|惠及率|活力|成熟度)$"
)
_DEFINED = re.compile(r"是指|指的是|即[^，。]{0,20}占|计算(?:公式|方法|口径)|口径为|按[^，。]{0,12}口径")
_TWICE = re.compile(r"(?:突破|超过|不少于|不低于|至少)\s*[\d.]+\s*[万亿]?\s*[\u4e00-\u9fff%]{1,4}以上")
_UNMEASURED = re.compile(
    r"[^，。；：]{2,30}?(?:达到|进入|居于|位居|保持在)(?:全[国省区市]|自治区|[东中西]部|同类)?"
    r"[^，。；\d]{0,6}(?:平均水平|先进水平|前列|领先水平|合理水平)"
)


def deadline_missing(draft: Draft) -> Iterator[Finding]:
    """Targets for which neither the sentence nor the plan names a day."""
    document = draft.document
    if document.meta.get("kind") in _STANDING_KINDS:
        return
    copy = document.text
    by_clause: dict[str, list[Target]] = {}
    for one in document.targets:
        sentence = _words_around(copy, one.start, one.end)
        if one.deadline is None and one.period is None and not _STANDING.search(sentence):
            by_clause.setdefault(one.path, []).append(one)
    for targets in by_clause.values():
        message = f"目标{listed([one.indicator for one in targets])}没有完成期限。"
        parts = tuple(draft.place(one.quote, one.start, one.end) for one in targets)
        yield draft.find(
            "target_deadline_missing", "warning", message, targets[0].start, targets[0].end,
            "写明到哪一年年底完成；每年都要完成的，写“每年”。", parts if len(parts) > 1 else (),
        )  # fmt: skip


def _words_around(text: str, start: int, end: int) -> str:
    first = max(text.rfind(mark, 0, start) for mark in "，、。；\n") + 1
    last = min((place for mark in "，、。；\n" if (place := text.find(mark, end)) >= 0), default=len(text))
    return text[first:last]


def definition_missing(draft: Draft) -> Iterator[Finding]:
    """Composite indicators (活跃度, 满意度 …) that the document uses without saying how they are computed."""
    text = draft.document.text
    for one in draft.document.targets:
        if _COMPOSITE.search(one.indicator) and not _DEFINED.search(text[one.start : one.end + 120]):
            yield draft.find(
                "target_undefined", "warning", f"指标“{one.indicator}”没有说明怎么算。", one.start, one.end,
                "写明计算口径、数据来源和统计时点，否则各地报的数不可比。",
            )  # fmt: skip


def unmeasured(draft: Draft) -> Iterator[Finding]:
    """Goals set as 平均水平 or 前列, without a number."""
    outline = draft.document.outline
    for passage in passages(outline):
        if not any("目标" in heading for heading in passage.above):
            continue
        for match in _UNMEASURED.finditer(passage.copy.text, passage.start, passage.end):
            start, end = passage.copy.back(match.start(), match.end())
            yield draft.find(
                "target_without_number", "info", "这个目标没有数字，到期无法判断是否完成。", start, end,
                "写出对标的具体数值和年份，或写明以哪个部门公布的哪项统计为准。",
            )  # fmt: skip


def compared_twice(draft: Draft) -> Iterator[Finding]:
    """突破…以上 says the same bound twice."""
    for match in _TWICE.finditer(draft.document.text):
        yield draft.find(
            "comparison_doubled", "info", "“突破”“不少于”与“以上”重复。", match.start(), match.end(),
            "留其一即可。",
        )  # fmt: skip
