"""四上 thresholds: from which turnover a business belongs into the statistical above-quota register."""

from dataclasses import dataclass
from functools import cached_property

import yaml

from zhitong.engine.standards.sizes import FEN_PER_WAN
from zhitong.engine.values import CodeTree


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """One line: turnover of at least `minimum_fen` (inclusive, per year); None where `rule` decides instead.

    `individual_ok` says that sole traders count too, not only legal persons.
    """

    key: str
    name: str
    minimum_fen: int | None
    rule: str
    individual_ok: bool


@dataclass(frozen=True)
class AboveScale:
    """For every industry code the rows found below it; `None` stands for industries out of scope."""

    rows_of_code: dict[str, frozenset[ScaleRow | None]]

    def candidates(self, industry: str) -> frozenset[ScaleRow | None]:
        """The rows a bare industry code may belong to; an unknown code may belong to any."""
        return self.rows_of_code.get(industry, self.every)

    @cached_property
    def every(self) -> frozenset[ScaleRow | None]:
        """All rows, and None for the industries out of scope."""
        return frozenset().union(*self.rows_of_code.values())


def read_above_scale(text: str, industries: CodeTree) -> AboveScale:
    """From the YAML with rows (codes, min in 万元, individual_ok)."""
    mapping: dict[str, ScaleRow] = {}
    for entry in yaml.safe_load(text)["rows"]:
        least = entry["min"]
        row = ScaleRow(
            key=entry["id"],
            name=entry["name"],
            minimum_fen=None if least is None else int(least) * FEN_PER_WAN,
            rule=entry.get("rule", ""),
            individual_ok=bool(entry.get("individual_ok")),
        )
        for code in entry["codes"]:
            bare = industries.bare(str(code))
            if bare is None:
                raise ValueError(
                    f"industry code {code} of the above-scale rules is not in the classification"
                )
            mapping[bare] = row
    below: dict[str, set[ScaleRow | None]] = {}
    for leaf in (entry.code for entry in industries if entry.level == "class"):
        fitting = [leaf[:length] for length in range(1, len(leaf) + 1) if leaf[:length] in mapping]
        found = mapping[fitting[-1]] if fitting else None
        for above in industries.ancestors(leaf):
            below.setdefault(above.code, set()).add(found)
    return AboveScale({code: frozenset(rows) for code, rows in below.items()})
