"""`zhitong work`: does what lies in the queue and what the clock asks for."""

import click

from zhitong.portal.flows.clock import beijing_now
from zhitong.portal.flows.commands.answers import as_json, print_json, say
from zhitong.portal.flows.nightly import SCHEDULE
from zhitong.portal.foundation.jobs.keeping import health
from zhitong.portal.foundation.jobs.working import drain, work


@click.command(name="work")
@click.option("--until-empty", is_flag=True, help="做完当前排队的任务即退出，不看定时表。")
@as_json
def command(until_empty: bool, wants_json: bool) -> None:
    """执行后台任务与定时任务；可同时启动多个，随时可中断。"""
    if not until_empty:
        say("后台任务进程已启动，按 Ctrl+C 结束。")
        work(SCHEDULE, beijing_now)
        return
    drain()
    now = health()
    if wants_json:
        print_json({"waiting": now.waiting, "given_up": now.given_up})
    say(f"排队的任务已做完；稍后重试 {now.waiting} 项，已放弃 {now.given_up} 项。")
