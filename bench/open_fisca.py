"""The rules as OpenFisca variables, vectorised: two-valued, so "met" and the sums, no "unknown".

In its best form: inputs and derived facts are set beforehand and only results are computed again; numbers
and days are 64-bit floats with NaN for missing (32 bits, OpenFisca's default, cannot hold fen), words are
whole numbers, code trees are look-ups. Sums are compared to nine digits because of the floats.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from bench.surely import Several, Sure, Test, surely
from zhitong.columnar.leaves import bounds_of
from zhitong.engine.facts import Vocabulary
from zhitong.engine.rules.amounts import Amount, Ceiling, Fixed, NotStated, PerUnit, Rate, Tiers
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.operators import OPERATORS
from zhitong.engine.rules.provision import Provision

INSTALLED = find_spec("openfisca_core") is not None
if INSTALLED:
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable
    from openfisca_core.variables.config import VALUE_TYPES

    VALUE_TYPES[float]["dtype"] = np.float64

PERIOD = "2026"
Array = npt.NDArray[Any]
Get = Callable[[str], Array]
Formula = Callable[[Get], Array]


@dataclass(slots=True)
class Fisca:
    """A simulation with everything known set; asking computes all rules anew."""

    simulation: Any
    rules: int
    priced: frozenset[int]

    def ask(self) -> list[tuple[int, float]]:
        """Per rule how many meet it and the lower sum in fen."""
        found = []
        for number in range(self.rules):
            for name in (f"met{number}", f"sum{number}"):
                if name.startswith("met") or number in self.priced:
                    self.simulation.delete_arrays(name)
        for number in range(self.rules):
            met = int(np.count_nonzero(self.simulation.calculate(f"met{number}", PERIOD)))
            total = (
                float(self.simulation.calculate(f"sum{number}", PERIOD).sum())
                if number in self.priced
                else 0.0
            )
            found.append((met, total))
        return found


def fisca(rules: list[Provision], frame: pl.DataFrame, vocabulary: Vocabulary, as_of: date) -> Fisca:
    """The tax and benefit system of the rules over the facts of a frame of `by_hand.frame_for`."""
    business = build_entity(key="business", plural="businesses", label="经营主体", is_person=True)
    system = TaxBenefitSystem([business])
    arrays, words = inputs(frame)
    for name, array in arrays.items():
        kind = float if array.dtype == np.float64 else int
        system.add_variable(_variable(name, business, kind, None))
    priced = set()
    for number, each in enumerate(rules):
        met = formula(surely(rule_of_day(each, as_of).condition), as_of, vocabulary, words)
        system.add_variable(_variable(f"met{number}", business, bool, met))
        amount = _amount(rule_of_day(each, as_of).amount)
        if amount is not None:
            priced.add(number)
            system.add_variable(_variable(f"sum{number}", business, float, _paid(f"met{number}", amount)))
    simulation = SimulationBuilder().build_default_simulation(system, count=frame.height)
    for name, array in arrays.items():
        simulation.set_input(name, PERIOD, array)
    return Fisca(simulation, len(rules), frozenset(priced))


def _variable(name: str, entity: Any, kind: type, way: Formula | None) -> Any:
    body: dict[str, Any] = {"value_type": kind, "entity": entity, "definition_period": DateUnit.YEAR}
    if way is not None:
        body["formula"] = lambda persons, period: way(lambda key: persons(key, period))
    return type(name, (Variable,), body)


def inputs(frame: pl.DataFrame) -> tuple[dict[str, Array], dict[str, list[str]]]:
    """Facts as plain arrays, and the words behind the numbers of choices and codes (missing: one past)."""
    arrays: dict[str, Array] = {}
    words: dict[str, list[str]] = {}
    for name in frame.columns:
        series = frame[name]
        if series.dtype == pl.Boolean:
            arrays[name] = series.cast(pl.Int32).fill_null(-1).to_numpy()
        elif isinstance(series.dtype, pl.Enum):
            words[name] = series.dtype.categories.to_list()
            arrays[name] = series.to_physical().cast(pl.Int32).fill_null(len(words[name])).to_numpy()
        else:
            arrays[name] = series.to_physical().cast(pl.Float64).fill_null(float("nan")).to_numpy()
    return arrays, words


def formula(test: Test, as_of: date, vocabulary: Vocabulary, words: dict[str, list[str]]) -> Formula:
    """A test as a function of arrays."""
    if isinstance(test, Sure):
        return _leaf(test, as_of, vocabulary, words)
    parts = [formula(part, as_of, vocabulary, words) for part in test.parts]
    return _several(test, parts)


def _several(test: Several, parts: list[Formula]) -> Formula:
    if not parts or test.needed <= 0 or test.needed > len(parts):
        return lambda get: np.full(get("kind").shape, test.needed <= 0)
    if test.needed == len(parts):
        return lambda get: reduce(np.logical_and, (part(get) for part in parts))
    if test.needed == 1:
        return lambda get: reduce(np.logical_or, (part(get) for part in parts))
    return lambda get: sum(part(get).astype(np.int8) for part in parts) >= test.needed


def _leaf(sure: Sure, as_of: date, vocabulary: Vocabulary, words: dict[str, list[str]]) -> Formula:
    leaf = sure.leaf
    fact, test = leaf.fact, OPERATORS[leaf.operator].columnar
    wanted = sure.wanted != test.negated
    if test.test not in ("known", "same", "member", "within"):
        bounds = bounds_of(leaf, test, as_of)
        low = -np.inf if bounds.low is None else bounds.low
        high = np.inf if bounds.high is None else bounds.high
        return _inside(fact, low, high) if wanted else _outside(fact, low, high)
    if fact not in words:  # a flag, or whether a number is known
        if test.test == "known":
            number = vocabulary[fact].is_number or vocabulary[fact].type == "date"
            known = (lambda get: ~np.isnan(get(fact))) if number else (lambda get: get(fact) >= 0)
            return known if wanted else lambda get: ~known(get)
        return lambda get: get(fact) == int(bool(leaf.operand) == wanted)
    table = _table(sure, wanted, vocabulary, words[fact])
    if np.count_nonzero(table) == 1:
        only = int(np.argmax(table))
        return lambda get: get(fact) == only
    return lambda get: table[get(fact)]


def _table(sure: Sure, wanted: bool, vocabulary: Vocabulary, words: list[str]) -> Array:
    """Which words pass; the last place is for missing, which is never sure of anything but itself."""
    leaf, test = sure.leaf, OPERATORS[sure.leaf.operator].columnar
    listed = [str(word) for word in (leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,))]
    if test.test == "known":
        return np.array([wanted] * len(words) + [not wanted])
    if test.test == "within":
        bare = vocabulary.trees[vocabulary[leaf.fact].tree].bare
        passing = [any(word.startswith(bare(each) or each) for each in listed) for word in words]
    else:
        passing = [word in listed for word in words]
    return np.array([*(one == wanted for one in passing), False])


def _inside(fact: str, low: float, high: float) -> Formula:
    if low == -np.inf:
        return lambda get: get(fact) <= high
    if high == np.inf:
        return lambda get: get(fact) >= low
    return lambda get: (get(fact) >= low) & (get(fact) <= high)


def _outside(fact: str, low: float, high: float) -> Formula:
    return lambda get: (get(fact) < low) | (get(fact) > high)


def _paid(met: str, amount: Formula) -> Formula:
    return lambda get: np.where(get(met), amount(get), 0)


def _amount(amount: Amount) -> Formula | None:
    """The lower end, as the run's sums count it."""
    if isinstance(amount, NotStated | Ceiling):
        return None
    if isinstance(amount, Fixed):
        fen = 0.0 if amount.comparator == "<=" else float(amount.fen)
        return lambda get: np.float64(fen)
    if isinstance(amount, Tiers) or amount.of is None:
        return lambda get: np.float64(0)
    return _of_fact(amount, amount.of)


def _of_fact(amount: Rate | PerUnit, fact: str) -> Formula:
    floor = amount.floor_fen if isinstance(amount, Rate) else None

    def paid(get: Get) -> Array:
        column = get(fact)
        if isinstance(amount, PerUnit):
            found = column * amount.fen
        else:
            found = np.floor((2 * column * amount.share + 10_000) / 20_000)
        if amount.comparator == "<=":
            found = found * 0
        if (floor, amount.cap_fen) != (None, None):
            found = np.clip(found, floor, amount.cap_fen)
        return np.nan_to_num(found)

    return paid
