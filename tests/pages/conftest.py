"""A small world for the pages: the packs, sixty invented businesses, the sample plan, one match."""

from copy import deepcopy
from datetime import date
from types import SimpleNamespace
from unittest.mock import patch

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client, override_settings

from zhitong.portal.accounts.models import Person
from zhitong.portal.businesses.models import Business
from zhitong.portal.flows.demo.people import OWNED
from zhitong.portal.flows.demo.preparing import prepare_demo

TODAY = date(2026, 11, 24)
NOON = "2026-11-24T12:00:00+08:00"


class LoudMissing(str):
    """A template that prints what was never given to it is a mistake, not an empty place."""

    def __contains__(self, _part):
        return True

    def __mod__(self, missing):
        raise AssertionError(f"the template prints {missing!r}, which nobody gave it")


@pytest.fixture(autouse=True)
def _loud_templates(settings):
    templates = deepcopy(django_settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = LoudMissing("%s")
    settings.TEMPLATES = templates


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Uploads go to a folder of the test; static files are the browser tests' business."""
    settings.MEDIA_ROOT = tmp_path
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "whitenoise" not in one]


@pytest.fixture(autouse=True)
def _patient(settings):
    """The clock stands still, so every test of a module would count into one minute."""
    settings.RATE_LIMITS = {
        name: (100_000, seconds) for name, (_most, seconds) in settings.RATE_LIMITS.items()
    }


@pytest.fixture(autouse=True)
def _fixed_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once per module inside a transaction that is rolled back after its last test."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOON, tick=False),
        # The test database is migrated already; SQLite could not do it inside a transaction.
        patch("zhitong.portal.flows.demo.preparing.migrate", return_value=0),
        override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]),
    ):
        outer = transaction.atomic()
        outer.__enter__()
        try:
            prepare_demo(data=tmp_path_factory.mktemp("demo"), as_of=TODAY, say=lambda _line: None, size=60)
            own = Business.objects.get(name=OWNED)
            yield SimpleNamespace(own=own, other=Business.objects.exclude(pk=own.pk).first(), today=TODAY)
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def visit(world, db):
    """`visit("dianzhu")` is a browser signed in as that person; `visit()` is a stranger's."""

    def signed_in(username=""):
        client = Client(HTTP_HOST="localhost")
        if username:
            client.force_login(
                Person.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
            )
        return client

    return signed_in
