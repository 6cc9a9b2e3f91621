"""`zhitong demo`: prepare everything, start the site, say where and as whom."""

import click
from django.conf import settings

from zhitong.portal.flows.clock import today
from zhitong.portal.flows.commands import read_module
from zhitong.portal.flows.commands.answers import Unusable, as_json, print_json, say
from zhitong.portal.flows.demo.ready import DEMO_SIZE, ready_demo
from zhitong.portal.flows.demo.sign_ins import SignIn
from zhitong.portal.flows.serving import HOST, free_port, serve
from zhitong.portal.foundation.problems import Refusal


def print_sign_ins(address: str, sign_ins: list[SignIn]) -> None:
    """The address and the accounts, as a small table."""
    say("")
    say(f"直通演示已就绪：{address}")
    say("登录账号（仅用于本机演示）：")
    for one in sign_ins:
        say(f"  {one.username:<10} {one.password:<24} {one.who}")
    say("")


@click.command(name="demo")
@click.option("--port", default=8600, show_default=True, type=click.IntRange(1, 65535), help="端口。")
@click.option(
    "--size", default=DEMO_SIZE, show_default=True, type=click.IntRange(20, 1_000_000), help="户数。"
)
@click.option("--no-serve", is_flag=True, help="只准备数据，不启动网站。")
@as_json
def command(port: int, size: int, no_serve: bool, wants_json: bool) -> None:
    """准备演示数据并启动网站；可随时中断，再次运行会接着做。"""
    try:
        demo = ready_demo(data=settings.DATA, as_of=today(), size=size)
        if demo is not None:
            say(f"演示数据已备好：{demo.businesses} 户合成主体。")
        else:
            preparing = read_module("demo_preparing", needs_database=True)
            demo = preparing.prepare_demo(data=settings.DATA, as_of=today(), say=say, size=size)
        chosen = port if no_serve else free_port(port)
    except Refusal as refusal:
        raise Unusable(str(refusal)) from refusal
    if chosen != port:
        say(f"端口 {port} 被占用，改用 {chosen}。")
    address = f"http://{HOST}:{chosen}/"
    if wants_json:
        accounts = [
            {"username": one.username, "password": one.password, "who": one.who} for one in demo.sign_ins
        ]
        print_json({"address": address, "businesses": demo.businesses, "sign_ins": accounts})
    print_sign_ins(address, demo.sign_ins)
    if not no_serve:
        serve(chosen)
