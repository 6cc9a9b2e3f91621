"""What runs by the clock for the life of documents and for what commenters left."""

from datetime import date, time

import pytest
import time_machine
from django.conf import settings

from tests.portal.consultations.factories import commented, opened
from tests.portal.documents.factories import PLAN, imported
from tests.portal.documents.test_extending import HIGHER
from zhitong.portal.consultations.models import Consultation
from zhitong.portal.documents.models import Effect, Mention
from zhitong.portal.flows.nightly import SCHEDULE, forget_old_contacts, relate_texts
from zhitong.portal.foundation.jobs.schedule import Daily

pytestmark = pytest.mark.django_db


def test_a_night_finds_what_an_upgrade_left_behind():
    imported(PLAN)
    imported(HIGHER, "higher.txt")
    held = Mention.objects.count(), Effect.objects.count()
    Mention.objects.all().delete()
    Effect.objects.all().delete()

    assert relate_texts.call() == 1
    assert (Mention.objects.count(), Effect.objects.count()) == held
    assert relate_texts.call() == 0


def test_a_night_erases_contacts_by_the_setting():
    held, _person = opened()
    comment, _secret = commented(held, contact="0478-1234567")
    Consultation.objects.filter(pk=held.pk).update(state="answered", answered_on=date(2026, 12, 10))
    assert settings.CONSULTATION_CONTACT_DAYS == 90
    with time_machine.travel("2027-03-10T04:30:00+08:00"):
        assert forget_old_contacts.call() == 1

    comment.refresh_from_db()
    assert comment.contact == ""


def test_both_have_their_hour():
    hours = {one.job.name: one.at for one in SCHEDULE if isinstance(one, Daily)}
    assert (hours["relate_texts"], hours["forget_old_contacts"]) == (time(3, 40), time(4, 30))
