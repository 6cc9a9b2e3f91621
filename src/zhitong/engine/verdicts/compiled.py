"""All rules as one Python function, for speed: verdicts of one business without receipts.

`compile_rules(provisions, as_of, vocabulary)` gives a `CompiledRules`; `verdicts(values)` answers for a
plain mapping of fact key → value (`plain_values(facts)`). Every distinct test runs once. A verdict is
coded in two bits, surely and possibly true: 3 met, 1 unknown, 0 not met, so that ALL is `&` and ANY `|`.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from zhitong.engine.facts import Facts, Vocabulary
from zhitong.engine.rules.nodes import All, AtLeast, Condition, Judgement, Leaf, Measured, Not, is_named
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.operators import OPERATORS, Setting, Value, judge
from zhitong.engine.rules.operators.linear import form_of
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts.leaf_source import CODES, FactTests, leaf_key
from zhitong.engine.verdicts.nodes import bare_of

_VERDICTS = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.MET)
_NEGATED = "(3, 1, 1, 0)"
_WIDEST = 100  # parts in one expression; longer ones are folded in stretches


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """Rules ready to run as of one day; `codes` gives one two-bit code per provision, in order."""

    provisions: tuple[Provision, ...]
    as_of: date
    codes: Callable[[Mapping[str, Value]], tuple[int, ...]]

    def verdicts(self, values: Mapping[str, Value]) -> dict[str, Verdict]:
        """The verdict of every provision by key."""
        return {
            provision.key: _VERDICTS[code]
            for provision, code in zip(self.provisions, self.codes(values), strict=True)
        }


def plain_values(facts: Facts) -> dict[str, Value]:
    """Values without source and date."""
    return {key: known.value for key, known in facts.items()}


def compile_rules(provisions: Sequence[Provision], as_of: date, vocabulary: Vocabulary) -> CompiledRules:
    """One function over all provisions; outside its window a provision is not met."""
    writer = _Writer(as_of, vocabulary)
    rules = [rule_of_day(each, as_of) for each in provisions]
    roots = [writer.place(rule.condition) if rule.is_in_force else "0" for rule in rules]
    return CompiledRules(tuple(provisions), as_of, writer.function(roots))


def compile_conditions(
    conditions: Sequence[Condition], as_of: date, vocabulary: Vocabulary
) -> Callable[[Mapping[str, Value]], tuple[int, ...]]:
    """One function over bare conditions."""
    writer = _Writer(as_of, vocabulary)
    return writer.function([writer.place(each) for each in conditions])


class _Writer:
    """Writes the source. Only names and whole numbers made here stand in it, never words of a rule."""

    def __init__(self, as_of: date, vocabulary: Vocabulary) -> None:
        self.as_of = as_of
        self.vocabulary = vocabulary
        self.tests: dict[str, FactTests] = {}
        self.names: dict[Hashable, str] = {}
        self.lines: list[str] = []
        self.held: dict[str, object] = {"date": date}

    def place(self, node: Condition) -> str:
        """The name that holds the code of a node; equal nodes share one."""
        if isinstance(node, Judgement):
            return "1"
        if isinstance(node, Leaf):
            return self._leaf(node)
        if isinstance(node, Not):
            return self._named(f"{_NEGATED}[{self.place(node.part)}]")
        parts = [self.place(part) for part in node.parts]
        if isinstance(node, AtLeast):
            return self._at_least(node.needed, parts)
        if not parts:
            return "3" if isinstance(node, All) else "0"
        return self._folded(" & " if isinstance(node, All) else " | ", sorted(set(parts)))

    def _leaf(self, leaf: Leaf) -> str:
        key = leaf_key(leaf)
        if is_named(leaf.operand):
            return "1"  # a parameter without a value on the day
        if isinstance(leaf.operand, Measured):
            return self._measured(leaf, key)
        if key not in self.names:
            self.names[key] = f"a{len(self.names)}"
            tests = self.tests.setdefault(leaf.fact, FactTests(leaf.fact, [], []))
            tests.leaves.append(leaf)
            tests.names.append(self.names[key])
        return self.names[key]

    def _measured(self, leaf: Leaf, key: Hashable) -> str:
        """A test of several facts: weighed here where all are plain numbers, else asked of the operator."""
        if key not in self.names:
            name = self.names[key] = f"m{len(self.names)}"
            self.held[f"ask_{name}"] = partial(_code_of_several, leaf, Setting(self.as_of))
            values = [self._value(fact) for fact in leaf.facts]
            form = form_of(OPERATORS[leaf.operator].columnar, leaf.operand)
            weighed = " + ".join(
                f"{weight} * {value}" for weight, value in zip(form.weights, values, strict=True)
            )
            known = " and ".join(f"{value}.__class__ is int" for value in values)
            known += f" and {values[1]} > 0" if form.has_base else ""
            nothing = " or ".join(f"{value} is None" for value in values)
            code = f"3 if {weighed} >= {form.bound} else 0"
            self.lines.append(f"{name} = ({code}) if {known} else 1 if {nothing} else ask_{name}(get)")
        return self.names[key]

    def _value(self, fact: str) -> str:
        """The name that holds the value of a fact."""
        key = ("value", fact)
        if key not in self.names:
            name = self.names[key] = f"x{len(self.names)}"
            self.held[f"key_{name}"] = fact
            self.lines.append(f"{name} = get(key_{name})")
        return self.names[key]

    def _folded(self, sign: str, parts: list[str]) -> str:
        while len(parts) > 1:
            stretches = [parts[start : start + _WIDEST] for start in range(0, len(parts), _WIDEST)]
            parts = [self._named(sign.join(stretch)) for stretch in stretches]
        return parts[0]

    def _at_least(self, needed: int, parts: list[str]) -> str:
        sure = self._summed([f"({part} >> 1)" for part in parts])
        possible = self._summed([f"({part} & 1)" for part in parts])
        return self._named(f"3 if {sure} >= {needed} else 1 if {possible} >= {needed} else 0")

    def _summed(self, terms: list[str]) -> str:
        return self._folded(" + ", terms) if terms else "0"

    def _named(self, expression: str) -> str:
        if expression not in self.names:
            self.names[expression] = f"n{len(self.names)}"
            self.lines.append(f"{self.names[expression]} = {expression}")
        return self.names[expression]

    def function(self, roots: list[str]) -> Callable[[Mapping[str, Value]], tuple[int, ...]]:
        """The function that gives the codes of the roots."""
        held = self.held
        body = ["get = values.get"]
        for number, tests in enumerate(self.tests.values()):
            body += tests.source(number, held, self.as_of, self._slow(tests))
        body += self.lines
        body.append(f"return ({''.join(root + ', ' for root in roots)})")
        source = "def codes(values):\n" + "".join(f"    {line}\n" for line in body)
        exec(compile(source, "<rules>", "exec"), held)  # noqa: S102 - the source holds no foreign words
        codes = held["codes"]
        assert callable(codes)
        return codes

    def _slow(self, tests: FactTests) -> Callable[[Value], tuple[int, ...]]:
        setting = Setting(self.as_of, bare_of(tests.fact, self.vocabulary))
        return partial(_codes_of, tuple(tests.leaves), setting)


def _code_of_several(leaf: Leaf, setting: Setting, get: Callable[[str], Value]) -> int:
    value, *others = (get(fact) for fact in leaf.facts)
    operator = OPERATORS[leaf.operator]
    return CODES[judge(operator, value, leaf.operand, replace(setting, others=tuple(others)))]


def _codes_of(leaves: tuple[Leaf, ...], setting: Setting, value: Value) -> tuple[int, ...]:
    """The operators themselves, for bands, missing and foreign values."""
    return tuple(CODES[judge(OPERATORS[leaf.operator], value, leaf.operand, setting)] for leaf in leaves)
