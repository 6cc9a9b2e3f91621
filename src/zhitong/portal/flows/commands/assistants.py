"""`zhitong assistants`: policies for assistants that speak the Model Context Protocol."""

from importlib.util import find_spec

import click

from zhitong.portal.flows.commands import read_module
from zhitong.portal.flows.commands.answers import Unusable, as_json, print_json, say
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.foundation.tokens import end, issue, valid_tokens

SCOPE = "assistants"


@click.group(name="assistants")
def command() -> None:
    """供智能助手查询：检索、条款、事项、明白卡，回答都带原句。"""


@command.command(name="serve")
@click.option("--http", "over_http", is_flag=True, help="用 HTTP（须带令牌）；默认用标准输入输出。")
@click.option("--port", default=8700, show_default=True, type=click.IntRange(1, 65535), help="HTTP 端口。")
def serve_command(over_http: bool, port: int) -> None:
    """启动服务。"""
    if find_spec("mcp") is None:
        raise Unusable("没有安装助手接口。请运行 pip install 'zhitong[assistants]' 后再试。")
    serving = read_module("assistants_serving", needs_database=True)
    if over_http:
        say(f"助手接口：http://127.0.0.1:{port}/mcp（请求头 Authorization: Bearer 令牌）")
        serving.serve_http(port)
    else:
        serving.serve_stdio()


@command.command(name="token")
@click.argument("name", required=False, default="")
@click.option("--end", "ends", is_flag=True, help="停用这个令牌。")
@as_json
def token_command(name: str, ends: bool, wants_json: bool) -> None:
    """签发或停用令牌；不写名称时列出现有令牌。"""
    try:
        if not name:
            listed = [each for each, scope in valid_tokens() if scope == SCOPE]
            say("、".join(listed) or "还没有令牌。用 zhitong assistants token 名称 签发一个。")
            answer: dict[str, object] = {"tokens": listed}
        elif ends:
            end(name=name)
            say(f"令牌“{name}”已停用。")
            answer = {"ended": name}
        else:
            answer = {"name": name, "token": issue(name=name, scope=SCOPE)}
            say(f"令牌“{name}”已签发，只显示这一次，请妥善保存。")
            if not wants_json:
                click.echo(answer["token"])
    except Refusal as refused:
        raise Unusable(str(refused)) from refused
    if wants_json:
        print_json(answer)
