"""Matching: the registry's snapshot, all rules over it a portion at a time, audiences and differences kept.

Until the last transaction nothing of a run is seen: killed at any point, the run before stays what holds,
and the next one goes on with the parts of the snapshot that are still true.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from django.conf import settings

from zhitong.columnar.kept_amounts import write_amounts
from zhitong.columnar.parts import NUMBER, parts_of
from zhitong.columnar.portions import Portions
from zhitong.columnar.run import run
from zhitong.columnar.sources import open_source
from zhitong.columnar.totals import Totals
from zhitong.engine.standards import packaged_standards
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.flows.snapshotting import take_snapshot
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.matches.comparing import compare, latest_complete
from zhitong.portal.matches.models import MatchRun, RunState
from zhitong.portal.matches.operations import (
    Numbers,
    audience_of,
    fail_run,
    finish_run,
    keep_alive,
    start_run,
)
from zhitong.portal.provisions.queries import active_provisions, rules_fingerprint

Say = Callable[[str], None]
PARTIAL = ".part"


class NothingToMatch(Refusal):
    """The registry cannot be read as a table."""


def run_matching(*, as_of: date, say: Say | None = None) -> MatchRun:
    """Every published provision against every business as of a day; AlreadyRunning while another runs."""
    begun = start_run(as_of=as_of, rules_sha256=rules_fingerprint())
    try:
        done = _run(begun, say)
    except BaseException as error:
        fail_run(begun, str(error) or "中途停止。")
        raise
    if say:
        say(f"{done.provisions} 项惠企事项 × {done.businesses} 户，已存为批次 {done.pk}")
    return done


def _run(begun: MatchRun, say: Say | None) -> MatchRun:
    folder = Path(settings.MATCHING_FOLDER)

    def told(line: str) -> None:
        keep_alive(begun)
        if say:
            say(line)

    take_snapshot(as_of=begun.as_of, out=folder / "snapshot", say=told)
    numbers = _numbers(folder / "snapshot")
    if say:
        say(f"读出 {numbers.size} 户")
    amounts = _amounts(folder, begun)
    found = _matched(begun, folder / "snapshot", numbers, amounts, told)
    audiences = {key: audience_of(begun, total, numbers) for key, total in found.items()}
    before = latest_complete()
    compared = compare(begun, found, audiences, amounts, before, _amounts(folder, before))
    done = finish_run(run=begun, found=found, audiences=audiences, numbers=numbers, compared=compared)
    for old in folder.glob("amounts-*"):
        if old != amounts:
            shutil.rmtree(old, ignore_errors=True)
    return done


def _matched(begun: MatchRun, snapshot: Path, numbers: Numbers, amounts: Path, told: Say) -> Totals:
    """All portions; the amounts of single businesses are in their folder when it has its name."""
    source, problems = open_source(snapshot)
    portions = Portions(source, vocabulary(), packaged_standards()) if source else None
    partial = amounts.with_name(amounts.name + PARTIAL)
    for left in (partial, amounts):
        with suppress(FileNotFoundError):
            shutil.rmtree(left)
    partial.mkdir(parents=True)
    rules = active_provisions()
    found = Totals(begun.as_of, portions.uscc if portions else pl.Series("uscc", dtype=pl.String))
    for portion in portions or ():
        part = run(rules, portion.snapshot, begun.as_of)
        found.add(part, portion.first)
        mine = numbers[portion.first : portion.first + part.snapshot.rows]
        write_amounts(part, mine.astype(np.int64), partial / f"{portion.first:012d}.parquet")
        told(f"已匹配 {portion.first + part.snapshot.rows}/{numbers.size} 户")
    problems = portions.problems if portions else problems
    if problems:
        raise NothingToMatch(problems[0].message, "请先导入登记库。", code="nothing_to_match")
    partial.rename(amounts)
    return found


def _numbers(snapshot: Path) -> Numbers:
    """The numbers of the businesses in the order of the snapshot."""
    parts = parts_of(snapshot)[0] or []
    columns = [pl.read_parquet(path, columns=[NUMBER])[NUMBER] for path, _ in parts]
    return pl.concat(columns).to_numpy().astype(np.uint32) if columns else np.zeros(0, dtype=np.uint32)


def _amounts(folder: Path, match_run: MatchRun | None) -> Path:
    return folder / f"amounts-{match_run.pk if match_run else 0}"


def is_matched(*, as_of: date) -> bool:
    """Whether the newest complete run is of that day and of the rules loaded now."""
    newest = MatchRun.objects.filter(state=RunState.DONE).first()
    return newest is not None and newest.as_of == as_of and newest.rules_sha256 == rules_fingerprint()
