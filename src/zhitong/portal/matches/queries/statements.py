"""The statement of one business, evaluated when it is opened, with every reference located."""

from collections.abc import Collection
from datetime import date

from zhitong.engine.facts import Facts
from zhitong.engine.standards import packaged_standards
from zhitong.engine.verdicts.statement import statement
from zhitong.engine.verdicts.statement_json import to_json
from zhitong.portal.businesses.models import Business
from zhitong.portal.businesses.queries import business_row, facts_of
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.matches.queries.shapes import Statement
from zhitong.portal.provisions.queries import active_provisions, provision_rows
from zhitong.portal.provisions.queries.page import places_of


def statement_for(
    business: Business | None,
    *,
    as_of: date,
    answers: Facts | None = None,
    packs: Collection[str] | None = None,
) -> Statement:
    """What a business gets as of a day.

    `answers` are facts declared on the spot (`engine.facts.read_facts`); they stand above the
    registers for this statement only and are not stored. Without a business only the answers count.
    """
    known = vocabulary()
    facts = facts_of(business, as_of) if business else Facts()
    for key, value in (answers or Facts()).items():
        facts = facts.with_value(key, value)
    rules = active_provisions(packs)
    named = {"uscc": business.uscc, "name": business.name} if business else {"uscc": None, "name": None}
    found = statement(named, rules, facts, as_of, known, packaged_standards())
    answer = to_json(found)
    return Statement(
        business=business_row(business) if business else None,
        as_of=as_of,
        answer=answer,
        places=places_of(list(rules)),
        provisions=provision_rows(on=as_of),
        facts=found.facts,
    )
