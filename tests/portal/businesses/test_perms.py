"""One county cannot see another's businesses."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.portal.accounts.factories import officer, person
from tests.portal.businesses.factories import business, owner
from zhitong.portal.accounts.models import Role
from zhitong.portal.businesses.perms import can_see, visible_to
from zhitong.portal.businesses.queries import find_business, my_businesses, search_businesses
from zhitong.portal.foundation.problems import NotFound

pytestmark = pytest.mark.django_db
REGIONS = ("150302", "150303", "150102", "150702001")
SEEN = {
    "": REGIONS,
    "15": REGIONS,
    "1503": ("150302", "150303"),
    "150302": ("150302",),
    "150303": ("150303",),
    "1507": ("150702001",),
    "1515": (),
}


@pytest.fixture
def registry():
    """One business in each region."""
    return {region: business(number, region) for number, region in enumerate(REGIONS, start=1)}


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.LEADER, Role.STATISTICIAN])
@pytest.mark.parametrize("region", SEEN)
def test_an_officer_sees_the_subtree_and_nothing_else(registry, region, role):
    one = officer(region, role)
    found = {each.region for each in visible_to(one)}
    assert found == set(SEEN[region])
    assert {name for name, each in registry.items() if can_see(one, each)} == found
    assert {
        name for name, each in registry.items() if one.has_perm("businesses.view_business", each)
    } == found


def test_an_administrator_a_stranger_and_a_person_without_post_see_nothing(registry):
    for one in (officer("15", Role.ADMINISTRATOR), AnonymousUser(), person()):
        assert not visible_to(one).exists()


def test_an_owner_sees_the_own_business_only(registry):
    one = person("owner")
    owner(one, registry["150303"])
    assert [each.region for each in visible_to(one)] == ["150303"]
    assert [row.uscc for row in my_businesses(one)] == [registry["150303"].uscc]
    assert one.has_perm("businesses.answer_for_business", registry["150303"])
    assert not one.has_perm("businesses.answer_for_business", registry["150302"])


def test_a_business_of_another_county_does_not_exist_for_an_officer(registry):
    one = officer("150302")
    assert find_business(one, registry["150302"].uscc) == registry["150302"]
    with pytest.raises(NotFound):
        find_business(one, registry["150303"].uscc)


def test_asking_for_another_region_shows_nothing(registry):
    one = officer("150302")
    assert search_businesses(one, region="150303").total == 0
    assert search_businesses(one, text=registry["150303"].name).total == 0


def test_the_list_keeps_to_its_queries(registry, django_assert_max_num_queries):
    one = officer("15")
    with django_assert_max_num_queries(4):
        assert search_businesses(one, text="示例", kind="sole_trader").total == 4
