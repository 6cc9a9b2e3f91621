"""For every model that says something about a person: why it is held, how long, and what erasure does.

A test walks all models and fails when one that points at a person, or has a field that could name one,
has no rule here; the notice for the public prints this table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = str | Promise
Erasure = Literal["erased", "kept", "unnamed"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One model. `person` is the path to the person's number, "" where it names people outside accounts;
    `fields` are given out on request, `unsaid` are not (secrets, marks). Erasure deletes the rows, keeps
    them, or takes out what names somebody (`blank`)."""

    model: str
    title: Word
    why: Word
    until: Word
    erasure: Erasure
    person: str = ""
    fields: Sequence[str] = ()
    unsaid: Sequence[str] = ()
    blank: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Purpose:
    """A use of data that a person may agree to and withdraw from; a changed text has a new version."""

    key: str
    version: int
    title: Word
    text: Word


PURPOSES: Mapping[str, Purpose] = {
    one.key: one
    for one in (
        Purpose(
            "match",
            1,
            _("用经营数据匹配政策"),
            _(
                "用登记、税务、统计、社保和您自报的经营数据，自动判断您的经营主体能享受哪些政策。结果附理由，可以不用，也可以请经办人人工处理。"
            ),
        ),
        Purpose(
            "messages",
            1,
            _("发送政策变化提醒"),
            _("新增可享受的政策、即将截止、金额变化时，用您留下的邮箱提醒您。"),
        ),
        Purpose(
            "share",
            1,
            _("申报时交给主管部门"),
            _("您主动申报某项政策时，把申报所需的数据交给该政策的主管部门，页面上会写明交给谁、交哪几项。"),
        ),
    )
}

ACCOUNT = _("账号存续期间")
LAW = _("依法保存，至少六个月")

# Fields that say which officer did something: kept as the journal is, whoever asks for erasure.
DEEDS = {
    "by",
    "decided_by",
    "confirmed_by",
    "asked_by",
    "imported_by",
    "answered_by",
    "invited_by",
    "taken_by",
}

# Fields that look personal and are not, with the reason.
NOT_PERSONAL = {
    "documents.Document.superseded_by": "the number of a document",
    "provisions.Provision.replaced_by": "the key of a provision",
    "consultations.Consultation.contact": "how to reach the office, published with the draft",
    "sessions.Session.session_key": "gone with the sign-in; tied to a person by UserSession only",
}

RULES: Sequence[Rule] = (
    Rule("accounts.Person", _("账号"), _("登录和显示"), ACCOUNT, "unnamed", "pk",
         ("username", "display_name", "email", "date_joined", "last_login")),
    Rule("account.EmailAddress", _("邮箱"), _("登录、找回密码、提醒"), ACCOUNT, "erased", "user_id",
         ("email", "verified")),
    Rule("account.EmailConfirmation", _("邮箱验证记录"), _("验证邮箱"), ACCOUNT, "erased",
         "email_address__user_id", ("created", "sent")),
    Rule("mfa.Authenticator", _("两步验证"), _("保护账号"), ACCOUNT, "erased", "user_id",
         ("type", "created_at", "last_used_at")),
    Rule("usersessions.UserSession", _("登录的设备"), _("查看和结束登录；网络地址只存不可还原的标记"),
         _("登录有效期内"), "erased", "user_id", ("created_at", "user_agent"), ("ip", "session_key")),
    Rule("socialaccount.SocialToken", _("统一身份认证凭证"), _("登录时使用"), ACCOUNT, "erased",
         "account__user_id", ("expires_at",)),
    Rule("socialaccount.SocialAccount", _("统一身份认证"), _("用另一网站的账号登录"), ACCOUNT, "erased",
         "user_id", ("provider", "uid", "date_joined")),
    Rule("accounts.Consent", _("同意和撤回"), _("证明同意过什么"), _("撤回后三年"), "kept", "person_id",
         ("purpose", "version", "channel", "given_at", "withdrawn_at")),
    Rule("accounts.DataRequest", _("个人信息请求"), _("证明办理了什么"), _("办结后三年"), "kept", "person_id",
         ("kind", "state", "asked_at", "done_at", "reason", "kept")),
    Rule("accounts.SecondFactorReset", _("两步验证重置"), _("查明谁重置了账号"), LAW, "kept", "person_id",
         ("asked_at", "reason", "state", "ended_at")),
    Rule("accounts.Membership", _("任职"), _("确定工作人员能看和能做什么"), LAW, "kept", "person_id",
         ("organisation__name", "role", "starts", "ends")),
    Rule("businesses.Owner", _("与经营主体的绑定"), _("确定谁能看哪家的明白卡"), LAW, "kept", "person_id",
         ("business__uscc", "role", "bound_at", "ends", "ended_at")),
    Rule("businesses.Claim", _("绑定申请"), _("核验谁在经营；证明文件办结即删"), LAW, "unnamed", "person_id",
         ("uscc", "state", "made_at", "note", "reason"), blank=("note",)),
    Rule("businesses.Proposal", _("更正申请"), _("更正经营数据"), LAW, "unnamed", "person_id",
         ("business__uscc", "fact", "value", "before", "state", "made_at", "note", "reason"),
         blank=("note",)),
    Rule("businesses.Invitation", _("发出的邀请"), _("让他人代办"), LAW, "kept", "invited_by_id",
         ("business__uscc", "role", "ends", "made_at", "ended_at")),
    Rule("deliveries.Notice", _("站内提醒"), _("告诉您政策变化"), ACCOUNT, "kept", "person_id",
         ("event", "subject", "made_at", "read_at")),
    Rule("deliveries.Subscription", _("订阅"), _("按您选的渠道和内容提醒"), ACCOUNT, "unnamed", "person_id",
         ("channel", "topic", "frequency", "address", "made_at", "ended_at"), blank=("address",)),
    Rule("deliveries.Message", _("发送记录"), _("查明是否送达"), LAW, "kept", "person_id",
         ("event", "channel", "state", "made_at")),
    Rule("foundation.Journal", _("操作留痕"), _("查明谁改了什么；只有编号，没有姓名"), LAW, "kept", "actor",
         ("at", "action", "kind", "key")),
    Rule("consultations.Comment", _("征求意见中的意见"), _("向公众征求意见；称呼和联系方式可不填"),
         _("征求意见期间；本人凭回执链接可随时撤回"), "kept", unsaid=("name", "contact")),
)  # fmt: skip


def rows_of(rule: Rule, person: int) -> QuerySet[Any] | None:
    """The rows of one rule about a person; None where it ties to no account or the room is not installed."""
    label = rule.model.split(".")[0]
    if not rule.person or label not in apps.app_configs:
        return None
    found: QuerySet[Any] = apps.get_model(rule.model)._base_manager.filter(**{rule.person: person})
    return found
