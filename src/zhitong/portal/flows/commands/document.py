"""`zhitong document`: parse, lint, compare. Needs no database."""

from collections import Counter
from datetime import date
from pathlib import Path

import click

from zhitong.engine.documents.compare import compare
from zhitong.engine.documents.lint import finding_json, lint
from zhitong.engine.documents.out import FORMS, publication_of, written
from zhitong.engine.documents.parse import ParsedDocument, parse, to_json
from zhitong.engine.packs import list_packs
from zhitong.engine.packs.unit_list import read_units
from zhitong.engine.values import Problem
from zhitong.portal.flows.clock import today
from zhitong.portal.flows.commands.answers import (
    Day,
    Unusable,
    as_json,
    bytes_of,
    page_progress,
    print_json,
    say,
    sentence,
)

FILE = click.Path(path_type=Path)
UNNUMBERED = (
    "“{name}”没有“一、”“（一）”“第一条”这样的编号，无法按条款引用。"
    "请核对文件是否完整；确无编号的，加 --by-paragraph 按自然段处理。"
)


@click.group(name="document")
def command() -> None:
    """解析、检查、对照公文（.txt .docx .pdf .html）。"""


def read(path: Path, by_paragraph: bool = False) -> tuple[ParsedDocument, list[Problem]]:
    """The parsed document with all its problems, or Unusable."""
    document, problems = parse(bytes_of(path), path.name, page_progress)
    if document is None:
        raise Unusable(
            f"“{path.name}”：{sentence(problems[0])}" if problems else f"“{path.name}”读不出文字。"
        )
    if not by_paragraph and any(one.code == "no_numbering" for one in problems):
        raise Unusable(UNNUMBERED.format(name=path.name))
    return document, problems


@command.command(name="parse")
@click.argument("file", type=FILE)
@click.option("--by-paragraph", is_flag=True, help="没有编号的文件按自然段处理。")
@as_json
def parse_command(file: Path, by_paragraph: bool, wants_json: bool) -> None:
    """读出正文、目录、举措、责任单位、目标和引用。"""
    document, problems = read(file, by_paragraph)
    content = to_json(document, problems)
    if wants_json:
        print_json(content)
        return
    meta = content["meta"]
    click.echo(meta["title"] or "（没有标题）")
    for label, key in (("文号", "doc_number"), ("发文机关", "issuer"), ("成文日期", "issued_on")):
        click.echo(f"{label}：{meta[key] or '未见'}")
    click.echo(
        f"条款 {len(content['clauses'])} 个，举措 {len(content['measures'])} 条，"
        f"目标 {len(content['targets'])} 个，引用 {len(content['citations'])} 处，提示 {len(problems)} 条"
    )
    for one in content["measures"]:
        units = "、".join(unit["name"] for unit in one["responsible"]) or "未注明责任单位"
        click.echo(f"  {one['path']}　{units}")
    for text, times in Counter(sentence(problem) for problem in problems).items():
        say(f"提示：{text}" + (f"（共 {times} 处如此）" if times > 1 else ""))


@command.command(name="lint")
@click.argument("file", type=FILE)
@click.option("--against", type=FILE, help="上级文件。")
@click.option("--as-of", type=Day(), default=None, help="以哪一天为准，默认今天。")
@as_json
def lint_command(file: Path, against: Path | None, as_of: date | None, wants_json: bool) -> None:
    """检查一份草稿：缺责任单位、期限已过、目标无口径、公平竞争风险等。"""
    draft, _ = read(file)
    upper = read(against)[0] if against else None
    found = lint(draft, against=upper, units=known_units(), as_of=as_of or today())
    findings = [finding_json(one) for one in found]
    if wants_json:
        print_json({"findings": findings})
        return
    words = {"error": "错误", "warning": "提醒", "info": "提示"}
    for one in findings:
        click.echo(
            f"[{words.get(one['severity'], one['severity'])}] {one['path'] or '全文'}：{one['message']}"
        )
        if one["advice"]:
            click.echo(f"    {one['advice']}")
    click.echo(f"共 {len(findings)} 处。")


@command.command(name="compare")
@click.argument("lower", type=FILE)
@click.argument("upper", type=FILE)
@as_json
def compare_command(lower: Path, upper: Path, wants_json: bool) -> None:
    """下级方案对上级方案：逐条是否承接、责任单位变化、目标占比、冲突。"""
    found = compare(read(lower)[0], read(upper)[0])
    if wants_json:
        print_json(found)
        return
    words = {"full": "完全承接", "partial": "部分承接", "none": "未承接"}
    for one in found["measures"]:
        below = "、".join(each["path"] for each in one["lower"]) or "无"
        click.echo(f"{one['upper_path']}　{words.get(one['coverage'], one['coverage'])}　下级：{below}")
    click.echo(f"下级独有 {len(found['lower_only'])} 条，冲突 {len(found['conflicts'])} 处。")


@command.command(name="export")
@click.argument("file", type=FILE)
@click.option("--to", "form", required=True, type=click.Choice(list(FORMS)), help="格式。")
@click.option("--out", type=FILE, help="写到哪里；不写则放在输入文件旁边，“-”为标准输出。")
@click.option("--by-paragraph", is_flag=True, help="没有编号的文件按自然段处理。")
@as_json
def export_command(file: Path, form: str, out: Path | None, by_paragraph: bool, wants_json: bool) -> None:
    """导出为 Akoma Ntoso（akn）、JSON、Markdown（md）或 Word（docx）。"""
    document, problems = read(file, by_paragraph)
    content = written(publication_of(document, problems), form)
    if out is not None and str(out) == "-":
        click.echo(content, nl=False)
        return
    target = out or file.with_name(file.stem + ".out" + FORMS[form].suffix)
    try:
        target.write_bytes(content)
    except OSError:
        raise Unusable(f"写不进“{target}”，请核对文件夹和权限。") from None
    if wants_json:
        print_json({"file": str(file), "form": form, "out": str(target), "bytes": len(content)})
        return
    click.echo(f"已写入 {target}（{len(content)} 字节）")


def known_units() -> set[str]:
    """Names and aliases of all units of the packs."""
    units = [
        unit for info in list_packs() for unit in read_units(info.folder / "units.yaml", "", []).values()
    ]
    return {name for unit in units for name in (unit.name, *unit.aliases)}
