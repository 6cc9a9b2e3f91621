"""Code trees: regions (GB/T 2260) and industries (GB/T 4754). Below means: begins with.

A code is held in its bare form, so that every ancestor is a prefix of it: `15`, `1503`,
`150302`, `150302001` for regions; `F`, `F52`, `F521`, `F5211` for industries.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from zhitong.engine.values.problems import Problem
from zhitong.engine.values.verdict import Verdict

# Variants of one character that official lists use side by side (髙 in a township of 镶黄旗).
_VARIANTS = str.maketrans({"髙": "高", "內": "内", "戶": "户", "⼀": "一"})


def plain_name(name: str) -> str:
    """A place or trade name for comparing: full width narrowed, variants unified, no spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split()).translate(_VARIANTS)


def within(code: str, ancestor: str) -> Verdict:
    """Whether the bare `code` lies at or below `ancestor`; too coarse a code cannot tell.

    `150302` within `1503` is met, `1503` within `150302` is unknown, `1502` within `1503` is not met.
    """
    if code.startswith(ancestor):
        return Verdict.MET
    return Verdict.UNKNOWN if ancestor.startswith(code) else Verdict.NOT_MET


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code: bare form, printed form (`150300`), name, level, the bare code above ('' at the top)."""

    code: str
    printed: str
    name: str
    level: str
    parent: str
    is_official: bool = True


@dataclass(frozen=True)
class CodeTree:
    """All codes of one list. `bare` turns what people write into the bare form, known or not."""

    key: str
    label: str
    entries: dict[str, CodeEntry]
    bare: Callable[[str], str | None]

    def __contains__(self, code: object) -> bool:
        return code in self.entries

    def __iter__(self) -> Iterator[CodeEntry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def normalise(self, text: str) -> tuple[str | None, Problem | None]:
        """The bare form of a code of this list; full width, spaces and printed forms are understood."""
        code = self.bare("".join(unicodedata.normalize("NFKC", text).split()).upper())
        if code is not None and code in self.entries:
            return code, None
        return None, Problem("code_unknown", f"{self.label}“{text}”不在代码表中，请核对代码后重填。")

    def find(self, code: str) -> CodeEntry | None:
        """The entry of a bare or printed code."""
        found, _ = self.normalise(code)
        return None if found is None else self.entries[found]

    def ancestors(self, code: str) -> tuple[CodeEntry, ...]:
        """From the top down to the code itself; empty for an unknown code."""
        chain: list[CodeEntry] = []
        entry = self.entries.get(code)
        while entry is not None:
            chain.append(entry)
            entry = self.entries.get(entry.parent)
        return tuple(reversed(chain))

    def children(self, code: str) -> tuple[CodeEntry, ...]:
        """The entries right below, in code order; '' gives the top."""
        return self._children.get(code, ())

    def below(self, code: str) -> tuple[CodeEntry, ...]:
        """Every entry at or below, in code order."""
        return tuple(entry for key, entry in self.entries.items() if key.startswith(code))

    def named(self, name: str) -> tuple[CodeEntry, ...]:
        """All entries that carry this name, whatever way it is written."""
        return self._named.get(plain_name(name), ())

    def with_entries(self, more: Iterable[CodeEntry]) -> "CodeTree":
        """The same list with further codes; the tree itself does not change."""
        entries = self.entries | {entry.code: entry for entry in more}
        return CodeTree(self.key, self.label, dict(sorted(entries.items())), self.bare)

    def within(self, code: str, ancestor: str) -> Verdict:
        """`within` for codes in any written form; a form that cannot be read is unknown."""
        low, high = self.bare(code), self.bare(ancestor)
        return Verdict.UNKNOWN if low is None or high is None else within(low, high)

    @cached_property
    def _children(self) -> dict[str, tuple[CodeEntry, ...]]:
        return _grouped((entry.parent, entry) for entry in self)

    @cached_property
    def _named(self) -> dict[str, tuple[CodeEntry, ...]]:
        return _grouped((plain_name(entry.name), entry) for entry in self)


def _grouped(pairs: Iterable[tuple[str, CodeEntry]]) -> dict[str, tuple[CodeEntry, ...]]:
    groups: dict[str, list[CodeEntry]] = {}
    for key, entry in pairs:
        groups.setdefault(key, []).append(entry)
    return {key: tuple(entries) for key, entries in groups.items()}
