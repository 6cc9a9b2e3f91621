"""`zhitong match`: all provisions of a pack over a file of businesses, into a folder that is always whole.

The rows are matched a portion at a time, so memory depends on the portion and on the audiences, not on how
many businesses there are.
"""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import numpy as np

from zhitong.columnar.audiences import MANIFEST, PastRun, past_of, read_past, write_audiences
from zhitong.columnar.changes import Change, changes
from zhitong.columnar.entitlement import amount_changes, closing
from zhitong.columnar.folders import whole_folder
from zhitong.columnar.kept_amounts import AMOUNTS, write_amounts
from zhitong.columnar.match_files import (
    verdict_files,
    write_amount_changes,
    write_changes,
    write_closing,
    write_counts,
)
from zhitong.columnar.portions import PORTION, Portion, Portions
from zhitong.columnar.refusals import explained
from zhitong.columnar.run import Run, run
from zhitong.columnar.snapshot import Snapshot
from zhitong.columnar.sources import open_source
from zhitong.columnar.totals import Totals
from zhitong.engine.packs import Pack
from zhitong.engine.rules.provision import Provision
from zhitong.engine.standards import Standards, packaged_standards
from zhitong.engine.values import Problem

Runner = Callable[[Iterable[Provision], Snapshot, date], Run]
CLOSING_DAYS = 30


@dataclass(frozen=True, slots=True)
class Options:
    """What to write beside counts, sums and audiences: one row per verdict; changes against `since`;
    windows that end within `closing_days`. `portion` rows are matched at a time."""

    verdicts: bool = False
    since: Path | None = None
    closing_days: int = CLOSING_DAYS
    portion: int = PORTION


@dataclass(frozen=True, eq=False)
class Matched:
    """A finished matching: its totals, the folder it lies in, and the changes where asked for."""

    totals: Totals
    folder: Path
    changes: tuple[Change, ...] | None = None
    amounts_changed: dict[str, int] | None = None  # businesses by provision; None: not compared


class _UnfitError(Exception):
    """A later portion cannot be used: nothing of the folder may stay."""


def match(
    businesses: Path,
    pack: Pack,
    as_of: date,
    out: Path,
    options: Options | None = None,
    *,
    standards: Standards | None = None,
    runner: Runner = run,
) -> tuple[Matched | None, tuple[Problem, ...]]:
    """Reads, runs, and writes `out` in one move: a killed or failed run leaves the old folder as it was.

    `runner` computes the run, here or on a cluster. Money in all files is in fen. Warnings come beside the
    result, errors instead of it.
    """
    options = options or Options()
    past: PastRun | None = None
    if options.since is not None:
        past, problems = read_past(options.since)
        if past is None:
            return None, problems
    source, problems = open_source(businesses)
    if source is None:
        return None, problems
    portions = Portions(source, pack.vocabulary, standards or packaged_standards(), options.portion)
    coming = iter(portions)
    first = next(coming, None)  # most faults show before anything is written
    if first is None:
        return None, portions.problems
    refused: list[Problem] = []
    done: Matched | None = None
    try:
        with explained(out, refused), whole_folder(out, MANIFEST) as folder:
            found = Totals(as_of, portions.uscc)
            _match(chain([first], coming), pack, found, runner, folder, verdicts=options.verdicts)
            if portions.problems:
                raise _UnfitError
            write_audiences(found, folder, pack=pack.key)
            write_counts(found, folder)
            write_closing(closing(found, options.closing_days), folder / "closing.csv")
            done = Matched(found, out) if past is None else _compared(past, found, folder, out)
    except _UnfitError:
        return None, portions.problems
    warnings = (
        portions.warnings
        if past is None or past.amounts is not None
        else (
            *portions.warnings,
            Problem("past_without_amounts", "上一次的结果里没有逐户金额，这次没有比较金额。"),
        )
    )
    return (None, tuple(refused)) if refused else (done, warnings)


def _match(
    portions: Iterable[Portion],
    pack: Pack,
    found: Totals,
    runner: Runner,
    folder: Path,
    *,
    verdicts: bool,
) -> None:
    (folder / AMOUNTS).mkdir()
    with verdict_files(folder / "verdicts.parquet") if verdicts else nullcontext() as files:
        for portion in portions:
            part = runner(pack.provisions.values(), portion.snapshot, found.as_of)
            found.add(part, portion.first)
            numbers = np.arange(portion.first, portion.first + part.snapshot.rows)
            write_amounts(part, numbers, folder / AMOUNTS / f"{portion.first:012d}.parquet")
            if files is not None:
                files.add(part, portion.first)


def _compared(past: PastRun, found: Totals, folder: Path, out: Path) -> Matched:
    now = past_of(found, folder / AMOUNTS)
    changed = changes(past, now)
    write_changes(changed, found, folder)
    if past.amounts is None:
        return Matched(found, out, changed)
    amounts = write_amount_changes(amount_changes(past, now), folder / "amount-changes.parquet")
    return Matched(found, out, changed, amounts)
