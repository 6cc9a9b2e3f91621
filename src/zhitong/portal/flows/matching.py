"""Matching: the registry as one table, all rules over it at once, audiences kept."""

from collections.abc import Callable
from datetime import date

from zhitong.columnar.run import run
from zhitong.columnar.snapshot import snapshot_of
from zhitong.engine.standards import packaged_standards
from zhitong.portal.businesses.frames import registry_frame
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.matches.models import MatchRun, RunState
from zhitong.portal.matches.operations import fail_run, finish_run, start_run
from zhitong.portal.provisions.queries import active_provisions, rules_fingerprint

Say = Callable[[str], None]


class NothingToMatch(Refusal):
    """The registry cannot be read as a table."""


def run_matching(*, as_of: date, say: Say | None = None) -> MatchRun:
    """Every published provision against every business as of a day."""
    rules = active_provisions()
    begun = start_run(as_of=as_of, rules_sha256=rules_fingerprint())
    try:
        numbers, frame = registry_frame(as_of)
        if say:
            say(f"读出 {len(numbers)} 户、{frame.width - 1} 项要素")
        snapshot, problems = snapshot_of(frame, vocabulary(), packaged_standards())
        if snapshot is None:
            first = problems[0].message if problems else "登记库是空的。"
            raise NothingToMatch(first, "请先导入登记库。", code="nothing_to_match")
        found = run(rules, snapshot, as_of)
        done = finish_run(begun, found, numbers)
    except Exception as error:
        fail_run(begun, str(error))
        raise
    if say:
        say(f"{done.provisions} 项惠企事项 × {done.businesses} 户，已存为批次 {done.pk}")
    return done


def is_matched(*, as_of: date) -> bool:
    """Whether the newest complete run is of that day and of the rules loaded now."""
    newest = MatchRun.objects.filter(state=RunState.DONE).first()
    return newest is not None and newest.as_of == as_of and newest.rules_sha256 == rules_fingerprint()
