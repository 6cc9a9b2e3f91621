"""Who sees which region."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.portal.accounts.factories import officer, organisation, person
from zhitong.portal.accounts import perms
from zhitong.portal.accounts.models import Membership, Role

pytestmark = pytest.mark.django_db


def test_a_stranger_sees_no_region():
    assert perms.regions_of(AnonymousUser()) == ()


def test_an_officer_sees_the_own_county():
    assert perms.regions_of(officer("150302")) == ("150302",)


def test_a_wider_post_swallows_a_narrower_one():
    one = officer("150302")
    Membership.objects.create(
        person=one, organisation=organisation("15"), role=Role.LEADER, starts=date(2020, 1, 1)
    )
    assert perms.regions_of(one) == ("15",)


def test_a_post_that_ended_gives_nothing():
    one = officer("1503", ends=date(2024, 12, 31))
    assert perms.regions_of(one, date(2024, 12, 31)) == ("1503",)
    assert perms.regions_of(one, date(2025, 1, 1)) == ()


def test_an_inactive_person_has_no_posts():
    one = officer("1503")
    one.is_active = False
    assert perms.roles_of(one) == set()


def test_an_administrator_as_such_sees_no_business():
    assert perms.regions_of(officer("15", Role.ADMINISTRATOR)) == ()


@pytest.mark.parametrize(
    ("role", "documents", "businesses"),
    [
        (Role.EDITOR, True, False),
        (Role.REVIEWER, True, False),
        (Role.CASE_OFFICER, False, True),
        (Role.STATISTICIAN, False, True),
        (Role.LEADER, False, False),
        (Role.ADMINISTRATOR, False, False),
    ],
)
def test_who_may_import_what(role, documents, businesses):
    one = officer("15", role)
    assert perms.can_import_documents(one) is documents
    assert perms.can_import_businesses(one) is businesses


def test_an_owner_is_no_officer():
    assert not perms.is_officer(person())


def test_the_posts_of_a_request_are_read_once(django_assert_num_queries):
    one = officer("1503")
    with django_assert_num_queries(1):
        perms.regions_of(one)
        perms.is_leader(one)
        perms.roles_of(one)
