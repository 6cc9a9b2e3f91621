"""Reading values people and registers send: each bad one gives one clear sentence, nothing is guessed."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from zhitong.engine.facts.definitions import FactDef, FactType, Vocabulary
from zhitong.engine.facts.known import Facts, FactValue, Value
from zhitong.engine.facts.wording import value_text
from zhitong.engine.values import Band, Problem, parse_date, parse_money, parse_share

_YES = frozenset({"true", "yes", "y", "1", "是", "有", "对"})
_NO = frozenset({"false", "no", "n", "0", "否", "无", "不是", "没有"})
_BETWEEN = re.compile(r"(.+?)(?:-|–|—|~|～|至|到)(.+)")
_OPEN = re.compile(
    r"(?:(?P<least>.+?)(?:及以上|以上)|(?P<under>.+?)(?:及以下|以下|以内)|(?:不足|少于|不到)(?P<below>.+))"
)
_INTEGER = re.compile(r"[+-]?\d{1,18}(?:\.0+)?")
_LARGEST = 2**63 - 1


def read_facts(
    content: Any, vocabulary: Vocabulary, source: str = "declared", as_of: date | None = None
) -> tuple[Facts, tuple[Problem, ...]]:
    """Facts from decoded JSON: per key a bare value or `{"value", "source", "as_of"}`.

    Null is unknown. `source` and `as_of` hold for bare values. Refused keys are left out.
    """
    if not isinstance(content, Mapping):
        return Facts(), (Problem("facts_not_mapping", "要素文件应是“键: 值”的 JSON 对象，请检查格式。"),)
    problems: list[Problem] = []
    facts: dict[str, FactValue] = {}
    for key, raw in content.items():
        definition = vocabulary.get(str(key))
        if definition is None:
            problems.append(_unknown_key(str(key), vocabulary))
            continue
        known, problem = _read_one(definition, raw, vocabulary, source, as_of)
        if problem is not None:
            problems.append(problem)
        elif known is not None:
            facts[definition.key] = known
    return Facts(facts), tuple(problems)


def _unknown_key(key: str, vocabulary: Vocabulary) -> Problem:
    same = [definition.key for definition in vocabulary.values() if definition.label == key]
    remedy = f"请改用键“{same[0]}”" if same else "请对照要素表改正或删去这一项"
    return Problem("fact_unknown", f"没有名为“{key}”的要素，{remedy}。", where=key)


def _read_one(
    definition: FactDef, raw: Any, vocabulary: Vocabulary, source: str, as_of: date | None
) -> tuple[FactValue | None, Problem | None]:
    if isinstance(raw, Mapping) and "value" in raw:
        source = str(raw.get("source") or source)
        if source not in vocabulary.source_labels:
            labels = "、".join(vocabulary.source_labels)
            message = f"“{definition.label}”的来源“{source}”不认识，可用：{labels}。"
            return None, Problem("fact_source_unknown", message, where=definition.key)
        stated = raw.get("as_of")
        if stated not in (None, ""):
            as_of, problem = _as_date(stated)
            if problem is not None:
                message = f"“{definition.label}”的时点有误：{problem.message}"
                return None, Problem(problem.code, message, where=definition.key)
        raw = raw["value"]
    value, problem = parse_value(definition, raw, vocabulary)
    return (None if value is None else FactValue(value, source, as_of)), problem


def parse_value(definition: FactDef, raw: Any, vocabulary: Vocabulary) -> tuple[Value | None, Problem | None]:
    """One value of one fact, checked for type, code and range; None and '' are unknown.

    A money text needs its unit; an integer is already in fen.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None, None
    value, remedy = _PARSERS[definition.type](definition, raw, vocabulary)
    if value is None:
        message = f"“{definition.label}”的值“{_shown(raw)}”无法采用，{remedy}。"
        return None, Problem("fact_value_refused", message, where=definition.key)
    return _checked_range(definition, value, vocabulary)


def parse_cell(definition: FactDef, raw: Any, vocabulary: Vocabulary) -> tuple[Value | None, Problem | None]:
    """One cell of a table: as `parse_value`, and a whole number in any clothing is in the fact's own unit."""
    if definition.is_number:
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        elif isinstance(raw, str) and _INTEGER.fullmatch(raw.strip()):
            raw = int(raw.strip().split(".")[0])
    return parse_value(definition, raw, vocabulary)


def _checked_range(
    definition: FactDef, value: Value, vocabulary: Vocabulary
) -> tuple[Value | None, Problem | None]:
    if not definition.is_number or not isinstance(value, int | Band):
        return value, None
    low, high = (value.low, value.high) if isinstance(value, Band) else (value, value)
    least = -_LARGEST if definition.minimum is None else definition.minimum
    most = _LARGEST if definition.maximum is None else definition.maximum
    if (low is None or low >= least) and (high is None or high <= most):
        return value, None
    limits = []
    if definition.minimum is not None:
        limits.append(f"不小于{value_text(definition, definition.minimum, vocabulary)}")
    if definition.maximum is not None:
        limits.append(f"不大于{value_text(definition, definition.maximum, vocabulary)}")
    message = (
        f"“{definition.label}”的值“{value_text(definition, value, vocabulary)}”超出范围，"
        f"应{'、'.join(limits) or '是合理的数值'}，请核对后重填。"
    )
    return None, Problem("fact_out_of_range", message, where=definition.key)


def _shown(raw: Any) -> str:
    text = {True: "true", False: "false"}[raw] if isinstance(raw, bool) else str(raw)
    return text if len(text) <= 40 else text[:40] + "…"


def _as_date(raw: Any) -> tuple[date | None, Problem | None]:
    if isinstance(raw, datetime):
        return raw.date(), None
    return (raw, None) if isinstance(raw, date) else parse_date(str(raw))


def _number(definition: FactDef, raw: Any, vocabulary: Vocabulary) -> tuple[Value | None, str]:
    remedy = {
        FactType.MONEY: "请写成“50万元”，或以分为单位的整数",
        FactType.SHARE: "请写成“50%”，或以万分之一为单位的整数",
        FactType.COUNT: f"请写成整数，例如“12{definition.unit}”，或区间“10–19{definition.unit}”",
    }[definition.type]
    if isinstance(raw, Band):
        return raw, remedy
    if isinstance(raw, int):
        return (None, remedy) if isinstance(raw, bool) else (raw, remedy)
    if isinstance(raw, Mapping):
        return _band(definition, raw.get("low"), raw.get("high"), remedy)
    if not isinstance(raw, str):
        return None, remedy
    text = "".join(unicodedata.normalize("NFKC", raw).split())
    whole = _text_number(definition, text)
    if whole is not None:
        return whole, remedy
    between, open_ended = _BETWEEN.fullmatch(text), _OPEN.fullmatch(text)
    if between is not None:
        low, high = between.groups()
        if _text_number(definition, low) is None or definition.type is not FactType.COUNT:
            low += re.sub(r"^[\d.,+-]+", "", high) if low[-1:].isdigit() else ""
        return _band(definition, low, high, remedy)
    if open_ended is not None:
        return _open_band(definition, open_ended, remedy)
    return None, remedy


def _open_band(definition: FactDef, found: "re.Match[str]", remedy: str) -> tuple[Value | None, str]:
    # 以下 leaves open whether its number is included, so the wider reading is kept; 不足 excludes it.
    if found["least"]:
        return _band(definition, found["least"], None, remedy)
    if found["under"]:
        return _band(definition, definition.minimum, found["under"], remedy)
    below = _text_number(definition, found["below"])
    return (None, remedy) if below is None else _band(definition, definition.minimum, below - 1, remedy)


def _band(definition: FactDef, low: Any, high: Any, remedy: str) -> tuple[Value | None, str]:
    ends: list[int | None] = []
    for end in (low, high):
        if isinstance(end, str):
            end = _text_number(definition, "".join(unicodedata.normalize("NFKC", end).split()))
            if end is None:
                return None, remedy
        if isinstance(end, bool) or not (end is None or isinstance(end, int)):
            return None, remedy
        ends.append(end)
    least, most = ends
    if least is None and most is None:
        return None, remedy
    if least is not None and most is not None and least > most:
        return None, "区间的下限大于上限，请调换"
    return (least if least == most and least is not None else Band(least, most)), remedy


def _text_number(definition: FactDef, text: str) -> int | None:
    if definition.type is FactType.MONEY:
        return parse_money(text)[0]
    if definition.type is FactType.SHARE:
        return parse_share(text)[0]
    bare = text.removesuffix(definition.unit).replace(",", "")
    return int(bare.split(".")[0]) if _INTEGER.fullmatch(bare) else None


def _date(definition: FactDef, raw: Any, vocabulary: Vocabulary) -> tuple[Value | None, str]:
    day, _ = _as_date(raw) if isinstance(raw, str | date) else (None, None)
    return day, "请写成“2024-06-30”或“2024年6月30日”，并确认这一天存在"


def _code(definition: FactDef, raw: Any, vocabulary: Vocabulary) -> tuple[Value | None, str]:
    tree = vocabulary.trees.get(definition.tree)
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        return None, "请填写代码"
    if tree is None:
        return str(raw).strip(), ""
    code, _ = tree.normalise(str(raw))
    same_name = () if code else tree.named(str(raw))
    if len(same_name) > 1:
        return None, f"有{len(same_name)}个同名的{tree.label}，请改填代码"
    return code or (same_name[0].code if same_name else None), f"它不在{tree.label}表中，请核对代码"


def _flag(definition: FactDef, raw: Any, vocabulary: Vocabulary) -> tuple[Value | None, str]:
    word = str(raw).strip().lower()
    if isinstance(raw, bool | str) or raw in (0, 1):
        return (True if word in _YES else False if word in _NO else None), "请写“是”或“否”"
    return None, "请写“是”或“否”"


def _choice(definition: FactDef, raw: Any, vocabulary: Vocabulary) -> tuple[Value | None, str]:
    by_label = {label: key for key, label in definition.options}
    listed = "、".join(f"{label}（{key}）" for key, label in definition.options)
    word = str(raw).strip()
    return (word if word in by_label.values() else by_label.get(word)), f"可选：{listed}"


_Parser = Callable[[FactDef, Any, Vocabulary], tuple[Value | None, str]]
_PARSERS: dict[FactType, _Parser] = {
    FactType.MONEY: _number,
    FactType.COUNT: _number,
    FactType.SHARE: _number,
    FactType.DATE: _date,
    FactType.CODE: _code,
    FactType.FLAG: _flag,
    FactType.CHOICE: _choice,
}
