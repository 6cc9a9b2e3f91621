"""A judged condition as a business reads it: NOT is drawn into the sentences, so 不符合 is always bad news.

`rows_and_tree(evaluation, vocabulary, workings)` gives the leaves as rows in printed order and the tree
over them. What does not depend on the business is prepared once per provision.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from zhitong.engine.facts import FactDef, FactValue, Vocabulary, value_text
from zhitong.engine.rules.amounts import facts_counted
from zhitong.engine.rules.json_form import Json
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Condition, Judgement, Leaf, Not
from zhitong.engine.rules.of_day import Figure, RuleOfDay, figure_to_json
from zhitong.engine.rules.parameters import Parameter, ParameterValue, citation_key, names_in
from zhitong.engine.rules.phrase import group_text, leaf_text, missing_text, opposite_text
from zhitong.engine.rules.whole import region_leaf
from zhitong.engine.values import Band, Verdict, negate
from zhitong.engine.verdicts.evaluate import Evaluation

Row = dict[str, Json]


class Same:
    """A rule of a day with a vocabulary, equal only to the very same two: a key for remembering."""

    __slots__ = ("rule", "vocabulary")

    def __init__(self, rule: RuleOfDay, vocabulary: Vocabulary) -> None:
        self.rule = rule
        self.vocabulary = vocabulary

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Same):
            return NotImplemented
        return self.rule is other.rule and self.vocabulary is other.vocabulary

    def __hash__(self) -> int:
        return hash((id(self.rule), id(self.vocabulary)))


@dataclass(frozen=True, slots=True)
class ShownLeaf:
    """What a row says about every business; `negated` where the leaf stands under NOT. `facts` are those
    the leaf looks at, its own first."""

    constant: Row
    definition: FactDef | None
    negated: bool
    missing: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A heading with how many of its parts must be met; parts are groups or numbers of leaves."""

    text: str
    needed: int
    parts: tuple["ShownGroup | int", ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A provision's condition as it is shown, and every fact that condition and amount look at, sorted."""

    root: ShownGroup | int
    leaves: tuple[ShownLeaf, ...]
    facts: tuple[str, ...]


@lru_cache(maxsize=4096)
def shape_of(same: Same) -> Shape:
    """The shape of a rule's whole condition, made once while both stay the same objects."""
    shaper = _Shaper(same)
    root = shaper.walk(same.rule.condition, same.rule.written, negated=False)
    facts = {fact for leaf in shaper.leaves for fact in leaf.facts}
    amount = same.rule.amount
    facts.update(facts_counted(amount))
    return Shape(root, tuple(shaper.leaves), tuple(sorted(facts)))


class _Shaper:
    def __init__(self, same: Same) -> None:
        self.provision = same.rule.provision
        self.vocabulary = same.vocabulary
        self.day = same.rule.figures_day
        self.region = region_leaf(self.provision)
        self.leaves: list[ShownLeaf] = []

    def walk(self, node: Condition, written: Condition, *, negated: bool) -> ShownGroup | int:
        """The node, or its opposite all the way down to the leaves; `written` is the same with names."""
        if isinstance(node, Not):
            assert isinstance(written, Not)
            return self.walk(node.part, written.part, negated=not negated)
        if isinstance(node, Leaf | Judgement):
            self.leaves.append(self._leaf(node, written, negated))
            return len(self.leaves) - 1
        assert isinstance(written, All | AnyOf | AtLeast)
        group = _turned(node) if negated else node
        pairs = zip(node.parts, written.parts, strict=True)
        parts = tuple(self.walk(part, with_names, negated=negated) for part, with_names in pairs)
        return ShownGroup(group_text(group), _needed(group), parts)

    def _leaf(self, node: Leaf | Judgement, written: Condition, negated: bool) -> ShownLeaf:
        figures, clauses, why = self._figures(written)
        listed = [(key, self.provision.references.get(key)) for key in node.cites]
        cited = [(key, one) for key, one in listed if one is not None]
        references: list[Json] = [
            {"key": key, "document": one.document, "clause": one.clause, "sentence": one.sentence}
            for key, one in cited
        ]
        constant: Row = {
            "text": self._text(node, negated),
            "fact": node.fact if isinstance(node, Leaf) else None,
            "clause": cited[0][1].clause if cited else None,
            "document": cited[0][1].document if cited else None,
            "references": references + clauses,
            "needs_judgement": isinstance(node, Judgement),
        }
        if figures:
            constant["parameters"] = figures
        if isinstance(node, Judgement):
            return ShownLeaf(constant, None, negated, "需人工判断")
        missing = why or missing_text(node, self.vocabulary)
        return ShownLeaf(constant, self.vocabulary.get(node.fact), negated, missing, node.facts)

    def _figures(self, written: Condition) -> tuple[list[Json], list[Json], str]:
        """The parameters behind a leaf as of the day, their clauses, and why one has no value."""
        shown: list[Json] = []
        clauses: list[Json] = []
        why = ""
        for key in names_in(written):
            parameter = self.provision.parameters.get(key)
            if parameter is None:
                continue
            value = parameter.on(self.day)
            if value is None:
                why = parameter.why_unknown(self.day)
            else:
                clauses.append(figure_reference(parameter, value))
            shown.append(figure_to_json(Figure(parameter, value)))
        return shown, clauses, why

    def _text(self, node: Leaf | Judgement, negated: bool) -> str:
        if isinstance(node, Judgement):
            return f"不属于“{node.text}”" if negated else node.text
        if negated:
            return opposite_text(node, self.vocabulary)
        text = leaf_text(node, self.vocabulary)
        if node == self.region:
            return "适用地区：" + text.removeprefix(f"{self.vocabulary.label('region')}属于")
        return text


def figure_reference(parameter: Parameter, value: ParameterValue) -> dict[str, Json]:
    """The clause of a dated figure, as other references are shown."""
    one, key = value.reference, citation_key(parameter, value)
    return {"key": key, "document": one.document, "clause": one.clause, "sentence": one.sentence}


def _turned(node: All | AnyOf | AtLeast) -> All | AnyOf | AtLeast:
    """The group that the opposites of the parts form."""
    if isinstance(node, AtLeast):
        return AtLeast(len(node.parts) - node.needed + 1, node.parts)
    return AnyOf(node.parts) if isinstance(node, All) else All(node.parts)


def _needed(node: All | AnyOf | AtLeast) -> int:
    if isinstance(node, AtLeast):
        return node.needed
    return len(node.parts) if isinstance(node, All) else 1


def rows_and_tree(
    evaluation: Evaluation, vocabulary: Vocabulary, workings: Mapping[str, str]
) -> tuple[list[Json], Row]:
    """Rows per leaf, and the tree whose leaves point at them by number; `workings` explain derived facts."""
    shape = shape_of(Same(evaluation.rule, vocabulary))
    rows = list(_rows(shape, evaluation, vocabulary, workings))
    return list(rows), _tree(shape.root, rows)


def _rows(
    shape: Shape, evaluation: Evaluation, vocabulary: Vocabulary, workings: Mapping[str, str]
) -> Iterator[Row]:
    for shown, judged in zip(shape.leaves, evaluation.condition.leaves(), strict=True):
        verdict = negate(judged.verdict) if shown.negated else judged.verdict
        known = judged.known
        row: Row = {**shown.constant, "verdict": verdict.value, "missing": ""}
        if known is None:
            row |= {"value": None, "source": None, "as_of": None, "value_text": ""}
        else:
            value, definition = known.value, shown.definition
            row["value"] = _plain(value)
            row["source"] = known.source
            row["as_of"] = known.as_of.isoformat() if known.as_of else None
            row["value_text"] = value_text(definition, value, vocabulary) if definition else str(value)
        if len(shown.facts) > 1:
            pairs = zip(shown.facts[1:], judged.others, strict=True)
            row["others"] = [_other(fact, one, vocabulary) for fact, one in pairs]
        if verdict is Verdict.UNKNOWN:
            row["missing"] = shown.missing
        row["working"] = workings.get(str(shown.constant["fact"]), "")
        yield row


def _other(fact: str, known: FactValue | None, vocabulary: Vocabulary) -> Row:
    """A further fact that a test looked at, as the row's own is shown."""
    definition = vocabulary.get(fact)
    text = "" if known is None or definition is None else value_text(definition, known.value, vocabulary)
    return {
        "fact": fact,
        "label": vocabulary.label(fact),
        "value": None if known is None else _plain(known.value),
        "value_text": text,
        "source": None if known is None else known.source,
        "as_of": known.as_of.isoformat() if known is not None and known.as_of else None,
    }


def _tree(node: ShownGroup | int, rows: list[Row]) -> Row:
    if isinstance(node, int):
        return {"text": rows[node]["text"], "verdict": rows[node]["verdict"], "row": node}
    parts = [_tree(part, rows) for part in node.parts]
    verdicts = [part["verdict"] for part in parts]
    possible = len(verdicts) - verdicts.count("not_met")
    verdict = "met" if verdicts.count("met") >= node.needed else "unknown"
    return {
        "text": node.text,
        "verdict": verdict if possible >= node.needed else "not_met",
        "needed": node.needed,
        "parts": list(parts),
    }


def _plain(value: object) -> Json:
    if isinstance(value, Band):
        return {"low": value.low, "high": value.high}
    return value if isinstance(value, bool | int | str) else str(value)
