"""Who asks too often is told when to ask again; nothing is lost and nothing is learnt."""

import json

import pytest

from tests.portal.businesses.factories import uscc
from zhitong.portal.foundation.models import Tally


def test_guessing_codes_at_home_is_slowed(visit, settings):
    settings.RATE_LIMITS |= {"find": (3, 60)}
    client = visit()
    answers = [client.get("/find", {"q": uscc(number)}) for number in range(4)]

    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[3].headers["Retry-After"] == "60"
    assert "请在 1 分钟后再试" in answers[3].content.decode()


def test_one_persons_limit_is_nobody_elses(visit, settings):
    settings.RATE_LIMITS |= {"find": (1, 60)}
    owner, officer = visit("dianzhu"), visit("haibowan")
    owner.get("/find", {"q": "x"})

    assert owner.get("/find", {"q": "x"}).status_code == 429
    assert officer.get("/find", {"q": "x"}).status_code == 200


def test_a_refused_answer_changes_nothing(visit, settings):
    settings.RATE_LIMITS |= {"answer": (1, 60)}
    client = visit()
    client.post("/try/answer", {"fact": "employees", "value": "5"})
    kept = client.session["answers"]

    assert client.post("/try/answer", {"fact": "employees", "value": "7"}).status_code == 429
    assert client.session["answers"] == kept


def test_the_interface_answers_with_problem_json(visit, settings):
    settings.RATE_LIMITS |= {"api_stranger": (1, 60)}
    client = visit()
    client.get("/api/v1/provisions")
    late = client.get("/api/v1/provisions")

    assert (late.status_code, late.headers["Retry-After"]) == (429, "60")
    assert late.headers["Content-Type"] == "application/problem+json"
    assert json.loads(late.content)["code"] == "too_many"


@pytest.mark.django_db
def test_what_is_kept_names_nobody(visit):
    visit().get("/find", {"q": "x"}, REMOTE_ADDR="192.0.2.9")
    marks = list(Tally.objects.values_list("mark", flat=True))

    assert len(marks) == 1
    assert len(marks[0]) == 64
    assert "192" not in marks[0][:3]


@pytest.mark.parametrize(("proxies", "second"), [(1, 200), (0, 429)])
def test_a_stated_address_counts_only_behind_a_trusted_proxy(visit, settings, proxies, second):
    settings.RATE_LIMITS |= {"find": (1, 60)}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    client = visit()
    answers = [
        client.get("/find", {"q": "x"}, HTTP_X_FORWARDED_FOR=address).status_code
        for address in ("198.51.100.1", "198.51.100.2")
    ]

    assert answers == [200, second]
