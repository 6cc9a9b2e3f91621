"""What a change of a provision would do, as commands and the interface answer it; needs no database."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from zhitong.columnar.sums import AmountSum
from zhitong.columnar.what_if import Effect, WhatIf
from zhitong.engine.facts import FactType, Vocabulary
from zhitong.engine.packs.changing import settable
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Verdict
from zhitong.portal.foundation.sheets import write_csv

FACTS = {"region": "region", "industry": "industry", "size": "size_class", "kind": "kind"}
GROUPS = {"region": "地区", "industry": "行业", "size": "规模", "kind": "主体类型"}
DIRECTIONS = {"gained": "新增", "lost": "失去", "raised": "增加", "lowered": "减少"}
COUNTS = ("before", "after", *DIRECTIONS)
NOT_KNOWN = "未掌握"


def answer_of(effect: WhatIf, present: Provision, vocabulary: Vocabulary) -> dict[str, Any]:
    """Totals, groups and the budget as JSON; money in fen, null where nobody can say."""
    after = effect.after
    total = group_of(effect.total(), "")
    unsure = effect.before.counts[Verdict.UNKNOWN] if effect.before else after.snapshot.rows
    budget = effect.budget
    return {
        "provision": present.key,
        "title": present.title,
        "as_of": after.as_of.isoformat(),
        "businesses": after.snapshot.rows,
        "changes": changes_between(present, after.provision, vocabulary),
        "total": total | {"unknown_before": unsure, "unknown_after": after.counts[Verdict.UNKNOWN]},
        "by": {
            name: [group_of(one, name_of(FACTS[name], one.value, vocabulary)) for one in groups]
            for name, groups in effect.breakdowns().items()
        },
        "budget": budget
        and {
            "line": budget.line_fen,
            "state": budget.state,
            "sure": budget.sure_fen,
            "most": budget.most_fen,
        },
    }


def group_of(effect: Effect, name: str) -> dict[str, Any]:
    """One group with its counts, both sums and what they differ by."""
    was, now = effect.amount_before, effect.amount_after
    low = high = None
    if now is not None:
        low = now.low_fen - (was.low_fen if was else 0)
        ends = (now.high_fen, was.high_fen if was else 0)
        high = None if None in ends else (ends[0] or 0) - (ends[1] or 0)
    return {
        "value": effect.value,
        "name": name,
        **{count: getattr(effect, count) for count in COUNTS},
        "amount_before": sum_of(was),
        "amount_after": sum_of(now),
        "difference": {"low": low, "high": high},
    }


def sum_of(amount: AmountSum | None) -> dict[str, int | None] | None:
    """At least, at most (null: open above), over how many, and for how many nothing can be computed."""
    if amount is None:
        return None
    return {
        "low": amount.low_fen,
        "high": amount.high_fen,
        "businesses": amount.rows,
        "missing": amount.missing,
    }


def name_of(fact: str, value: str, vocabulary: Vocabulary) -> str:
    """A value in words: the name of a code, the label of an option."""
    definition = vocabulary.get(fact)
    if not value or definition is None:
        return value or NOT_KNOWN
    if definition.type is FactType.CODE:
        entry = vocabulary.trees[definition.tree].find(value)
        return entry.name if entry else value
    return dict(definition.options).get(value, value)


def changes_between(was: Provision, now: Provision, vocabulary: Vocabulary) -> list[dict[str, str | None]]:
    """The figures that differ, with both their words; null where a figure is on one side only."""
    old = {one.path: one.now for one in settable(was, vocabulary)}
    new = {one.path: one.now for one in settable(now, vocabulary)}
    return [
        {"path": path, "before": old.get(path), "after": new.get(path)}
        for path in [*old, *(path for path in new if path not in old)]
        if old.get(path) != new.get(path)
    ]


def write_answer(answer: Mapping[str, Any], effect: WhatIf, folder: Path) -> None:
    """`groups.csv` and `businesses.csv`: everybody who gains, loses, gets more or less, one a row."""
    head = (
        "维度",
        "代码",
        "名称",
        *("现在", "改后", *DIRECTIONS.values()),
        "现在合计（分）",
        "改后合计（分）",
    )
    rows: list[Sequence[object]] = [
        (
            GROUPS[name],
            one["value"],
            one["name"],
            *(one[count] for count in COUNTS),
            *((one[side] or {}).get("low", "") for side in ("amount_before", "amount_after")),
        )
        for name, groups in answer["by"].items()
        for one in groups
    ]
    write_csv(folder / "groups.csv", head, rows)
    write_csv(folder / "businesses.csv", ("统一社会信用代码", "变化"), _rows(effect))


def _rows(effect: WhatIf) -> Iterator[tuple[str, str]]:
    for name, word in DIRECTIONS.items():
        for uscc in effect.businesses(getattr(effect, name)):
            yield uscc, word
