"""Every channel against a server on loopback that speaks its provider's protocol."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.portal.deliveries.providers import serving
from zhitong.portal.deliveries import calling, channels
from zhitong.portal.deliveries.channels import CHANNELS
from zhitong.portal.deliveries.channels.official_account.template import OfficialAccount
from zhitong.portal.deliveries.sent import Item, Letter

ITEM = Item(
    "房租补贴", "现在可以享受“房租补贴”。", ["满足：在岗人数"], "3000元", None, "示例店", "http://l/m/1"
)
LETTER = Letter(
    "k" * 32, "robot-key-1", "现在可以享受“房租补贴”。", [ITEM], "http://l/inbox", "http://l/stop/1"
)
KEYS = {"sms": "13800000000", "official_account": "o" * 28}
ROBOTS = ("wecom", "dingtalk", "feishu")
OUTSIDE = (*ROBOTS, "sms", "official_account")
GOOD = {
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"code": 0, "msg": "success", "data": {}},
    "sms": {"code": "OK", "id": "s-7"},
    "official_account": {"errcode": 0, "errmsg": "ok", "msgid": 77},
}
TOKEN = {"access_token": "T", "expires_in": 7200}


@pytest.fixture
def provider(settings, monkeypatch):
    monkeypatch.setattr(calling, "TIMEOUT_SECONDS", 0.3)
    with serving() as one:
        one.by_path = {"/cgi-bin/token": TOKEN}
        settings.DELIVERY_CHANNELS = {
            **{f"{key.upper()}_ON": "1" for key in ROBOTS},
            **{f"{key.upper()}_SITE": one.address for key in (*ROBOTS, "official_account")},
            "SMS_URL": f"{one.address}/sms",
            "SMS_TOKEN": "secret",
            "OFFICIAL_ACCOUNT_APP": "app",
            "OFFICIAL_ACCOUNT_SECRET": "secret",
            "OFFICIAL_ACCOUNT_TEMPLATE": "tpl",
        }
        yield one


def channel(key):
    return OfficialAccount() if key == "official_account" else CHANNELS[key]


def sent(key, provider, *answers):
    provider.answers = list(answers)
    letter = Letter(
        LETTER.key, KEYS.get(key, LETTER.to), LETTER.subject, LETTER.items, LETTER.inbox, LETTER.stop
    )
    return channel(key).send(letter)


@pytest.mark.parametrize("key", OUTSIDE)
def test_a_message_is_handed_over_with_its_key(key, provider):
    outcome = sent(key, provider, GOOD[key])

    assert outcome.state == "handed_over"
    asked = provider.asked[-1]
    assert asked["headers"]["Idempotency-Key"] == LETTER.key
    assert "房租补贴" in str(asked["body"])


def test_each_protocol_is_spoken_as_its_house_does(provider):
    for key in OUTSIDE:
        sent(key, provider, GOOD[key])
    paths = [one["path"] for one in provider.asked]
    wecom, dingtalk, feishu, sms, _token, account = [one["body"] for one in provider.asked]

    assert paths == [
        "/cgi-bin/webhook/send?key=robot-key-1",
        "/robot/send?access_token=robot-key-1",
        "/open-apis/bot/v2/hook/robot-key-1",
        "/sms",
        "/cgi-bin/token?grant_type=client_credential&appid=app&secret=secret",
        "/cgi-bin/message/template/send?access_token=T",
    ]
    assert (wecom["msgtype"], dingtalk["msgtype"], feishu["msg_type"]) == ("text", "text", "text")
    assert dingtalk["text"]["content"].startswith("直通\n")
    assert "http://l/stop/1" in wecom["text"]["content"]
    assert (sms["key"], sms["phone"]) == (LETTER.key, "13800000000")
    assert (account["client_msg_id"], account["touser"], account["url"]) == (
        LETTER.key,
        "o" * 28,
        "http://l/m/1",
    )


@pytest.mark.parametrize(
    ("key", "answer", "state", "code"),
    [
        ("wecom", {"errcode": 45009, "errmsg": "freq"}, "temp_failed", "45009"),
        ("wecom", {"errcode": 93000, "errmsg": "invalid webhook"}, "perm_failed", "93000"),
        ("dingtalk", {"errcode": 130101, "errmsg": "send too fast"}, "temp_failed", "130101"),
        ("dingtalk", {"errcode": 310000, "errmsg": "keywords not in content"}, "perm_failed", "310000"),
        ("feishu", {"code": 11232, "msg": "limited"}, "temp_failed", "11232"),
        ("feishu", {"code": 19024, "msg": "Key Words Not Found"}, "perm_failed", "19024"),
        ("feishu", {"code": 9499, "msg": "Bad Request"}, "perm_failed", "9499"),
        ("sms", {"code": "LIMIT_DAY"}, "temp_failed", "LIMIT_DAY"),
        ("sms", {"code": "BAD_NUMBER"}, "perm_failed", "BAD_NUMBER"),
        ("sms", {"code": "NEWS"}, "perm_failed", "NEWS"),
        ("official_account", {"errcode": 43004}, "perm_failed", "43004"),
        ("official_account", {"errcode": 45009}, "temp_failed", "45009"),
        ("official_account", {"errcode": 40001}, "temp_failed", "40001"),
    ],
)
def test_a_providers_own_code_decides_though_the_status_is_200(key, answer, state, code, provider):
    outcome = sent(key, provider, answer)

    assert (outcome.state, outcome.code) == (state, code)
    assert outcome.reason.endswith("。")
    assert "freq" not in outcome.reason


@pytest.mark.parametrize("key", OUTSIDE)
@pytest.mark.parametrize(
    ("answer", "state", "code"),
    [
        ((429, {}, {"Retry-After": "7"}), "temp_failed", "rate_limit"),
        ((503, {}, {}), "temp_failed", "http_503"),
        ((403, {}, {}), "perm_failed", "http_403"),
        ((302, {}, {"Location": "http://elsewhere.example/"}), "perm_failed", "http_302"),
        (b"<html>oops", "temp_failed", "malformed"),
        (b"[1]", "temp_failed", "malformed"),
        ({"unknown": 1}, "temp_failed", "malformed"),
    ],
    ids=["limit", "down", "forbidden", "elsewhere", "no-json", "list", "no-code"],
)
def test_what_goes_wrong_is_told_apart(key, answer, state, code, provider):
    outcome = sent(key, provider, answer)

    assert (outcome.state, outcome.code) == (state, code)
    assert outcome.wait_seconds == (7 if code == "rate_limit" else None)


@pytest.mark.parametrize("key", OUTSIDE)
def test_silence_and_absence_are_passing_failures(key, provider, settings):
    assert sent(key, provider, 1.0).code == "timeout"
    settings.DELIVERY_CHANNELS |= {
        name: "http://127.0.0.1:9" for name in settings.DELIVERY_CHANNELS if name.endswith(("_SITE", "_URL"))
    }
    assert sent(key, provider, GOOD[key]).code == "unreachable"


def test_an_account_keeps_its_token_and_takes_a_new_one_when_it_is_gone(provider):
    account = OfficialAccount()
    letter = replace(LETTER, to="o" * 28)
    provider.answers = [GOOD["official_account"], {"errcode": 42001}, GOOD["official_account"]]
    states = [account.send(letter).state for _time in range(3)]

    assert states == ["handed_over", "temp_failed", "handed_over"]
    assert sum(one["path"].startswith("/cgi-bin/token") for one in provider.asked) == 2


def test_an_account_without_a_token_says_so(provider):
    provider.by_path = {"/cgi-bin/token": {"errcode": 40125, "errmsg": "invalid appsecret"}}
    outcome = sent("official_account", provider, GOOD["official_account"])

    assert (outcome.state, outcome.code) == ("temp_failed", "40125")


def test_long_letters_keep_whole_items_and_both_links(provider):
    letter = replace(LETTER, items=[ITEM] * 60)
    provider.answers = [GOOD["wecom"]]
    CHANNELS["wecom"].send(letter)
    text = provider.asked[-1]["body"]["text"]["content"]

    assert len(text.encode()) <= 2_000
    shown = text.count("查看：")
    assert f"另有 {60 - shown} 条" in text
    assert text.endswith("全部提醒：http://l/inbox\n退订：http://l/stop/1")


def test_a_folder_is_a_channel():
    folders = {one.name for one in Path(channels.__file__).parent.iterdir() if (one / "__init__.py").exists()}

    assert set(CHANNELS) == folders
    assert {CHANNELS[key].key == key for key in folders} == {True}


def test_nothing_is_called_without_being_set_up(settings):
    settings.DELIVERY_CHANNELS = {}

    for key in (*OUTSIDE, "email"):
        assert "ZHITONG_" in CHANNELS[key].missing()
    assert CHANNELS["in_app"].missing() == ""


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("sms", "13800000000", "12345"),
        ("wecom", "693a91f6-7xxx-4bc4", "a b/../c"),
        ("official_account", "o" * 28, "short"),
        ("email", "a@example.com", "a@"),
        ("in_app", "", "x"),
    ],
)
def test_an_address_is_checked(key, good, bad):
    assert CHANNELS[key].refuse_address(good) == ""
    assert CHANNELS[key].refuse_address(bad).endswith("。")
