"""The program `zhitong`: each command lives in its own module and is read when it is called,
so that reading a document does not wait for the database."""

import os
import re
import sys
from importlib import import_module
from types import ModuleType

import click
import django

from zhitong.portal.flows.commands.answers import Unusable

SETTINGS = "zhitong.portal.settings"
QUOTED = re.compile(r"['\"(](.+?)['\")]")

# name → (module, needs the database, what it does)
COMMANDS: dict[str, tuple[str, bool, str]] = {
    "document": ("document", False, "解析、检查、对照一份公文"),
    "statement": ("statement", False, "一户的惠企明白卡"),
    "match": ("match", False, "全部事项对一批经营主体的匹配"),
    "what-if": ("what_if", False, "一项政策如果这样改：谁得、谁失、多少钱"),
    "check": ("check", False, "检查政策包"),
    "import": ("importing", True, "导入文件或经营主体"),
    "take-up": ("take_up", False, "核对享受名单：应享未享、不应享而享、未足额、超额"),
    "snapshot": ("snapshot", True, "登记库要素快照"),
    "run": ("running", True, "全部事项对登记库匹配一次"),
    "index": ("index", True, "重建检索索引"),
    "deliver": ("deliver", True, "告知一次匹配带来的变化，发送到期的消息"),
    "work": ("work", True, "执行后台任务与定时任务"),
    "assistants": ("assistants", True, "供智能助手查询政策"),
    "demo": ("demo", True, "准备演示数据并启动网站"),
}


def start_django() -> None:
    """Makes models usable; the settings of the environment, else the demo's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def read_module(name: str, needs_database: bool) -> ModuleType:
    """A command's module, with Django started first where it needs the database."""
    if needs_database:
        start_django()
    return import_module(f"{__name__}.{name}")


class Door(click.Group):
    """A group that knows its commands by table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names in table order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        module, needs_database, _ = COMMANDS[cmd_name]
        found = read_module(module, needs_database).command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, without reading any module."""
        with formatter.section("命令"):
            formatter.write_dl([(name, text) for name, (_, _, text) in COMMANDS.items()])


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
def door() -> None:
    """直通：从公文中的一句话，到它所惠及的经营主体。"""


def usage_words(error: click.UsageError) -> str:
    """What is wrong with the way a command was called, in Chinese."""
    match error:
        case click.NoSuchOption():
            return f"没有选项“{error.option_name}”"
        case click.MissingParameter():
            return f"缺少{error.param.human_readable_name if error.param else '参数'}"
        case click.BadParameter():
            shown = error.param.human_readable_name if error.param else "参数"
            return f"{shown} 的值不能用（{error.message.rstrip('.')}）"
    named = QUOTED.search(error.format_message())
    return f"没有命令或参数“{named.group(1)}”" if named else error.format_message().rstrip(".")


def main(arguments: list[str] | None = None) -> None:
    """Runs a command: exit 0, or 2 with one clear sentence on standard error."""
    try:
        door.main(args=arguments, prog_name="zhitong", standalone_mode=False)
    except Unusable as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    except click.exceptions.Abort:
        click.echo("已中止；再次运行会接着做。", err=True)
        sys.exit(130)
    except click.UsageError as error:
        click.echo(f"命令用法不对：{usage_words(error)}。请加 --help 查看用法。", err=True)
        sys.exit(2)
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)


__all__ = ["COMMANDS", "door", "main", "read_module", "start_django"]
