"""A judged condition as a business reads it: NOT is drawn into the sentences, so 不符合 is always bad news.

`rows_and_tree(evaluation, vocabulary)` gives the leaves as rows in printed order and the tree over them.
"""

from zhitong.engine.facts import Vocabulary, value_text
from zhitong.engine.rules.json_form import Json
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Judgement, Leaf, Not
from zhitong.engine.rules.phrase import group_text, leaf_text, missing_text, opposite_text
from zhitong.engine.rules.whole import region_leaf
from zhitong.engine.values import Band, Verdict, negate
from zhitong.engine.verdicts.evaluate import Evaluation
from zhitong.engine.verdicts.nodes import NodeVerdict

Row = dict[str, Json]


class _Writer:
    """Collects rows while the tree is walked."""

    def __init__(self, evaluation: Evaluation, vocabulary: Vocabulary) -> None:
        self.provision = evaluation.provision
        self.vocabulary = vocabulary
        self.region = region_leaf(evaluation.provision)
        self.rows: list[Json] = []

    def walk(self, judged: NodeVerdict) -> Row:
        """The node as it stands."""
        node = judged.node
        if isinstance(node, Not):
            return self.walk_opposite(judged.parts[0])
        if isinstance(node, Leaf | Judgement):
            text = node.text if isinstance(node, Judgement) else self._asked(node)
            return self._row(judged, node, text, judged.verdict)
        return {
            "text": group_text(node),
            "verdict": judged.verdict.value,
            "needed": _needed(node),
            "parts": [self.walk(part) for part in judged.parts],
        }

    def walk_opposite(self, judged: NodeVerdict) -> Row:
        """The node turned round, all the way down to its leaves."""
        node = judged.node
        if isinstance(node, Not):
            return self.walk(judged.parts[0])
        if isinstance(node, Leaf | Judgement):
            text = (
                f"不属于“{node.text}”"
                if isinstance(node, Judgement)
                else opposite_text(node, self.vocabulary)
            )
            return self._row(judged, node, text, negate(judged.verdict))
        needed = len(node.parts) - _needed(node) + 1
        turned: All | AnyOf | AtLeast = AtLeast(needed, node.parts)
        if isinstance(node, All | AnyOf):
            turned = AnyOf(node.parts) if isinstance(node, All) else All(node.parts)
        return {
            "text": group_text(turned),
            "verdict": negate(judged.verdict).value,
            "needed": needed,
            "parts": [self.walk_opposite(part) for part in judged.parts],
        }

    def _asked(self, leaf: Leaf) -> str:
        if leaf == self.region:
            return "适用地区：" + leaf_text(leaf, self.vocabulary).removeprefix(
                f"{self.vocabulary.label('region')}属于"
            )
        return leaf_text(leaf, self.vocabulary)

    def _row(self, judged: NodeVerdict, node: Leaf | Judgement, text: str, verdict: Verdict) -> Row:
        known = judged.known
        cited = [
            (key, self.provision.references[key]) for key in node.cites if key in self.provision.references
        ]
        row: Row = {
            "text": text,
            "verdict": verdict.value,
            "fact": node.fact if isinstance(node, Leaf) else None,
            "value": None,
            "source": known.source if known else None,
            "as_of": known.as_of.isoformat() if known and known.as_of else None,
            "clause": cited[0][1].clause if cited else None,
            "document": cited[0][1].document if cited else None,
            "references": [
                {"key": key, "document": one.document, "clause": one.clause, "sentence": one.sentence}
                for key, one in cited
            ],
            "value_text": "",
            "missing": "",
            "needs_judgement": isinstance(node, Judgement),
        }
        if known is not None and isinstance(node, Leaf):
            row["value"] = _plain(known.value)
            definition = self.vocabulary.get(node.fact)
            shown = (
                str(known.value)
                if definition is None
                else value_text(definition, known.value, self.vocabulary)
            )
            row["value_text"] = shown
        if verdict is Verdict.UNKNOWN:
            row["missing"] = (
                "需人工判断" if isinstance(node, Judgement) else missing_text(node, self.vocabulary)
            )
        self.rows.append(row)
        return {"text": text, "verdict": verdict.value, "row": len(self.rows) - 1}


def rows_and_tree(evaluation: Evaluation, vocabulary: Vocabulary) -> tuple[list[Json], Row]:
    """Rows per leaf, and the tree whose leaves point at them by number."""
    writer = _Writer(evaluation, vocabulary)
    tree = writer.walk(evaluation.condition)
    return writer.rows, tree


def _needed(node: All | AnyOf | AtLeast) -> int:
    if isinstance(node, AtLeast):
        return node.needed
    return len(node.parts) if isinstance(node, All) else 1


def _plain(value: object) -> Json:
    if isinstance(value, Band):
        return {"low": value.low, "high": value.high}
    return value if isinstance(value, bool | int | str) else str(value)
