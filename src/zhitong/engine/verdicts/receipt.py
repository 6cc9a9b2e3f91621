"""Receipts: a verdict with everything behind it, as JSON that can be replayed byte for byte.

`receipt_to_json(evaluation, facts, vocabulary)` makes one; `receipt_bytes` spells it canonically;
`replay(receipt, vocabulary)` judges again from the receipt alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhitong.engine.facts import FactDef, Facts, FactType, FactValue, Value, Vocabulary
from zhitong.engine.rules.amount_json import amount_from_json
from zhitong.engine.rules.amount_of import AmountResult, compute, range_text
from zhitong.engine.rules.amounts import Ceiling, NotStated
from zhitong.engine.rules.hash import canonical_json, hash_of, rule_to_json
from zhitong.engine.rules.json_form import Json, condition_from_json
from zhitong.engine.rules.limits import limits_from_json
from zhitong.engine.rules.nodes import Quantity
from zhitong.engine.rules.of_day import Figure, RuleOfDay, figure_to_json
from zhitong.engine.rules.parameters import parameters_from_json
from zhitong.engine.rules.provision import HowTo, Provision, Window
from zhitong.engine.values import Band, Problem, Reference, print_date
from zhitong.engine.values.remembering import by_identity
from zhitong.engine.verdicts.evaluate import Evaluation, evaluate
from zhitong.engine.verdicts.shown import Shape, figure_reference, rows_and_tree, shape_of, shown_facts

RECEIPT_FORM = 1  # the shape of a stored receipt; a new shape gets a new number


@dataclass(frozen=True, slots=True)
class _Rule:
    """The rule of a provision in JSON form with its hash, the day, and the amount where it is the same for
    every business because there is no figure."""

    json: dict[str, Json]
    hash: str
    as_of: str
    no_amount: dict[str, Json] | None
    shape: Shape


@by_identity(4096)
def _rule_of(rule: RuleOfDay, vocabulary: Vocabulary) -> _Rule:
    json, amount = rule_to_json(rule.provision), rule.amount
    is_same = isinstance(amount, NotStated | Ceiling)
    shown = amount_result_to_json(compute(amount, Facts(), vocabulary), rule) if is_same else None
    return _Rule(json, hash_of(json), rule.as_of.isoformat(), shown, shape_of(rule, vocabulary))


def receipt_to_json(
    evaluation: Evaluation, facts: Facts, vocabulary: Vocabulary, workings: Mapping[str, str] | None = None
) -> dict[str, Json]:
    """The receipt of an evaluation made from these facts; `workings` say how derived facts came about.

    Parts that are the same for every business are shared between receipts: read them, do not change them.
    """
    provision = evaluation.provision
    rule = _rule_of(evaluation.rule, vocabulary)
    shape = rule.shape
    used, shown = shape.facts, shown_facts(facts, vocabulary)
    known = shown.known
    explained = {key: workings[key] for key in used if key in workings} if workings else {}
    rows, tree = rows_and_tree(shape, evaluation, shown, explained)
    return {
        "form": RECEIPT_FORM,
        "provision": provision.key,
        "rule_hash": rule.hash,
        "as_of": rule.as_of,
        "verdict": evaluation.verdict.value,
        "condition_verdict": evaluation.condition.verdict.value,
        "window_state": evaluation.window_state,
        "conditions": rows,
        "tree": tree,
        "amount": rule.no_amount or amount_result_to_json(evaluation.amount, evaluation.rule),
        "rule": rule.json,
        "facts": {key: known[key] for key in used if key in known},
        "workings": dict(explained),
    }


def receipt_bytes(receipt: dict[str, Json]) -> bytes:
    """The one spelling of a receipt."""
    return canonical_json(receipt).encode()


def amount_result_to_json(result: AmountResult, rule: RuleOfDay) -> dict[str, Json]:
    """Low and high in fen, the working sentence by sentence, dated figures with validity and clause first."""
    shown, figure_steps = _figures_of(rule)
    steps = list(figure_steps)
    for step in result.steps:
        steps.append({"text": step.text, "references": references_to_json(step.cites, rule.provision)})
    found: dict[str, Json] = {
        "state": result.state,
        "low": result.low_fen,
        "high": result.high_fen,
        "unit": "fen",
        "currency": result.currency,
        "period": result.period,
        "text": range_text(result.low_fen, result.high_fen) if result.is_number else result.note,
        "note": result.note,
        "steps": steps,
    }
    if shown:
        found["parameters"] = shown
    return found


@by_identity(4096)
def _figures_of(rule: RuleOfDay) -> tuple[list[Json], tuple[Json, ...]]:
    """The dated figures behind an amount, and the steps that name them."""
    figures = rule.amount_figures
    steps = tuple(_figure_step(each) for each in figures if each.value is not None)
    return [figure_to_json(each) for each in figures], steps


def _figure_step(figure: Figure) -> dict[str, Json]:
    """A dated figure as a step of the working: 贷款额度：30万元（2023年1月1日起）."""
    value = figure.value
    assert value is not None
    number = value.value.text if isinstance(value.value, Quantity) else print_date(value.value)
    text = f"{figure.parameter.label}：{number}（{value.validity_text()}）"
    return {"text": text, "references": [figure_reference(figure.parameter, value)]}


def references_to_json(cites: tuple[str, ...], provision: Provision) -> list[Json]:
    """Document, clause and sentence of each cite key that the provision explains."""
    found = [(key, provision.references[key]) for key in cites if key in provision.references]
    return [
        {"key": key, "document": one.document, "clause": one.clause, "sentence": one.sentence}
        for key, one in found
    ]


def value_to_json(value: Value) -> Json:
    """Numbers in the fact's own unit, dates in ISO form, bands by their ends."""
    if isinstance(value, Band):
        return {"low": value.low, "high": value.high}
    return value.isoformat() if isinstance(value, date) else value


def replay(
    receipt: dict[str, Json], vocabulary: Vocabulary
) -> tuple[dict[str, Json] | None, tuple[Problem, ...]]:
    """The receipt made anew from the rule and the facts it carries; equal bytes when nothing was altered."""
    try:
        provision = _provision(receipt)
        facts = _facts(receipt, vocabulary)
        as_of = date.fromisoformat(str(receipt["as_of"]))
        workings = {key: str(text) for key, text in _mapping(receipt["workings"]).items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"这份判定依据读不懂（{error}），无法重算，请重新判定。"
        return None, (Problem("receipt_unreadable", message),)
    return receipt_to_json(evaluate(provision, facts, as_of, vocabulary), facts, vocabulary, workings), ()


def _provision(receipt: dict[str, Json]) -> Provision:
    rule = _mapping(receipt["rule"])
    condition, condition_problems = condition_from_json(rule["condition"])
    amount, amount_problems = amount_from_json(rule["amount"])
    if condition is None or amount is None:
        raise ValueError("；".join(one.message for one in (*condition_problems, *amount_problems)))
    window = _mapping(rule["window"])
    group = rule["group"]
    budget, quota = limits_from_json(rule)
    return Provision(
        key=str(receipt["provision"]),
        title="",
        kind="",
        summary="",
        beneficiary="",
        region=str(rule["region"]),
        units=(),
        condition=condition,
        amount=amount,
        window=Window(
            _day(window["from"]), _day(window["to"]), window["long_term"] is True, "", _keys(window["cites"])
        ),
        how=HowTo(),
        references={key: _reference(one) for key, one in _mapping(rule["references"]).items()},
        group=None if group is None else str(group),
        parameters=parameters_from_json(rule.get("parameters")),
        budget=budget,
        quota=quota,
    )


def _reference(value: Json) -> Reference:
    one = _mapping(value)
    sentence = one["sentence"]
    return Reference(
        str(one["document"]), str(one["clause"]), sentence if isinstance(sentence, int) else None
    )


def _facts(receipt: dict[str, Json], vocabulary: Vocabulary) -> Facts:
    return Facts(
        {
            key: FactValue(
                _value(vocabulary.get(key), _mapping(one)["value"]),
                str(_mapping(one)["source"]),
                _day(_mapping(one)["as_of"]),
            )
            for key, one in _mapping(receipt["facts"]).items()
        }
    )


def _value(definition: FactDef | None, value: Json) -> Value:
    if isinstance(value, dict):
        low, high = value["low"], value["high"]
        return Band(low if isinstance(low, int) else None, high if isinstance(high, int) else None)
    if isinstance(value, str) and definition is not None and definition.type is FactType.DATE:
        return date.fromisoformat(value)
    if isinstance(value, bool | int | str):
        return value
    raise ValueError(f"值“{value}”")


def _day(value: Json) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def _keys(value: Json) -> tuple[str, ...]:
    return tuple(str(key) for key in value) if isinstance(value, list) else ()


def _mapping(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TypeError("结构不对")
    return value
