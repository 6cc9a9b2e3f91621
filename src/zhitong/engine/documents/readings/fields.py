"""The typed fields of each kind of reading, and checking what a person wrote into them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from zhitong.engine.values import Problem

ROLES = ("unspecified", "lead", "support")
ROLE_WORDS = {"牵头": "lead", "配合": "support", "未注明": "unspecified"}
DOCUMENT_KINDS = (
    "plan",
    "implementation_plan",
    "activity_plan",
    "opinion",
    "notice",
    "measures",
    "regulation",
    "law",
    "announcement",
    "reply",
    "other",
)
DOCUMENT_STATES = ("in_force", "draft", "repealed", "unknown")
VALIDITY = ("effective", "expires", "term", "trial", "repeals", "supersedes")
LONGEST = 300
MOST_UNITS = 60
UNIT_LINE = re.compile(r"^(?P<name>[^：:]{2,120}?)\s*(?:[：:（(]\s*(?P<role>牵头|配合|未注明)\s*[）)]?)?$")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `type` is text, number, numbers, day, choice, units or flag; dots nest it."""

    name: str
    type: str = "text"
    is_required: bool = False
    choices: tuple[str, ...] = ()


FIELDS: dict[str, tuple[Field, ...]] = {
    "metadata": (),  # by its field: see `fields_of`
    "measure": (Field("number"), Field("units", "units"), Field("open_ended", "flag")),
    "target": (
        Field("indicator", is_required=True),
        Field("comparator", "choice", True, (">=", "<=", "=", "~")),
        Field("value", "number", True),
        Field("value_high", "number"),
        Field("unit"),
        Field("basis", "choice", False, ("new", "cumulative", "level")),
        Field("period"),
        Field("deadline", "day"),
    ),
    "benefit": (
        Field("name", is_required=True),
        Field("beneficiary"),
        Field(
            "kind",
            "choice",
            True,
            ("grant", "interest_subsidy", "relief", "loan", "guarantee", "recognition", "service"),
        ),
        Field("amount.type", "choice", True, ("none", "fixed", "rate", "cap", "tiers", "per_unit")),
        Field("amount.value", "number"),
        Field("amount.value_high", "number"),
        Field("amount.tiers", "numbers"),
        Field("amount.unit"),
        Field("amount.cap.value", "number"),
        Field("amount.cap.unit"),
        Field("valid_until", "day"),
    ),
    "time_limit": (
        Field("what", is_required=True),
        Field("value", "number", True),
        Field("unit", is_required=True),
    ),
    "citation": (Field("doc_number"), Field("title")),
    "criterion": (
        Field("of"),
        Field("subject"),
        Field("comparator", "choice", False, (">=", "<=", "=", "~")),
        Field("value", "number"),
        Field("unit"),
        Field("inclusive", "flag"),
        Field("period"),
        Field("negated", "flag"),
    ),
    "duty": (
        Field("what", is_required=True),
        Field("rhythm", is_required=True),
        Field("comparator", "choice", False, (">=", "<=", "=", "~")),
        Field("count", "number"),
        Field("unit"),
        Field("due"),
        Field("responsible"),
    ),
    "validity": (
        Field("kind", "choice", True, VALIDITY),
        Field("date", "day"),
        Field("doc_number"),
        Field("title"),
    ),
}
METADATA: dict[str, Field] = {
    "title": Field("value", is_required=True),
    "doc_number": Field("value"),
    "issuer": Field("value"),
    "issued_on": Field("value", "day"),
    "effective_on": Field("value", "day"),
    "expires_on": Field("value", "day"),
    "kind": Field("value", "choice", True, DOCUMENT_KINDS),
    "status": Field("value", "choice", True, DOCUMENT_STATES),
}


def fields_of(kind: str, metadata: str = "") -> tuple[Field, ...]:
    """The fields of a kind; of metadata, the one field that is named."""
    if kind == "metadata":
        return (METADATA[metadata],) if metadata in METADATA else ()
    return FIELDS[kind]


def wrong(field: Field, message: str) -> Problem:
    """A problem at a field."""
    return Problem("field", message, where=field.name)


def read_number(field: Field, said: str) -> tuple[Any, Problem | None]:
    """A plain number: 26万 is written 260000."""
    try:
        value = Decimal(said.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None, wrong(field, f"“{said[:20]}”不是数字。请只写数字，如 260000 或 3.5，单位写在单位栏。")
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        return None, wrong(field, "数字过大。请核对位数。")
    return int(value) if value == value.to_integral_value() else float(value), None


def read_numbers(field: Field, said: str) -> tuple[Any, Problem | None]:
    """Numbers with 、 between them, at least two."""
    read = [read_number(field, one.strip()) for one in re.split(r"[、；;\s]+", said) if one.strip()]
    problem = next((problem for _, problem in read if problem is not None), None)
    if problem is None and len(read) < 2:
        problem = wrong(field, "分档至少写两个数，用“、”隔开，如 1000、2000。")
    return (None, problem) if problem else ([value for value, _ in read], None)


def read_units(field: Field, said: str) -> tuple[Any, Problem | None]:
    """One unit a line with its role: `某某局：牵头`."""
    units: list[dict[str, str]] = []
    for line in filter(None, (one.strip() for one in said.splitlines())):
        found = UNIT_LINE.match(line)
        if found is None:
            return None, wrong(field, f"“{line[:30]}”不合格式。每行写一个单位，如“某某局：牵头”。")
        name, role = found["name"].strip(), ROLE_WORDS.get(found["role"] or "未注明", "unspecified")
        if any(one["name"] == name for one in units):
            return None, wrong(field, f"“{name[:30]}”写了两次。每个单位只写一行。")
        units.append({"name": name, "role": role})
    if len(units) > MOST_UNITS:
        return None, wrong(field, f"单位超过 {MOST_UNITS} 个。请核对是否多选了内容。")
    return units, None


def read_field(field: Field, raw: str) -> tuple[Any, Problem | None]:
    """The value of a field as written; an empty one is None unless it is required."""
    said = raw.strip()
    if field.type == "units":
        return read_units(field, said)
    if field.type == "flag":
        return said not in ("", "0", "false"), None
    if not said:
        return None, wrong(field, "这一栏必须填写。") if field.is_required else None
    if len(said) > LONGEST:
        return None, wrong(field, f"超过 {LONGEST} 个字。请缩短。")
    if field.type == "numbers":
        return read_numbers(field, said)
    if field.type == "number":
        return read_number(field, said)
    if field.type == "day":
        try:
            return date.fromisoformat(said).isoformat(), None
        except ValueError:
            return None, wrong(field, f"“{said[:20]}”不是日期。请写成 2026-03-05 这样的格式。")
    if field.type == "choice" and said not in field.choices:
        return None, wrong(field, "请从列出的选项中选择。")
    return " ".join(said.split()), None


def checked(
    kind: str, said: Mapping[str, str], metadata: str = ""
) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The typed values of a reading, or None with a problem for each field that cannot be used."""
    values: dict[str, Any] = {"field": metadata} if kind == "metadata" else {}
    problems: list[Problem] = []
    if kind == "metadata" and metadata not in METADATA:
        return None, [Problem("field", "请选择要填写的项目。", where="field")]
    for field in fields_of(kind, metadata):
        value, problem = read_field(field, said.get(field.name, ""))
        if problem is not None:
            problems.append(problem)
        *outer, inner = field.name.split(".")
        held = values
        for name in outer:
            held = held.setdefault(name, {})
        held[inner] = value
    if kind == "benefit":
        without_empty(values["amount"])
    problems += together(kind, values) if not problems else []
    return (None, problems) if problems else (values, [])


def without_empty(amount: dict[str, Any]) -> None:
    """What an amount need not have is left out, as the reader of texts does."""
    for name in ("value_high", "tiers"):
        if amount.get(name) is None:
            amount.pop(name, None)
    if not any(value is not None for value in (amount.get("cap") or {}).values()):
        amount.pop("cap", None)


def together_of_amount(amount: Mapping[str, Any]) -> Problem | None:
    """What is wrong with an amount as a whole."""
    value, high, cap = amount["value"], amount.get("value_high"), amount.get("cap")
    if amount["type"] in ("fixed", "rate", "cap", "per_unit") and value is None:
        return Problem("field", "选了金额种类就要填写金额；没有金额的请选“无金额”。", where="amount.value")
    if amount["type"] == "none" and value is not None:
        return Problem("field", "填了金额就要选择金额种类。", where="amount.type")
    if (amount["type"] == "tiers") != ("tiers" in amount):
        return Problem("field", "分档的金额，种类选“分档”，并写出各档。", where="amount.tiers")
    if high is not None and (value is None or high <= value):
        return Problem("field", "“至多”须大于前面的金额；只有一个数的留空。", where="amount.value_high")
    if cap is not None and (cap["value"] is None or not cap["unit"]):
        return Problem("field", "封顶的数和单位要一起填写。", where="amount.cap.value")
    return None


def together(kind: str, values: Mapping[str, Any]) -> list[Problem]:
    """What no single field can say."""
    if kind == "citation" and not (values["doc_number"] or values["title"]):
        return [Problem("field", "文号和标题至少填写一项。", where="doc_number")]
    if kind == "target" and values["value_high"] is not None and values["value_high"] <= values["value"]:
        return [Problem("field", "“至多”须大于前面的数；只有一个数的留空。", where="value_high")]
    problem = together_of_amount(values["amount"]) if kind == "benefit" else None
    return [problem] if problem else []


def written(kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Values as they stand in a form: the way back from `checked`."""
    words = {role: word for word, role in ROLE_WORDS.items()}
    shown: dict[str, str] = {}
    for field in fields_of(kind, str(values.get("field", ""))):
        value: Any = values
        for name in field.name.split("."):
            value = (value or {}).get(name)
        if field.type == "units":
            listed = value or []
            shown[field.name] = "\n".join(f"{one['name']}：{words[one['role']]}" for one in listed)
        elif field.type == "numbers":
            shown[field.name] = "、".join(f"{one}" for one in value or [])
        elif field.type == "flag":
            shown[field.name] = "1" if value else ""
        else:
            shown[field.name] = "" if value is None else f"{value}"
    return shown
