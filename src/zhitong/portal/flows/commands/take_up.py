"""`zhitong take-up`: what was claimed in a period against what the rules give."""

import json
from datetime import date
from pathlib import Path

import click
import polars as pl

from zhitong.columnar.folders import whole_folder
from zhitong.columnar.refusals import explained
from zhitong.columnar.run import run
from zhitong.columnar.take_up import LINES, STATES, TakeUp
from zhitong.engine.values import Problem
from zhitong.portal.flows.claiming import Claims, read_claims
from zhitong.portal.flows.clock import today
from zhitong.portal.flows.commands.answers import Day, Unusable, as_json, print_json, say, sentences
from zhitong.portal.flows.commands.packs import pack_named
from zhitong.portal.flows.commands.what_if import read_businesses
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.foundation.sheets import write_csv

MARK = "take-up.json"
PATH = click.Path(path_type=Path)
GROUPS = (("total", "", 0), ("region", "region", 6), ("industry", "industry", 1))


@click.command(name="take-up")
@click.option("--claims", required=True, type=PATH, help="享受名单：代码、事项、期间、金额。")
@click.option("--businesses", type=PATH, help="一户一行的文件，或 zhitong snapshot 的文件夹。")
@click.option("--registry", is_flag=True, help="核对登记库，不用文件。")
@click.option("--pack", required=True, help="政策包。")
@click.option("--period", required=True, help="核对哪个期间，与名单中写法一致。")
@click.option("--as-of", type=Day(), default=None, help="以哪一天为准，默认今天。")
@click.option("--out", required=True, type=PATH, help="结果文件夹。")
@as_json
def command(
    claims: Path,
    businesses: Path | None,
    registry: bool,
    pack: str,
    period: str,
    as_of: date | None,
    out: Path,
    wants_json: bool,
) -> None:
    """核对一个期间：应享未享、不应享而享、少享、多享和待确认。"""
    if registry is (businesses is not None):
        raise Unusable("请在 --businesses 和 --registry 中选一个。")
    chosen = pack_named(pack)
    rules = {key: one for key, one in chosen.provisions.items() if one.stage == "published"}
    try:
        read = read_claims(claims, period, rules)
    except Refusal as refusal:
        raise Unusable(str(refusal)) from refusal
    except OSError:
        raise Unusable(f"打不开文件“{claims}”，请核对路径和权限。") from None
    day = as_of or today()
    snapshot = read_businesses(businesses, day, chosen)
    found = TakeUp(run(rules.values(), snapshot, day), read.frame)
    states = _states(found)
    answer = {
        "as_of": day.isoformat(),
        "period": period,
        "claims": read.frame.height,
        "other_periods": read.other_periods,
        "refused": len(read.refused),
        "states": states,
        "out": str(out),
    }
    refused: list[Problem] = []
    with explained(out, refused, "核对"), whole_folder(out, MARK) as folder:
        write_take_up(found, read, folder)
        (folder / MARK).write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if refused:
        raise Unusable(sentences(refused))
    if read.refused:
        say(f"{len(read.refused)} 行没有采用，原因在 {out / 'refused.csv'}")
    if wants_json:
        print_json(answer)
        return
    for state, word in STATES.items():
        click.echo(f"{word} {states[state]} 户次")
    click.echo(f"结果在 {out}")


def write_take_up(found: TakeUp, read: Claims, folder: Path) -> None:
    """lines.parquet, sums.csv (in fen, by region and industry too), refused.csv."""
    (folder / "lines").mkdir()
    for number, lines in enumerate(found.all_lines()):
        lines.write_parquet(folder / "lines" / f"{number:05d}.parquet")
    if any((folder / "lines").iterdir()):
        pl.scan_parquet(folder / "lines" / "*.parquet").sink_parquet(folder / "lines.parquet")
    else:
        pl.DataFrame(schema=LINES).write_parquet(folder / "lines.parquet")
    for path in (folder / "lines").iterdir():
        path.unlink()
    (folder / "lines").rmdir()
    rows = [
        (name, one.value, one.provision, STATES[one.state], one.businesses, one.low_fen, one.claimed_fen)
        for name, fact, length in GROUPS
        for one in found.sums(fact, length)
    ]
    header = ("by", "value", "provision", "state", "businesses", "low_fen", "claimed_fen")
    write_csv(folder / "sums.csv", header, rows)
    refused = [(one.row, one.uscc, one.reason) for one in read.refused]
    write_csv(folder / "refused.csv", ("行", "统一社会信用代码", "原因"), refused)


def _states(found: TakeUp) -> dict[str, int]:
    totals = dict.fromkeys(STATES, 0)
    for one in found.sums():
        totals[one.state] += one.businesses
    return totals
