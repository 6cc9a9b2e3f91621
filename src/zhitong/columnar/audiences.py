"""Audiences of a run on disk: two Roaring files per provision, the codes of the rows, and a manifest."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import polars as pl
from pyroaring import BitMap

from zhitong.columnar.run import Result, Run
from zhitong.columnar.sums import AmountSum
from zhitong.engine.values import Problem, Verdict

FORM = 1  # the shape of the folder; a new shape gets a new number
MANIFEST, BUSINESSES, AUDIENCES = "manifest.json", "businesses.parquet", "audiences"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a run on disk says about one provision."""

    rule_hash: str
    window_state: str
    met: BitMap
    unknown: BitMap


@dataclass(frozen=True, eq=False)
class PastRun(Mapping[str, Kept]):
    """A run read back: `uscc[i]` is the business of row `i`."""

    as_of: date
    snapshot_sha: str
    uscc: pl.Series
    provisions: dict[str, Kept]

    def __getitem__(self, key: str) -> Kept:
        return self.provisions[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.provisions)

    def __len__(self) -> int:
        return len(self.provisions)


def past_of(run: Run) -> PastRun:
    """A run in memory as it would be read back."""
    kept = {key: Kept(each.rule_hash, each.window_state, each.met, each.unknown) for key, each in run.items()}
    return PastRun(run.as_of, run.snapshot.sha, run.snapshot.uscc, kept)


def write_audiences(run: Run, folder: Path, **more: Any) -> None:
    """Into an empty folder; `more` goes into the manifest."""
    (folder / AUDIENCES).mkdir()
    sums = run.amounts()
    pl.DataFrame({"uscc": run.snapshot.uscc}).write_parquet(folder / BUSINESSES)
    for key, result in run.items():
        audience_path(folder, key, Verdict.MET).write_bytes(result.met.serialize())
        audience_path(folder, key, Verdict.UNKNOWN).write_bytes(result.unknown.serialize())
    manifest = {
        "form": FORM,
        "as_of": run.as_of.isoformat(),
        "snapshot": run.snapshot.sha,
        "rows": run.snapshot.rows,
        "provisions": {key: _entry(result, sums[key]) for key, result in run.items()},
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
        kept = {
            key: Kept(
                entry["rule_hash"],
                entry["window_state"],
                *(
                    BitMap.deserialize(audience_path(folder, key, verdict).read_bytes())
                    for verdict in (Verdict.MET, Verdict.UNKNOWN)
                ),
            )
            for key, entry in manifest["provisions"].items()
        }
        past = PastRun(date.fromisoformat(manifest["as_of"]), manifest["snapshot"], uscc, kept)
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        message = f"目录“{folder.name}”里没有完整的匹配结果，请给出以前一次匹配的输出目录。"
        return None, (Problem("past_unreadable", message),)
    return past, ()


def _entry(result: Result, amount: AmountSum | None) -> dict[str, Any]:
    return {
        "title": result.provision.title,
        "stage": result.provision.stage,
        "rule_hash": result.rule_hash,
        "window_state": result.window_state,
        **{verdict.value: number for verdict, number in result.counts.items()},
        "amount": None
        if amount is None
        else {
            "low_fen": amount.low_fen,
            "high_fen": amount.high_fen,
            "rows": amount.rows,
            "missing": amount.missing,
        },
    }
