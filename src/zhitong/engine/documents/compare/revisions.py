"""Two revisions of one document, clause by clause: what was changed, moved, added, taken out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from zhitong.engine.documents.outline import Clause, Outline

SAME_PLACE = 0.3  # likeness from which the words at one path count as the same clause, rewritten
ELSEWHERE = 0.5  # the same for words at another path
BY_SIGN = 1500  # characters up to which words are compared sign by sign, beyond it part by part
MOST_PAIRS = 20_000  # pairs of leftover clauses that are compared with each other
_PART = re.compile(r"[^，。；：、\n]+|[，。；：、\n]")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, or only stand in one of the two: `kind` is same, removed or added."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause in both revisions; a path is "" on the side where it does not exist.

    `kind` is same, moved (same words at another path), changed, added or removed.
    """

    kind: str
    old_path: str
    new_path: str
    runs: tuple[Run, ...]


@dataclass(slots=True)
class _Own:
    """A clause's own words, and those words without their mark."""

    clause: Clause
    words: str
    bare: str
    pairs: frozenset[str]
    partner: int | None = None


def _own_words(outline: Outline) -> list[_Own]:
    found = []
    for clause in outline.clauses:
        words = outline.text[clause.start : clause.body_end].strip()
        if words:
            bare = words.removeprefix(clause.label).lstrip("、.． 　")
            found.append(_Own(clause, words, bare, frozenset(map("".join, pairwise(bare)))))
    return found


def _pair(olds: Sequence[_Own], news: Sequence[_Own], old: int, new: int) -> None:
    olds[old].partner, news[new].partner = new, old


def _left(side: Sequence[_Own]) -> list[int]:
    return [place for place, one in enumerate(side) if one.partner is None]


def _pair_by(olds: Sequence[_Own], news: Sequence[_Own], key: str) -> None:
    """Pairs what agrees: words at one path ("place"), words anywhere ("words"), the path ("path")."""

    def name(one: _Own) -> object:
        return {"place": (one.clause.path, one.bare), "words": one.bare, "path": one.clause.path}[key]

    waiting: dict[object, list[int]] = {}
    for place in _left(olds):
        waiting.setdefault(name(olds[place]), []).append(place)
    for new in _left(news):
        same = waiting.get(name(news[new]))
        if same and (key != "path" or _alike(olds[same[0]], news[new]) >= SAME_PLACE):
            _pair(olds, news, same.pop(0), new)


def _alike(old: _Own, new: _Own) -> float:
    """The share of neighbouring signs that both have, 0 to 1."""
    whole = len(old.pairs) + len(new.pairs)
    return 2 * len(old.pairs & new.pairs) / whole if whole else 0.0


def _pair_likes(olds: Sequence[_Own], news: Sequence[_Own]) -> None:
    """Pairs leftover clauses that say much the same at another path, the most alike first."""
    left, right = _left(olds), _left(news)
    if len(left) * len(right) > MOST_PAIRS:
        return
    ranked = sorted(
        ((_alike(olds[old], news[new]), -old, -new) for old in left for new in right), reverse=True
    )
    for alike, old, new in ranked:
        if alike < ELSEWHERE:
            break
        if olds[-old].partner is None and news[-new].partner is None:
            _pair(olds, news, -old, -new)


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    """Whether words stayed, the old words and the new; a lone sign between two changes belongs to them."""
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    old, new, waiting = "", "", False
    for place, (kind, a, b, c, d) in enumerate(codes):
        mine, theirs = "".join(before[a:b]), "".join(after[c:d])
        is_between = waiting and place + 1 < len(codes)
        if kind != "equal" or (len(mine) == 1 and is_between):
            old, new, waiting = old + mine, new + theirs, True
            continue
        if waiting:
            yield False, old, new
            old, new, waiting = "", "", False
        yield True, mine, theirs
    if waiting:
        yield False, old, new


def runs_between(old: str, new: str) -> tuple[Run, ...]:
    """The words of both, what stayed once, what differs marked as removed or added."""
    fine = max(len(old), len(new)) <= BY_SIGN
    before, after = (list(words) if fine else _PART.findall(words) for words in (old, new))
    runs: list[Run] = []
    for stayed, mine, theirs in _opcodes(before, after):
        if stayed:
            runs.append(Run("same", mine))
            continue
        runs.extend(Run(kind, words) for kind, words in (("removed", mine), ("added", theirs)) if words)
    return tuple(runs)


def _removed(one: _Own) -> ClauseChange:
    return ClauseChange("removed", one.clause.path, "", (Run("removed", one.words),))


def _changes(olds: Sequence[_Own], news: Sequence[_Own]) -> Iterator[ClauseChange]:
    place = 0
    for one in news:
        if one.partner is None:
            yield ClauseChange("added", "", one.clause.path, (Run("added", one.words),))
            continue
        while place < one.partner:
            if olds[place].partner is None:
                yield _removed(olds[place])
            place += 1
        place = max(place, one.partner + 1)
        old = olds[one.partner]
        paths = (old.clause.path, one.clause.path)
        if old.bare == one.bare:
            kind = "same" if paths[0] == paths[1] else "moved"
            yield ClauseChange(kind, *paths, (Run("same", one.words),))
        else:
            yield ClauseChange("changed", *paths, runs_between(old.words, one.words))
    yield from (_removed(one) for one in olds[place:] if one.partner is None)


def compare_revisions(old: Outline, new: Outline) -> tuple[ClauseChange, ...]:
    """Every clause of both revisions once, in the order of the new text; removed ones where they stood."""
    olds, news = _own_words(old), _own_words(new)
    for key in ("place", "words", "path"):
        _pair_by(olds, news, key)
    _pair_likes(olds, news)
    return tuple(_changes(olds, news))
