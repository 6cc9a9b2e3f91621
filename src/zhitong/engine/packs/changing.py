"""A provision with some of its figures changed, as somebody tries them before signing.

A change is a path and the new words: `condition.employees` → `300人`, `condition.employees` →
`at_most 500人`, `amount.value` → `20万元`, `amount.tiers.2.value` → `5万元`, `window.to` → `2027-12-31`.
Two conditions on one fact are told apart by operator (`condition.employees.at_most`) or by their
number (`condition.employees#2`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from zhitong.engine.facts import Vocabulary
from zhitong.engine.packs.amount_entry import amount_entry
from zhitong.engine.packs.amount_form import read_amount
from zhitong.engine.packs.fields import Fields
from zhitong.engine.packs.provision_form import read_provision
from zhitong.engine.packs.writing import write_provision
from zhitong.engine.packs.yaml_files import load_yaml_text
from zhitong.engine.rules.amounts import Tiers, bare_amount
from zhitong.engine.rules.check import check_provision
from zhitong.engine.rules.leaf_text import parse_leaf, print_leaf
from zhitong.engine.rules.nodes import Condition, Judgement, Leaf, Not, Quantity
from zhitong.engine.rules.operators import OPERATORS
from zhitong.engine.rules.parameters import Parameter, names_in
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Problem, Severity

PARTS = ("condition", "amount", "window")
_WORDS_OF_YES = {"true": True, "是": True, "yes": True, "false": False, "否": False, "no": False}
Changed = tuple[Provision | None, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Settable:
    """A figure that can be changed by itself: its path and what stands there now."""

    path: str
    now: str


def settable(provision: Provision, vocabulary: Vocabulary) -> tuple[Settable, ...]:
    """Every path of a provision that can be set, in order of condition, amount, window."""
    found = [Settable(path, _operand(leaf)) for path, leaf in _paths(provision.condition).items()]
    for name, value in _amount(provision, vocabulary).items():
        if name == "tiers":
            found += [
                Settable(f"amount.tiers.{number}.{key}", str(cell))
                for number, tier in enumerate(value, start=1)
                for key, cell in tier.items()
            ]
        elif name in ("value", "share", "cap", "floor"):
            found.append(Settable(f"amount.{name}", str(value)))
    window = provision.window
    ends = "长期" if window.long_term else str(window.ends or "未载明")
    return (*found, Settable("window.from", str(window.starts or "未载明")), Settable("window.to", ends))


def change_provision(
    provision: Provision, changes: Iterable[tuple[str, str]], vocabulary: Vocabulary
) -> Changed:
    """The provision with every change made, or what is wrong with them."""
    found, problems = provision, list[Problem]()
    for path, words in changes:
        part, _, rest = path.strip().partition(".")
        way = _WAYS.get(part)
        if way is None or not rest:
            problems.append(_unknown_path(path, provision, vocabulary))
            continue
        one, wrong = way(found, rest, words.strip(), vocabulary)
        found = one or found
        problems += wrong
    return _checked(found, provision, problems, vocabulary)


def provision_with(provision: Provision, entry: Mapping[str, Any], vocabulary: Vocabulary) -> Changed:
    """The provision with its condition, amount or window written anew, in the form of a pack's YAML."""
    unknown = [str(name) for name in entry if name not in PARTS]
    if unknown or not entry:
        named = f"不能改“{'、'.join(unknown)}”" if unknown else "没有内容"
        said = f"{named}，请写 {'、'.join(PARTS)} 中的一项或几项，写法与政策包相同。"
        return None, (Problem("change_unknown", said, where="|".join(unknown)),)
    problems: list[Problem] = []
    listed = load_yaml_text(write_provision(provision, vocabulary), provision.key, problems)
    pack = provision.key.rpartition(".")[0]
    found = read_provision(Fields({**listed[0], **entry}, provision.key, problems), pack)
    if found is not None:
        found = replace(found, parameters=provision.parameters)
    return _checked(found or provision, provision, problems, vocabulary)


def _checked(found: Provision, before: Provision, problems: list[Problem], vocabulary: Vocabulary) -> Changed:
    """A trial has no clause yet, so missing references are not held against it."""
    if not problems:
        standing = {one.message for one in check_provision(before, vocabulary)}
        problems = [
            one
            for one in check_provision(found, vocabulary)
            if one.severity is Severity.ERROR and "cite" not in one.code and one.message not in standing
        ]
    return (None, tuple(problems)) if problems else (found, ())


def _unknown_path(path: str, provision: Provision, vocabulary: Vocabulary) -> Problem:
    listed = "、".join(f"{one.path}（现为 {one.now}）" for one in settable(provision, vocabulary))
    return Problem("path_unknown", f"“{path}”不是可以改的地方，可以改的有：{listed}。", where=path)


def _paths(condition: Condition) -> dict[str, Leaf]:
    """Paths of the leaves: by fact alone where that is clear, else with operator or number."""
    leaves = _leaves(condition)
    by_fact: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        by_fact.setdefault(leaf.fact, []).append(leaf)
    found = {}
    for fact, listed in by_fact.items():
        kinds = [leaf.operator for leaf in listed]
        for number, leaf in enumerate(listed, start=1):
            if len(listed) == 1:
                path = f"condition.{fact}"
            elif kinds.count(leaf.operator) == 1:
                path = f"condition.{fact}.{leaf.operator}"
            else:
                path = f"condition.{fact}#{number}"
            found[path] = leaf
    return {path: leaf for path, leaf in found.items() if leaf.operand is not None}


def _leaves(node: Condition) -> list[Leaf]:
    if isinstance(node, Leaf):
        return [node]
    if isinstance(node, Judgement):
        return []
    parts = (node.part,) if isinstance(node, Not) else node.parts
    return [leaf for part in parts for leaf in _leaves(part)]


def _operand(leaf: Leaf) -> str:
    return print_leaf(leaf).split(" ", 1)[1]


def _set_condition(provision: Provision, rest: str, words: str, vocabulary: Vocabulary) -> Changed:
    path = f"condition.{rest}"
    leaf = _paths(provision.condition).get(path)
    if leaf is None:
        return None, (_unknown_path(path, provision, vocabulary),)
    first, _, operand = words.partition(" ")
    operator, operand = (first, operand) if first in OPERATORS else (leaf.operator, words)
    # A period that is not written anew stays as it was.
    period = _period(leaf, provision.parameters)
    if period and " per " not in operand and "$" not in operand:
        operand = f"{operand} per {period}"
    found, problem = parse_leaf(f"{leaf.fact} {operator} {operand}".strip(), leaf.cites)
    if found is None or problem is not None:
        said = (
            problem.message.rstrip("。") + (f"，{problem.advice}。" if problem.advice else "。")
            if problem
            else ""
        )
        return None, (
            Problem(problem.code if problem else "operand_unreadable", f"“{path}”：{said}", where=path),
        )
    return replace(provision, condition=_with(provision.condition, leaf, found)), ()


def _period(leaf: Leaf, parameters: Mapping[str, Parameter]) -> str:
    """The period of a threshold, be it written out or a parameter's."""
    if isinstance(leaf.operand, Quantity):
        return leaf.operand.period
    values = [value.value for key in names_in(leaf) if key in parameters for value in parameters[key].values]
    return next((value.period for value in values if isinstance(value, Quantity)), "")


def _with(node: Condition, old: Leaf, new: Leaf) -> Condition:
    """The tree with that very leaf exchanged; equal leaves elsewhere stay."""
    if node is old:
        return new
    if isinstance(node, Leaf | Judgement):
        return node
    if isinstance(node, Not):
        return Not(_with(node.part, old, new))
    return replace(node, parts=tuple(_with(part, old, new) for part in node.parts))


def _amount(provision: Provision, vocabulary: Vocabulary) -> dict[str, Any]:
    amount = bare_amount(provision.amount)
    counted = vocabulary.get(amount.of) if isinstance(amount, Tiers) else None
    return amount_entry(provision.amount, str(counted.type) if counted else "")


def _set_amount(provision: Provision, rest: str, words: str, vocabulary: Vocabulary) -> Changed:
    entry, path = _amount(provision, vocabulary), f"amount.{rest}"
    names = rest.split(".")
    if names[0] == "tiers" and len(names) == 3 and names[1].isdigit():
        tiers = [dict(tier) for tier in entry.get("tiers", ())]
        if not 1 <= int(names[1]) <= len(tiers) or names[2] not in ("from", "value", "share"):
            return None, (_unknown_path(path, provision, vocabulary),)
        tiers[int(names[1]) - 1][names[2]] = int(words) if words.isdigit() else words
        entry["tiers"] = tiers
    elif rest in ("value", "share", "cap", "floor", "comparator", "period"):
        entry[rest] = words
    else:
        return None, (_unknown_path(path, provision, vocabulary),)
    problems: list[Problem] = []
    amount = read_amount(Fields(entry, path, problems))
    return (None, tuple(problems)) if problems else (replace(provision, amount=amount), ())


def _set_window(provision: Provision, rest: str, words: str, vocabulary: Vocabulary) -> Changed:
    path, window = f"window.{rest}", provision.window
    if rest not in ("from", "to", "long_term"):
        return None, (_unknown_path(path, provision, vocabulary),)
    is_for_ever = words == "长期" or (rest == "long_term" and _WORDS_OF_YES.get(words.lower()) is True)
    if rest != "from" and is_for_ever:
        return replace(provision, window=replace(window, ends=None, long_term=True)), ()
    if rest == "long_term":
        if _WORDS_OF_YES.get(words.lower()) is False:
            return replace(provision, window=replace(window, long_term=False)), ()
        return None, (
            Problem("flag_unreadable", f"“{path}”应写 是 或 否，这里写的是“{words}”。", where=path),
        )
    problems: list[Problem] = []
    day = Fields({rest: words}, path, problems).day(rest)
    if problems:
        return None, tuple(problems)
    changed = replace(window, starts=day) if rest == "from" else replace(window, ends=day, long_term=False)
    return replace(provision, window=changed), ()


_WAYS: dict[str, Callable[[Provision, str, str, Vocabulary], Changed]] = {
    "condition": _set_condition,
    "amount": _set_amount,
    "window": _set_window,
}
