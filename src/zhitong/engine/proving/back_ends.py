"""The back ends of the engine itself: the interpreted tree with receipts, and the compiled function."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from zhitong.engine.facts import Facts, Vocabulary
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts.compiled import compile_rules, plain_values
from zhitong.engine.verdicts.evaluate import evaluate_all


@dataclass(frozen=True, slots=True)
class Answer:
    """What a back end says of one pair; `amount` is (low, high) in fen, None where it computes none."""

    verdict: Verdict
    amount: tuple[int | None, int | None] | None = None


BackEnd = Callable[[Sequence[Provision], Sequence[Facts], date, Vocabulary], list[list[Answer]]]
"""Provisions, businesses (derived facts included), day, vocabulary → a row of answers per business."""


def interpreted(
    provisions: Sequence[Provision], businesses: Sequence[Facts], as_of: date, vocabulary: Vocabulary
) -> list[list[Answer]]:
    """The tree walked with a receipt."""
    rows = []
    for facts in businesses:
        found = evaluate_all(provisions, facts, as_of, vocabulary)
        rows.append([Answer(one.verdict, (one.amount.low_fen, one.amount.high_fen)) for one in found])
    return rows


def compiled(
    provisions: Sequence[Provision], businesses: Sequence[Facts], as_of: date, vocabulary: Vocabulary
) -> list[list[Answer]]:
    """One Python function for all provisions."""
    rules = compile_rules(provisions, as_of, vocabulary)
    keys = [provision.key for provision in provisions]
    rows = []
    for facts in businesses:
        verdicts = rules.verdicts(plain_values(facts))
        rows.append([Answer(verdicts[key]) for key in keys])
    return rows
