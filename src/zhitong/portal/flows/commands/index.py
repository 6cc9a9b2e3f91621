"""`zhitong index`: the index of the search."""

import click

from zhitong.portal.documents.search.keeping import Refreshed, rebuild_index, refresh_index
from zhitong.portal.flows.commands.answers import Unusable, as_json, print_json, say
from zhitong.portal.flows.database import make_ready
from zhitong.portal.foundation.problems import Refusal


@click.group(name="index")
def command() -> None:
    """检索索引：从库中的文件重新生成，可随时重建。"""


def report(done: Refreshed, wants_json: bool) -> None:
    """What was done, as JSON or as a sentence."""
    if wants_json:
        print_json({"indexed": done.indexed, "forgotten": done.forgotten, "unchanged": done.unchanged})
        return
    click.echo(f"编入 {done.indexed} 份，移除 {done.forgotten} 份，未变 {done.unchanged} 份。")


@command.command(name="rebuild")
@as_json
def rebuild_command(wants_json: bool) -> None:
    """清空并重建全部索引。"""
    try:
        make_ready(say)
        done = rebuild_index(progress=lambda title: say(f"编入：{title}"))
    except Refusal as refusal:
        raise Unusable(str(refusal)) from refusal
    report(done, wants_json)


@command.command(name="refresh")
@as_json
def refresh_command(wants_json: bool) -> None:
    """只编入有变化的文件。"""
    try:
        make_ready(say)
        done = refresh_index(progress=lambda title: say(f"编入：{title}"))
    except Refusal as refusal:
        raise Unusable(str(refusal)) from refusal
    report(done, wants_json)
