"""How commands answer: JSON on standard output, sentences on standard error, dates checked."""

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from zhitong.engine.values import Problem, parse_date

FEW_PAGES = 5
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


class Unusable(Exception):  # noqa: N818 - an answer to a request, not a fault
    """Input that cannot be used; `main` prints the sentence and exits 2."""


class Day(click.ParamType[date]):
    """A day as people write it: 2024-06-30, 2024年6月30日."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or one sentence with the remedy."""
        if isinstance(value, date):
            return value
        found, problem = parse_date(str(value))
        if found is None or problem is not None:
            raise Unusable(problem.message if problem else f"日期“{value}”无法采用，请写成“2024-06-30”。")
        if not EARLIEST <= found <= LATEST:
            raise Unusable(
                f"日期 {found.isoformat()} 不在可用范围内（{EARLIEST.year}年至{LATEST.year}年），请核对年份。"
            )
        return found


def bytes_of(path: Path) -> bytes:
    """The content of a file, or one sentence."""
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise Unusable(f"“{path}”是文件夹，请给出文件。") from None
    except OSError:
        raise Unusable(f"打不开文件“{path}”，请核对路径和权限。") from None


def json_of(path: Path) -> Any:
    """The decoded JSON of a file, or one sentence with the place."""
    raw = bytes_of(path)
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unusable(f"“{path}”不是 UTF-8 编码，请另存为 UTF-8。") from None
    except json.JSONDecodeError as error:
        raise Unusable(f"“{path}”第{error.lineno}行第{error.colno}列不是有效的 JSON，请改正。") from None


def print_json(content: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=str))


def say(text: str) -> None:
    """A sentence for the person at the terminal."""
    click.echo(text, err=True)


def page_progress(done: int, total: int) -> None:
    """Which page is being read, on one line of the terminal; nothing where standard error is no terminal."""
    if total > FEW_PAGES and sys.stderr.isatty():
        click.echo(f"\r正在读取第 {done}/{total} 页", err=True, nl=done == total)


def sentence(problem: Problem) -> str:
    """A problem as one line: place, what, remedy."""
    place = f"{problem.where}：" if problem.where and problem.where not in problem.message else ""
    advice = problem.advice if problem.advice not in problem.message else ""
    return f"{place}{problem.message}{advice}"


def sentences(problems: Iterable[Problem], limit: int = 20) -> str:
    """The first problems, one a line, and how many more there are."""
    listed = [sentence(one) for one in problems]
    more = [f"另有 {len(listed) - limit} 处。"] if len(listed) > limit else []
    return "\n".join(listed[:limit] + more)


as_json = click.option("--json", "wants_json", is_flag=True, help="在标准输出给出一份 JSON。")
