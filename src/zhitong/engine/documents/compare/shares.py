"""Targets of the lower document beside those of the upper one, with their share."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.promises.targets import Target

_FILLER = re.compile(
    r"[“”《》（）()、的]|累计|新增|新设|新登记|新培育|创建|培育|打造|建成|争创|推荐|认定|培养|入库|力争|全[区市省县州旗盟]|自治区级|自治区|国家级|省级|市级"
    r"|旗县(?:（区）|区)?级以上|户数?|数量|总量|总数|达到"
)
_LEVEL = re.compile(r"国家级|自治区级|省级|市级")
_THINGS = ("户", "家", "个", "名", "人", "项", "件", "所", "座")
_SUM = re.compile(r"[和及与]")  # one figure for two things is no figure for either
_ALIKE = 0.5


def _bare(indicator: str) -> str:
    return _FILLER.sub("", indicator)


def _grams(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)} or {words}


def _alike(upper: Target, lower: Target) -> float:
    """How much two indicators name the same thing, 0 to 1; units and levels must not contradict."""
    same_unit = upper.unit == lower.unit or (upper.unit in _THINGS and lower.unit in _THINGS)
    levels = (
        {match[0] for match in _LEVEL.finditer(upper.indicator)},
        {match[0] for match in _LEVEL.finditer(lower.indicator)},
    )
    if not same_unit or (levels[0] and levels[1] and levels[0] != levels[1]):
        return 0.0
    flows = {"new", "cumulative"}
    if (
        ({upper.basis, lower.basis} & flows)
        and upper.basis != lower.basis
        and "level" in (upper.basis, lower.basis)
    ):
        penalty = 0.15
    else:
        penalty = 0.0
    first, second = _bare(upper.indicator), _bare(lower.indicator)
    if bool(_SUM.search(first)) != bool(_SUM.search(second)):
        return 0.0
    if min(len(first), len(second)) >= 4 and (first.endswith(second) or second.endswith(first)):
        return 1 - penalty
    mine, theirs = _grams(first), _grams(second)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) - penalty


def _years(target: Target) -> int:
    found = re.match(r"(\d{4})[—\-](\d{4})", target.period or "")
    return int(found[2]) - int(found[1]) + 1 if found else 1


def _share(upper: Target, lower: Target) -> float | None:
    """The lower value as a share of the upper one; a yearly flow counts for each year of the upper plan."""
    if not upper.value or upper.unit in ("%", "‰", "个百分点", "倍"):
        return None
    yearly = lower.period == "每年" and upper.period != "每年"
    value = lower.value * (_years(upper) if yearly else 1)
    return float(round(value / upper.value, 4))


def shown(target: Target) -> dict[str, Any]:
    """A target as the command prints it."""
    value: Decimal = target.value
    return {
        "indicator": target.indicator,
        "value": int(value) if value == value.to_integral_value() else float(value),
        "unit": target.unit,
        "comparator": target.comparator,
        "basis": target.basis,
        "period": target.period,
        "deadline": target.deadline,
        "path": target.path,
        "start": target.start,
        "end": target.end,
        "quote": target.quote,
    }


def pair_targets(
    uppers: Sequence[Target], lowers: Sequence[Target]
) -> list[tuple[Target, Target, float | None]]:
    """Each upper target with the lower target that names the same thing; each used once, best pairs first."""
    ranked = sorted(
        (
            (_alike(upper, lower), -place, -other)
            for place, upper in enumerate(uppers)
            for other, lower in enumerate(lowers)
        ),
        reverse=True,
    )
    used: set[int] = set()
    pairs: dict[int, int] = {}
    for alike, place, other in ranked:
        if alike < _ALIKE:
            break
        if -place not in pairs and -other not in used:
            pairs[-place] = -other
            used.add(-other)
    return [(uppers[a], lowers[b], _share(uppers[a], lowers[b])) for a, b in sorted(pairs.items())]
