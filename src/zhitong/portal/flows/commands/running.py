"""`zhitong run matching`: every provision against the registry, kept for the pages."""

from datetime import date

import click

from zhitong.portal.flows.clock import today
from zhitong.portal.flows.commands.answers import Day, Unusable, as_json, print_json, say
from zhitong.portal.flows.matching import run_matching
from zhitong.portal.foundation.problems import Refusal


@click.group(name="run")
def command() -> None:
    """对登记库运行一次批量计算。"""


@command.command(name="matching")
@click.option("--as-of", "as_of", type=Day(), default=None, help="以哪一天为准，默认今天。")
@as_json
def matching_command(as_of: date | None, wants_json: bool) -> None:
    """全部惠企事项对登记库中全部存续主体匹配一次，结果供各页面使用。"""
    try:
        done = run_matching(as_of=as_of or today(), say=say)
    except Refusal as refused:
        raise Unusable(str(refused)) from refused
    if wants_json:
        print_json(
            {
                "run": done.pk,
                "as_of": done.as_of.isoformat(),
                "businesses": done.businesses,
                "provisions": done.provisions,
            }
        )
