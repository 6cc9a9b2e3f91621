"""Lists longer than a page, and how long what leads to a writer is kept."""

from datetime import date, timedelta

import pytest

from tests.portal.consultations.factories import DURING, commented, opened
from zhitong.portal.consultations.models import Comment, Consultation
from zhitong.portal.consultations.queries.desk import desk_list
from zhitong.portal.consultations.queries.public import public_list, receipt_page
from zhitong.portal.consultations.retaining import forget_contacts
from zhitong.portal.consultations.states import phase_of
from zhitong.portal.foundation.models import Journal

pytestmark = pytest.mark.django_db
DAYS, ANSWERED = 90, date(2026, 12, 10)


def answered(held, on=ANSWERED):
    Consultation.objects.filter(pk=held.pk).update(state="answered", answered_on=on)


def written():
    held, _person = opened()
    comment, secret = commented(held, name="王小店", contact="0478-1234567")
    return held, comment, secret


def kept(comment):
    comment.refresh_from_db()
    return comment.name, comment.contact


def test_contacts_go_when_the_days_are_over_and_not_a_day_before():
    held, comment, secret = written()
    answered(held)
    last = ANSWERED + timedelta(days=DAYS)
    assert forget_contacts(on=last - timedelta(days=1), days=DAYS) == 0
    assert kept(comment) == ("王小店", "0478-1234567")

    assert (forget_contacts(on=last, days=DAYS), forget_contacts(on=last, days=DAYS)) == (1, 0)
    assert kept(comment) == ("王", "")
    row = receipt_page(secret, last)[1]
    assert (row.text, row.name) == ("建议再延长一年。", "王＊＊")
    assert Journal.objects.filter(action="forget_contacts").count() == 1


def test_nothing_goes_while_the_answers_are_not_public():
    held, comment, _secret = written()

    assert forget_contacts(on=date(2030, 1, 1), days=DAYS) == 0
    assert kept(comment) == ("王小店", "0478-1234567")
    Consultation.objects.filter(pk=held.pk).update(state="cancelled")
    assert forget_contacts(on=held.ends + timedelta(days=DAYS), days=DAYS) == 1


def many(held, total):
    """Further consultations on the same draft, each a day later than the one before."""
    start = date(2020, 1, 1)
    rows = [
        Consultation(
            key=f"{held.key}-{place:03}",
            document=held.document,
            revision=held.revision,
            host=held.host,
            question="就方案征求意见。",
            contact="县商务局",
            starts=start + timedelta(days=place),
            ends=start + timedelta(days=place + 30),
            state="answered" if place % 2 else "running",
        )
        for place in range(total)
    ]
    Consultation.objects.bulk_create(rows)


def test_every_consultation_is_on_one_page_and_those_open_come_first(django_assert_num_queries):
    held, person = opened()
    many(held, 230)
    with django_assert_num_queries(2):
        first = public_list(DURING)
    pages = [public_list(DURING, number=number).page for number in range(1, first.page.pages + 1)]
    keys = [row.key for page in pages for row in page.rows]

    assert (first.totals, len(keys), len(set(keys))) == (
        {"open": 1, "planned": 0, "replying": 115, "answered": 115, "cancelled": 0},
        231,
        231,
    )
    assert keys[0] == held.key
    phases = [row.phase for page in pages for row in page.rows]
    assert phases == ["open"] + ["replying"] * 115 + ["answered"] * 115
    assert (desk_list(person, DURING).total, len(desk_list(person, DURING, number=6).rows)) == (231, 31)


@pytest.mark.parametrize("state", ["running", "answered", "cancelled"])
@pytest.mark.parametrize("days", [-31, -1, 0, 15, 29, 30, 200])
def test_the_list_tells_the_same_phase_as_the_table(state, days):
    held, _person = opened()
    Consultation.objects.filter(pk=held.pk).update(state=state)
    held.refresh_from_db()
    on = held.starts + timedelta(days=days)

    assert [name for name, total in public_list(on).totals.items() if total] == [phase_of(held, on)]
    assert Comment.objects.count() == 0
