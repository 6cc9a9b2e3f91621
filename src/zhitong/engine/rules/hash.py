"""A stable name for what a provision decides: 16 hexadecimal digits over its canonical JSON."""

import hashlib
import json

from zhitong.engine.rules.amount_json import amount_to_json
from zhitong.engine.rules.json_form import Json, condition_to_json
from zhitong.engine.rules.limits import limits_to_json
from zhitong.engine.rules.parameters import parameter_to_json
from zhitong.engine.rules.provision import Provision, Window


def rule_to_json(provision: Provision) -> dict[str, Json]:
    """Everything that decides verdict and amount, and the words it rests on; no titles, no notes."""
    rule: dict[str, Json] = {
        "region": provision.region,
        "condition": condition_to_json(provision.condition),
        "amount": amount_to_json(provision.amount),
        "window": window_to_json(provision.window),
        "group": provision.group,
        "references": {
            key: {"document": one.document, "clause": one.clause, "sentence": one.sentence}
            for key, one in sorted(provision.references.items())
        },
    }
    rule |= limits_to_json(provision.budget, provision.quota)
    if provision.parameters:
        parameters = sorted(provision.parameters.items())
        rule["parameters"] = {key: parameter_to_json(one) for key, one in parameters}
    return rule


def window_to_json(window: Window) -> dict[str, Json]:
    """A window with ISO dates."""
    return {
        "from": window.starts.isoformat() if window.starts else None,
        "to": window.ends.isoformat() if window.ends else None,
        "long_term": window.long_term,
        "cites": list(window.cites),
    }


def canonical_json(value: Json) -> str:
    """One spelling per value: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def rule_hash(provision: Provision) -> str:
    """Sixteen hexadecimal digits; equal exactly when the rule is equal."""
    return hash_of(rule_to_json(provision))


def hash_of(rule: dict[str, Json]) -> str:
    """The hash of a rule already in JSON form."""
    return hashlib.sha256(canonical_json(rule).encode()).hexdigest()[:16]
