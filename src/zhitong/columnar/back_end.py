"""The columns as a back end that can be held against the engine's own, pair by pair."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

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
    return [
        [Answer(results[provision.key].verdict(row)) for provision in provisions]
        for row in range(len(businesses))
    ]


columnar = through(run)
