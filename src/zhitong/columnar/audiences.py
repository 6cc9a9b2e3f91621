"""Audiences of a run on disk: two Roaring files per provision, the codes of the rows, amounts that differ
from business to business, and a manifest."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import polars as pl
from pyroaring import BitMap

from zhitong.columnar.amount_rows import Places, RowAmounts, nothing
from zhitong.columnar.kept_amounts import AMOUNTS, Each, alike, each_of, read_amounts
from zhitong.columnar.totals import Total, Totals
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.values import Problem, Verdict

FORM = 2  # the shape of the folder; a new shape gets a new number
MANIFEST, BUSINESSES, AUDIENCES = "manifest.json", "businesses.parquet", "audiences"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a run on disk says about one provision; `each` is the amount where all get the same."""

    rule_hash: str
    window_state: str
    met: BitMap
    unknown: BitMap
    each: Each | None = None


@dataclass(frozen=True, eq=False)
class PastRun(Mapping[str, Kept]):
    """A run read back: `uscc[i]` is the business of row `i`. A run kept before amounts were kept has none
    (`amounts` is None)."""

    as_of: date
    snapshot_sha: str
    uscc: pl.Series
    provisions: dict[str, Kept]
    amounts: Path | None = None

    def met_rows(self, key: str) -> Places:
        """Rows of those who surely get it."""
        return np.frombuffer(self.provisions[key].met.to_array(), dtype=np.uint32).astype(np.int64)

    def row_amounts(self, key: str, rows: Places) -> RowAmounts:
        """What these rows get."""
        kept = self.provisions[key]
        if kept.each is not None:
            return alike(kept.each, rows.size)
        return nothing(rows.size) if self.amounts is None else read_amounts(self.amounts, key, rows)

    def rule_hash(self, key: str) -> str:
        """The hash of the rule."""
        return self.provisions[key].rule_hash

    def __getitem__(self, key: str) -> Kept:
        return self.provisions[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.provisions)

    def __len__(self) -> int:
        return len(self.provisions)


def past_of(found: Totals, amounts: Path) -> PastRun:
    """A finished matching as it would be read back."""
    kept = {
        key: Kept(each.rule_hash, each.window_state, each.met, each.unknown, _each(each, found.as_of))
        for key, each in found.items()
    }
    return PastRun(found.as_of, found.snapshot_sha, found.uscc, kept, amounts)


def write_audiences(found: Totals, folder: Path, **more: Any) -> None:
    """Beside the amounts that are there already; `more` goes into the manifest."""
    (folder / AUDIENCES).mkdir()
    pl.DataFrame({"uscc": found.uscc}).write_parquet(folder / BUSINESSES)
    for key, total in found.items():
        audience_path(folder, key, Verdict.MET).write_bytes(total.met.serialize())
        audience_path(folder, key, Verdict.UNKNOWN).write_bytes(total.unknown.serialize())
    manifest = {
        "form": FORM,
        "as_of": found.as_of.isoformat(),
        "snapshot": found.snapshot_sha,
        "rows": found.rows,
        "provisions": {key: _entry(total, found.as_of) for key, total in found.items()},
        **more,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def audience_path(folder: Path, provision: str, verdict: Verdict) -> Path:
    """The Roaring file of a provision's met or unknown rows."""
    return folder / AUDIENCES / f"{quote(provision, safe='')}.{verdict.value}.roaring"


def read_past(folder: Path) -> tuple[PastRun | None, tuple[Problem, ...]]:
    """The run a folder holds."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        uscc = pl.read_parquet(folder / BUSINESSES)["uscc"]
        kept = {key: _kept(folder, key, entry) for key, entry in manifest["provisions"].items()}
        amounts = folder / AMOUNTS if (folder / AMOUNTS).is_dir() else None
        past = PastRun(date.fromisoformat(manifest["as_of"]), manifest["snapshot"], uscc, kept, amounts)
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        message = f"目录“{folder.name}”里没有完整的匹配结果，请给出以前一次匹配的输出目录。"
        return None, (Problem("past_unreadable", message),)
    return past, ()


def _kept(folder: Path, key: str, entry: dict[str, Any]) -> Kept:
    met, unknown = (
        BitMap.deserialize(audience_path(folder, key, verdict).read_bytes())
        for verdict in (Verdict.MET, Verdict.UNKNOWN)
    )
    each = entry.get("each")
    ends = None if each is None else (each[0], each[1])
    return Kept(entry["rule_hash"], entry["window_state"], met, unknown, ends)


def _each(total: Total, as_of: date) -> Each | None:
    return each_of(rule_of_day(total.provision, as_of).amount)


def _entry(total: Total, as_of: date) -> dict[str, Any]:
    amount, each = total.amount, _each(total, as_of)
    return {
        "title": total.provision.title,
        "stage": total.provision.stage,
        "rule_hash": total.rule_hash,
        "window_state": total.window_state,
        **{verdict.value: number for verdict, number in total.counts.items()},
        "each": None if each is None else list(each),
        "amount": None
        if amount is None
        else {
            "low_fen": amount.low_fen,
            "high_fen": amount.high_fen,
            "rows": amount.rows,
            "missing": amount.missing,
        },
    }
