"""One provision's page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.parameters import cited_by
from zhitong.engine.rules.provision import HowTo
from zhitong.engine.rules.provision import Provision as Rule
from zhitong.portal.documents.queries import Located, locate_all
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.provisions.bodies import rule_from_body
from zhitong.portal.provisions.models import ProvisionVersion
from zhitong.portal.provisions.queries.active import all_rules
from zhitong.portal.provisions.queries.catalogue import row_of, sample_packs
from zhitong.portal.provisions.queries.shapes import ProvisionPage, ProvisionRow, VersionRow
from zhitong.portal.provisions.queries.wording import amount_text, condition_text, wording_lines

MODES = {
    "automatic": "免申即享",
    "declare": "申报享受",
    "apply": "申请办理",
    "unknown": "文件未载明",
    "": "文件未载明",
}


def places_of(rules: list[Rule]) -> dict[str, dict[str, Located]]:
    """Per rule key and cite key, where the reference leads; three queries however many rules."""
    asked = [
        (rule.key, name, one)
        for rule in rules
        for name, one in (rule.references | cited_by(rule.parameters)).items()
    ]
    found = locate_all(one for _, _, one in asked)
    places: dict[str, dict[str, Located]] = {rule.key: {} for rule in rules}
    for (key, name, _), place in zip(asked, found, strict=True):
        places[key][name] = place
    return places


def how_of(how: HowTo) -> Mapping[str, Any]:
    """How to get it, with the mode in words."""
    return {
        "mode": how.mode or "unknown",
        "mode_label": MODES.get(how.mode or "unknown", how.mode),
        "steps": how.steps,
        "materials": how.materials,
        "channel": how.channel,
        "time_limit": how.time_limit,
        "phone": how.phone,
    }


def succession_of(rule: Rule, known: Mapping[str, Rule]) -> list[Rule]:
    """What it replaced, itself, and what replaced it, oldest first."""
    before_of = {one.replaced_by: one.key for one in known.values() if one.replaced_by}
    before_of |= {one.key: one.replaces for one in known.values() if one.replaces}
    chain = [rule]
    while (earlier := known.get(before_of.get(chain[0].key) or "")) and earlier not in chain:
        chain.insert(0, earlier)
    after_of = {before: after for after, before in before_of.items()}
    after_of |= {one.key: one.replaced_by for one in known.values() if one.replaced_by}
    while (later := known.get(after_of.get(chain[-1].key) or "")) and later not in chain:
        chain.append(later)
    return chain


def provision_page(key: str, *, on: date, version: int | None = None) -> ProvisionPage:
    """The newest (or a named) version of a provision, with its references located."""
    found = list(ProvisionVersion.objects.filter(provision__key=key).order_by("-number"))
    chosen = next((one for one in found if version is None or one.number == version), None)
    if chosen is None:
        raise NotFound("没有这个惠企事项。", "请从惠企事项列表进入。")
    rule = rule_from_body(chosen.body)
    known = {one.key: one for one in all_rules()} | {rule.key: rule}
    samples, of_day = sample_packs(), rule_of_day(rule, on)
    succession: list[ProvisionRow] = [row_of(one, samples, on) for one in succession_of(rule, known)]
    versions = [
        VersionRow(one.number, one.rule_hash, one.stage, one.loaded_at, place == 0)
        for place, one in enumerate(found)
    ]
    return ProvisionPage(
        provision=row_of(rule, samples, on),
        rule=rule,
        version=next(one for one in versions if one.number == chosen.number),
        versions=versions,
        condition_text=condition_text(of_day),
        wording=wording_lines(of_day),
        amount_text=amount_text(of_day.amount),
        window_note=rule.window.note,
        references=places_of([rule])[rule.key],
        how=how_of(rule.how),
        notes=rule.notes,
        succession=succession,
    )
