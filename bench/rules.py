"""The rules measured: those of the packs, always open, and variants of them with other thresholds."""

import random
from dataclasses import replace

from zhitong.engine.packs import PACKS, Pack, read_pack
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Condition, Leaf, Not, Quantity
from zhitong.engine.rules.provision import Provision, Window

ALWAYS = Window(None, None, long_term=True)


def pack() -> Pack:
    """The pack whose provisions and vocabulary are measured."""
    found, problems = read_pack(PACKS / "neimenggu")
    if found is None:
        raise ValueError(problems[0].message)
    return found


def rules(source: Pack, wanted: int) -> list[Provision]:
    """So many rules: first the real ones, then variants whose figures differ by a random factor."""
    rng = random.Random(7)  # noqa: S311 - repeatable, not secret
    real = [replace(each, window=ALWAYS) for each in source.provisions.values()]
    with_figures = [each for each in real if shifted(each.condition, 2.0) != each.condition]
    found = real[:wanted]
    while len(found) < wanted:
        each = rng.choice(with_figures)
        condition = shifted(each.condition, rng.uniform(0.3, 3))
        found.append(replace(each, key=f"{each.key}~{len(found)}", condition=condition))
    return found


def shifted(condition: Condition, factor: float) -> Condition:
    """The same condition with every figure multiplied; durations and codes stay."""
    match condition:
        case Leaf(operand=Quantity() as figure) if "since" not in condition.operator:
            return replace(condition, operand=replace(figure, amount=max(1, round(figure.amount * factor))))
        case All(parts):
            return All(tuple(shifted(part, factor) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(shifted(part, factor) for part in parts))
        case AtLeast(needed, parts):
            return AtLeast(needed, tuple(shifted(part, factor) for part in parts))
        case Not(part):
            return Not(shifted(part, factor))
    return condition
