"""Conditions that cannot be met, cannot fail, or repeat themselves, found node by node."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhitong.engine.facts import FactType, Vocabulary
from zhitong.engine.rules.check_leaf import Finding
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Condition, Judgement, Leaf, Measured, Not
from zhitong.engine.rules.operators import OPERATORS
from zhitong.engine.rules.operators.linear import form_of
from zhitong.engine.rules.sets import Passing, passing
from zhitong.engine.values import Severity

Placed = tuple[str, Finding]


@dataclass(frozen=True, slots=True)
class _Signed:
    """A leaf as it stands in its node, or under NOT."""

    leaf: Leaf
    positive: bool


def logic_problems(node: Condition, where: str, vocabulary: Vocabulary) -> list[Placed]:
    """Findings of a node and everything below it; leaves themselves must be sound already."""
    found = [(where, finding) for finding in _node_findings(node, vocabulary, is_root=where == "条件")]
    match node:
        case Leaf() | Judgement():
            return found
        case Not(part):
            return found + logic_problems(part, f"{where}/非", vocabulary)
    name = {All: "同时", AnyOf: "任一", AtLeast: "至少"}[type(node)]
    for number, part in enumerate(node.parts, start=1):
        found += logic_problems(part, f"{where}/{name}/{number}", vocabulary)
    return found


def _node_findings(node: Condition, vocabulary: Vocabulary, *, is_root: bool) -> Iterator[Finding]:
    if isinstance(node, Leaf):
        yield from _leaf_findings(node, vocabulary)
    if isinstance(node, Leaf | Judgement | Not):
        return
    yield from _count_findings(node, is_root=is_root)
    yield from _repeated(node.parts)
    if isinstance(node, AtLeast):
        return
    signed = [each for each in map(_signed, node.parts) if each is not None]
    yield from _set_findings(node, signed, vocabulary)
    yield from _code_findings(node, signed, vocabulary)
    yield from _opposite_findings(node)


def _leaf_findings(leaf: Leaf, vocabulary: Vocabulary) -> Iterator[Finding]:
    if isinstance(leaf.operand, Measured):
        yield from _measured_findings(leaf, vocabulary)
        return
    allowed = passing(leaf, vocabulary[leaf.fact])
    if allowed is not None and allowed.is_everything:
        yield Finding("always_true", "这个条件总是成立，等于没有写", "请核对数值，或删去这一行")
    if allowed is not None and allowed.is_empty:
        yield Finding("always_false", "这个条件永远不成立", "请核对数值")


def _measured_findings(leaf: Leaf, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A test of several facts that holds, or fails, for everything the facts' own limits allow."""
    form = form_of(OPERATORS[leaf.operator].columnar, leaf.operand)
    low: float = 0
    high: float = 0
    for place, (fact, weight) in enumerate(zip(leaf.facts, form.weights, strict=True)):
        definition = vocabulary[fact]
        least = -math.inf if definition.minimum is None else definition.minimum
        if form.has_base and place == 1:
            least = max(least, 1)  # the question makes no sense over a base of zero or less
        most = math.inf if definition.maximum is None else definition.maximum
        if weight:
            low += weight * (least if weight > 0 else most)
            high += weight * (most if weight > 0 else least)
    if low >= form.bound:
        yield Finding("always_true", "这个条件总是成立，等于没有写", "请核对数值，或删去这一行")
    if high < form.bound:
        yield Finding("always_false", "这个条件永远不成立", "请核对数值")


def _count_findings(node: All | AnyOf | AtLeast, *, is_root: bool) -> Iterator[Finding]:
    count = len(node.parts)
    if isinstance(node, AtLeast):
        if node.needed < 1:
            yield Finding("always_true", "“至少0项”总是成立", "请写明至少几项")
        elif node.needed > count:
            yield Finding("always_false", f"只有{count}项，永远到不了{node.needed}项", "请核对项数")
    elif not count and isinstance(node, AnyOf):
        yield Finding("always_false", "“任一”下面没有条件，永远不成立", "请补上条件")
    elif not count and is_root:
        advice = "如果文件确实对所有经营主体适用，可以不改"
        yield Finding("no_condition", "没有任何条件，所有经营主体都符合", advice, Severity.WARNING)
    elif not count:
        yield Finding("always_true", "“同时”下面没有条件，总是成立", "请补上条件或删去这一行")


def _repeated(parts: Sequence[Condition]) -> Iterator[Finding]:
    seen: set[Condition] = set()
    for part in parts:
        if part in seen:
            yield Finding("repeated", "同一个条件写了两次", "请删去重复的一行", Severity.WARNING)
        seen.add(part)


def _signed(node: Condition) -> _Signed | None:
    if isinstance(node, Leaf):
        return _Signed(node, positive=True)
    if isinstance(node, Not) and isinstance(node.part, Leaf):
        return _Signed(node.part, positive=False)
    return None


def _set_findings(node: All | AnyOf, signed: list[_Signed], vocabulary: Vocabulary) -> Iterator[Finding]:
    """Leaves on one fact together: nothing passes ALL, or everything passes ANY."""
    together: dict[tuple[str, str], tuple[Passing, int]] = {}
    for each in signed:
        allowed = passing(each.leaf, vocabulary[each.leaf.fact])
        if allowed is None:
            continue
        allowed = allowed if each.positive else allowed.complement()
        key = (each.leaf.fact, allowed.axis)
        if key in together:
            before, count = together[key]
            joined = before.both(allowed) if isinstance(node, All) else before.either(allowed)
            together[key] = (joined, count + 1)
        else:
            together[key] = (allowed, 1)
    for (fact, _), (allowed, count) in together.items():
        label = vocabulary.label(fact)
        if count > 1 and isinstance(node, All) and allowed.is_empty:
            yield _contradiction(label)
        if count > 1 and isinstance(node, AnyOf) and allowed.is_everything:
            yield _exhaustion(label)


def _contradiction(label: str) -> Finding:
    return Finding(
        "contradictory", f"关于“{label}”的几个条件互相矛盾，不可能同时符合", "请核对数值，或改用“任一”"
    )


def _exhaustion(label: str) -> Finding:
    return Finding(
        "always_true", f"关于“{label}”的几个条件合起来总有一个成立，等于没有写", "请核对数值，或改用“同时”"
    )


def _code_findings(node: All | AnyOf, signed: list[_Signed], vocabulary: Vocabulary) -> Iterator[Finding]:
    """Two tests of one code: apart under ALL, or one covering what the other leaves out under ANY."""
    areas = [area for each in signed if (area := _area(each, vocabulary)) is not None]
    for index, (fact, codes, inside) in enumerate(areas):
        for other_fact, other_codes, other_inside in areas[index + 1 :]:
            if fact != other_fact:
                continue
            label = vocabulary.label(fact)
            if isinstance(node, All) and _are_apart(codes, inside, other_codes, other_inside):
                yield _contradiction(label)
            if isinstance(node, AnyOf) and _are_apart(codes, not inside, other_codes, not other_inside):
                yield _exhaustion(label)


def _area(each: _Signed, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...], bool] | None:
    """Fact, bare codes, and whether the value must lie inside them."""
    test, definition = OPERATORS[each.leaf.operator].columnar, vocabulary[each.leaf.fact]
    tree = vocabulary.trees.get(definition.tree)
    if test.test != "within" or definition.type is not FactType.CODE or tree is None:
        return None
    words = each.leaf.operand if isinstance(each.leaf.operand, tuple) else (each.leaf.operand,)
    codes = tuple(code for word in words if (code := tree.bare(str(word))) is not None)
    return each.leaf.fact, codes, each.positive is not test.negated


def _are_apart(codes: tuple[str, ...], inside: bool, others: tuple[str, ...], other_inside: bool) -> bool:
    """No code can lie in both areas."""
    if inside and other_inside:
        return not any(one.startswith(two) or two.startswith(one) for one in codes for two in others)
    if inside == other_inside:
        return False
    inner, outer = (codes, others) if inside else (others, codes)
    return all(any(one.startswith(two) for two in outer) for one in inner)


def _opposite_findings(node: All | AnyOf) -> Iterator[Finding]:
    """A group or judgement beside its own negation; leaves are looked at more closely above."""
    parts = set(node.parts)
    for part in node.parts:
        if isinstance(part, Not) and not isinstance(part.part, Leaf) and part.part in parts:
            if isinstance(node, All):
                yield Finding("contradictory", "一个条件与它自己的否定同时要求", "请删去其中一个")
            else:
                yield Finding("always_true", "一个条件与它自己的否定任一即可，总是成立", "请删去其中一个")
