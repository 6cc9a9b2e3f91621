"""Random facts, rules and amounts that reach into every corner of the vocabulary."""

import random
from dataclasses import replace
from datetime import date, timedelta

from zhitong.engine.facts import Facts, FactType, FactValue, Vocabulary
from zhitong.engine.rules.amounts import (
    Amount,
    Ceiling,
    Fixed,
    NotStated,
    PerUnit,
    ProRata,
    Rate,
    Tier,
    Tiers,
)
from zhitong.engine.rules.nodes import (
    All,
    AnyOf,
    AtLeast,
    Condition,
    Judgement,
    Leaf,
    Measured,
    Not,
    Quantity,
)
from zhitong.engine.rules.operators import JOINTS, OPERATORS
from zhitong.engine.rules.provision import HowTo, Provision, Window
from zhitong.engine.values import Band

TODAY = date(2026, 2, 28)
EDGES = {
    "money": (0, 1, 49_999_999, 50_000_000, 500_000_000, 4_999_999_999, 5_000_000_000, 9 * 10**17),
    "count": (0, 1, 2, 9, 10, 19, 20, 99, 100, 300, 301, 1000),
    "share": (0, 1, 50, 5_000, 10_000),
}
CODES = {
    "region": ("15", "1503", "150302", "150303", "1501", "150102"),
    "industry": (
        "F",
        "F52",
        "F521",
        "F5211",
        "F51",
        "H",
        "H62",
        "H6210",
        "C",
        "C26",
        "K",
        "K70",
        "L",
        "I",
        "G59",
    ),
}


def random_facts(rng: random.Random, vocabulary: Vocabulary) -> Facts:
    """About two thirds of the facts, some as bands."""
    found = {}
    for key, definition in vocabulary.items():
        if rng.random() < (0.9 if definition.derived else 0.35):
            continue
        found[key] = FactValue(_value(rng, definition))
    return Facts(found)


def _value(rng, definition):
    if definition.type is FactType.FLAG:
        return rng.random() < 0.5
    if definition.type is FactType.CHOICE:
        return rng.choice(definition.options)[0]
    if definition.type is FactType.CODE:
        return rng.choice(CODES[definition.tree])
    if definition.type is FactType.DATE:
        return random_day(rng)
    low, high = sorted((_number(rng, definition.type), _number(rng, definition.type)))
    if rng.random() < 0.7:
        return low
    return rng.choice((Band(low, high), Band(low, None), Band(None, high)))


def _number(rng, kind):
    return max(0, rng.choice(EDGES[kind]) + rng.choice((0, 0, -1, 1)))


def random_day(rng: random.Random) -> date:
    """Around anniversaries and ends of months, where counting goes wrong."""
    edges = (
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2025, 8, 31),
        date(2023, 2, 28),
        TODAY,
        date(2026, 1, 31),
    )
    return rng.choice(edges) + timedelta(days=rng.choice((0, 0, 0, -1, 1, 30, -400)))


def random_condition(rng: random.Random, vocabulary: Vocabulary, depth: int = 3) -> Condition:
    """A tree of every kind of node, down to `depth`."""
    if depth == 0 or rng.random() < 0.25:
        return random_leaf(rng, vocabulary) if rng.random() < 0.96 else Judgement("由主管部门认定")
    if rng.random() < 0.2:
        return Not(random_condition(rng, vocabulary, depth - 1))
    parts = tuple(random_condition(rng, vocabulary, depth - 1) for _ in range(rng.randint(0, 4)))
    kind = rng.choice((All, AnyOf, AtLeast))
    return AtLeast(rng.randint(0, len(parts) + 1), parts) if kind is AtLeast else kind(parts)


def random_leaf(rng: random.Random, vocabulary: Vocabulary) -> Leaf:
    """Any operator over any fact it fits, operands near the facts' edges."""
    operator = OPERATORS[rng.choice(sorted(OPERATORS))]
    definition = rng.choice([each for each in vocabulary.values() if each.type.value in operator.types])
    return Leaf(definition.key, operator.key, _operand(rng, operator.operand, definition, vocabulary))


def _operand(rng, kind, definition, vocabulary):
    def word():
        if definition.type is FactType.FLAG:
            return rng.random() < 0.5
        if definition.type is FactType.CODE:
            return rng.choice(CODES[definition.tree])
        return rng.choice(definition.options)[0]

    def quantity():
        return Quantity(_number(rng, definition.type.value), "")

    if kind == "quantities":
        return tuple(sorted((quantity(), quantity()), key=lambda each: each.amount))
    if kind == "dates":
        return tuple(sorted((random_day(rng), random_day(rng))))
    if kind == "span":
        return Quantity(rng.randint(0, 14), ""), random_day(rng)
    if kind in JOINTS:
        others = [each.key for each in vocabulary.values() if each.is_number and each is not definition]
        count = rng.randint(1, 2) if kind == "sum_with" else 1
        bound = quantity() if kind == "sum_with" else Quantity(rng.choice((0, 1500, 3333, 12_000)), "")
        return Measured(bound, tuple(rng.sample(others, count)))
    if kind in ("tokens", "codes"):
        return tuple(word() for _ in range(rng.randint(1, 3)))
    return {
        "token": word,
        "code": word,
        "quantity": quantity,
        "date": lambda: random_day(rng),
        "duration": lambda: Quantity(rng.randint(0, 14), ""),
        "none": lambda: None,
    }[kind]()


def random_amount(rng: random.Random, vocabulary: Vocabulary) -> Amount:
    """Any amount rule, with and without cap and floor."""
    money = [key for key, each in vocabulary.items() if each.type is FactType.MONEY]
    counts = [key for key, each in vocabulary.items() if each.type is FactType.COUNT]
    cap = rng.choice((None, 3_000_000, 10**15))
    comparator = rng.choice(("=", "=", ">=", "<="))
    bounds = sorted(rng.sample(range(400), 3))
    amount = rng.choice(
        (
            NotStated("文件未载明"),
            Ceiling("贷款", fen=30_000_000),
            Fixed(10_000_000, comparator),
            Rate(
                rng.choice((1, 33, 5_000, 10_000)),
                rng.choice((None, *money)),
                "应缴税款",
                cap,
                rng.choice((None, 77)),
                comparator=comparator,
            ),
            PerUnit(rng.choice((1, 100_000, 10**15)), rng.choice(counts), "人", cap, comparator=comparator),
            Tiers(rng.choice(counts), tuple(Tier(at, fen=at * 100_000) for at in bounds), cap),
            Tiers(rng.choice(money), tuple(Tier(at * 10**6, share=at) for at in bounds), cap),
        )
    )
    if isinstance(amount, NotStated | Ceiling) or rng.random() < 0.5:
        return amount
    shares = [key for key, each in vocabulary.items() if each.type is FactType.SHARE]
    by = rng.choice(("months", "days", "share"))
    of = rng.choice(shares) if by == "share" else ""
    rule = ProRata(by, of, rng.choice(("half_up", "down")), rng.choice((1, 100)))
    return replace(amount, period=rng.choice(("year", "quarter")), pro_rata=rule)


def random_provision(rng: random.Random, vocabulary: Vocabulary, key: str) -> Provision:
    """A whole rule: region, window, condition, amount."""
    ends = rng.choice((None, None, TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=100)))
    starts = rng.choice(
        (None, TODAY, TODAY + timedelta(days=1))
        if ends is None
        else (None, date(2020, 1, 1), date(2026, 1, 31))
    )
    return Provision(
        key=key,
        title=key,
        kind="grant",
        summary="",
        beneficiary="",
        region=rng.choice(("", "15", "1503", "150302")),
        units=(),
        condition=random_condition(rng, vocabulary),
        amount=random_amount(rng, vocabulary),
        window=Window(starts, ends, long_term=ends is None and rng.random() < 0.5),
        how=HowTo(),
        references={},
    )
