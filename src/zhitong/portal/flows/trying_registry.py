"""A change tried over the registry, within the regions of the officer who asks."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from zhitong.columnar.cache import LeafCache
from zhitong.columnar.snapshot import Snapshot, snapshot_of
from zhitong.columnar.what_if import WhatIf, what_if
from zhitong.engine.packs import Pack
from zhitong.engine.packs.changing import change_provision, provision_with
from zhitong.engine.rules.provision import Provision as Rule
from zhitong.engine.standards import packaged_standards
from zhitong.engine.values import Problem
from zhitong.portal.accounts.perms import Viewer, covers, regions_of
from zhitong.portal.businesses.frames import registry_frame
from zhitong.portal.businesses.queries import registry_state
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.flows.trying import answer_of
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.matches.queries import latest_run
from zhitong.portal.provisions.queries import provision_page

Regions = tuple[str, ...]


class NotYours(Refusal):
    """The provision holds in a region the person has no office in."""

    def __init__(self) -> None:
        super().__init__("这一事项不在您的管辖地区内，不能测算。", "请选择本地区的事项。", code="not_yours")


class Unreadable(Refusal):
    """The change asked for cannot be made."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            "；".join(one.message.rstrip("。") for one in problems) + "。", code=problems[0].code
        )


class NobodyThere(Refusal):
    """No business to try the change on."""

    def __init__(self) -> None:
        super().__init__("您的管辖地区内没有登记的经营主体。", "请先导入登记库。", code="no_businesses")


def may_try(person: Viewer, rule: Rule) -> bool:
    """Only who has an office over the whole region of a provision may try changes of it."""
    return covers(regions_of(person), rule.region)


def try_change(
    person: Viewer,
    *,
    key: str,
    changes: Mapping[str, str],
    entry: Mapping[str, Any] | None,
    as_of: date,
    budget_fen: int | None,
) -> tuple[WhatIf, dict[str, Any]]:
    """The effect and its JSON (`flows.trying.answer_of`) over the businesses the person sees by office."""
    rule, known = provision_page(key, on=as_of).rule, vocabulary()
    if not may_try(person, rule):
        raise NotYours
    changed, problems = provision_with(rule, entry, known) if entry else (rule, ())
    if changed is not None:
        changed, problems = change_provision(changed, changes.items(), known)
    if changed is None:
        raise Unreadable(problems)
    snapshot = _snapshot(_state(), as_of, regions_of(person))
    if snapshot is None:
        raise NobodyThere
    pack = Pack(rule.key.split(".", 1)[0], "", "", "", vocabulary=known, provisions={rule.key: rule})
    effect = what_if(pack, changed, snapshot, budget_fen, as_of=as_of, cache=_LEAVES)
    return effect, answer_of(effect, rule, known)


_LEAVES = LeafCache(128 << 20)


def _state() -> tuple[object, ...]:
    """What changes whenever the registry may have."""
    run, registry = latest_run(), registry_state()
    newest = registry.imports[0].ended_at if registry.imports else None
    return run.pk if run else None, registry.businesses, registry.newest, newest


@lru_cache(maxsize=2)
def _snapshot(_registry: tuple[object, ...], as_of: date, regions: Regions) -> Snapshot | None:
    """The registry as columns, kept while it stays the same; None when nobody is there."""
    _, frame = registry_frame(as_of)
    if "" not in regions:
        if "region" not in frame.columns:
            return None
        inside = pl.any_horizontal(pl.col("region").str.starts_with(one) for one in regions)
        frame = frame.filter(inside.fill_null(False))
    if frame.is_empty():
        return None
    snapshot, problems = snapshot_of(frame, vocabulary(), packaged_standards())
    if snapshot is None:
        raise Unreadable(problems)
    return snapshot
