"""Fields of Django forms in the look of the site."""

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a field with our class; help and errors are tied to it by Django."""
    kind = "form-check-input" if isinstance(field.field.widget, CheckboxInput) else "form-control"
    return field.as_widget(attrs={"class": kind, "placeholder": ""})


@register.simple_tag
def other_sign_in() -> str:
    """The name of the other house one may sign in by, "" where there is none."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""


ROLES = {"owner": _("经营者"), "clerk": _("经办人"), "agent": _("代理人")}
STATES = {
    "waiting": _("待核验"),
    "approved": _("已通过"),
    "refused": _("未通过"),
    "withdrawn": _("已撤回"),
    "verified": _("已核实"),
    "done": _("已办结"),
}
TURNS = {
    "business_new": _("新登记"),
    "business_gone": _("本次名单中已没有"),
    "provision_new": _("新增事项"),
    "provision_gone": _("事项已撤下"),
    "window_opened": _("已到开始日期"),
    "window_ended": _("已过截止日期"),
    "rule_changed": _("条件有修改"),
    "facts_changed": _("经营数据有变化"),
    "time_passed": _("随时间推移，如满年限"),
}
SIZES = {"micro": _("微型"), "small": _("小型"), "medium": _("中型"), "large": _("大型")}


@register.filter
def role_word(role: str) -> str:
    """What somebody is to a business."""
    return str(ROLES.get(role, role))


@register.filter
def state_word(state: str) -> str:
    """How far a claim, a correction or a request is."""
    return str(STATES.get(state, state))


@register.filter
def size_words(sizes: str | list[str]) -> str:
    """One size class or several that are still possible."""
    listed = [sizes] if isinstance(sizes, str) else sizes
    return " / ".join(str(SIZES.get(one, one)) for one in listed)


@register.filter
def turn_word(reason: str) -> str:
    """Why a provision was gained or lost between two runs."""
    return str(TURNS.get(reason, reason))
