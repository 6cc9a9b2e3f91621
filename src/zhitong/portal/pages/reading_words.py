"""What was read out of a text, in words: names of fields and choices, and one line for each reading."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from zhitong.engine.documents.readings import Item
from zhitong.engine.documents.readings.fields import ROLE_WORDS, written
from zhitong.portal.pages.choices import DOCUMENT_KINDS, PROVISION_KINDS

METADATA = {
    "title": _("标题"),
    "doc_number": _("文号"),
    "issuer": _("发文机关"),
    "issued_on": _("成文日期"),
    "effective_on": _("施行日期"),
    "expires_on": _("失效日期"),
    "kind": _("文种"),
    "status": _("状态"),
}
NAMES = {
    "number": _("编号"),
    "units": _("责任单位（每行一个，如“某某局：牵头”）"),
    "open_ended": _("名单以“等”结尾，未列全"),
    "indicator": _("指标"),
    "comparator": _("比较"),
    "value": _("数值"),
    "unit": _("计量单位"),
    "basis": _("口径"),
    "period": _("统计期间"),
    "deadline": _("期限"),
    "name": _("名称"),
    "beneficiary": _("对象"),
    "kind": _("种类"),
    "amount.type": _("金额种类"),
    "amount.value": _("金额"),
    "amount.value_high": _("至多（金额是一个范围时）"),
    "amount.tiers": _("各档金额（用“、”隔开）"),
    "amount.unit": _("金额单位"),
    "amount.cap.value": _("封顶"),
    "amount.cap.unit": _("封顶的单位"),
    "value_high": _("至多（数值是一个范围时）"),
    "valid_until": _("有效期至"),
    "what": _("事项"),
    "of": _("用于"),
    "subject": _("条件"),
    "inclusive": _("含本数"),
    "negated": _("不得有此情形"),
    "rhythm": _("频次"),
    "count": _("每期数量"),
    "due": _("每期内的期限"),
    "responsible": _("由谁办理"),
    "doc_number": _("文号"),
    "title": _("标题"),
    "date": _("日期"),
}
CHOICES = {
    **PROVISION_KINDS,
    **DOCUMENT_KINDS,
    ">=": _("不少于"),
    "<=": _("不超过"),
    "=": _("等于"),
    "~": _("左右"),
    "new": _("新增"),
    "cumulative": _("累计"),
    "level": _("期末数"),
    "none": _("无金额"),
    "fixed": _("定额"),
    "rate": _("比例"),
    "cap": _("上限"),
    "tiers": _("分档"),
    "per_unit": _("按量"),
    "effective": _("施行"),
    "expires": _("到期"),
    "term": _("有效期"),
    "trial": _("试行"),
    "repeals": _("废止"),
    "supersedes": _("替代"),
    "in_force": _("现行有效"),
    "draft": _("征求意见稿"),
    "repealed": _("已废止"),
    "unknown": _("状态待核实"),
}
UNREAD = _("文中没有读出")
ROLES = {role: word for word, role in ROLE_WORDS.items()}


def amount_words(amount: Mapping[str, Any]) -> str:
    """An amount as one would say it: 2000至3000元，封顶5万元."""
    value, high, unit = amount.get("value"), amount.get("value_high"), amount.get("unit") or ""
    said = "、".join(f"{one}" for one in amount.get("tiers") or ())
    if value is not None:
        said = f"{value}至{high}" if high is not None else f"{value}"
    cap = amount.get("cap") or {}
    parts = [f"{said}{unit}"] if said else []
    parts += [f"{say('封顶')}{cap['value']}{cap['unit']}"] if cap.get("value") is not None else []
    return "，".join(parts)


def units_words(units: list[dict[str, str]]) -> str:
    """Units with their roles."""
    return "、".join(
        one["name"] + (f"（{ROLES[one['role']]}）" if one["role"] != "unspecified" else "") for one in units
    )


def said_in_line(kind: str, values: Mapping[str, Any]) -> str:
    """The values of a reading in one line; empty ones are left out."""
    if kind == "metadata":
        said = values["value"]
        said = str(CHOICES.get(said, said)) if values["field"] in ("kind", "status") else said
        return f"{METADATA[values['field']]}：{said if said else UNREAD}"
    if kind == "measure":
        return units_words(values["units"]) or str(UNREAD)
    if kind == "time_limit":
        return f"{values['what']}：{values['value']}{values['unit']}"
    shown = {name: said for name, said in written(kind, values).items() if said and said != "none"}
    if kind == "benefit":
        amount = amount_words(values.get("amount") or {})
        shown = {name: said for name, said in shown.items() if not name.startswith("amount.")}
        shown |= {"amount.value": amount} if amount else {}
    return "；".join(f"{NAMES[name]} {CHOICES.get(said, said)}" for name, said in shown.items())


def summary(item: Item) -> str:
    """What was read, in one line."""
    return said_in_line(item.kind, item.values)
