"""A condition in plain Chinese, made from the rule itself: nested lines, or one short sentence."""

from dataclasses import dataclass
from datetime import date

from zhitong.engine.facts import FactDef, FactType, Vocabulary
from zhitong.engine.rules.nodes import (
    All,
    AnyOf,
    AtLeast,
    Condition,
    End,
    Judgement,
    Leaf,
    Measured,
    Named,
    Not,
    Operand,
    Quantity,
)
from zhitong.engine.rules.operators import OPERATORS
from zhitong.engine.values import print_date


@dataclass(frozen=True, slots=True)
class PhraseLine:
    """One line of a nested list; `depth` counts from 0, `mark` is its number within its parent."""

    depth: int
    mark: str
    text: str
    cites: tuple[str, ...] = ()
    needs_judgement: bool = False


def leaf_text(leaf: Leaf, vocabulary: Vocabulary) -> str:
    """What a leaf asks: 年营业收入不低于500万元（含500万元）."""
    return _fill(OPERATORS[leaf.operator].wording, leaf, leaf.operand, vocabulary)


def opposite_text(leaf: Leaf, vocabulary: Vocabulary) -> str:
    """The opposite of what a leaf asks: 年营业收入低于500万元."""
    operator = OPERATORS[leaf.operator]
    if isinstance(leaf.operand, bool):
        return _fill(operator.wording, leaf, not leaf.operand, vocabulary)
    return _fill(operator.negated, leaf, leaf.operand, vocabulary)


def missing_text(leaf: Leaf, vocabulary: Vocabulary) -> str:
    """What is needed while the fact is unknown."""
    if isinstance(leaf.operand, bool):
        return f"需要知道{vocabulary.label(leaf.fact)}：是还是否"
    return _fill(OPERATORS[leaf.operator].missing, leaf, leaf.operand, vocabulary)


def _fill(template: str, leaf: Leaf, operand: Operand, vocabulary: Vocabulary) -> str:
    return template.format(
        fact=vocabulary.label(leaf.fact),
        operand=operand_text(leaf.fact, operand, vocabulary),
        others=_others_text(leaf, vocabulary),
    )


def _others_text(leaf: Leaf, vocabulary: Vocabulary) -> str:
    """What a number is measured by: other facts, or the day a time is counted from."""
    match leaf.operand:
        case Measured(_, facts):
            return "、".join(vocabulary.label(fact) for fact in facts)
        case (_, date() | Named() as day):
            return _end_text(day)
    return ""


def _end_text(end: End) -> str:
    match end:
        case Quantity():
            return end.text
        case Named():
            return f"规定的数（参数 {end.key}）"
    return print_date(end)


def operand_text(fact: str, operand: Operand, vocabulary: Vocabulary) -> str:
    """What a fact is tested against, as people say it."""
    definition = vocabulary.get(fact)
    match operand:
        case None:
            return ""
        case bool():
            return "是" if operand else "否"
        case Quantity() | Named() | date():
            return _end_text(operand)
        case Measured(bound, _):
            return _end_text(bound)
        case str():
            return _word(definition, operand, vocabulary)
        case (Quantity() | Named() | date() as low, Quantity() | Named() | date() as high):
            is_span = isinstance(high, date) and not isinstance(low, date)  # the day is told apart
            return _end_text(low) if is_span else f"{_end_text(low)}至{_end_text(high)}"
    return "、".join(_word(definition, str(word), vocabulary) for word in operand)


def _word(definition: FactDef | None, word: str, vocabulary: Vocabulary) -> str:
    if definition is None:
        return word
    if definition.type is FactType.CHOICE:
        return definition.option_label(word) or word
    tree = vocabulary.trees.get(definition.tree)
    entry = tree.find(word) if tree is not None else None
    return entry.name if entry is not None else word


def group_text(node: All | AnyOf | AtLeast) -> str:
    """The heading over the parts of a group."""
    if isinstance(node, AtLeast):
        return f"以下各项至少符合{node.needed}项"
    if not node.parts:
        return "没有其他条件" if isinstance(node, All) else "没有任何情形符合"
    return "同时符合以下各项" if isinstance(node, All) else "符合以下任意一项"


def opposite_group_text(node: All | AnyOf | AtLeast) -> str:
    """The heading over the parts of a group that must not hold."""
    if isinstance(node, AtLeast):
        return f"以下情形具备的不足{node.needed}项"
    return "不同时具备以下情形" if isinstance(node, All) else "不具备以下任何一种情形"


def node_text(node: Condition, vocabulary: Vocabulary) -> str:
    """The text of a node by itself, without its parts."""
    match node:
        case Leaf():
            return leaf_text(node, vocabulary)
        case Judgement(text):
            return f"{text}（需人工判断）"
        case Not(part):
            return _not_text(part, vocabulary)
    return group_text(node)


def _not_text(part: Condition, vocabulary: Vocabulary) -> str:
    match part:
        case Leaf():
            return opposite_text(part, vocabulary)
        case Judgement(text):
            return f"不属于“{text}”（需人工判断）"
        case Not(inner):
            return node_text(inner, vocabulary)
    return opposite_group_text(part)


def phrase_lines(condition: Condition, vocabulary: Vocabulary) -> tuple[PhraseLine, ...]:
    """A condition as a nested list."""
    return tuple(_lines(condition, vocabulary, 0, ""))


def phrase_condition(condition: Condition, vocabulary: Vocabulary) -> str:
    """A condition as text with one line per item, indented and numbered."""
    return "\n".join(
        "　" * line.depth + line.mark + line.text for line in phrase_lines(condition, vocabulary)
    )


def _lines(node: Condition, vocabulary: Vocabulary, depth: int, mark: str) -> list[PhraseLine]:
    parts, bare = _parts(node), _under_not(node)
    text = node_text(node, vocabulary) + ("：" if parts else "")
    cites = bare.cites if isinstance(bare, Leaf | Judgement) else ()
    lines = [PhraseLine(depth, mark, text, cites, isinstance(bare, Judgement))]
    for number, part in enumerate(parts, start=1):
        lines += _lines(part, vocabulary, depth + 1, _mark(depth, number))
    return lines


def _under_not(node: Condition) -> Condition:
    """What stands below any number of NOT."""
    while isinstance(node, Not):
        node = node.part
    return node


def _parts(node: Condition) -> tuple[Condition, ...]:
    """The parts that stand below the text of a node."""
    bare = _under_not(node)
    return () if isinstance(bare, Leaf | Judgement | Not) else bare.parts


def _mark(depth: int, number: int) -> str:
    return f"{number}. " if depth == 0 else f"（{number}）" if depth == 1 else "· "


def phrase_short(condition: Condition, vocabulary: Vocabulary) -> str:
    """A condition as one sentence, without a full stop."""
    match condition:
        case Leaf() | Judgement():
            return node_text(condition, vocabulary)
        case Not(Not(part)):
            return phrase_short(part, vocabulary)
        case Not(Leaf() | Judgement()):
            return node_text(condition, vocabulary)
        case Not(part):
            return f"{_not_text(part, vocabulary)}（{_joined(_parts(part), '；', vocabulary)}）"
        case AtLeast(_, parts):
            return f"{group_text(condition)}（{_joined(parts, '；', vocabulary)}）"
        case All(parts) | AnyOf(parts):
            if not parts:
                return group_text(condition)
            return _joined(parts, "，且" if isinstance(condition, All) else "，或", vocabulary)


def _joined(parts: tuple[Condition, ...], joint: str, vocabulary: Vocabulary) -> str:
    return joint.join(
        f"（{phrase_short(part, vocabulary)}）"
        if isinstance(part, All | AnyOf) and len(part.parts) > 1 and len(parts) > 1
        else phrase_short(part, vocabulary)
        for part in parts
    )
