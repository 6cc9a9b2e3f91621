"""The inbox, following links, subscriptions and stopping them."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django_tasks_db.models import DBTaskResult

from tests.pages.test_public import text_of
from zhitong.portal.accounts.models import Consent, Membership, Organisation, Person
from zhitong.portal.deliveries.links import follow_token, stop_token
from zhitong.portal.deliveries.models import Engagement, Message, Notice, Subscription
from zhitong.portal.flows.deliver_matches import deliver
from zhitong.portal.flows.delivering import send_due

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MAIL = {"channel": "email", "topic": "all", "frequency": "at_once", "address": "a@example.com"}


@pytest.fixture
def owner(world, db):
    return Person.objects.get(username="dianzhu")


@pytest.fixture
def told(owner):
    """The owner was told what the first run says, while the demo was prepared."""
    assert deliver(now=NOW)["notices"] == 0
    return list(Notice.objects.filter(person=owner).order_by("-pk"))


@pytest.fixture
def mail_set_up(settings):
    settings.DELIVERY_CHANNELS = {"EMAIL_URL": "smtp://127.0.0.1:9", "EMAIL_FROM": "zhitong@example.com"}


def test_an_empty_inbox_says_what_will_come(visit, world):
    Message.objects.all().delete()
    Notice.objects.all().delete()
    page = text_of(visit("dianzhu").get("/inbox"))

    assert "还没有提醒" in page
    assert "看明白卡" in page


def test_the_inbox_shows_what_the_statement_shows(visit, told, world):
    client = visit("dianzhu")
    page = client.get("/inbox").content.decode()

    assert len(told) > 3
    assert f"{len(told)} 条未读" in text_of(client.get("/inbox"))
    statement = client.get(f"/statement/{world.own.uscc}").content.decode()
    for one in told:
        assert f'id="i-{one.subject}"' in statement
        if one.event == "newly":
            assert f"现在可以享受“{one.content['title']}”。" in page


def test_every_figure_leads_to_its_words(visit, told):
    page = visit("dianzhu").get("/inbox").content.decode()

    cards = re.findall(r'<li class="card notice-card.*?</li>\n', page, re.DOTALL)
    assert len(cards) == min(20, len(told))
    assert [card for card in cards if 'class="place" href="/documents/' not in card] == []


def test_opening_marks_read_and_leads_to_the_item(visit, told, world):
    client, first = visit("dianzhu"), told[0]
    answer = client.post(f"/inbox/{first.pk}/open")

    assert answer.url == f"/statement/{world.own.uscc}#i-{first.subject}"
    first.refresh_from_db()
    assert first.read_at == NOW
    client.post(f"/inbox/{first.pk}/open")
    assert [(one.channel, one.deed) for one in Engagement.objects.all()] == [("in_app", "opened")]


def test_a_get_changes_nothing(visit, told):
    client = visit("dianzhu")
    client.get("/inbox")

    assert client.get(f"/inbox/{told[0].pk}/open").status_code == 405
    assert Notice.objects.filter(read_at__isnull=False).count() == 0


def test_archiving_can_be_taken_back(visit, told):
    client = visit("dianzhu")
    chosen = [told[0].pk, told[1].pk]
    answer = client.post("/inbox/mark", {"mark": "archive", "notice": chosen})
    page = client.get(answer.url)

    assert "已归档。" in text_of(page)
    assert set(Notice.objects.filter(archived_at__isnull=False).values_list("pk", flat=True)) == set(chosen)
    undo = {"mark": "restore", "notice": chosen, "undo": "1"}
    assert client.post("/inbox/mark", undo).url == "/inbox"
    assert Notice.objects.filter(archived_at__isnull=False).count() == 0


def test_all_are_marked_read_at_once_and_one_unread(visit, told):
    client = visit("dianzhu")
    client.post("/inbox/mark", {"all_read": "1"})
    assert "都读过了" in text_of(client.get("/inbox?folder=unread"))
    client.post("/inbox/mark", {"one": f"unread:{told[0].pk}"})

    assert list(Notice.objects.filter(read_at__isnull=True).values_list("pk", flat=True)) == [told[0].pk]


def test_nothing_ticked_is_said(visit, told):
    answer = visit("dianzhu").post("/inbox/mark", {"mark": "archive"})

    assert answer.status_code == 400
    assert "没有选中提醒" in text_of(answer)


def test_somebody_elses_notice_does_not_exist(visit, told):
    client = visit("haibowan")

    assert client.post(f"/inbox/{told[0].pk}/open").status_code == 404
    client.post("/inbox/mark", {"mark": "archive", "notice": [told[0].pk]})
    told[0].refresh_from_db()
    assert (told[0].read_at, told[0].archived_at) == (None, None)


def test_a_filter_shows_one_kind_of_change(visit, told):
    page = text_of(visit("dianzhu").get("/inbox?event=lost"))

    assert "没有符合筛选的提醒" in page


def test_the_navigation_counts_unread_with_one_query(visit, told, django_assert_max_num_queries):
    client = visit("dianzhu")
    assert f"{len(told)} 条未读" in text_of(client.get("/about"))
    with django_assert_max_num_queries(13):
        client.get("/inbox")


def test_a_signed_link_leads_on_and_is_remembered_once(visit, told, world):
    token = follow_token(told[0].pk, "email")
    answer = visit().get(f"/m/{token}")
    visit().get(f"/m/{token}")
    visit().head(f"/m/{token}")

    assert answer.url == f"/statement/{world.own.uscc}#i-{told[0].subject}"
    assert visit().get(answer.url).url.startswith("/sign-in")
    assert [(one.channel, one.deed) for one in Engagement.objects.all()] == [("email", "clicked")]
    assert visit().get(f"/m/{token[:-2]}xx").status_code == 404


def test_subscribing_pausing_and_stopping(visit, owner, mail_set_up):
    client = visit("dianzhu")
    assert "还没有订阅" in text_of(client.get("/account/subscriptions"))
    assert client.post("/account/subscriptions", MAIL).status_code == 302
    wish = Subscription.objects.get(person=owner)
    assert Consent.objects.get(person=owner, withdrawn_at=None).purpose == "messages"
    page = text_of(client.get("/account/subscriptions"))
    assert ("a…@example.com" in page, "a@example.com" in page) == (True, False)

    address = f"/account/subscriptions/{wish.pk}"
    client.post(address, {"act": "pause"})
    assert "已暂停" in text_of(client.get("/account/subscriptions"))
    client.post(address, {"act": "resume"})
    client.post(address, {"act": "stop"})
    wish.refresh_from_db()
    assert (wish.paused_at, wish.ended_at) == (None, NOW)
    assert visit("haibowan").post(address, {"act": "stop"}).status_code == 404


def test_a_consent_withdrawn_is_said_beside_the_subscriptions(visit, owner, mail_set_up):
    client = visit("dianzhu")
    client.post("/account/subscriptions", MAIL)
    assert "已撤回同意" not in text_of(client.get("/account/subscriptions"))
    Consent.objects.update(withdrawn_at=NOW)

    assert "以下订阅暂不发送" in text_of(client.get("/account/subscriptions"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"address": "nobody"}, "邮箱地址不完整"),
        ({"channel": "sms"}, "本站还没有开通这一渠道"),
        ({"channel": "in_app"}, "没有这个渠道"),
        ({"topic": "search"}, "没有选择要订阅的内容"),
        ({"quiet_from": "late"}, "时间写作 21:00"),
        ({"frequency": "hourly"}, "频次不可用"),
    ],
)
def test_a_wish_that_cannot_be_kept_is_refused_and_stays_typed(visit, mail_set_up, changed, said):
    answer = visit("dianzhu").post("/account/subscriptions", MAIL | changed)

    assert (answer.status_code, Subscription.objects.count()) == (400, 0)
    assert said in text_of(answer)
    assert f'value="{(MAIL | changed)["address"]}"' in answer.content.decode()


def test_a_channel_that_is_not_set_up_says_so(visit):
    page = visit("dianzhu").get("/account/subscriptions").content.decode()

    assert page.count("本站还没有开通") == 6
    assert "wecom" in page


def test_one_click_stops_without_signing_in_and_can_be_taken_back(visit, owner, mail_set_up):
    wish = Subscription.objects.create(person=owner, channel="email", address="a@example.com")
    client, address = visit(), f"/stop/{stop_token(owner.pk, 'email')}"
    client.handler.enforce_csrf_checks = True
    assert "确定退订" in text_of(client.get(address))
    wish.refresh_from_db()
    assert wish.ended_at is None

    answer = client.post(address, {"List-Unsubscribe": "One-Click"})
    wish.refresh_from_db()
    assert ("已退订" in text_of(answer), wish.ended_at) == (True, NOW)
    again = re.search(r'name="again" value="([^"]+)"', answer.content.decode())[1]
    assert "已恢复订阅" in text_of(client.post(address, {"again": again}))
    wish.refresh_from_db()
    assert wish.ended_at is None
    client.post(address)
    assert "已经退订过了" in text_of(client.post(address))
    assert visit().post(f"/stop/{stop_token(owner.pk, 'email')[:-1]}").status_code == 404


def test_the_officers_view_keeps_to_the_region(visit, told, world):
    Message.objects.filter(notice=told[0]).update(state="perm_failed", code="smtp_550", reason="拒收。")
    inside, outside = visit("zizhiqu"), visit("haibowan")
    page = inside.get("/desk/deliveries")

    assert "拒收。" in text_of(page)
    assert world.own.name in text_of(page)
    assert world.own.region[:6] != "150302"
    assert world.own.name not in text_of(outside.get("/desk/deliveries"))
    number = Message.objects.get(notice=told[0]).pk
    assert outside.post("/desk/deliveries/retry", {"one": number}).status_code == 400
    assert Message.objects.get(pk=number).state == "perm_failed"
    inside.post("/desk/deliveries/retry", {"one": number})
    assert Message.objects.get(pk=number).state == "pending"


def test_a_leader_looks_and_does_not_send(visit, told):
    Message.objects.filter(notice=told[0]).update(state="perm_failed", code="smtp_550", reason="拒收。")
    client = visit("lingdao")

    assert "全部重发" not in text_of(client.get("/desk/deliveries"))
    assert client.post("/desk/deliveries/retry", {"code": "smtp_550"}).status_code == 400
    assert Message.objects.get(notice=told[0]).state == "perm_failed"


def test_counts_open_as_many_rows_as_they_say(visit, told, django_assert_max_num_queries):
    client = visit("zizhiqu")
    page = client.get("/desk/deliveries").content.decode()
    found = re.findall(r'href="\?state=(\w+)"[^>]*><strong class="number">([\d,]+)<', page)

    assert dict(found)["delivered"] == str(len(told))
    for state, count in found:
        listed = client.get(f"/desk/deliveries?state={state}").content.decode()
        assert f'id="rows-head">消息 <span class="number">{count}<' in listed
    with django_assert_max_num_queries(12):
        client.get("/desk/deliveries")


@pytest.fixture
def administrator(db, world):
    unit = Organisation.objects.first()
    admin = Person.objects.create(username="guanliyuan", display_name="管理员")
    Membership.objects.create(person=admin, organisation=unit, role="administrator", starts=NOW.date())
    return admin


def lying_job():
    done = send_due.enqueue()
    trace = "Traceback\n  File\nzhitong.GivenUp: KeyError send:12\n"
    DBTaskResult.objects.filter(pk=done.id).update(status="FAILED", traceback=trace, finished_at=NOW)
    return done.id


def test_jobs_given_up_are_seen_and_started_again_by_administrators(visit, administrator):
    lying = lying_job()
    client = visit("guanliyuan")
    page = text_of(client.get("/desk/jobs"))

    assert "send_due" in page
    assert "KeyError send:12" in page
    assert "没有正在运行的后台进程" in page
    assert client.post("/desk/jobs/again", {"job": "0" * 8}).status_code == 404
    client.post("/desk/jobs/again", {"job": lying})
    assert DBTaskResult.objects.get(pk=lying).status == "READY"
    assert "没有放弃的任务" in text_of(client.get("/desk/jobs"))


def test_jobs_are_for_administrators_only(visit):
    lying = lying_job()
    for name in ("zizhiqu", "lingdao"):
        assert visit(name).get("/desk/jobs").status_code == 403
        assert visit(name).post("/desk/jobs/again", {"job": lying}).status_code == 403
    assert DBTaskResult.objects.get(pk=lying).status == "FAILED"
    assert "后台任务" not in text_of(visit("zizhiqu").get("/desk"))
