"""Where a lower document says another number or another day than the upper one about the same thing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhitong.engine.documents.compare.pieces import Part, Piece, Weights, grams_of, said
from zhitong.engine.documents.figures.dates import find_days
from zhitong.engine.documents.figures.quantities import Quantity, find_quantities
from zhitong.engine.documents.parse import ParsedDocument
from zhitong.engine.documents.text.squeezing import squeeze

_ALIKE = 0.6
# Words such as 每户每年最高 stand in any benefit: what they limit is said by the rest of the measure.
_BARE = re.compile(
    r"每户|每人|每年|每个?|最高|最多|最低|不超过|不低于|给予|一次性|补助|补贴|奖励|按|的|元|万|年|户|人"
)
_FEWEST_OWN = 4
_ALIKE_WHOLE = 0.3


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two quotes that cannot both hold, and what differs."""

    upper_quote: str
    lower_quote: str
    what: str


def _quote(document: ParsedDocument, part: Part) -> str:
    return document.text[part.start : part.end]


def _shown(one: Quantity) -> str:
    return f"{one.value}{'—' + str(one.high) if one.high is not None else ''}{one.unit}"


def _numbers(words: str) -> dict[str, list[Quantity]]:
    kinds: dict[str, list[Quantity]] = {}
    for one in find_quantities(words):
        if not (one.han and one.kind == "count"):
            kinds.setdefault(one.unit, []).append(one)
    return kinds


def _differences(upper: str, lower: str) -> Iterator[str]:
    mine, theirs = _numbers(upper), _numbers(lower)
    for unit in mine.keys() & theirs.keys():
        if len(mine[unit]) == len(theirs[unit]) == 1:
            a, b = mine[unit][0], theirs[unit][0]
            if unit.endswith("工作日") and a.high is None and b.high is None and b.value < a.value:
                continue  # sooner than the upper document asks is no conflict
            if (a.value, a.high) != (b.value, b.high):
                yield f"数值不一致：上级为{_shown(a)}，本级为{_shown(b)}"
            elif {a.comparator, b.comparator} == {">=", "<="}:
                yield f"{_shown(a)}的方向不一致：一处是下限，一处是上限"
    days = [{day.last for day in find_days(words)} for words in (upper, lower)]
    if len(days[0]) == len(days[1]) == 1 and days[0] != days[1]:
        a_day, b_day = (next(iter(one)).isoformat() for one in days)
        yield f"期限不一致：上级到{a_day}，本级到{b_day}"


def _is_bare(words: str) -> bool:
    """Whether a part says a limit but not of what."""
    return len(re.findall(r"[\u4e00-\u9fff]", _BARE.sub("", words))) < _FEWEST_OWN


def find_conflicts(
    upper: ParsedDocument,
    lower: ParsedDocument,
    pairs: Sequence[tuple[Piece, Piece]],
    weights: Weights,
) -> list[Conflict]:
    """Conflicts between measures that answer each other; targets are compared elsewhere, by share."""
    goals = [(one.start, one.end) for one in (*upper.targets,)]
    found: dict[tuple[str, str, str], Conflict] = {}
    for mine, theirs in pairs:
        whole = min(said(mine.grams, theirs.grams, weights), said(theirs.grams, mine.grams, weights))
        for part in mine.parts:
            if any(part.start <= start < part.end for start, _ in goals):
                continue
            words = squeeze(_quote(upper, part)).text
            if _is_bare(words) and whole < _ALIKE_WHOLE:
                continue
            for other in theirs.parts:
                said_below = squeeze(_quote(lower, other)).text
                pairs_above, pairs_below = grams_of(words), grams_of(said_below)
                alike = min(said(pairs_above, pairs_below, weights), said(pairs_below, pairs_above, weights))
                if alike < _ALIKE:
                    continue
                for what in _differences(words, said_below):
                    one = Conflict(_quote(upper, part), _quote(lower, other), what)
                    found[(one.upper_quote, one.lower_quote, one.what)] = one
    return list(found.values())
