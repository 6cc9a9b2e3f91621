"""Mail against a real SMTP server."""

import socket
from email import message_from_bytes
from email.policy import default as modern

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.portal.deliveries.factories import change, clock, outside, owned, told, wish
from zhitong.portal.deliveries.sending import send_waiting

pytestmark = pytest.mark.django_db


class Postbox:
    """Keeps what comes; `refusal` is said to each recipient when set."""

    def __init__(self):
        self.mails = []
        self.refusal = ""

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=modern)))
        return "250 OK"


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class Quiet(Controller):
    def factory(self):
        return SMTP(self.handler, decode_data=False, hostname="localhost")


@pytest.fixture
def postbox(settings):
    box = Postbox()
    port = free_port()
    controller = Quiet(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.SITE_ADDRESS = "https://zhitong.example"
    settings.DELIVERY_CHANNELS = {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_FROM": "zt@example.com"}
    yield box
    controller.stop()


def test_a_mail_carries_text_html_and_one_click_unsubscription(postbox):
    who, what = owned()
    wish(who, "email")
    told(
        who,
        what,
        change(what, why=[{"text": "在岗人数不少于3人", "verdict": "met", "was": "2人", "now": "3人"}]),
    )
    assert send_waiting(clock) == 1
    ((to, mail),) = postbox.mails
    (message,) = outside()

    assert to == ["owner@example.com"]
    assert mail["Subject"].strip() == "【直通】现在可以享受“事项sample.rent”。"
    assert mail["Message-ID"] == f"<{message.key}@zhitong.example>" == message.provider_ref
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip().startswith("<https://zhitong.example/stop/")
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for words in ("示例1号店", "满足：在岗人数不少于3人（由2人变为3人）", "每年3000元", "2026年12月31日"):
        assert words in text
        assert words in html
    assert "https://zhitong.example/m/" in text
    assert (message.state, message.attempts) == ("handed_over", 1)


@pytest.mark.parametrize(
    ("refusal", "state", "code"),
    [("550 no such user", "perm_failed", "smtp_550"), ("451 try later", "temp_failed", "smtp_451")],
)
def test_a_servers_refusal_is_kept_with_its_reason(postbox, refusal, state, code):
    who, what = owned()
    wish(who, "email")
    told(who, what)
    postbox.refusal = refusal
    send_waiting(clock)
    (message,) = outside()

    assert (message.state, message.code, postbox.mails) == (state, code, [])
    assert message.reason.endswith("。")
    assert (message.due_at is not None) == (state == "temp_failed")


def test_no_server_is_a_passing_failure(settings):
    settings.DELIVERY_CHANNELS = {"EMAIL_URL": "smtp://127.0.0.1:9", "EMAIL_FROM": "zt@example.com"}
    who, what = owned()
    wish(who, "email")
    told(who, what)
    send_waiting(clock)

    assert [(one.state, one.code) for one in outside()] == [("temp_failed", "unreachable")]
