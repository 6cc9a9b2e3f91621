"""Loading YAML of a pack: duplicate keys and broken lines become problems with file and line."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from zhitong.engine.values import Problem

# The compiled parser is about ten times as fast; installations without it read the same.
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc, valid-type]
    """Refuses a key written twice in one mapping, which YAML would silently overwrite."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"键“{key}”写了两次", problem_mark=key_node.start_mark
                )
            seen.add(key)
        content: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return content


def load_yaml(path: Path, label: str, problems: list[Problem]) -> Any:
    """The content of a file, or None with a problem naming the file and the line."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(Problem("pack_file_missing", f"缺少文件 {label}，请补上。", where=label))
        return None
    except (OSError, UnicodeDecodeError):
        problems.append(
            Problem("pack_file_unreadable", f"文件 {label} 读不出来，请存为 UTF-8 编码。", where=label)
        )
        return None
    return load_yaml_text(text, label, problems)


def load_yaml_text(text: str, label: str, problems: list[Problem]) -> Any:
    """The content of a YAML text; `label` names its place in problems."""
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{label} 第{mark.line + 1}行" if mark else label
        said = getattr(error, "problem", None) or ""
        reason = said if "写了两次" in said else "不是有效的 YAML"
        remedy = "请删去一处" if "写了两次" in said else "请检查缩进、冒号和引号"
        problems.append(Problem("pack_yaml", f"{place}：{reason}，{remedy}。", where=label))
        return None


def load_list(path: Path, label: str, problems: list[Problem]) -> list[dict[str, Any]]:
    """The mappings of a file that must hold a list of mappings; empty files are empty lists."""
    content = load_yaml(path, label, problems)
    if content is None:
        return []
    if not isinstance(content, list):
        problems.append(Problem("pack_not_list", f"文件 {label} 应是以“- ”开头的列表，请改正。", where=label))
        return []
    taken: list[dict[str, Any]] = []
    for number, entry in enumerate(content, start=1):
        if isinstance(entry, dict):
            taken.append({str(key): value for key, value in entry.items()})
        else:
            message = f"文件 {label} 的第{number}项不是“键: 值”，请改正。"
            problems.append(Problem("pack_entry_malformed", message, where=label))
    return taken
