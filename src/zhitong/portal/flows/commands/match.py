"""`zhitong match`: all provisions of a pack over a file of businesses. Needs no database."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from zhitong.columnar.match import CLOSING_DAYS, Options, Runner, match
from zhitong.columnar.run import run
from zhitong.columnar.spark import LOCAL, SparkFailedError, cluster, is_installed
from zhitong.engine.values import Verdict
from zhitong.portal.flows.clock import today
from zhitong.portal.flows.commands.answers import Day, Unusable, as_json, print_json, say, sentences
from zhitong.portal.flows.commands.packs import pack_named

MASTER, FOLDER = "ZHITONG_SPARK_MASTER", "ZHITONG_SPARK_FOLDER"
PATH = click.Path(path_type=Path)


@click.command(name="match")
@click.option("--businesses", required=True, type=PATH, help="一户一行的 .parquet 或 .csv，列名为要素键。")
@click.option("--pack", required=True, help="政策包。")
@click.option("--as-of", type=Day(), default=None, help="以哪一天为准，默认今天。")
@click.option("--out", required=True, type=PATH, help="结果文件夹。")
@click.option("--engine", default="local", type=click.Choice(["local", "spark"]), help="计算引擎。")
@click.option("--since", type=PATH, help="上一次的结果文件夹：另给出新增、不再符合和金额有变的。")
@click.option(
    "--closing-days",
    type=click.IntRange(0, 3660),
    default=CLOSING_DAYS,
    help="列出几天内截止的事项，默认30。",
)
@click.option("--verdicts", is_flag=True, help="另写一户一项一行的 verdicts.parquet。")
@click.option("--with-drafts", is_flag=True, help="连同来自征求意见稿的事项。")
@as_json
def command(
    businesses: Path,
    pack: str,
    as_of: date | None,
    out: Path,
    engine: str,
    since: Path | None,
    closing_days: int,
    verdicts: bool,
    with_drafts: bool,
    wants_json: bool,
) -> None:
    """全部事项对一批经营主体的匹配：户数、金额合计和名单。"""
    chosen = pack_named(pack)
    if not with_drafts:
        published = {key: one for key, one in chosen.provisions.items() if one.stage == "published"}
        chosen = replace(chosen, provisions=published)
    day = as_of or today()
    options = Options(verdicts, since, closing_days)
    if engine == "spark":  # which divides the rows itself
        options = replace(options, portion=sys.maxsize)
    with _runner(engine) as runner:
        found, problems = match(businesses, chosen, day, out, options, runner=runner)
    if found is None:
        raise Unusable(sentences(problems))
    for line in sentences(problems).splitlines():
        say(f"提示：{line}")
    counts: dict[str, dict[str, int | None]] = {
        key: {verdict.value: total.counts[verdict] for verdict in Verdict}
        for key, total in found.totals.items()
    }
    for key, total in found.totals.items():
        counts[key]["amount_sum"] = total.amount.low_fen if total.amount else None
    if wants_json:
        print_json(
            {
                "as_of": day.isoformat(),
                "businesses": found.totals.rows,
                "out": str(out),
                "counts": counts,
            }
        )
        return
    for key, one in counts.items():
        click.echo(f"{key}　符合 {one['met']}，待确认 {one['unknown']}，不符合 {one['not_met']}")
    click.echo(f"{found.totals.rows} 户，结果在 {out}")


@contextmanager
def _runner(engine: str) -> Iterator[Runner]:
    """Here, or on the cluster that `ZHITONG_SPARK_MASTER` names; `ZHITONG_SPARK_FOLDER` is where the
    partitions go, if not all machines see the temporary folder of this one."""
    if engine == "local":
        yield run
        return
    if not is_installed():
        raise Unusable("没有安装 Spark 引擎，请先运行 pip install 'zhitong[spark]'，或用 --engine local。")
    folder = os.environ.get(FOLDER)
    try:
        with cluster(os.environ.get(MASTER, LOCAL), Path(folder) if folder else None) as chosen:
            yield chosen.run
    except SparkFailedError as error:
        say(str(error))
        raise Unusable("Spark 集群没有完成计算，请核对集群地址和 Java 17，或用 --engine local。") from error
