"""A rule of the engine as the JSON that a version keeps, both ways."""

import json
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from zhitong.engine.rules.amount_json import amount_from_json, amount_to_json
from zhitong.engine.rules.json_form import (
    condition_from_json,
    condition_to_json,
)
from zhitong.engine.rules.limits import limits_from_json, limits_to_json
from zhitong.engine.rules.parameters import parameter_to_json, parameters_from_json
from zhitong.engine.rules.provision import HowTo, Window
from zhitong.engine.rules.provision import Provision as Rule
from zhitong.engine.values import Reference

PLAIN = (
    "key",
    "title",
    "kind",
    "summary",
    "beneficiary",
    "region",
    "replaced_by",
    "replaces",
    "group",
    "stage",
    "evidence",
)
LISTS = ("units", "notes", "topics")


def body_of(rule: Rule) -> dict[str, Any]:
    """The JSON of a rule; `rule_from_body` gives the same rule back."""
    window = rule.window
    return {
        **{name: getattr(rule, name) for name in PLAIN},
        **{name: list(getattr(rule, name)) for name in LISTS},
        "condition": condition_to_json(rule.condition),
        "amount": amount_to_json(rule.amount),
        "window": {
            "starts": window.starts.isoformat() if window.starts else None,
            "ends": window.ends.isoformat() if window.ends else None,
            "long_term": window.long_term,
            "note": window.note,
            "cites": list(window.cites),
        },
        "how": {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(rule.how).items()
        },
        "references": {name: asdict(one) for name, one in rule.references.items()},
        **limits_to_json(rule.budget, rule.quota),
    } | (
        {"parameters": {key: parameter_to_json(one) for key, one in rule.parameters.items()}}
        if rule.parameters
        else {}
    )


def body_hash(body: dict[str, Any]) -> str:
    """The same for the same content, whatever the order of keys."""
    return sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def day(text: str | None) -> date | None:
    """A date of a body."""
    return date.fromisoformat(text) if text else None


def rule_from_body(body: dict[str, Any]) -> Rule:
    """The rule a version keeps; ValueError when a body was written by another, incompatible program."""
    condition, problems = condition_from_json(body["condition"])
    amount, more = amount_from_json(body["amount"])
    if condition is None or amount is None:
        found = "；".join(one.message for one in (*problems, *more))
        raise ValueError(f"{body.get('key')}: {found}")
    window = body["window"]
    budget, quota = limits_from_json(body)
    how: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in body["how"].items()
    }
    plain: dict[str, Any] = {name: body[name] for name in PLAIN}
    plain |= {name: tuple(body[name]) for name in LISTS}
    return Rule(
        **plain,
        condition=condition,
        amount=amount,
        window=Window(
            day(window["starts"]),
            day(window["ends"]),
            window["long_term"],
            window["note"],
            tuple(window["cites"]),
        ),
        how=HowTo(**how),
        references={name: Reference(**one) for name, one in body["references"].items()},
        parameters=parameters_from_json(body.get("parameters")),
        budget=budget,
        quota=quota,
    )
