"""A judged condition as a business reads it: NOT is drawn into the sentences, so 不符合 is always bad news.

`rows_and_tree(evaluation, vocabulary, workings)` gives the leaves as rows in printed order and the tree
over them. What does not depend on the business is prepared once per provision.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from zhitong.engine.facts import Facts, FactValue, Vocabulary, value_text
from zhitong.engine.rules.amounts import facts_counted
from zhitong.engine.rules.json_form import Json
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Condition, Judgement, Leaf, Not
from zhitong.engine.rules.of_day import Figure, RuleOfDay, figure_to_json, own_condition
from zhitong.engine.rules.parameters import Parameter, ParameterValue, citation_key, names_in
from zhitong.engine.rules.phrase import group_text, leaf_text, missing_text, opposite_text, phrase_short
from zhitong.engine.rules.whole import region_leaf
from zhitong.engine.values import Band, Verdict
from zhitong.engine.values.remembering import by_identity
from zhitong.engine.verdicts.evaluate import Evaluation

Row = dict[str, Json]


@dataclass(frozen=True, slots=True)
class ShownLeaf:
    """A row for every verdict (not met, met, unknown), lacking only what is known of the facts; so too in
    the tree. `negated` where the leaf stands under NOT; `fact` is the one it looks at ("" for a judgement),
    `others` are those it looks at besides."""

    by_verdict: tuple[Row, Row, Row]
    in_tree: tuple[Row, Row, Row]
    negated: bool
    fact: str = ""
    others: tuple[str, ...] = ()

    @property
    def bare(self) -> Row:
        """The row of a judgement, which looks at no fact and is always unknown."""
        return {**self.by_verdict[2], "value": None, "source": None, "as_of": None, "value_text": ""}


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A heading with how many of its parts must be met; parts are groups or numbers of leaves."""

    text: str
    needed: int
    parts: tuple["ShownGroup | int", ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A provision's condition as it is shown, every fact that condition and amount look at, sorted, and
    the condition without the region in one sentence."""

    root: ShownGroup | int
    leaves: tuple[ShownLeaf, ...]
    facts: tuple[str, ...]
    sentence: str


@by_identity(4096)
def shape_of(rule: RuleOfDay, vocabulary: Vocabulary) -> Shape:
    """The shape of a rule's whole condition, made once while both stay the same objects."""
    shaper = _Shaper(rule, vocabulary)
    root = shaper.walk(rule.condition, rule.written, negated=False)
    facts = {fact for leaf in shaper.leaves if leaf.fact for fact in (leaf.fact, *leaf.others)}
    amount = rule.amount
    facts.update(facts_counted(amount))
    sentence = phrase_short(own_condition(rule), vocabulary)
    return Shape(root, tuple(shaper.leaves), tuple(sorted(facts)), sentence)


class _Shaper:
    def __init__(self, rule: RuleOfDay, vocabulary: Vocabulary) -> None:
        self.provision = rule.provision
        self.vocabulary = vocabulary
        self.day = rule.figures_day
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
            return self._shown(constant, negated, "需人工判断", None)
        return self._shown(constant, negated, why or missing_text(node, self.vocabulary), node)

    def _shown(self, constant: Row, negated: bool, missing: str, leaf: Leaf | None) -> ShownLeaf:
        rows = [{**constant, "verdict": word, "missing": "", "working": ""} for word in _WORDS]
        rows[2]["missing"] = missing
        number = len(self.leaves)
        named = (leaf.fact, leaf.facts[1:]) if leaf else ("", ())
        tree: list[Row] = [{"text": constant["text"], "verdict": word, "row": number} for word in _WORDS]
        return ShownLeaf((rows[0], rows[1], rows[2]), (tree[0], tree[1], tree[2]), negated, *named)

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


class ShownFacts:
    """The facts of one business as receipts show them, each put into words once.

    `known` has value, source and day of every known fact; `in_rows[fact]` also the value in words, and is
    empty where nothing is known.
    """

    __slots__ = ("in_rows", "known", "vocabulary")

    def __init__(self, facts: Facts, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.known: dict[str, Row] = {key: _known(one) for key, one in facts.items()}
        self.in_rows = _InRows(facts, self.known, vocabulary)


class _InRows(dict[str, Row]):
    def __init__(self, facts: Facts, known: dict[str, Row], vocabulary: Vocabulary) -> None:
        super().__init__()
        self.facts = facts
        self.known = known
        self.vocabulary = vocabulary

    def __missing__(self, fact: str) -> Row:
        found = self[fact] = self._shown(fact)
        return found

    def _shown(self, fact: str) -> Row:
        known = self.facts.get(fact)
        if known is None:
            return {"value": None, "source": None, "as_of": None, "value_text": ""}
        definition = self.vocabulary.get(fact)
        text = value_text(definition, known.value, self.vocabulary) if definition else str(known.value)
        return {**self.known[fact], "value_text": text}


def _known(one: FactValue) -> Row:
    as_of = one.as_of.isoformat() if one.as_of else None
    return {"value": _plain(one.value), "source": one.source, "as_of": as_of}


@by_identity(8)
def shown_facts(facts: Facts, vocabulary: Vocabulary) -> ShownFacts:
    """The facts of a business in words; the last few businesses are remembered."""
    return ShownFacts(facts, vocabulary)


def rows_and_tree(
    shape: Shape, evaluation: Evaluation, facts: ShownFacts, workings: Mapping[str, str]
) -> tuple[list[Json], Row]:
    """Rows per leaf, and the tree whose leaves point at them by number; `workings` explain derived facts."""
    rows: list[Json] = []
    verdicts: list[int] = []
    in_rows = facts.in_rows
    for shown, verdict in zip(shape.leaves, evaluation.leaf_verdicts, strict=True):
        code = 2 if verdict is _UNKNOWN else 1 if (verdict is _MET) is not shown.negated else 0
        verdicts.append(code)
        fact = shown.fact
        row = {**shown.by_verdict[code], **in_rows[fact]} if fact else shown.bare
        if shown.others:
            row["others"] = [_other(each, facts) for each in shown.others]
        if workings and fact:
            row["working"] = workings.get(fact, "")
        rows.append(row)
    return rows, _tree(shape, shape.root, verdicts)[1]


_MET, _UNKNOWN = Verdict.MET, Verdict.UNKNOWN
_WORDS = ("not_met", "met", "unknown")


def _other(fact: str, facts: ShownFacts) -> Row:
    """A further fact that a test looked at, as the row's own is shown."""
    return {"fact": fact, "label": facts.vocabulary.label(fact), **facts.in_rows[fact]}


def _tree(shape: Shape, node: ShownGroup | int, verdicts: list[int]) -> tuple[int, Row]:
    if node.__class__ is int:
        code = verdicts[node]
        return code, shape.leaves[node].in_tree[code]
    assert isinstance(node, ShownGroup)
    parts: list[Json] = []
    met = possible = 0
    for part in node.parts:
        code, row = _tree(shape, part, verdicts)
        parts.append(row)
        if code:
            possible += 1
            met += code == 1
    code = 1 if met >= node.needed else 2
    code = code if possible >= node.needed else 0
    return code, {"text": node.text, "verdict": _WORDS[code], "needed": node.needed, "parts": parts}


def _plain(value: object) -> Json:
    if isinstance(value, Band):
        return {"low": value.low, "high": value.high}
    return value if isinstance(value, bool | int | str) else str(value)
