"""`zhitong statement`: one business, from a facts file (no database) or from the registry."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from zhitong.engine.facts import Facts, Vocabulary, read_facts
from zhitong.engine.packs import Pack
from zhitong.engine.standards import packaged_standards
from zhitong.engine.values import print_money
from zhitong.engine.verdicts.statement import statement
from zhitong.engine.verdicts.statement_json import to_json
from zhitong.portal.flows.clock import today
from zhitong.portal.flows.commands import read_module
from zhitong.portal.flows.commands.answers import (
    Day,
    Unusable,
    as_json,
    json_of,
    print_json,
    sentences,
)
from zhitong.portal.flows.commands.packs import all_packs, pack_named

WORDS = {"met": "符合", "unknown": "待确认", "not_met": "不符合"}
STATES = {"ended": "已到期", "upcoming": "未开始"}


def packs_asked(name: str | None) -> list[Pack]:
    """The named pack, or all of them."""
    return [pack_named(name)] if name else all_packs()


def business_in(content: Any) -> tuple[dict[str, str | None], Any]:
    """Names and facts of a file: `{"business": {…}, "facts": {…}}`, or bare facts with uscc and name."""
    named: dict[str, str | None] = {"uscc": None, "name": None}
    if not isinstance(content, Mapping):
        return named, content
    facts = content.get("facts", content) if isinstance(content.get("facts"), Mapping) else content
    given = content.get("business")
    for key in named:
        found = given.get(key) if isinstance(given, Mapping) else content.get(key)
        named[key] = str(found) if found else None
    return named, {key: value for key, value in facts.items() if key not in ("uscc", "name", "business")}


def from_facts(path: Path, pack: str | None, as_of: date) -> dict[str, Any]:
    """The statement of a facts file."""
    packs = packs_asked(pack)
    provisions = {
        key: one for each in packs for key, one in each.provisions.items() if one.stage == "published"
    }
    vocabulary = Vocabulary(
        {key: one for each in packs for key, one in each.vocabulary.facts.items()},
        packaged_standards().trees,
        {key: label for each in packs for key, label in each.vocabulary.source_labels.items()},
    )
    named, raw = business_in(json_of(path))
    facts, problems = read_facts(raw, vocabulary)
    if problems:
        raise Unusable(sentences(problems))
    found: Facts = facts.as_of(as_of)
    answer = statement(named, list(provisions.values()), found, as_of, vocabulary, packaged_standards())
    return to_json(answer)


def from_registry(uscc: str, pack: str | None, as_of: date) -> dict[str, Any]:
    """The statement of a registered business."""
    packs = {key for one in packs_asked(pack) for key in (one.key, *one.includes)} if pack else None
    found = read_module("registry_statement", needs_database=True).registry_statement(uscc, packs, as_of)
    assert isinstance(found, dict)
    return found


@click.command(name="statement")
@click.option("--uscc", help="登记库中的统一社会信用代码。")
@click.option("--facts", type=click.Path(path_type=Path), help="要素文件（JSON），不用数据库。")
@click.option("--pack", help="只看一个政策包（连同它包含的）。")
@click.option("--as-of", type=Day(), default=None, help="以哪一天为准，默认今天。")
@as_json
def command(
    uscc: str | None, facts: Path | None, pack: str | None, as_of: date | None, wants_json: bool
) -> None:
    """惠企明白卡：一户能得到什么、为什么、多少、到何时、还缺什么。"""
    if (uscc is None) == (facts is None):
        raise Unusable("请在 --uscc 和 --facts 中选一个。")
    day = as_of or today()
    answer = from_facts(facts, pack, day) if facts else from_registry(uscc or "", pack, day)
    if wants_json:
        print_json(answer)
        return
    click.echo(f"{answer['business'].get('name') or '（未写名称）'}　以 {answer['as_of']} 为准")
    for item in answer["items"]:
        state = STATES.get(item["window"]["state"], WORDS[item["verdict"]])
        click.echo(f"[{state}] {item['title']}　{amount_words(item['amount'])}")
    for number, question in enumerate(answer["questions"], start=1):
        click.echo(f"问{number}：{question['text']}")


def amount_words(amount: Mapping[str, Any]) -> str:
    """Low and high in yuan."""
    low, high = amount.get("low"), amount.get("high")
    if low is None and high is None:
        return "金额未载明或待确认"
    least = print_money(low) if low is not None else "不详"
    most = print_money(high) if high is not None else "不限"
    return least if least == most else f"{least} 至 {most}"
