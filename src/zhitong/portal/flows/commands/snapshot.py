"""`zhitong snapshot`: the registry's facts as of a day, as Parquet for `zhitong match`."""

from datetime import date
from pathlib import Path

import click

from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.flows.clock import today
from zhitong.portal.flows.commands.answers import Day, Unusable, as_json, print_json, say
from zhitong.portal.flows.database import make_ready
from zhitong.portal.flows.snapshotting import take_snapshot
from zhitong.portal.foundation.problems import Refusal


@click.command(name="snapshot")
@click.option("--as-of", "as_of", type=Day(), default=None, help="以哪一天为准，默认今天。")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="快照文件夹。")
@as_json
def command(as_of: date | None, out: Path, wants_json: bool) -> None:
    """登记库中全部存续主体的要素，写成 Parquet；中断后再次运行会接着做。"""
    try:
        make_ready(say)
        taken = take_snapshot(as_of=as_of or today(), out=out, say=say)
    except Refusal as refused:
        raise Unusable(str(refused)) from refused
    manifest = taken.manifest
    for key, count in taken.refused.items():
        say(f"提示：“{vocabulary().label(key)}”有 {count} 个值不合要素表，按“未知”处理。")
    if wants_json:
        print_json(
            {
                "as_of": manifest.as_of.isoformat(),
                "taken_at": manifest.taken_at,
                "businesses": manifest.rows,
                "parts": len(manifest.parts),
                "parts_kept": taken.kept,
                "refused_values": taken.refused,
                "out": str(out),
            }
        )
        return
    click.echo(f"{manifest.rows} 户，{len(manifest.parts)} 段（{taken.kept} 段没有变化），快照在 {out}")
