"""Why a registry file or a row of it is not taken."""

from zhitong.portal.foundation.problems import Refusal


class FileRefused(Refusal):
    """The file as a whole cannot be used; nothing was written."""


class BeingImported(Refusal):
    """Another process takes the same file at this moment."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”正在由另一个进程导入。", "请等它完成后再看结果。", code="being_imported")


def empty(name: str) -> FileRefused:
    """No rows."""
    return FileRefused(f"“{name}”里没有数据。", "请确认第一个工作表有表头和至少一行。", code="file_empty")


def unreadable(name: str, kind: str) -> FileRefused:
    """Not what its name says."""
    return FileRefused(
        f"“{name}”不是能打开的 {kind} 文件。", f"请另存为 {kind} 后再导入。", code="file_unreadable"
    )


def unknown_kind(name: str) -> FileRefused:
    """A suffix nobody reads."""
    return FileRefused(f"不认识“{name}”的文件类型。", "请使用 .xlsx、.csv 或 .parquet。", code="file_kind")


def no_code_column(name: str, header: list[str]) -> FileRefused:
    """Nothing to key by."""
    shown = "、".join(header[:8]) or "空"
    return FileRefused(
        f"“{name}”的前十行里没有“统一社会信用代码”（uscc）一列，看到的是：{shown}。",
        "请补上这一列的表头。",
        code="no_code_column",
    )
