"""`zhitong deliver`: tells what a run changed, and sends what is due."""

import time

import click
from django.utils import timezone

from zhitong.portal.deliveries.moving import unfinished, waiting
from zhitong.portal.deliveries.sending import send_waiting
from zhitong.portal.flows.commands.answers import Unusable, as_json, print_json, say
from zhitong.portal.flows.deliver_matches import deliver
from zhitong.portal.foundation.problems import Refusal


@click.command(name="deliver")
@click.option("--run", "run", type=int, default=0, help="哪一匹配批次，默认最近一次。")
@click.option("--send-only", is_flag=True, help="只发送到期的消息，不生成新的。")
@click.option("--until-empty", is_flag=True, help="等到别的进程占用的消息也发完。")
@as_json
def command(run: int, send_only: bool, until_empty: bool, wants_json: bool) -> None:
    """把一次匹配带来的变化告知已绑定的经营者；可重复运行，同一变化只告知一次。"""
    made = {"run": None, "people": 0, "businesses": 0, "notices": 0}
    try:
        if not send_only:
            made = deliver(run=run, now=timezone.localtime(), say=say)
    except Refusal as refused:
        raise Unusable(str(refused)) from refused
    sent = 0
    while True:
        taken = send_waiting(timezone.localtime)
        sent += taken
        if not taken:
            if not (until_empty and unfinished()):
                break
            time.sleep(0.2)
    left = len(waiting(timezone.localtime(), 1))
    if wants_json:
        print_json({**made, "sent": sent, "waiting": left})
        return
    click.echo(
        f"新提醒 {made['notices']} 条（{made['people']} 人、{made['businesses']} 户），处理消息 {sent} 条"
    )
