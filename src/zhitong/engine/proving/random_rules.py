"""Seeded random rules and facts over a vocabulary: fast, repeatable, and dense around thresholds."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from zhitong.engine.facts import FactDef, Facts, FactType, FactValue, Value, Vocabulary
from zhitong.engine.proving.random_dress import Dresser
from zhitong.engine.rules.amounts import NotStated
from zhitong.engine.rules.nodes import (
    All,
    AnyOf,
    AtLeast,
    Condition,
    Judgement,
    Leaf,
    Measured,
    Not,
    Operand,
    Quantity,
)
from zhitong.engine.rules.operators import OPERATORS, Operator
from zhitong.engine.rules.provision import HowTo, Provision, Window
from zhitong.engine.rules.quantities import quantity_of
from zhitong.engine.values import Band

_DEPTH = 3
_CODES_PER_TREE = 60
_FIRST_DAY = date(2016, 1, 1)
_DAYS = 4500
_SCALES = (10, 100, 5_000, 1_000_000, 3_000_000_000)


@dataclass(slots=True)
class Generator:
    """Draws rules and facts from one seed. `interesting` remembers the operands met, per fact; `codes`
    holds the few codes drawn per tree, so that rules and facts meet.
    """

    vocabulary: Vocabulary
    rng: random.Random
    interesting: dict[str, list[Value]] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)

    def condition(self, depth: int = _DEPTH) -> Condition:
        """A condition of at most so many levels of groups."""
        kind = self.rng.random()
        if depth == 0 or kind < 0.35:
            return Judgement("由经办人判断", ("r1",)) if kind < 0.02 else self.leaf()
        if kind < 0.45:
            return Not(self.condition(depth - 1))
        parts = tuple(self.condition(depth - 1) for _ in range(self.rng.choice((0, 1, 2, 2, 3, 3, 4))))
        if kind < 0.7:
            return All(parts)
        return AnyOf(parts) if kind < 0.92 else AtLeast(self.rng.randint(0, len(parts) + 1), parts)

    def provision(self, number: int) -> Provision:
        """A condition dressed as a provision without region, always open."""
        return provision_of(self.condition(), f"random.{number}")

    def leaf(self) -> Leaf:
        """A test that the checker would let pass by its types; every operator is as likely as the next."""
        return self.leaf_with(self.rng.choice(self._usable()))

    def _usable(self) -> list[str]:
        """Operators that the vocabulary has facts for: several numbers of one kind for some."""
        has_fellows = bool(self._alike([one for one in self.vocabulary.values() if one.is_number]))
        return [key for key, one in OPERATORS.items() if has_fellows or one.columnar.test != "linear"]

    def leaf_with(self, key: str) -> Leaf:
        """A test with this operator."""
        operator = OPERATORS[key]
        fitting = [one for one in self.vocabulary.values() if one.type in operator.types]
        if operator.columnar.test == "linear":
            return self._measured(operator, fitting)
        definition = self.rng.choice(fitting)
        operand = self._operand(definition, operator)
        self._remember(definition.key, operand)
        return Leaf(definition.key, key, operand, ("r1",))

    def _measured(self, operator: Operator, fitting: list[FactDef]) -> Leaf:
        """A test of facts of one type, unit and period."""
        definition, *others = self.rng.choice(self._alike(fitting))
        count = min(self.rng.choice((1, 1, 2)), len(others)) if operator.operand == "sum_with" else 1
        named = tuple(each.key for each in self.rng.sample(others, count))
        if operator.operand == "sum_with":
            bound = self._quantity(definition)
        else:
            bound = quantity_of("share", self.rng.choice((0, 1, 500, 1500, 3333, 5000, 10_000, 12_000)))
        for key in (definition.key, *named):
            self._remember(key, bound if operator.operand == "sum_with" else None)
        return Leaf(definition.key, operator.key, Measured(bound, named), ("r1",))

    def _alike(self, fitting: list[FactDef]) -> list[list[FactDef]]:
        """Facts with their fellows, every fact once at the head."""
        groups: dict[tuple[str, str, str], list[FactDef]] = {}
        for each in fitting:
            groups.setdefault((each.type.value, each.unit, each.period), []).append(each)
        return [
            [head, *(other for other in group if other is not head)]
            for group in groups.values()
            if len(group) > 1
            for head in group
        ]

    def facts(self) -> Facts:
        """A business of which a part is known, some of it only as a band."""
        found: dict[str, FactValue] = {}
        for definition in self.vocabulary.values():
            value = self.value(definition)
            if value is not None:
                found[definition.key] = FactValue(value)
        return Facts(found)

    def value(self, definition: FactDef) -> Value | None:
        """A value of a fact, or None for unknown; often one that a rule asks about, or next to it."""
        if self.rng.random() < 0.25:
            return None
        pool = self.interesting.get(definition.key)
        if pool and self.rng.random() < 0.7:
            value = self._near(self.rng.choice(pool))
        else:
            value = self._plain_value(definition)
        is_whole = definition.is_number and isinstance(value, int) and not isinstance(value, bool)
        return self._band(value) if is_whole and isinstance(value, int) and self.rng.random() < 0.2 else value

    def _band(self, value: int) -> Band:
        """Around the value, sometimes open on one side; open on both sides would be unknown, not a band."""
        width = self.rng.choice((0, 1, 10, 1_000_000))
        low = None if self.rng.random() < 0.15 else value - width
        is_open = low is not None and self.rng.random() < 0.15
        return Band(low, None if is_open else value + self.rng.choice((0, 1, width)))

    def _near(self, value: Value) -> Value:
        step = self.rng.choice((-1, 0, 0, 1))
        if isinstance(value, bool | str | Band):
            return value
        return value + step if isinstance(value, int) else value + timedelta(days=step)

    def _plain_value(self, definition: FactDef) -> Value:
        match definition.type:
            case FactType.FLAG:
                return self.rng.random() < 0.5
            case FactType.CHOICE:
                return self.rng.choice(definition.options)[0]
            case FactType.CODE:
                return self._code(definition)
            case FactType.DATE:
                return self._day()
        return self.rng.randint(0, self.rng.choice(_SCALES))

    def _day(self) -> date:
        if self.rng.random() < 0.2:
            return self.rng.choice(
                (date(2020, 2, 29), date(2024, 2, 29), date(2023, 1, 31), date(2021, 2, 28))
            )
        return _FIRST_DAY + timedelta(days=self.rng.randrange(_DAYS))

    def _code(self, definition: FactDef) -> str:
        """A code of the tree; few enough that rules and facts meet, on every level."""
        if definition.tree not in self.codes:
            entries = list(self.vocabulary.trees[definition.tree])
            drawn = self.rng.sample(entries, min(_CODES_PER_TREE, len(entries)))
            tree = self.vocabulary.trees[definition.tree]
            codes = {above.code for entry in drawn for above in tree.ancestors(entry.code)}
            self.codes[definition.tree] = sorted(codes)
        return self.rng.choice(self.codes[definition.tree])

    def _operand(self, definition: FactDef, operator: Operator) -> Operand:
        match operator.operand:
            case "none":
                return None
            case "quantity":
                return self._quantity(definition)
            case "quantities":
                ends = sorted(
                    (self._quantity(definition), self._quantity(definition)), key=lambda one: one.amount
                )
                return ends[0], ends[1]
            case "duration":
                is_years = operator.columnar.unit == "years"
                amount = self.rng.randint(0, 8) if is_years else self.rng.randint(0, 40)
                return Quantity(amount, f"{amount}{'年' if is_years else '个月'}")
            case "date":
                return self._day()
            case "dates":
                first, last = sorted((self._day(), self._day()))
                return first, last
            case "span":
                months = self.rng.randint(0, 24)
                return Quantity(months, f"{months}个月"), self._day()
            case "tokens" | "codes":
                return tuple(self._word(definition) for _ in range(self.rng.randint(1, 3)))
            case "token" if definition.type is FactType.FLAG:
                return self.rng.random() < 0.5
        return self._word(definition)

    def _word(self, definition: FactDef) -> str:
        if definition.type is FactType.CODE:
            return self._code(definition)
        return self.rng.choice(definition.options)[0]

    def _quantity(self, definition: FactDef) -> Quantity:
        amount = self.rng.randint(0, self.rng.choice(_SCALES))
        return quantity_of(definition.type, amount, definition.unit, definition.period)

    def _remember(self, fact: str, operand: Operand) -> None:
        pool = self.interesting.setdefault(fact, [])
        for part in operand if isinstance(operand, tuple) else (operand,):
            value = part.amount if isinstance(part, Quantity) else part
            if isinstance(value, bool | int | str | date) and not (
                isinstance(part, Quantity) and part.text.endswith(("年", "月"))
            ):
                pool.append(value)


def provision_of(condition: Condition, key: str, region: str = "", window: Window | None = None) -> Provision:
    """A bare provision around a condition, for tests of verdicts only."""
    return Provision(
        key=key,
        title=key,
        kind="service",
        summary="",
        beneficiary="",
        region=region,
        units=(),
        condition=condition,
        amount=NotStated("仅用于测试"),
        window=window or Window(None, None, long_term=True),
        how=HowTo(),
        references={},
    )


def draw(
    seed: int, rules: int, businesses: int, vocabulary: Vocabulary
) -> tuple[list[Provision], list[Facts]]:
    """So many provisions and businesses from one seed."""
    generator = Generator(vocabulary, random.Random(seed))  # noqa: S311 - for tests, not for secrets
    dresser = Dresser(vocabulary, random.Random(seed + 1_000_003))  # noqa: S311 - as above
    provisions = [dresser.dressed(generator.provision(number)) for number in range(rules)]
    return provisions, [generator.facts() for _ in range(businesses)]


def without_some(facts: Facts, keys: Sequence[str]) -> Facts:
    """The same business with less known, for tests that more knowledge never turns a verdict round."""
    return facts.without(*keys)
