"""A target can be measured: a deadline, a defined indicator, one comparison."""

import re
from collections.abc import Iterator

from zhitong.engine.documents.lint.findings import Draft, Finding
from zhitong.engine.documents.structure.passages import passages

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
    for one in draft.document.targets:
        if one.deadline is None and one.period is None:
            yield draft.find(
                "target_deadline_missing", "warning", f"目标“{one.indicator}”没有完成期限。",
                one.start, one.end,
                "写明到哪一年年底完成；每年都要完成的，写“每年”。",
            )  # fmt: skip


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
