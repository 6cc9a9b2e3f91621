"""Setting up organisations, people and their roles."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from zhitong.engine.packs.model import Unit
from zhitong.portal.accounts.models import Level, Membership, Organisation, Person
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import Refusal

LEVELS = {"national": Level.NATION}


def path_of(unit: Unit) -> str:
    """Regions from the top, then the unit: 15/1503/乌海市财政局."""
    steps = [unit.region[:length] for length in (2, 4, 6, 9) if len(unit.region) >= length]
    return "/".join([*steps, unit.name])


@transaction.atomic
def load_units(units: Iterable[Unit]) -> int:
    """Adds or refreshes organisations by name; returns how many changed. None is ever removed."""
    listed = list(units)
    known = {one.key: one for one in Organisation.objects.all()}
    changed = 0
    for unit in listed:
        organisation = known.get(unit.name) or Organisation(key=unit.name)
        said = {
            "name": unit.name,
            "region": unit.region,
            "level": LEVELS.get(unit.level, unit.level),
            "aliases": list(unit.aliases),
            "starts": unit.valid_from,
            "ends": unit.valid_to,
            "is_group": unit.is_group,
            "path": path_of(unit),
        }
        if organisation.pk and all(getattr(organisation, name) == value for name, value in said.items()):
            continue
        for name, value in said.items():
            setattr(organisation, name, value)
        organisation.save()
        known[unit.name] = organisation
        changed += 1
    for unit in listed:
        after = known.get(unit.successor or "")
        if after is not None and known[unit.name].successor_id != after.pk:
            known[unit.name].successor = after
            known[unit.name].save(update_fields=["successor"])
            changed += 1
    if changed:
        record(action="load_units", kind="organisation", key="*", after={"changed": changed})
    return changed


@transaction.atomic
def add_person(*, username: str, display_name: str, password: str, is_demo: bool = False) -> Person:
    """A new person, or the known one of this user name, who keeps their password."""
    known = Person.objects.filter(username=username).first()
    if known is not None:
        return known
    person = Person.objects.create_user(
        username, password=password, display_name=display_name, is_demo=is_demo
    )
    record(action="add_person", kind="person", key=str(person.pk))
    return person


@transaction.atomic
def set_password(*, person: Person, password: str, actor: int | None = None) -> None:
    """Gives a person a new password."""
    person.set_password(password)
    person.save(update_fields=["password"])
    record(action="set_password", kind="person", key=str(person.pk), actor=actor)


@transaction.atomic
def appoint(
    *, person: Person, organisation: str, role: str, starts: date, actor: int | None = None
) -> Membership:
    """Gives a person a role in an organisation from a day on; the same again changes nothing."""
    unit = Organisation.objects.filter(key=organisation).first()
    if unit is None:
        raise Refusal(
            f"没有单位“{organisation}”。", "请先载入单位表或改正名称。", code="organisation_unknown"
        )
    found, is_new = Membership.objects.get_or_create(
        person=person, organisation=unit, role=role, starts=starts, defaults={"ends": None}
    )
    if is_new:
        record(
            action="appoint",
            kind="person",
            key=str(person.pk),
            actor=actor,
            after={"role": role, "unit": unit.key},
        )
    return found
