"""`zhitong what-if`: who gains, who loses and what it costs if a provision were changed."""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import click
import yaml

from zhitong.columnar.folders import FolderBusyError, FolderForeignError, whole_folder
from zhitong.columnar.snapshot import Snapshot, read_snapshot
from zhitong.columnar.what_if import WhatIf, what_if
from zhitong.engine.packs import Pack
from zhitong.engine.packs.changing import Changed, change_provision, provision_with, settable
from zhitong.engine.packs.provision_form import full_key
from zhitong.engine.rules.provision import Provision
from zhitong.engine.standards import packaged_standards
from zhitong.engine.values import parse_money, print_money
from zhitong.portal.flows.clock import today
from zhitong.portal.flows.commands import read_module
from zhitong.portal.flows.commands.answers import (
    Day,
    Unusable,
    as_json,
    bytes_of,
    print_json,
    say,
    sentence,
    sentences,
)
from zhitong.portal.flows.commands.packs import pack_named
from zhitong.portal.flows.trying import DIRECTIONS, GROUPS, answer_of, write_answer

MARK = "what-if.json"
PATH = click.Path(path_type=Path)
STATES = {"within": "够用", "over": "不够", "unknown": "不能确定"}
SHOWN = 5  # groups a dimension shows at the terminal; all of them are in the files


@click.command(name="what-if")
@click.option("--businesses", type=PATH, help="一户一行的 .parquet 或 .csv，列名为要素键。")
@click.option("--registry", is_flag=True, help="用登记库中的全部存续主体。")
@click.option("--pack", required=True, help="政策包。")
@click.option("--provision", required=True, help="事项的键。")
@click.option(
    "--set", "sets", multiple=True, metavar="位置=值", help="改一处，可写多次，如 amount.value=20万元。"
)
@click.option("--with", "with_file", type=PATH, help="YAML 文件：重新写 condition、amount、window。")
@click.option("--as-of", type=Day(), default=None, help="以哪一天为准，默认今天。")
@click.option("--budget", help="预算，如 500万元；只写整数时单位为分。")
@click.option("--out", type=PATH, help="结果文件夹：名单和分组表。")
@as_json
def command(
    businesses: Path | None,
    registry: bool,
    pack: str,
    provision: str,
    sets: tuple[str, ...],
    with_file: Path | None,
    as_of: date | None,
    budget: str | None,
    out: Path | None,
    wants_json: bool,
) -> None:
    """如果这样改：谁新增、谁失去、要花多少钱，按地区、行业、规模、类型分开。"""
    if (businesses is None) != registry:
        raise Unusable("请在 --businesses 和 --registry 中选一个。")
    chosen = pack_named(pack)
    present = provision_named(provision, chosen)
    changed = changed_provision(present, sets, with_file, chosen)
    line = None if budget is None else fen_of(budget)
    day = as_of or today()
    snapshot = read_businesses(businesses, day, chosen)
    effect = what_if(chosen, changed, snapshot, line, as_of=day)
    answer = answer_of(effect, present, chosen.vocabulary)
    if out is not None:
        write_folder(answer, effect, out)
        answer["out"] = str(out)
    if wants_json:
        print_json(answer)
    else:
        print_words(answer)


def provision_named(key: str, pack: Pack) -> Provision:
    """The provision, by full key or by its key inside the pack."""
    found = pack.provisions.get(key) or pack.provisions.get(full_key(key, pack.key))
    if found is None:
        raise Unusable(f"政策包“{pack.key}”里没有事项“{key}”，请用 zhitong match 或网站查看事项的键。")
    return found


def changed_provision(
    present: Provision, sets: tuple[str, ...], with_file: Path | None, pack: Pack
) -> Provision:
    """The provision with the changes asked for; Unusable with what can be changed when none is."""
    found: Changed = (present, ())
    if not sets and with_file is None:
        listed = "\n".join(f"  {one.path}={one.now}" for one in settable(present, pack.vocabulary))
        raise Unusable(
            f"没有写要改什么，请用 --set '位置=值' 或 --with 文件；可以改的位置和现在的值：\n{listed}"
        )
    if with_file is not None:
        found = provision_with(present, entry_of(with_file), pack.vocabulary)
    pairs = []
    for one in sets:
        path, sign, words = one.partition("=")
        if not sign:
            raise Unusable(f"“{one}”里没有等号，请写成 --set '位置=值'，如 amount.value=20万元。")
        pairs.append((path.strip(), words.strip()))
    if found[0] is not None and pairs:
        found = change_provision(found[0], pairs, pack.vocabulary)
    if found[0] is None:
        raise Unusable(sentences(found[1]))
    return found[0]


def entry_of(path: Path) -> Mapping[str, Any]:
    """The mapping of a YAML file."""
    try:
        content = yaml.safe_load(bytes_of(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unusable(f"“{path}”不是 UTF-8 编码，请另存为 UTF-8。") from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第{mark.line + 1}行" if mark else ""
        raise Unusable(f"“{path}”{place}不是有效的 YAML，请检查缩进、冒号和引号。") from None
    if not isinstance(content, Mapping):
        raise Unusable(f"“{path}”应写成“condition: …”“amount: …”“window: …”这样的键和值。")
    return content


def fen_of(words: str) -> int:
    """A budget: whole fen, or money with its unit."""
    if words.strip().isdecimal():
        return int(words)
    fen, problem = parse_money(words)
    if fen is None or problem is not None:
        raise Unusable(sentence(problem) if problem else f"预算“{words}”读不懂，请写成 500万元。")
    if fen < 0:
        raise Unusable(f"预算“{words}”小于零，请写成 500万元这样的金额。")
    return fen


def read_businesses(path: Path | None, as_of: date, pack: Pack) -> Snapshot:
    """From the file, or from the registry when there is none."""
    if path is None:
        found = read_module("registry_snapshot", needs_database=True).registry_snapshot(
            as_of, pack.vocabulary
        )
        assert isinstance(found, Snapshot)
        return found
    snapshot, problems = read_snapshot(path, pack.vocabulary, packaged_standards())
    if snapshot is None:
        raise Unusable(sentences(problems))
    for line in sentences(problems).splitlines():
        say(f"提示：{line}")
    return snapshot


def write_folder(answer: Mapping[str, Any], effect: WhatIf, out: Path) -> None:
    """The folder as a whole, or one sentence and what was there before."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(whole_folder(out, MARK))
            write_answer(answer, effect, folder)
            content = json.dumps(answer, ensure_ascii=False, indent=2)
            (folder / MARK).write_text(content, encoding="utf-8")
            stack.close()
        except FolderBusyError:
            raise Unusable(
                f"另一次测算正在写入“{out.name}”，请等它结束后再运行，或换一个输出目录。"
            ) from None
        except FolderForeignError:
            raise Unusable(f"“{out.name}”里已有别的文件，为免误删没有写入，请换一个空目录。") from None
        except OSError:
            raise Unusable(f"“{out.name}”写入失败，请检查目录、权限和磁盘空间；原有结果没有改动。") from None


def print_words(answer: Mapping[str, Any]) -> None:
    """The answer as a person reads it at the terminal."""
    total = answer["total"]
    click.echo(f"{answer['title']}　以 {answer['as_of']} 为准，{answer['businesses']} 户")
    for one in answer["changes"]:
        click.echo(f"  {one['path']}：{one['before'] or '无'} → {one['after'] or '无'}")
    click.echo(f"符合：{total['before']} → {total['after']} 户；" + counted(total))
    click.echo(f"待确认：{total['unknown_before']} → {total['unknown_after']} 户")
    click.echo(f"金额：{range_words(total['amount_before'])} → {range_words(total['amount_after'])}")
    if answer["budget"]:
        budget = answer["budget"]
        click.echo(f"预算 {print_money(budget['line'])}：{STATES[budget['state']]}")
    for name, groups in answer["by"].items():
        moved = [one for one in groups if any(one[way] for way in DIRECTIONS)]
        moved.sort(key=lambda one: -sum(one[way] for way in DIRECTIONS))
        for one in moved[:SHOWN]:
            click.echo(f"  {GROUPS[name]} {one['name']}：" + counted(one))
        if len(moved) > SHOWN:
            click.echo(f"  {GROUPS[name]}另有 {len(moved) - SHOWN} 组，见 --json 或 --out")
    if "out" in answer:
        click.echo(f"名单在 {answer['out']}")


def counted(group: Mapping[str, Any]) -> str:
    """新增 3 户、失去 1 户; what is nobody is left out."""
    said = [f"{word} {group[way]} 户" for way, word in DIRECTIONS.items() if group[way]]
    return "、".join(said) or "没有变化"


def range_words(amount: Mapping[str, Any] | None) -> str:
    """Low to high in yuan, and for how many nothing could be computed."""
    if amount is None:
        return "文件未载明金额"
    low = print_money(amount["low"])
    high = "不限" if amount["high"] is None else print_money(amount["high"])
    said = low if low == high else f"{low} 至 {high}"
    return said + (f"（另有 {amount['missing']} 户算不出）" if amount["missing"] else "")
