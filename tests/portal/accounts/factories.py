"""People with posts, as tests need them."""

from datetime import date

from zhitong.portal.accounts.models import Level, Membership, Organisation, Person, Role

LEVELS = {0: Level.NATION, 2: Level.REGION, 4: Level.LEAGUE_CITY, 6: Level.BANNER_COUNTY, 9: Level.TOWNSHIP}


def organisation(region: str = "150302", name: str = "", **more) -> Organisation:
    """An organisation of a region; its level follows from the length of the code."""
    name = name or f"某局{region}"
    return Organisation.objects.create(
        key=name, name=name, region=region, level=LEVELS[len(region)], path=region, **more
    )


def person(username: str = "someone", **more) -> Person:
    """A person without posts."""
    return Person.objects.create(username=username, display_name=username, **more)


def officer(region: str = "150302", role: str = Role.CASE_OFFICER, *, ends: date | None = None) -> Person:
    """A person with one post in a region."""
    one = person(f"{role}-{region or 'cn'}")
    unit = Organisation.objects.filter(key=f"某局{region}").first() or organisation(region)
    Membership.objects.create(person=one, organisation=unit, role=role, starts=date(2020, 1, 1), ends=ends)
    return one
