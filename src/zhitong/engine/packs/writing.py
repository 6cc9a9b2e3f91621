"""Provisions back to YAML, in the order and form people write them; reading gives the same again."""

from datetime import date
from typing import Any

import yaml

from zhitong.engine.facts import Vocabulary
from zhitong.engine.packs.amount_entry import amount_entry
from zhitong.engine.packs.limit_form import limit_entries
from zhitong.engine.rules.amounts import Tiers, bare_amount
from zhitong.engine.rules.provision import HowTo, Provision, Window
from zhitong.engine.rules.text import print_condition
from zhitong.engine.values import Reference


class _Inline(dict[str, Any]):
    """A mapping on one line."""


class _Block(str):
    """A text of several lines, kept as lines."""

    __slots__ = ()


class _Quoted(str):
    """A code that must not turn into a number."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key, as the files of packs do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _inline(dumper: yaml.SafeDumper, value: _Inline) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


def _block(dumper: yaml.SafeDumper, value: _Block) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style="|")


def _quoted(dumper: yaml.SafeDumper, value: _Quoted) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style='"')


def _listed(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    short = all(isinstance(item, str) and len(item) <= 20 for item in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


_Dumper.add_representer(_Inline, _inline)
_Dumper.add_representer(_Block, _block)
_Dumper.add_representer(_Quoted, _quoted)
_Dumper.add_representer(list, _listed)


def write_provision(provision: Provision, vocabulary: Vocabulary | None = None) -> str:
    """The YAML text of a provision, as one item of a list.

    `vocabulary` tells whether tiers over a fact begin at sums of money or shares.
    """
    pack, _, key = provision.key.rpartition(".")
    entry: dict[str, Any] = {
        "key": key,
        "title": provision.title,
        "kind": provision.kind,
        "stage": provision.stage,
        "summary": provision.summary,
        "beneficiary": provision.beneficiary,
        "region": _Quoted(provision.region),
        "units": list(provision.units),
        "topics": list(provision.topics),
        "window": _window_entry(provision.window),
        "condition": _Block(print_condition(provision.condition)),
        "amount": _Inline(amount_entry(provision.amount, _counted_type(provision, vocabulary))),
    }
    limits = limit_entries(provision.budget, provision.quota)
    entry |= {name: _Inline(one) for name, one in limits.items()}
    others = {"group": provision.group}
    for name in ("replaced_by", "replaces"):
        other: str | None = getattr(provision, name)
        others[name] = other.removeprefix(f"{pack}.") if other and pack else other
    entry |= {name: value for name, value in others.items() if value}
    entry["how"] = _how_entry(provision.how)
    entry["evidence"] = provision.evidence
    if provision.notes:
        entry["notes"] = list(provision.notes)
    entry["references"] = {name: _reference_entry(one) for name, one in provision.references.items()}
    return yaml.dump([entry], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def _counted_type(provision: Provision, vocabulary: Vocabulary | None) -> str:
    amount = bare_amount(provision.amount)
    if vocabulary is None or not isinstance(amount, Tiers) or amount.of not in vocabulary:
        return ""
    return str(vocabulary[amount.of].type)


def _window_entry(window: Window) -> _Inline:
    entry: dict[str, date | bool | str | list[str] | None] = {"from": window.starts}
    if window.long_term:
        entry["long_term"] = True
    else:
        entry["to"] = window.ends
    if window.note:
        entry["note"] = window.note
    if window.cites:
        entry["cites"] = list(window.cites)
    return _Inline(entry)


def _how_entry(how: HowTo) -> _Inline | dict[str, Any]:
    texts = {
        "mode": how.mode,
        "channel": how.channel,
        "materials": list(how.materials),
        "steps": list(how.steps),
        "time_limit": how.time_limit,
        "phone": how.phone,
    }
    return _Inline({name: value for name, value in texts.items() if value})


def _reference_entry(reference: Reference) -> _Inline:
    entry: dict[str, Any] = {"document": reference.document, "clause": reference.clause}
    if reference.sentence is not None:
        entry["sentence"] = reference.sentence
    if reference.expect:
        entry["expect"] = list(reference.expect)
    if reference.note:
        entry["note"] = reference.note
    return _Inline(entry)
