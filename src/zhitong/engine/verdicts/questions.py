"""What to ask: few questions, those first that settle most money, nothing that cannot be asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zhitong.engine.facts import FactDef, Facts, Sensitivity, Vocabulary
from zhitong.engine.rules.nodes import All, AtLeast, Judgement, Leaf, Not
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts.evaluate import Evaluation, asked_facts, missing_facts
from zhitong.engine.verdicts.nodes import NodeVerdict

_LEVELS = (Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.SENSITIVE)


@dataclass(frozen=True, slots=True)
class Question:
    """One fact to ask for. `settles` lists provisions it decides, alone or with the other questions;
    `amount_of` those already met whose amount it gives; `narrows` those an officer must still judge.

    `money_fen` is what hangs on the answer, shared evenly among the questions a provision needs.
    """

    fact: str
    text: str
    definition: FactDef
    settles: tuple[str, ...]
    amount_of: tuple[str, ...]
    narrows: tuple[str, ...]
    money_fen: int


@dataclass(slots=True)
class _Tally:
    settles: list[str] = field(default_factory=list)
    amount_of: list[str] = field(default_factory=list)
    narrows: list[str] = field(default_factory=list)
    money_fen: int = 0
    with_money: int = 0


@dataclass(frozen=True, slots=True)
class _Need:
    """Facts that settle a node if answered well; not `complete` if something else stays open."""

    facts: frozenset[str]
    complete: bool


def questions_for(
    evaluations: Sequence[Evaluation],
    facts: Facts,
    vocabulary: Vocabulary,
    ask_up_to: Sensitivity = Sensitivity.INTERNAL,
) -> tuple[Question, ...]:
    """The questions worth asking now, most money first, then those that settle most provisions."""
    asker = _Asker(facts, vocabulary, ask_up_to)
    tallies: dict[str, _Tally] = {}
    for each in sorted(evaluations, key=lambda one: (-_money(one), one.provision.key)):
        key = each.provision.key
        if not each.is_in_force:
            continue
        if each.verdict is Verdict.UNKNOWN:
            need = asker.need(each.condition)
            for fact in sorted(need.facts):
                tally = tallies.setdefault(fact, _Tally())
                (tally.settles if need.complete else tally.narrows).append(key)
                tally.money_fen += _money(each) // len(need.facts) if need.complete else 0
                tally.with_money += need.complete and _has_money(each)
        elif each.verdict is Verdict.MET and each.amount.missing:
            need = asker.need_of_fact(each.amount.missing)
            for fact in sorted(need.facts):
                tally = tallies.setdefault(fact, _Tally())
                tally.amount_of.append(key)
                tally.with_money += _has_money(each)
    return tuple(
        Question(
            fact,
            vocabulary[fact].question,
            vocabulary[fact],
            tuple(tally.settles),
            tuple(tally.amount_of),
            tuple(tally.narrows),
            tally.money_fen,
        )
        for fact, tally in sorted(tallies.items(), key=_order)
    )


def _order(pair: tuple[str, _Tally]) -> tuple[int, int, int, int, str]:
    """Money that can be counted, then provisions that pay at all, then how much is settled."""
    fact, tally = pair
    settled = len(tally.settles) + len(tally.amount_of)
    return -tally.money_fen, -tally.with_money, -settled, -len(tally.narrows), fact


def _has_money(each: Evaluation) -> bool:
    """A sum that only awaits its facts, inside a stated window."""
    return each.window_state == "open" and each.amount.state in ("computed", "missing")


def _money(each: Evaluation) -> int:
    amount = each.amount
    return amount.high_fen if amount.high_fen is not None else amount.low_fen or 0


class _Asker:
    """Remembers what is asked already, so that later choices lean on it."""

    def __init__(self, facts: Facts, vocabulary: Vocabulary, ask_up_to: Sensitivity) -> None:
        self.facts = facts
        self.vocabulary = vocabulary
        self.allowed = _LEVELS[: _LEVELS.index(ask_up_to) + 1]
        self.asked: set[str] = set()

    def need(self, judged: NodeVerdict) -> _Need:
        """What would settle a condition, remembered as asked."""
        need = self._need(judged)
        self.asked |= need.facts
        return need

    def _need_of_leaf(self, leaf: Leaf) -> _Need:
        keys = asked_facts(leaf, self.facts)
        needs = [self.need_of_fact(key) for key in keys]
        complete = bool(needs) and all(need.complete for need in needs)
        return _Need(frozenset().union(*(need.facts for need in needs)), complete)

    def need_of_fact(self, fact: str) -> _Need:
        """What would settle one fact."""
        bases = missing_facts((fact,), self.facts, self.vocabulary)
        askable = frozenset(base for base in bases if self._may_ask(base))
        return _Need(askable, len(askable) == len(bases))

    def _may_ask(self, fact: str) -> bool:
        definition = self.vocabulary.get(fact)
        return definition is not None and bool(definition.question) and definition.sensitivity in self.allowed

    def _need(self, judged: NodeVerdict) -> _Need:
        node = judged.node
        if isinstance(node, Judgement):
            return _Need(frozenset(), complete=False)
        if isinstance(node, Leaf):
            return self._need_of_leaf(node)
        parts = [self._need(part) for part in judged.parts if part.verdict is Verdict.UNKNOWN]
        if isinstance(node, Not):
            return parts[0]
        wanted = _wanted(judged, len(parts))
        parts.sort(key=lambda need: (not need.complete, len(need.facts - self.asked), sorted(need.facts)))
        chosen = parts[:wanted]
        return _Need(
            frozenset().union(*(need.facts for need in chosen)), all(need.complete for need in chosen)
        )


def _wanted(judged: NodeVerdict, unknown: int) -> int:
    """How many unknown parts must turn out met."""
    node = judged.node
    if isinstance(node, AtLeast):
        return node.needed - sum(part.verdict is Verdict.MET for part in judged.parts)
    return unknown if isinstance(node, All) else 1
