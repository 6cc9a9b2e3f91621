"""A document copied onto one line gets its lines back, at marks that run on in order."""

import re
from itertools import pairwise

from zhitong.engine.documents.text.marks import HAN_NUMBER, int_to_han

LONG, SHORT_FILE = 400, 3  # a file of so few lines is cut at shorter ones
MARKS = re.compile(
    rf"(?<=[。；：！？）\s”])\s*(?P<mark>(?P<han>{HAN_NUMBER}+)、|[（(](?P<bracket>{HAN_NUMBER}+)[）)]|"
    rf"第(?P<article>{HAN_NUMBER}+)[条章](?=[\s　])|(?P<digit>\d{{1,2}})[.．、](?!\d))"
)
FAMILIES = ("han", "bracket", "article", "digit")


def _number(found: re.Match[str]) -> tuple[str, int]:
    family = next(name for name in FAMILIES if found[name])
    if family == "digit":
        return family, int(found[family])
    known = {int_to_han(number): number for number in range(1, 120)}
    return family, known.get(found[family], 0)


def _runs_on(found: list[tuple[str, int]]) -> list[bool]:
    """Which marks continue or restart their own family; strays are running text."""
    last: dict[str, int] = {}
    kept = []
    for family, number in found:
        good = number == last.get(family, 0) + 1 or number == 1
        if good:
            last[family] = number
        kept.append(good)
    return kept


def unfold(text: str) -> tuple[str, int]:
    """The text with its lines restored, and how many breaks were put in; untouched if it has lines."""
    lines = text.split("\n")
    long = LONG if sum(bool(line.strip()) for line in lines) > SHORT_FILE else LONG // 4
    total = 0
    result = []
    for line in lines:
        if len(line) < long:
            result.append(line)
            continue
        found = list(MARKS.finditer(line))
        kept = [
            one for one, good in zip(found, _runs_on([_number(one) for one in found]), strict=True) if good
        ]
        if len(kept) < 3 or sum(bool(one["han"] or one["article"]) for one in kept) < 2:
            result.append(line)
            continue
        cuts = [0, *[one.start("mark") for one in kept], len(line)]
        result.extend(line[one:other].strip() for one, other in pairwise(cuts))
        total += len(kept)
    return "\n".join(result), total
