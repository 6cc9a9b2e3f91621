"""Whether back ends agree, pair by pair of rule and business."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhitong.engine.facts import Facts, Vocabulary
from zhitong.engine.proving.back_ends import Answer, BackEnd
from zhitong.engine.proving.random_rules import draw
from zhitong.engine.rules.provision import Provision
from zhitong.engine.rules.text import print_condition


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One pair on which two back ends differ; the rule as text and the facts, ready to be replayed."""

    provision: str
    rule: str
    facts: Facts
    first: Answer
    second: Answer


def disagreements(
    first: BackEnd,
    second: BackEnd,
    provisions: Sequence[Provision],
    businesses: Sequence[Facts],
    as_of: date,
    vocabulary: Vocabulary,
) -> list[Disagreement]:
    """All pairs on which the two differ; amounts count where both compute them."""
    found = []
    rows = zip(
        businesses,
        first(provisions, businesses, as_of, vocabulary),
        second(provisions, businesses, as_of, vocabulary),
        strict=True,
    )
    for facts, ones, others in rows:
        for provision, one, other in zip(provisions, ones, others, strict=True):
            if not _agree(one, other):
                rule = print_condition(provision.condition)
                found.append(Disagreement(provision.key, rule, facts, one, other))
    return found


def _agree(one: Answer, other: Answer) -> bool:
    if one.verdict is not other.verdict:
        return False
    return one.amount is None or other.amount is None or one.amount == other.amount


def random_disagreements(
    first: BackEnd,
    second: BackEnd,
    vocabulary: Vocabulary,
    as_of: date,
    *,
    seeds: Sequence[int],
    rules: int = 50,
    businesses: int = 100,
) -> tuple[int, list[Disagreement]]:
    """Pairs tried and pairs that differ, over fresh random rules and businesses per seed."""
    found: list[Disagreement] = []
    for seed in seeds:
        provisions, drawn = draw(seed, rules, businesses, vocabulary)
        found += disagreements(first, second, provisions, drawn, as_of, vocabulary)
    return len(seeds) * rules * businesses, found
