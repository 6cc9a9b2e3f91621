"""The columns as a back end that can be held against the engine's own, pair by pair."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from zhitong.columnar.amount_rows import row_amounts
from zhitong.columnar.run import Run, run
from zhitong.columnar.snapshot import Snapshot, snapshot_of
from zhitong.columnar.table import table_of
from zhitong.engine.facts import Facts, Vocabulary
from zhitong.engine.proving.back_ends import Answer, BackEnd
from zhitong.engine.rules.provision import Provision
from zhitong.engine.standards import packaged_standards

Runner = Callable[[Sequence[Provision], Snapshot, date], Run]


def through(runner: Runner) -> BackEnd:
    """A back end around what computes a run: here (`run`), or a cluster's."""

    def answers(
        provisions: Sequence[Provision], businesses: Sequence[Facts], as_of: date, vocabulary: Vocabulary
    ) -> list[list[Answer]]:
        return _answers(runner, provisions, businesses, as_of, vocabulary)

    return answers


def _answers(
    runner: Runner,
    provisions: Sequence[Provision],
    businesses: Sequence[Facts],
    as_of: date,
    vocabulary: Vocabulary,
) -> list[list[Answer]]:
    """A row of answers per business; derived facts are taken as given, figures of any size are allowed."""
    plain = replace(
        vocabulary,
        facts={
            key: replace(each, derived="", minimum=None, maximum=None) for key, each in vocabulary.items()
        },
    )
    rows = (
        (f"{row:018d}", {key: known.value for key, known in facts.items()})
        for row, facts in enumerate(businesses)
    )
    snapshot, problems = snapshot_of(table_of(rows, plain), plain, packaged_standards())
    if snapshot is None:
        raise ValueError("；".join(problem.message for problem in problems))
    results = runner(provisions, snapshot, as_of)
    places = np.arange(len(businesses))
    answers: list[list[Answer]] = [[] for _ in businesses]
    for provision in provisions:
        result = results[provision.key]
        sums = row_amounts(result.rule.amount, places, result.column)
        for row, mine in enumerate(answers):
            low = int(sums.low[row]) if sums.has_low[row] else None
            high = int(sums.high[row]) if sums.has_high[row] else None
            mine.append(Answer(result.verdict(row), (low, high)))
    return answers


columnar = through(run)
