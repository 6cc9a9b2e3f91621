"""A statement as JSON, in the shape other programs rely on; amounts in fen."""

from zhitong.engine.rules.hash import window_to_json
from zhitong.engine.rules.json_form import Json
from zhitong.engine.rules.provision import Provision
from zhitong.engine.verdicts.availability import availability_to_json
from zhitong.engine.verdicts.near_miss import NearMiss
from zhitong.engine.verdicts.questions import Question
from zhitong.engine.verdicts.receipt import (
    receipt_to_json,
    references_to_json,
    value_to_json,
)
from zhitong.engine.verdicts.shown import shape_of
from zhitong.engine.verdicts.statement import Item, Statement
from zhitong.engine.verdicts.totals import Totals


def to_json(statement: Statement) -> dict[str, Json]:
    """business, as_of, items, questions, totals."""
    return {
        "business": dict(statement.business),
        "as_of": statement.as_of.isoformat(),
        "items": [item_to_json(item, statement) for item in statement.items],
        "questions": [question_to_json(question) for question in statement.questions],
        "totals": totals_to_json(statement.totals),
    }


def item_to_json(item: Item, statement: Statement) -> dict[str, Json]:
    """One provision with verdict, amount, window, receipt, what is missing and how to get it."""
    provision, evaluation = item.provision, item.evaluation
    receipt = receipt_to_json(evaluation, statement.facts, statement.vocabulary, statement.workings)
    window = window_to_json(provision.window) | {
        "state": evaluation.window_state,
        "note": provision.window.note,
        "availability": availability_to_json(item.availability),
        "references": references_to_json(provision.window.cites, provision),
    }
    return {
        "provision": provision.key,
        "title": provision.title,
        "kind": provision.kind,
        "summary": provision.summary,
        "beneficiary": provision.beneficiary,
        "condition": shape_of(evaluation.rule, statement.vocabulary).sentence,
        "units": list(provision.units),
        "topics": list(provision.topics),
        "stage": provision.stage,
        "evidence": provision.evidence,
        "notes": list(provision.notes),
        "verdict": evaluation.verdict.value,
        "condition_verdict": evaluation.condition.verdict.value,
        "needs_judgement": evaluation.needs_judgement,
        "amount": receipt["amount"],
        "window": window,
        "receipt": receipt,
        "missing": list(evaluation.missing),
        "near_miss": [near_miss_to_json(one, provision) for one in item.near_misses],
        "how": _how(provision),
        "successor": _successor(item),
        "group": provision.group,
    }


def _how(provision: Provision) -> dict[str, Json]:
    how = provision.how
    return {
        "mode": how.mode,
        "channel": how.channel,
        "steps": list(how.steps),
        "materials": list(how.materials),
        "time_limit": how.time_limit,
        "phone": how.phone,
    }


def _successor(item: Item) -> Json:
    if item.provision.replaced_by is None:
        return None
    title = item.successor.title if item.successor is not None else None
    return {"provision": item.provision.replaced_by, "title": title}


def near_miss_to_json(near: NearMiss, provision: Provision) -> dict[str, Json]:
    """The changes, and the last day for them."""
    return {
        "changes": [
            {
                "fact": change.fact,
                "kind": change.kind,
                "target": value_to_json(change.target),
                "text": change.text,
                "references": references_to_json(change.cites, provision),
            }
            for change in near.changes
        ],
        "last_day": near.last_day.isoformat() if near.last_day else None,
    }


def question_to_json(question: Question) -> dict[str, Json]:
    """The fact, the words to ask with, and every provision that hangs on it."""
    definition = question.definition
    return {
        "fact": question.fact,
        "text": question.text,
        "help": definition.help,
        "type": definition.type.value,
        "unit": definition.unit,
        "period": definition.period,
        "options": [{"key": key, "label": label} for key, label in definition.options],
        "settles": list(question.settles),
        "amount_of": list(question.amount_of),
        "narrows": list(question.narrows),
        "money": question.money_fen,
    }


def totals_to_json(totals: Totals) -> dict[str, Json]:
    """Sums by period and currency, and what they leave out, with the reason."""
    return {
        "sums": [
            {
                "period": one.period,
                "currency": one.currency,
                "unit": "fen",
                "low": one.low_fen,
                "high": one.high_fen,
                "provisions": list(one.provisions),
            }
            for one in totals.sums
        ],
        "not_counted": [{"provision": one.provision, "why": one.why} for one in totals.not_counted],
    }
