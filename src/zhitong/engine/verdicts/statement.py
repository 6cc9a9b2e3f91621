"""惠企明白卡: every provision for one business as of a day.

`statement(business, provisions, facts, as_of, vocabulary, standards)` takes base facts and derives the
rest; `statement_json.to_json` writes the contract's shape. No provision is ever left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhitong.engine.facts import Facts, Sensitivity, Vocabulary, with_derived, workings
from zhitong.engine.rules.provision import Provision
from zhitong.engine.standards import Standards
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts.availability import Availability, UsageReport, availability_of
from zhitong.engine.verdicts.evaluate import Evaluation, evaluate_all
from zhitong.engine.verdicts.near_miss import NearMiss, near_misses
from zhitong.engine.verdicts.questions import Question, questions_for
from zhitong.engine.verdicts.totals import Totals, totals_of

Business = Mapping[str, str | None]
"""How the business is named on the statement: `uscc`, `name`, and whatever else identifies it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One provision on a statement. `successor` is what replaced it, if that is on the statement too;
    `availability` says what is left of budget and quota, None where it has neither."""

    evaluation: Evaluation
    near_misses: tuple[NearMiss, ...]
    successor: Provision | None
    availability: Availability | None = None

    @property
    def provision(self) -> Provision:
        """What the item is about."""
        return self.evaluation.provision

    @property
    def verdict(self) -> Verdict:
        """What counts on the day."""
        return self.evaluation.verdict


@dataclass(frozen=True, slots=True)
class Statement:
    """Items in reading order: met, unknown, not met, not yet begun, ended. `facts` include
    derived ones, whose `workings` say in Chinese how they came about.
    """

    business: Business
    as_of: date
    items: tuple[Item, ...]
    questions: tuple[Question, ...]
    totals: Totals
    facts: Facts
    vocabulary: Vocabulary
    workings: Mapping[str, str]

    def with_verdict(self, verdict: Verdict) -> tuple[Item, ...]:
        """Items in force with this verdict, in order."""
        return tuple(item for item in self.items if item.evaluation.is_in_force and item.verdict is verdict)

    def ended(self) -> tuple[Item, ...]:
        """Items whose window is over."""
        return tuple(item for item in self.items if item.evaluation.window_state == "ended")

    def upcoming(self) -> tuple[Item, ...]:
        """Items whose window has not begun."""
        return tuple(item for item in self.items if item.evaluation.window_state == "upcoming")


def statement(
    business: Business,
    provisions: Sequence[Provision],
    facts: Facts,
    as_of: date,
    vocabulary: Vocabulary,
    standards: Standards | None = None,
    ask_up_to: Sensitivity = Sensitivity.INTERNAL,
    reports: Sequence[UsageReport] = (),
) -> Statement:
    """The statement of a business; without standards no fact is derived. `reports` say what was used of
    budgets and quotas; those nobody reported on are 待确认."""
    explained: dict[str, str] = {}
    if standards is not None:
        found = workings(facts.as_of(as_of), vocabulary, standards, as_of)
        explained = {key: working.text for key, working in found.items()}
        facts = with_derived(facts, vocabulary, standards, as_of)
    evaluations = evaluate_all(provisions, facts, as_of, vocabulary)
    by_key = {provision.key: provision for provision in provisions}
    items = [
        Item(
            each,
            near_misses(each, facts, vocabulary, standards),
            by_key.get(each.provision.replaced_by or ""),
            availability_of(each.provision, reports, as_of),
        )
        for each in evaluations
    ]
    return Statement(
        business=business,
        as_of=as_of,
        items=tuple(sorted(items, key=_reading_order)),
        questions=questions_for(evaluations, facts, vocabulary, ask_up_to),
        totals=totals_of(
            evaluations, {item.provision.key: item.availability for item in items if item.availability}
        ),
        facts=facts,
        vocabulary=vocabulary,
        workings=explained,
    )


_SECTION = {Verdict.MET: 0, Verdict.UNKNOWN: 1, Verdict.NOT_MET: 2}


def _reading_order(item: Item) -> tuple[int, int, int, str]:
    """Section, then the larger certain amount first, then by key."""
    each = item.evaluation
    section = {"upcoming": 3, "ended": 4}.get(each.window_state, _SECTION[each.verdict])
    amount = each.amount
    largest = amount.low_fen if amount.low_fen is not None else amount.high_fen
    return section, -(largest or 0), 0 if largest is not None else 1, item.provision.key
