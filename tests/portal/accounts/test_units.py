"""Organisations by the names documents print."""

from datetime import date

import pytest

from zhitong.engine.packs import Unit
from zhitong.portal.accounts.models import Organisation
from zhitong.portal.accounts.naming import UnitNames
from zhitong.portal.accounts.operations import add_person, appoint, load_units
from zhitong.portal.foundation.models import Journal
from zhitong.portal.foundation.problems import Refusal

pytestmark = pytest.mark.django_db

UNITS = [
    Unit("甲市财政局", "1503", "league_city", aliases=("市财政局",)),
    Unit("乙市财政局", "1504", "league_city", aliases=("市财政局",)),
    Unit("自治区旧局", "15", "region", valid_to=date(2018, 11, 1), successor="自治区新局"),
    Unit("自治区新局", "15", "region", valid_from=date(2018, 11, 2)),
]


def test_loading_again_changes_nothing():
    assert load_units(UNITS) == 5
    lines = Journal.objects.count()
    assert load_units(UNITS) == 0
    assert (Organisation.objects.count(), Journal.objects.count()) == (4, lines)


def test_an_alias_means_the_unit_of_the_documents_region():
    load_units(UNITS)
    names = UnitNames.load()
    assert names.find("市财政局", "150302").name == "甲市财政局"
    assert names.find("市财政局", "1504").name == "乙市财政局"


def test_an_alias_of_several_regions_is_not_guessed():
    load_units(UNITS)
    assert UnitNames.load().find("市财政局", "15") is None


def test_a_successor_is_linked():
    load_units(UNITS)
    assert Organisation.objects.get(name="自治区旧局").successor.name == "自治区新局"


def test_a_person_keeps_the_password_they_have():
    first = add_person(username="ren", display_name="人", password="first-secret")
    again = add_person(username="ren", display_name="人", password="another-secret")
    assert first == again
    assert again.check_password("first-secret")


def test_nobody_is_appointed_to_an_unknown_organisation():
    one = add_person(username="ren", display_name="人", password="first-secret")
    with pytest.raises(Refusal, match="没有单位“无此局”"):
        appoint(person=one, organisation="无此局", role="editor", starts=date(2024, 1, 1))


def test_the_journal_names_nobody():
    one = add_person(username="zhangsan", display_name="张三", password="first-secret")
    line = Journal.objects.get(action="add_person")
    assert line.key == str(one.pk)
    assert "zhangsan" not in str(line.after) + line.reason
