"""What is known about one business: values with source and date; unknown is absence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhitong.engine.facts.definitions import Vocabulary
from zhitong.engine.values import Band

Value = int | Band | date | str | bool


@dataclass(frozen=True, slots=True)
class FactValue:
    """One known value, who says so, and as of which day (None: the source gives no day)."""

    value: Value
    source: str = "declared"
    as_of: date | None = None


class Facts(Mapping[str, FactValue]):
    """One value per fact key; never changes, every change gives a new one."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, FactValue] | None = None) -> None:
        self._values = dict(values or {})

    def __getitem__(self, key: str) -> FactValue:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return self._values == other._values if isinstance(other, Facts) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return f"Facts({self._values!r})"

    def value(self, key: str) -> Value | None:
        """The bare value, or None where nothing is known."""
        known = self._values.get(key)
        return None if known is None else known.value

    def with_value(self, key: str, known: FactValue) -> "Facts":
        """The same facts with this one put in place."""
        return Facts(self._values | {key: known})

    def without(self, *keys: str) -> "Facts":
        """The same facts with these made unknown."""
        return Facts({key: known for key, known in self._values.items() if key not in keys})

    def as_of(self, day: date) -> "Facts":
        """Only what was already so on that day; undated values stay."""
        return Facts(
            {key: known for key, known in self._values.items() if known.as_of is None or known.as_of <= day}
        )

    def merge(self, other: "Facts", vocabulary: Vocabulary) -> "Facts":
        """Both together; where both know a fact, the more trusted source wins, then the later date."""
        return resolve((*self.items(), *other.items()), vocabulary)

    def to_json(self) -> dict[str, dict[str, Any]]:
        """Key → {"value", "source", "as_of"}, in key order; `read_facts` reads it back."""
        return {
            key: {
                "value": _plain(known.value),
                "source": known.source,
                "as_of": None if known.as_of is None else known.as_of.isoformat(),
            }
            for key, known in sorted(self._values.items())
        }


def resolve(
    values: Iterable[tuple[str, FactValue]], vocabulary: Vocabulary, as_of: date | None = None
) -> Facts:
    """One value per fact out of many: not after `as_of`; current ones before stale ones, then by
    trust in the source, then the latest.

    Without a day nothing is dropped and nothing counts as stale. Of two equal claims the first stays.
    """
    best: dict[str, tuple[tuple[bool, int, int], FactValue]] = {}
    for key, known in values:
        if as_of is not None and known.as_of is not None and known.as_of > as_of:
            continue
        definition = vocabulary.get(key)
        stale = definition is not None and as_of is not None and definition.is_stale(known.as_of, as_of)
        trust = 0 if definition is None else definition.rank(known.source)
        claim = (stale, trust, -known.as_of.toordinal() if known.as_of else 0)
        if key not in best or claim < best[key][0]:
            best[key] = (claim, known)
    return Facts({key: known for key, (_, known) in best.items()})


def _plain(value: Value) -> Any:
    if isinstance(value, Band):
        return {"low": value.low, "high": value.high}
    return value.isoformat() if isinstance(value, date) else value
