"""The rules of the loaded packs as the engine takes them, kept per process until a pack changes."""

from collections.abc import Collection
from hashlib import sha256

from zhitong.engine.rules.provision import Provision as Rule
from zhitong.portal.provisions.bodies import rule_from_body
from zhitong.portal.provisions.models import Pack, ProvisionVersion

_kept: dict[str, tuple[Rule, ...]] = {}


def rules_fingerprint() -> str:
    """Changes whenever a pack was loaded with other content."""
    listed = Pack.objects.order_by("key").values_list("key", "fingerprint")
    return sha256("\n".join(f"{key} {mark}" for key, mark in listed).encode()).hexdigest()


def newest_versions() -> list[ProvisionVersion]:
    """The newest version of every provision that is still in its pack, in key order."""
    found = (
        ProvisionVersion.objects.filter(provision__is_withdrawn=False)
        .select_related("provision__pack")
        .order_by("provision__key", "number")
    )
    newest = {version.provision_id: version for version in found}
    return list(newest.values())


def all_rules() -> tuple[Rule, ...]:
    """Every rule of every pack, drafts included."""
    mark = rules_fingerprint()
    if mark not in _kept:
        _kept.clear()
        _kept[mark] = tuple(rule_from_body(version.body) for version in newest_versions())
    return _kept[mark]


def active_provisions(packs: Collection[str] | None = None) -> tuple[Rule, ...]:
    """Published rules of the named packs (all when None); a pack is the part of a key before the dot."""
    return tuple(
        rule
        for rule in all_rules()
        if rule.stage == "published" and (packs is None or rule.key.split(".", 1)[0] in packs)
    )
