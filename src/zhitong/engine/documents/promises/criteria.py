"""Entry criteria of pools and recognitions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.structure.passages import literal, passages

_TAKEN_IN = re.compile(
    r"(?:将|把)(?P<who>[^。；]{4,160}?)(?:列为|列入|纳入|作为|确定为)(?P<of>[^，。；]{2,30})"
)
_CONDITIONS = re.compile(
    r"(?:应当?|须|需|必须)?(?:同时)?(?:符合|具备|满足)(?:以下|下列|如下|上述)(?P<of>[^，。；：]{0,12}(?:条件|标准|要求|情形))"
)
_QUALIFIED = re.compile(
    r"对?(?P<who>[^，。；]{4,80}(?:以上|以下|满\d+年|一年以上|首次|达标)[^，。；]{0,40}的(?:企业|个体工商户|个人|项目|机构|单位|商户|毕业生|人员))"
)
_POOL = re.compile(r"培育库|名录库|白名单|名单|范围|对象|示范|资质|认定")


@dataclass(frozen=True, slots=True)
class Criterion:
    """Words that say who is taken into a pool, a list or a scheme (`of`)."""

    of: str
    path: str
    start: int
    end: int
    quote: str
    confidence: float


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """The entry criteria of a document in printed order."""
    found: list[Criterion] = []
    for passage in passages(outline):
        text = passage.copy.text
        for first, last in passage.sentences():
            match = _TAKEN_IN.search(text, first, last)
            pooled = bool(match and (_POOL.search(match["of"]) or "重点" in match["of"]))
            if not pooled:
                match = _CONDITIONS.search(text, first, last) or _QUALIFIED.search(text, first, last)
            if not match:
                continue
            of = match["of"] if "of" in match.re.groupindex else text[first:last][:40]
            start, end, quote = literal(outline, passage.copy, match.start(), match.end())
            found.append(Criterion(of or "", passage.path, start, end, quote, 0.85 if pooled else 0.65))
    return tuple(found)
