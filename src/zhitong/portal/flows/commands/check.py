"""`zhitong check packs`: every problem of every pack, with its place."""

from pathlib import Path
from typing import Any

import click

from zhitong.engine.packs import PACKS, list_packs, read_pack
from zhitong.portal.flows.commands.answers import Unusable, as_json, print_json, say, sentence


@click.group(name="check")
def command() -> None:
    """检查数据是否可用。"""


@command.command(name="packs")
@click.argument("names", nargs=-1)
@click.option("--folder", type=click.Path(path_type=Path), default=PACKS, help="政策包所在文件夹。")
@as_json
def packs_command(names: tuple[str, ...], folder: Path, wants_json: bool) -> None:
    """检查政策包：条件、金额、单位、期限、引用是否齐全。"""
    known = {info.key: info for info in list_packs(folder)}
    unknown = [name for name in names if name not in known]
    if unknown or not known:
        usable = "、".join(known) or "无"
        raise Unusable(f"没有政策包“{'、'.join(unknown) or folder}”，可用：{usable}。")
    found: dict[str, dict[str, Any]] = {}
    said: set[str] = set()  # a pack repeats the problems of those it includes
    for key in names or known:
        pack, problems = read_pack(known[key].folder)
        fresh = [one for one in problems if sentence(one) not in said]
        said |= {sentence(one) for one in fresh}
        found[key] = {
            "provisions": len(pack.own_provisions()) if pack else 0,
            "cases": len(pack.cases) if pack else 0,
            "problems": [
                {"code": one.code, "severity": str(one.severity), "message": sentence(one)} for one in fresh
            ],
        }
    if wants_json:
        print_json(found)
    for key, one in found.items():
        if not wants_json:
            click.echo(f"{key}：惠企事项 {one['provisions']} 项，示例 {one['cases']} 个")
        for problem in one["problems"]:
            say(f"  [{problem['severity']}] {problem['message']}")
    if any(problem["severity"] == "error" for one in found.values() for problem in one["problems"]):
        raise Unusable("政策包有误，请按上面的提示改正。")
