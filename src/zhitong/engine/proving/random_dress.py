"""Random amounts, windows and dated parameters around a random condition."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from zhitong.engine.facts import FactType, Vocabulary
from zhitong.engine.rules.amounts import (
    Amount,
    Ceiling,
    Dated,
    Fixed,
    NotStated,
    PerUnit,
    ProRata,
    Rate,
    Tier,
    Tiers,
    WrittenAmount,
)
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Condition, Leaf, Named, Not, Quantity
from zhitong.engine.rules.parameters import Parameter, ParameterValue
from zhitong.engine.rules.provision import Provision, Window
from zhitong.engine.values import Reference

_PARTS: tuple[Literal["months", "days", "share"], ...] = ("months", "days", "share")
_ROUNDINGS: tuple[Literal["half_up", "down"], ...] = ("half_up", "down")
_CLAUSE = Reference("doc", "一")


class Dresser:
    """Dresses conditions from its own stream of numbers, so that the conditions stay as they were drawn."""

    def __init__(self, vocabulary: Vocabulary, rng: random.Random) -> None:
        self.rng = rng
        kinds = (FactType.MONEY, FactType.COUNT, FactType.SHARE)
        self.facts = {kind: [key for key, one in vocabulary.items() if one.type is kind] for kind in kinds}

    def dressed(self, provision: Provision) -> Provision:
        """With an amount and a window, some figures replaced by parameters."""
        parameters: dict[str, Parameter] = {}
        condition = self._condition(provision.condition, parameters)
        amount = self._named(self._amount(), parameters)
        return replace(
            provision, condition=condition, amount=amount, window=self._window(), parameters=parameters
        )

    def _window(self) -> Window:
        """Mostly open, so that verdicts differ; some with an end, some without a word."""
        starts = self.rng.choice((None, date(2015, 3, 31), date(2023, 6, 15)))
        ends = self.rng.choice((None, None, date(2030, 9, 14)))
        return Window(starts, ends, long_term=ends is None and self.rng.random() < 0.8)

    def _condition(self, node: Condition, parameters: dict[str, Parameter]) -> Condition:
        match node:
            case Leaf(operand=Quantity() as figure) if self.rng.random() < 0.2:
                return replace(node, operand=Named(self._parameter(figure, parameters)))
            case Not(part):
                return Not(self._condition(part, parameters))
            case All(parts) | AnyOf(parts) | AtLeast(_, parts):
                return replace(node, parts=tuple(self._condition(part, parameters) for part in parts))
        return node

    def _parameter(self, figure: Quantity, parameters: dict[str, Parameter]) -> str:
        """A parameter with the figure in one stretch of time, others before and after, perhaps a gap."""
        key = f"f{len(parameters)}"
        ends = date(2024, 2, 29) + timedelta(days=self.rng.randrange(400))
        after = ends + timedelta(days=self.rng.choice((1, 1, 1, 200)))
        counts = self.rng.choice((None, True, False))
        other = replace(figure, amount=figure.amount + self.rng.choice((-1, 1, 10)))
        values = (
            ParameterValue(None, ends, figure, _CLAUSE, counts),
            ParameterValue(after, self.rng.choice((None, date(2027, 12, 31))), other, _CLAUSE, counts),
        )
        parameters[key] = Parameter(key, key, values)
        return key

    def _amount(self) -> Amount:
        rng = self.rng
        cap, floor = rng.choice((None, 3_000_000, 10**13)), rng.choice((None, 77))
        comparator, period = rng.choice(("=", "=", ">=", "<=")), rng.choice(("year", "quarter"))
        money, counts, shares = self.facts.values()
        bounds: Sequence[int] = sorted(rng.sample(range(400), 3))
        figured: list[Amount] = [NotStated("未载明"), Ceiling("额度", fen=5)]
        figured += [Fixed(rng.randrange(10**9), comparator, period)]
        if money:
            share, of = rng.choice((1, 33, 5_000, 10_000)), rng.choice(money)
            figured += [Rate(share, of, "税", cap, floor, period, comparator)]
            figured += [Tiers(of, tuple(Tier(at * 10**6, share=at) for at in bounds), cap, period)]
        if counts:
            figured += [PerUnit(rng.randrange(10**6), rng.choice(counts), "人", cap, period, comparator)]
            figured += [Tiers(rng.choice(counts), tuple(Tier(at, fen=at) for at in bounds), cap, period)]
        amount = rng.choice(figured)
        if isinstance(amount, NotStated | Ceiling) or rng.random() < 0.5:
            return amount
        rounding, unit = rng.choice(_ROUNDINGS), rng.choice((1, 100))
        by = rng.choice(_PARTS if shares else _PARTS[:2])
        of = rng.choice(shares) if by == "share" else ""
        return replace(amount, pro_rata=ProRata(by, of, rounding, unit))

    def _named(self, amount: Amount, parameters: dict[str, Parameter]) -> WrittenAmount:
        if isinstance(amount, NotStated | Tiers) or self.rng.random() < 0.6:
            return amount
        place = "share" if isinstance(amount, Rate) else "fen"
        number: int = getattr(amount, place)
        return Dated(amount, ((place, self._parameter(Quantity(max(number, 1), ""), parameters)),))
