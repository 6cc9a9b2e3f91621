"""The demo: prepared in steps, each done once, whatever interrupts it."""

from datetime import date

import pytest
from django.contrib.auth import authenticate

from tests.portal.businesses.factories import business
from zhitong.portal.accounts.models import Person
from zhitong.portal.accounts.perms import is_leader, regions_of
from zhitong.portal.businesses.models import Business, FactSheet, ImportRun
from zhitong.portal.businesses.queries import my_businesses
from zhitong.portal.documents.models import Revision
from zhitong.portal.flows import serving
from zhitong.portal.flows.demo.people import OWNED
from zhitong.portal.flows.demo.preparing import NotADemo, prepare_demo
from zhitong.portal.flows.demo.ready import ready_demo
from zhitong.portal.flows.demo.sign_ins import FILE_NAME
from zhitong.portal.flows.serving import NoPort, free_port
from zhitong.portal.foundation.models import Journal
from zhitong.portal.matches.models import MatchRun
from zhitong.portal.provisions.models import ProvisionVersion

TODAY = date(2026, 11, 24)
SIZE = 40
TABLES = (Person, Business, FactSheet, Revision, ProvisionVersion, MatchRun, ImportRun, Journal)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Real hashing takes half a second per password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def prepare(folder, say=lambda _line: None):
    """A small demo."""
    return prepare_demo(data=folder, as_of=TODAY, say=say, size=SIZE)


def counts() -> list[int]:
    """Rows per table."""
    return [table.objects.count() for table in TABLES]


def test_everything_is_there_and_everybody_can_sign_in(tmp_path):
    demo = prepare(tmp_path)
    assert demo.businesses == SIZE
    people = {
        one.username: authenticate(username=one.username, password=one.password) for one in demo.sign_ins
    }
    assert all(people.values())
    assert [row.name for row in my_businesses(people["dianzhu"])] == [OWNED]
    assert regions_of(people["haibowan"]) == ("150302",)
    assert regions_of(people["zizhiqu"]) == ("15",)
    assert is_leader(people["lingdao"])
    assert MatchRun.objects.get().businesses == SIZE


def test_every_invented_business_can_be_told_at_once(tmp_path):
    prepare(tmp_path)
    for one in Business.objects.all():
        assert one.is_demo
        assert "示例" in one.name
        assert one.uscc[8:11] == "DEM"


def test_sign_ins_are_for_this_user_only(tmp_path):
    prepare(tmp_path)
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_second_start_does_nothing_again(tmp_path):
    first = prepare(tmp_path)
    before = counts()
    lines: list[str] = []
    assert prepare(tmp_path, lines.append) == first
    assert counts() == before
    assert len(lines) == 6


@pytest.mark.parametrize("step", [2, 3, 4, 5, 6])
def test_a_start_that_was_killed_goes_on(tmp_path, step):
    def stop(line: str) -> None:
        if line.startswith(f"[{step}/"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare(tmp_path, stop)
    demo = prepare(tmp_path)
    assert demo.businesses == SIZE
    assert all(authenticate(username=one.username, password=one.password) for one in demo.sign_ins)
    assert MatchRun.objects.filter(state="done").count() == 1
    assert Revision.objects.count() >= 1


def test_a_complete_demo_is_known_without_doing_anything(tmp_path):
    def look(**more):
        return ready_demo(**{"data": tmp_path, "as_of": TODAY, "size": SIZE, **more})

    assert look() is None
    made = prepare(tmp_path)
    assert look() == made
    assert look(as_of=date(2026, 11, 25)) is None
    assert look(size=SIZE + 1) is None
    (tmp_path / FILE_NAME).unlink()
    assert look() is None


def test_lost_sign_ins_are_made_anew(tmp_path):
    prepare(tmp_path)
    (tmp_path / FILE_NAME).unlink()
    demo = prepare(tmp_path)
    assert all(authenticate(username=one.username, password=one.password) for one in demo.sign_ins)


def test_invented_businesses_are_never_mixed_with_real_ones(tmp_path):
    Business.objects.filter(pk=business().pk).update(is_demo=False)
    with pytest.raises(NotADemo, match="已有真实的经营主体"):
        prepare(tmp_path)
    assert Business.objects.count() == 1


def test_a_busy_port_is_passed_over(monkeypatch):
    monkeypatch.setattr(serving, "is_free", lambda port: port == 8603)
    assert free_port(8600) == 8603
    monkeypatch.setattr(serving, "is_free", lambda _port: False)
    with pytest.raises(NoPort, match="都被占用"):
        free_port(8600)
