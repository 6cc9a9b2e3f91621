"""Loading packs: every change of content becomes a new version, nothing is overwritten."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction

from zhitong.engine.packs.model import Pack as EnginePack
from zhitong.engine.rules.hash import rule_hash
from zhitong.engine.rules.provision import Provision as Rule
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.locks import hold
from zhitong.portal.provisions.bodies import body_hash, body_of
from zhitong.portal.provisions.models import Pack, Provision, ProvisionVersion


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a pack did, in provisions."""

    new: int
    changed: int
    unchanged: int
    withdrawn: int


@transaction.atomic
def load_pack(pack: EnginePack) -> Loaded:
    """Loads the pack's own provisions; the same content again changes nothing."""
    hold("packs")
    bodies = {rule.key: body_of(rule) for rule in pack.own_provisions()}
    hashes = {key: body_hash(body) for key, body in bodies.items()}
    mark = sha256("\n".join(f"{key} {one}" for key, one in sorted(hashes.items())).encode()).hexdigest()
    held = Pack.objects.filter(key=pack.key).first()
    if held is not None and held.fingerprint == mark:
        return Loaded(0, 0, len(bodies), 0)
    held, _ = Pack.objects.update_or_create(
        key=pack.key,
        defaults={
            "title": pack.title,
            "region": pack.region,
            "is_sample": "示例" in pack.label,
            "fingerprint": mark,
        },
    )
    known = {one.key: one for one in Provision.objects.filter(pack=held)}
    newest = {
        one.provision_id: one
        for one in ProvisionVersion.objects.filter(provision__pack=held).defer("body").order_by("number")
    }
    new = changed = 0
    for rule in pack.own_provisions():
        provision = keep_provision(rule, held, known.get(rule.key))
        last = newest.get(provision.pk)
        if last is None or last.body_hash != hashes[rule.key]:
            ProvisionVersion.objects.create(
                provision=provision,
                number=last.number + 1 if last else 1,
                body=bodies[rule.key],
                body_hash=hashes[rule.key],
                rule_hash=rule_hash(rule),
                stage=rule.stage,
            )
            new += last is None
            changed += last is not None
    withdrawn = (
        Provision.objects.filter(pack=held, is_withdrawn=False)
        .exclude(key__in=bodies)
        .update(is_withdrawn=True)
    )
    loaded = Loaded(new, changed, len(bodies) - new - changed, withdrawn)
    record(
        action="load_pack",
        kind="pack",
        key=pack.key,
        after={"new": new, "changed": changed, "withdrawn": withdrawn},
    )
    return loaded


def keep_provision(rule: Rule, pack: Pack, held: Provision | None) -> Provision:
    """The provision's row with the columns lists are filtered by."""
    provision = held or Provision(key=rule.key, pack=pack)
    provision.title = rule.title
    provision.kind = rule.kind
    provision.region = rule.region
    provision.starts = rule.window.starts
    provision.ends = rule.window.ends
    provision.replaced_by = rule.replaced_by or ""
    provision.is_withdrawn = False
    provision.save()
    return provision
