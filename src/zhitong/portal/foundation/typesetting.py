"""Typesetting: a template and plain data become a PDF; fails early and clearly without a Chinese font."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from zhitong.portal.foundation.problems import Refusal

# The first that is installed is used; all have the characters of GB 18030's common part.
SERIF = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "SimSun",
    "FangSong",
)


class NoFont(Refusal):
    """No Chinese font is installed: the paper would be blank where words should be."""

    def __init__(self) -> None:
        super().__init__(
            "这台服务器没有中文字体，暂不能生成 PDF。",
            "请管理员安装思源宋体（fonts-noto-cjk）；也可以先下载 Word 版。",
            code="no_font",
        )


@cache
def chinese_family() -> str:
    """The installed family used for Chinese, or NoFont."""
    installed = set(typst.Fonts().families())
    found = next((family for family in SERIF if family in installed), None)
    if found is None:
        raise NoFont
    return found


def pdf(template: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The template with `sys.inputs.data` (JSON) and `sys.inputs.family`; pictures lie beside it by name."""
    family = chinese_family()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "page.typ").write_bytes(template.read_bytes())
        for name, content in (pictures or {}).items():
            (root / name).write_bytes(content)
        inputs = {"data": json.dumps(data, ensure_ascii=False, default=str), "family": family}
        made = typst.compile(root / "page.typ", root=root, sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made
