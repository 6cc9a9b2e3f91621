"""`zhitong import`: documents and businesses."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from zhitong.portal.businesses.models import Source
from zhitong.portal.flows.commands.answers import Day, Unusable, as_json, print_json, say
from zhitong.portal.flows.database import make_ready
from zhitong.portal.flows.importing import DocumentOutcome, import_documents, import_registry
from zhitong.portal.flows.loading import load_packs
from zhitong.portal.foundation.problems import Refusal

FILE = click.Path(path_type=Path)
OUTCOMES = {"new": "新导入", "changed": "新版本", "unchanged": "未变", "refused": "未采用"}


@click.group(name="import")
def command() -> None:
    """导入政策文件或经营主体；重复导入不会重复入库。"""


def ready() -> None:
    """The database can be written, or one sentence."""
    try:
        make_ready(say)
    except Refusal as refusal:
        raise Unusable(str(refusal)) from refusal


def document_json(one: DocumentOutcome) -> dict[str, object]:
    """What became of a document file."""
    if one.taken is None:
        return {"file": str(one.path), "outcome": "refused", "message": str(one.refusal)}
    document, problems, outcome = one.taken
    return {
        "file": str(one.path),
        "outcome": outcome,
        "key": document.key,
        "title": document.title,
        "problems": [
            {"code": each.code, "message": each.message, "start": each.start, "end": each.end}
            for each in problems
        ],
    }


@command.command(name="documents")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--by-paragraph", is_flag=True, help="没有编号的文件按自然段处理。")
@as_json
def documents_command(files: tuple[Path, ...], by_paragraph: bool, wants_json: bool) -> None:
    """导入一份或多份政策文件。"""
    ready()
    outcomes = import_documents(files, by_paragraph=by_paragraph)
    if wants_json:
        print_json({"documents": [document_json(one) for one in outcomes]})
    else:
        for one in outcomes:
            if one.taken is not None:
                document, problems, outcome = one.taken
                click.echo(
                    f"{OUTCOMES[outcome]}　{document.title}（{document.key}），提示 {len(problems)} 条"
                )
    refused = [one for one in outcomes if one.refusal is not None]
    if refused:
        raise Unusable("\n".join(str(one.refusal) for one in refused))


@command.command(name="businesses")
@click.argument("file", type=FILE)
@click.option("--as-of", type=Day(), default=None, help="数据日期，默认今天。")
@click.option(
    "--source", default="register", show_default=True, type=click.Choice(Source.values), help="数据来源。"
)
@as_json
def businesses_command(file: Path, as_of: date | None, source: str, wants_json: bool) -> None:
    """导入经营主体（.xlsx .csv .parquet）；退回的行连同原因写在输入文件旁边。"""
    ready()
    try:
        result, refused_path = import_registry(
            file, as_of=as_of, source=source, progress=lambda read: say(f"已读 {read} 行")
        )
    except Refusal as refusal:
        raise Unusable(str(refusal)) from refusal
    counts = {
        "taken": result.taken,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "refused": len(result.refused),
    }
    if wants_json:
        rows = [{"row": one.number, "reason": one.reason} for one in result.refused[:100]]
        print_json(
            {
                "file": str(file),
                **counts,
                "refused_file": str(refused_path) if refused_path else None,
                "refused_rows": rows,
                "ignored_columns": list(result.ignored_columns),
            }
        )
        return
    click.echo("新增 {taken}，变更 {changed}，未变 {unchanged}，退回 {refused}".format(**counts))
    if result.ignored_columns:
        say(f"这些列不认识，没有导入：{'、'.join(result.ignored_columns)}")
    if refused_path:
        say(f"退回的行和原因在：{refused_path}")


@command.command(name="packs")
@as_json
def packs_command(wants_json: bool) -> None:
    """载入（更新）程序所带的政策包；内容没变的不动。"""
    ready()
    try:
        loaded = load_packs(None if wants_json else click.echo)
    except Refusal as refusal:
        raise Unusable(str(refusal)) from refusal
    if wants_json:
        print_json({one.pack.key: asdict(one.provisions) for one in loaded})
