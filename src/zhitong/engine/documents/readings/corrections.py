"""The machine's readings under the word of people: a pure function of text, readings and corrections."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from zhitong.engine.documents.readings.ground import Ground, find
from zhitong.engine.documents.readings.items import REJECTED, Item, as_text, mark_of

ENOUGH = 0.5  # the share of the shorter words that two readings of one thing have in common


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person did: the readings it was made on, and those that hold instead (none: rejected)."""

    number: int
    action: str  # accept | correct | reject | add | split | merge
    bases: tuple[Item, ...]
    results: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A judgement whose words are no longer in the text; a person has to look again.

    The item's key names the judgement and its place in it, so that other words can be given to it.
    """

    number: int
    action: str
    item: Item


@dataclass(frozen=True, slots=True)
class Merged:
    """What holds (`items`), what was rejected, and what lost its words."""

    items: tuple[Item, ...]
    rejected: tuple[Item, ...] = ()
    lost: tuple[Lost, ...] = ()

    @property
    def reviewed(self) -> int:
        """How many readings a person looked at."""
        return sum(one.is_reviewed for one in self.items) + len(self.rejected)

    @property
    def total(self) -> int:
        """All there is to look at."""
        return len(self.items) + len(self.rejected) + len(self.lost)


def same_subject(one: Item, other: Item) -> bool:
    """Two readings of the same kind; metadata goes by its field, not by its words."""
    if one.kind != other.kind:
        return False
    return one.kind != "metadata" or one.values.get("field") == other.values.get("field")


def shared(one: Item, other: Item) -> float:
    """How much of the shorter words two readings have in common, 0 to 1."""
    low = max(one.words.start, other.words.start)
    high = min(one.words.end, other.words.end)
    shorter = min(one.words.end - one.words.start, other.words.end - other.words.start)
    return max(0, high - low) / shorter if shorter else 0.0


def same_words(one: Item, other: Item) -> bool:
    """The same run of the text."""
    return (one.words.start, one.words.end) == (other.words.start, other.words.end)


def same_values(one: Item, other: Item) -> bool:
    """The same reading of it."""
    return as_text(one.values) == as_text(other.values)


def likeness(base: Item, machine: Item) -> float:
    """How surely a reading is the one a correction was made on; 0 when it is another."""
    if not same_subject(base, machine):
        return 0.0
    if base.kind == "metadata":
        return 4.0
    if same_words(base, machine):
        return 4.0 if same_values(base, machine) else 3.0
    common = shared(base, machine)
    if common < ENOUGH:
        return 0.0
    return 2.0 + common if same_values(base, machine) else common


def repeats(result: Item, machine: Item) -> float:
    """Whether the machine meanwhile reads what a person had said."""
    if result.kind == "metadata":
        return float(same_subject(result, machine))
    alike = same_subject(result, machine) and same_values(result, machine)
    return float(alike and shared(result, machine) >= ENOUGH)


def consumed(
    wanted: Iterable[Item], machine: Sequence[Item], left: set[int], score: Callable[[Item, Item], float]
) -> set[int]:
    """The readings that stand for the wanted ones, each used once, the surest pairs first."""
    listed = list(wanted)
    pairs = sorted(
        (-rate, place, index)
        for place, one in enumerate(listed)
        for index in left
        if (rate := score(one, machine[index])) > 0
    )
    used: set[int] = set()
    met: set[int] = set()
    for _rate, place, index in pairs:
        if place in met or index in used:
            continue
        met.add(place)
        used.add(index)
    return used


def placed(item: Item, ground: Ground) -> Item | None:
    """The item on its words in this text, or None."""
    words = find(item.words, ground)
    return None if words is None else replace(item, words=words)


def merge(machine: Sequence[Item], corrections: Sequence[Correction], ground: Ground) -> Merged:
    """Machine readings with the corrections of people over them.

    Without corrections the readings come back as they are. A correction holds wherever its words
    are found again; else it is among the lost, and the machine's reading stands unreviewed.
    """
    held: list[Item] = []
    rejected: list[Item] = []
    lost: list[Lost] = []
    bases: list[Item] = []
    for one in corrections:
        kept = [(index, item) for index, item in enumerate(one.results)]
        found = [(index, item, placed(item, ground)) for index, item in kept]
        lost += [
            Lost(one.number, one.action, replace(item, key=f"c{one.number}.{index}"))
            for index, item, here in found
            if here is None
        ]
        held += [replace(here, key=f"c{one.number}.{index}") for index, _, here in found if here is not None]
        stands = not kept or any(here is not None for _, _, here in found)
        for index, base in enumerate(one.bases):
            here = placed(base, ground)
            if base.state == REJECTED:
                if here is None:
                    lost.append(Lost(one.number, one.action, base))
                    continue
                rejected.append(replace(here, key=f"r{one.number}.{index}"))
            if here is not None and (stands or base.state == REJECTED):
                bases.append(here)
    left = set(range(len(machine)))
    left -= consumed(bases, machine, left, likeness)
    left -= consumed([one for one in held if one.is_reviewed], machine, left, repeats)
    standing = [replace(machine[index], key=f"m{mark_of(machine[index])}") for index in left]
    return Merged(
        tuple(sorted([*standing, *held], key=lambda item: item.order)),
        tuple(sorted(rejected, key=lambda item: item.order)),
        tuple(lost),
    )
