"""Reading the vocabulary from its YAML: every entry checked, circles of derived facts refused."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

import yaml

from zhitong.engine.facts.definitions import (
    PERIODS,
    SOURCE_LABELS,
    TYPES,
    FactDef,
    FactType,
    Sensitivity,
    Vocabulary,
)
from zhitong.engine.facts.derived import DERIVED
from zhitong.engine.values import CodeTree, Problem, parse_money, parse_share

_FIELDS = {field.name for field in fields(FactDef)} | {"note"}


def read_vocabulary(
    source: str | Mapping[str, Any] | list[Any], trees: Mapping[str, CodeTree] | None = None
) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """The vocabulary of `facts.yaml`, and one problem per entry that had to be left out.

    Accepts `{facts: {key: {…}}}`, `{facts: [{key: …}]}`, or either without the outer `facts`.
    """
    problems: list[Problem] = []
    content = _load(source, problems)
    labels = dict(SOURCE_LABELS)
    if isinstance(content, Mapping) and "facts" in content:
        labels |= {str(key): str(label) for key, label in dict(content.get("sources") or {}).items()}
        content = content["facts"]
    facts: dict[str, FactDef] = {}
    for key, entry in _entries(content, problems):
        if key in facts:
            problems.append(Problem("fact_twice", f"要素“{key}”定义了两次，请删去一处。", where=key))
            continue
        definition = _definition(key, entry, labels, trees or {}, problems)
        if definition is not None:
            facts[key] = definition
    for key in _circular(facts, problems):
        del facts[key]
    return Vocabulary(facts, dict(trees or {}), labels), tuple(problems)


def _load(source: str | Mapping[str, Any] | list[Any], problems: list[Problem]) -> Any:
    if not isinstance(source, str):
        return source
    try:
        return yaml.safe_load(source)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"第{mark.line + 1}行" if mark else "内容"
        problems.append(Problem("vocabulary_yaml", f"要素表{line}不是有效的 YAML，请检查缩进和冒号。"))
        return {}


def _entries(content: Any, problems: list[Problem]) -> list[tuple[str, Mapping[str, Any]]]:
    if isinstance(content, Mapping):
        pairs = [(str(key), entry) for key, entry in content.items()]
    elif isinstance(content, list):
        pairs = [
            (str(entry.get("key", "")) if isinstance(entry, Mapping) else "", entry) for entry in content
        ]
    else:
        problems.append(
            Problem("vocabulary_empty", "要素表是空的或格式不对，请按“键: {label, type, …}”填写。")
        )
        return []
    taken = []
    for key, entry in pairs:
        if not key or not isinstance(entry, Mapping):
            problems.append(
                Problem("fact_malformed", f"要素“{key or entry}”没有键或内容不是映射，请补全。", where=key)
            )
            continue
        taken.append((key, entry))
    return taken


def _definition(
    key: str,
    entry: Mapping[str, Any],
    labels: Mapping[str, str],
    trees: Mapping[str, CodeTree],
    problems: list[Problem],
) -> FactDef | None:
    found = len(problems)

    def refuse(code: str, message: str) -> None:
        problems.append(Problem(code, f"要素“{key}”{message}", where=key))

    _check_form(entry, refuse)
    _check_kind(entry, trees, refuse)
    sources = tuple(
        map(str, entry.get("sources") or (("derived",) if entry.get("derived") else ("declared",)))
    )
    for source in sources:
        if source not in labels:
            refuse("fact_source_unknown", f"的来源“{source}”不认识，可用：{'、'.join(labels)}。")
    derived, inputs = _derivation(key, entry, refuse)
    kind = str(entry.get("type"))
    low, high = (_bound(kind, entry.get(name)) for name in ("minimum", "maximum"))
    if isinstance(low, str) or isinstance(high, str):
        refuse("fact_bound_unreadable", "的最小值或最大值读不懂，请写整数或带单位的文字。")
    if len(problems) > found or isinstance(low, str) or isinstance(high, str):
        return None
    return FactDef(
        key=key,
        label=str(entry["label"]),
        type=FactType(kind),
        unit=str(entry.get("unit") or ""),
        period=str(entry.get("period") or ""),
        question=str(entry.get("question") or ""),
        help=str(entry.get("help") or ""),
        options=tuple((str(o), str(text)) for o, text in dict(entry.get("options") or {}).items()),
        tree=str(entry.get("tree") or ""),
        sensitivity=Sensitivity(str(entry.get("sensitivity") or "internal")),
        sources=sources,
        freshness_days=entry.get("freshness_days"),
        minimum=low,
        maximum=high,
        derived=derived,
        inputs=inputs,
        changeable=bool(entry.get("changeable")),
    )


def _check_form(entry: Mapping[str, Any], refuse: Callable[[str, str], None]) -> None:
    for name in sorted(set(entry) - _FIELDS):
        refuse("fact_field_unknown", f"有不认识的栏目“{name}”，请删去或改正拼写。")
    if not entry.get("label"):
        refuse("fact_without_label", "没有中文名称（label），请补上。")
    period = str(entry.get("period") or "")
    if period not in PERIODS:
        refuse("fact_period_unknown", f"的期间“{period}”不认识，可用：{'、'.join(filter(None, PERIODS))}。")
    level = str(entry.get("sensitivity") or "internal")
    if level not in tuple(Sensitivity):
        refuse("fact_sensitivity_unknown", f"的敏感级别“{level}”不认识，可用：{'、'.join(Sensitivity)}。")
    fresh = entry.get("freshness_days")
    if fresh is not None and (not isinstance(fresh, int) or fresh <= 0):
        refuse("fact_freshness_unreadable", f"的有效天数“{fresh}”读不懂，请写正整数。")


def _check_kind(
    entry: Mapping[str, Any], trees: Mapping[str, CodeTree], refuse: Callable[[str, str], None]
) -> None:
    kind, tree = str(entry.get("type") or ""), str(entry.get("tree") or "")
    if kind not in TYPES:
        refuse("fact_type_unknown", f"的类型“{kind}”不认识，可用：{'、'.join(TYPES)}。")
    if kind == "choice" and not isinstance(entry.get("options"), Mapping):
        refuse("fact_without_options", "是选项，却没有列出选项（options），请补上。")
    if kind == "code" and (not tree or (trees and tree not in trees)):
        refuse("fact_tree_unknown", f"的代码表“{tree}”不存在，请写 region 或 industry。")
    if kind == "count" and not entry.get("unit"):
        refuse("fact_without_unit", "是数量，却没有单位（unit），请补上，例如“人”。")


def _bound(kind: str, value: Any) -> int | str | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    parse = {"money": parse_money, "share": parse_share}.get(kind)
    found = parse(str(value))[0] if parse else None
    return "?" if found is None else found


def _derivation(
    key: str, entry: Mapping[str, Any], refuse: Callable[[str, str], None]
) -> tuple[str, tuple[str, ...]]:
    derived = entry.get("derived")
    if not derived:
        return "", ()
    rule = derived if isinstance(derived, str) else key
    if rule not in DERIVED:
        refuse("fact_rule_unknown", f"的推算规则“{rule}”不存在，可用：{'、'.join(DERIVED)}。")
        return "", ()
    return rule, tuple(map(str, entry.get("inputs") or DERIVED[rule].inputs))


def _circular(facts: Mapping[str, FactDef], problems: list[Problem]) -> set[str]:
    refused: set[str] = set()
    for key in facts:
        circle = _circle_from(key, facts)
        if circle:
            path = "→".join(facts[step].label for step in circle)
            message = f"推算要素“{facts[key].label}”绕了一圈又依赖自己（{path}），请去掉其中一个依赖。"
            problems.append(Problem("facts_cyclic", message, where=key))
            refused.add(key)
    return refused


def _circle_from(start: str, facts: Mapping[str, FactDef]) -> tuple[str, ...]:
    paths: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for step in facts[path[-1]].inputs if path[-1] in facts else ():
            if step == start:
                return (*path, start)
            if step not in seen:
                seen.add(step)
                paths.append((*path, step))
    return ()
