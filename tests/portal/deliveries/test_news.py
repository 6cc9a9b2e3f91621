"""Saved searches, digests by the clock, and the command."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django_tasks_db.models import DBTaskResult

from tests.portal.deliveries.factories import NOON, change, clock, outside, owned, told, wish
from tests.portal.deliveries.providers import serving
from tests.portal.documents.factories import PLAN
from zhitong.portal.deliveries.models import Event, Message, Notice
from zhitong.portal.deliveries.sending import send_waiting
from zhitong.portal.flows.commands.deliver import command
from zhitong.portal.flows.deliver_searches import find_news, look
from zhitong.portal.flows.delivering import make_digests, send_due
from zhitong.portal.flows.library import take_document
from zhitong.portal.flows.nightly import SCHEDULE

pytestmark = pytest.mark.django_db
OTHER = PLAN.replace("示政办发〔2026〕8号", "示政办发〔2026〕9号").replace("小店成长", "小店续航")


@pytest.fixture
def _own_index(settings, tmp_path):
    settings.SEARCH_FOLDER = tmp_path


@pytest.fixture
def gateway(settings):
    with serving() as provider:
        settings.DELIVERY_CHANNELS = {"SMS_URL": provider.address, "SMS_TOKEN": "t"}
        yield provider


def take(text, name):
    return take_document(data=text.encode(), name=name).document.key


@pytest.mark.usefixtures("_own_index")
def test_a_saved_search_tells_of_later_documents_once(gateway):
    who, _what = owned()
    found = wish(who, topic="search", value="减免费用")
    take(PLAN, "a.txt")
    assert look(found, NOON) == 0
    new = take(OTHER, "b.txt")
    assert (look(found, NOON), look(found, NOON)) == (1, 0)
    send_waiting(clock)

    assert [(one.subject, one.event, one.business) for one in Notice.objects.all()] == [
        (new, Event.DOCUMENT, None)
    ]
    assert "订阅的检索“减免费用”有了新文件" in gateway.asked[0]["body"]["text"]


@pytest.mark.usefixtures("_own_index")
def test_a_search_that_found_nothing_first_tells_the_first_find():
    who, _what = owned()
    found = wish(who, topic="search", value="减免费用")
    assert look(found, NOON) == 0
    take(PLAN, "a.txt")

    assert look(found, NOON) == 1


@pytest.mark.usefixtures("_own_index")
def test_a_stopped_search_is_not_run():
    who, _what = owned()
    wish(who, topic="search", value="减免费用", ended_at=NOON)

    assert find_news.func() == {"notices": 0}


@pytest.mark.parametrize(("days", "weekly"), [(0, 0), (6, 1)])
def test_the_weekly_letter_is_made_on_mondays(days, weekly):
    first, shop = owned("a", 1)
    second, other = owned("b", 2)
    wish(first, frequency="daily")
    wish(second, frequency="weekly")
    told(first, shop, change(shop))
    told(second, other, change(other))
    at = (NOON + timedelta(days=days)).replace(hour=8, minute=30)

    assert make_digests.func(at=at.isoformat()) == {"letters": 1 + weekly}
    assert make_digests.func(at=at.isoformat()) == {"letters": 0}
    assert Message.objects.filter(event=Event.LETTER).count() == 1 + weekly
    assert DBTaskResult.objects.filter(task_path=send_due.module_path).count() == 1


def test_the_clock_asks_for_all_of_it():
    named = {one.job.module_path.rpartition(".")[2] for one in SCHEDULE}

    assert {"send_due", "find_news", "make_digests", "match_everybody"} <= named


def test_the_command_sends_what_is_due_and_says_so(gateway):
    who, what = owned()
    wish(who, quiet_from="00:00", quiet_to="00:00")
    told(who, what)
    Message.objects.update(expires_at=None)
    done = CliRunner().invoke(command, ["--send-only", "--json"])

    assert json.loads(done.stdout) == {
        "run": None, "people": 0, "businesses": 0, "notices": 0, "sent": 1, "waiting": 0,
    }  # fmt: skip
    assert [one.state for one in outside()] == ["handed_over"]


def test_the_command_without_a_run_says_what_to_do():
    done = CliRunner().invoke(command, [])

    assert "请先运行一次匹配" in str(done.exception)
