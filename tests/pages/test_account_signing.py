"""Signing in: with a second factor, limits without an oracle, forgotten password, sessions."""

import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.pages.conftest import NOON
from zhitong.portal.accounts.models import Person
from zhitong.portal.accounts.operations import add_person
from zhitong.portal.foundation.models import Tally

WORD = "qinghu-taihe-512"


@pytest.fixture(autouse=True)
def _quick(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def somebody(world, db):
    """A person without posts who has a password."""
    return add_person(username="mouren", display_name="某人", password=WORD)


def browser(**more):
    return Client(HTTP_HOST="localhost", **more)


def sign_in(client, login="mouren", password=WORD, **more):
    return client.post("/sign-in", {"login": login, "password": password, **more})


def code_at(secret, moment):
    return format_hotp_value(hotp_value(secret, int(datetime.fromisoformat(moment).timestamp()) // 30))


def test_a_right_password_opens_the_page_that_was_asked_for(somebody):
    answer = sign_in(browser(), next="/account")

    assert (answer.status_code, answer.url) == (302, "/account")


def test_the_sixth_wrong_password_is_refused_and_so_is_the_right_one(somebody, settings):
    settings.RATE_LIMITS |= {"sign_in_account": (5, 900)}
    client = browser()
    tried = [sign_in(client, password="wrong-wrong-1").status_code for _ in range(5)]
    late = sign_in(client)

    assert tried == [200] * 5
    assert (late.status_code, late.headers["Retry-After"]) == (429, "900")
    assert "登录失败次数太多" in late.content.decode()
    assert "_auth_user_id" not in client.session
    with time_machine.travel("2026-11-24T12:15:01+08:00", tick=False):
        assert sign_in(client).status_code == 302


def test_nobody_learns_whether_an_account_exists(somebody, settings):
    settings.RATE_LIMITS |= {"sign_in_account": (2, 900)}

    def seen(login):
        client = browser()
        return [
            (answer.status_code, re.sub(r'value="[^"]*"', "", answer.content.decode()))
            for answer in (sign_in(client, login, "wrong-wrong-1") for _ in range(3))
        ]

    assert seen("mouren") == seen("meiyou")


def test_one_address_may_not_try_many_accounts(somebody, settings):
    settings.RATE_LIMITS |= {"sign_in_address": (3, 900)}
    tried = [sign_in(browser(), f"ren{number}", "wrong-wrong-1").status_code for number in range(4)]

    assert tried == [200, 200, 200, 429]
    assert sign_in(browser(REMOTE_ADDR="192.0.2.7")).status_code == 302


def test_a_right_password_gives_the_tries_back(somebody, settings):
    settings.RATE_LIMITS |= {"sign_in_account": (2, 900)}
    for _ in range(3):
        client = browser()
        assert sign_in(client, password="wrong-wrong-1").status_code == 200
        assert sign_in(client).status_code == 302


def test_no_address_is_kept(somebody):
    sign_in(browser(REMOTE_ADDR="192.0.2.77"), password="wrong-wrong-1")
    sign_in(browser(REMOTE_ADDR="192.0.2.77"))
    kept = [*Tally.objects.values_list("mark", flat=True), *UserSession.objects.values_list("ip", flat=True)]

    assert kept
    assert not any("192.0.2.77" in one for one in kept)
    assert UserSession.objects.get(user=somebody).ip.startswith("fd")


def activated(client):
    asked = client.get("/account/second-factor/new")
    assert asked.url.startswith("/account/confirm?")  # the password again before something important
    client.post(asked.url, {"password": WORD})
    page = client.get("/account/second-factor/new").content.decode()
    secret = re.search(r'<code class="number">([A-Z2-7]+)</code>', page).group(1)
    return client.post("/account/second-factor/new", {"code": code_at(secret, NOON)}), secret


def test_a_second_factor_is_asked_for_and_each_code_holds_once(somebody):
    client = browser()
    sign_in(client)
    answer, secret = activated(client)
    stored = Authenticator.objects.get(user=somebody, type="totp").data["secret"]
    codes = re.findall(r"<code>([0-9a-z]+)</code>", client.get(answer.url).content.decode())
    other = browser()

    assert secret not in stored
    assert len(codes) == 10
    assert sign_in(other).url.startswith("/sign-in/code")
    assert "_auth_user_id" not in other.session
    assert other.post("/sign-in/code", {"code": "000000"}).status_code == 200
    with time_machine.travel("2026-11-24T12:02:00+08:00", tick=False):
        fresh = code_at(secret, "2026-11-24T12:02:00+08:00")
        assert other.post("/sign-in/code", {"code": fresh}).status_code == 302
        third = browser()
        sign_in(third)
        assert third.post("/sign-in/code", {"code": fresh}).status_code == 200
        assert third.post("/sign-in/code", {"code": codes[0]}).status_code == 302
        fourth = browser()
        sign_in(fourth)
        assert fourth.post("/sign-in/code", {"code": codes[0]}).status_code == 200


def test_staff_without_a_second_factor_is_led_to_set_it_up(visit, settings):
    settings.MFA_REQUIRED = True
    officer = visit("haibowan")

    assert officer.get("/desk/businesses").url == "/account/second-factor"
    assert officer.get("/desk").url == "/account/second-factor"
    assert officer.get("/account/second-factor").status_code == 200
    assert visit("dianzhu").get("/statement").status_code == 302
    settings.MFA_REQUIRED = False
    assert officer.get("/desk/businesses").status_code == 200


def test_an_owner_signs_up_and_proves_the_mail(world, db):
    client = browser()
    words = {"email": "dian@example.com", "password1": WORD, "password2": WORD}
    answer = client.post("/sign-up", words)

    assert (answer.status_code, answer.url) == (302, "/sign-up/mail")
    assert "_auth_user_id" not in client.session
    assert mail.outbox[-1].subject.startswith("【直通】")
    code = re.search(r"^([0-9A-Z]{3,4}-?[0-9A-Z]{3,4})$", mail.outbox[-1].body, re.MULTILINE).group(1)
    done = client.post("/sign-up/mail", {"code": code, "action": "verify"})
    assert (done.status_code, "_auth_user_id" in client.session) == (302, True)
    assert Person.objects.get(email="dian@example.com").username != ""


def test_signing_up_with_a_known_mail_looks_the_same(world, db):
    words = {"email": "dian@example.com", "password1": WORD, "password2": WORD}
    first = browser().post("/sign-up", words)
    with time_machine.travel("2026-11-24T12:01:00+08:00", tick=False):
        again = browser().post("/sign-up", words)

    assert (again.status_code, again.url) == (first.status_code, first.url)
    assert Person.objects.filter(email="dian@example.com").count() == 1


def test_a_forgotten_password_is_set_anew_once(somebody):
    somebody.emailaddress_set.create(email="mou@example.com", verified=True, primary=True)
    Person.objects.filter(pk=somebody.pk).update(email="mou@example.com")
    client = browser()
    answer = client.post("/password/forgotten", {"email": "mou@example.com"})
    link = urlsplit(re.search(r"http\S+/password/new/\S+", mail.outbox[-1].body).group(0)).path
    form = client.get(link).url
    fresh = {"password1": "songtao-muge-777", "password2": "songtao-muge-777"}

    assert answer.url == "/password/sent"
    assert client.post(form, fresh).url == "/password/set"
    assert "链接已失效" in browser().get(link, follow=True).content.decode()
    assert sign_in(browser()).status_code == 200
    assert sign_in(browser(), password="songtao-muge-777").status_code == 302


def test_a_link_for_a_password_ends_after_an_hour(somebody):
    somebody.emailaddress_set.create(email="mou@example.com", verified=True, primary=True)
    Person.objects.filter(pk=somebody.pk).update(email="mou@example.com")
    browser().post("/password/forgotten", {"email": "mou@example.com"})
    link = urlsplit(re.search(r"http\S+/password/new/\S+", mail.outbox[-1].body).group(0)).path
    with time_machine.travel("2026-11-24T13:00:01+08:00", tick=False):
        assert "链接已失效" in browser().get(link, follow=True).content.decode()


def test_an_unknown_mail_gets_the_same_page(world, db):
    answer = browser().post("/password/forgotten", {"email": "nobody@example.com"})

    assert (answer.status_code, answer.url) == (302, "/password/sent")


def test_other_sessions_are_seen_and_ended(somebody):
    here, there = browser(), browser()
    sign_in(here)
    sign_in(there)
    page = here.get("/account/sessions").content.decode()
    number = re.search(r'name="number" value="(\d+)"', page).group(1)

    assert page.count('class="card card-body"') == 2
    assert here.post("/account/sessions/end", {"number": number}).status_code == 302
    assert there.get("/account").status_code == 302
    assert here.get("/account").status_code == 200


def test_nobody_ends_the_session_of_another(somebody, visit):
    here = browser()
    sign_in(here)
    number = UserSession.objects.get(user=somebody).pk

    assert visit("dianzhu").post("/account/sessions/end", {"number": str(number)}).status_code == 404
    assert here.get("/account").status_code == 200


def test_an_idle_session_ends_and_a_used_one_goes_on_until_twelve_hours(somebody):
    idle, used = browser(), browser()
    for client in (idle, used):
        sign_in(client)
        client.get("/account")
    for minutes in range(20, 720, 20):
        at = f"2026-11-24T{12 + minutes // 60:02d}:{minutes % 60:02d}:00+08:00"
        if minutes // 60 + 12 > 23:
            break
        with time_machine.travel(at, tick=False):
            assert used.get("/account").status_code == 200
    with time_machine.travel("2026-11-24T12:30:01+08:00", tick=False):
        assert idle.get("/account").status_code == 302
    with time_machine.travel("2026-11-25T00:00:01+08:00", tick=False):
        assert used.get("/account").status_code == 302


def test_an_e_mail_is_changed_when_the_new_one_is_proven(somebody):
    client = browser()
    sign_in(client)
    asked = client.post("/account/mail", {"email": "neu@example.com", "action_add": "1"})
    if asked.url.startswith("/account/confirm"):
        asked = client.post(asked.url, {"password": WORD})
    assert Person.objects.get(pk=somebody.pk).email == ""
    code = re.search(r"^([0-9A-Z]{3,4}-?[0-9A-Z]{3,4})$", mail.outbox[-1].body, re.MULTILINE).group(1)
    client.post("/sign-up/mail", {"code": "WRONG-1", "action": "verify"})
    assert Person.objects.get(pk=somebody.pk).email == ""
    client.post("/sign-up/mail", {"code": code, "action": "verify"})

    assert mail.outbox[0].to == ["neu@example.com"]
    assert Person.objects.get(pk=somebody.pk).email == "neu@example.com"
    assert sign_in(browser(), "neu@example.com").status_code == 302


def test_a_new_password_ends_the_other_sessions(somebody):
    here, there = browser(), browser()
    sign_in(here)
    sign_in(there)
    fresh = {"oldpassword": WORD, "password1": "songtao-muge-777", "password2": "songtao-muge-777"}
    assert here.post("/account/password", fresh).url == "/account"

    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302


def test_asking_for_mails_in_a_hurry_is_refused_with_when_to_ask_again(world, db):
    words = {"email": "dian@example.com", "password1": WORD, "password2": WORD}
    browser().post("/sign-up", words)
    late = browser().post("/sign-up", words)

    assert (late.status_code, late.headers["Retry-After"]) == (429, "60")
    assert "操作太频繁" in late.content.decode()
    assert len(mail.outbox) == 1


def test_the_interface_too_wants_the_second_factor_of_staff(visit, settings):
    settings.MFA_REQUIRED = True
    officer = visit("zizhiqu")
    asked = {"provision": "china.six_taxes_2023", "set": {}}
    answer = officer.post("/api/v1/what-if", asked, content_type="application/json")

    assert answer.status_code == 403
    assert "两步验证" in answer.content.decode()
