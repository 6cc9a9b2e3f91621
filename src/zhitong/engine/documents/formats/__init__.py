"""File formats: one module each, found by file ending and by the first bytes.

A format is a module here with `ENDINGS`, `sniff(data) -> bool` and
`read(data, name) -> (Source | None, problems)`. Nothing else has to be edited.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from zhitong.engine.documents.formats.source import Source
from zhitong.engine.values import Problem

MAX_BYTES = 50_000_000


def _discover() -> dict[str, ModuleType]:
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    return {module.__name__.rsplit(".", 1)[-1]: module for module in modules if hasattr(module, "ENDINGS")}


FORMATS: dict[str, ModuleType] = _discover()


def _chosen(data: bytes, name: str) -> ModuleType | None:
    """The bytes decide before the name does; plain text only by name or for want of another."""
    ending = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    fitting = [module for module in FORMATS.values() if module.sniff(data)]
    if fitting:
        return next((module for module in fitting if ending in module.ENDINGS), fitting[0])
    for module in FORMATS.values():
        if ending in module.ENDINGS:
            return module
    return FORMATS["txt"] if ending not in REFUSED else None


REFUSED = {
    ".doc": "这是旧版 Word（.doc）文件，请用 Word 或 WPS 另存为 .docx 后再上传。",
    ".wps": "这是 WPS 专用格式，请另存为 .docx 后再上传。",
    ".xls": "这是表格文件，不是公文；请上传 .docx、.pdf、.html 或 .txt。",
    ".xlsx": "这是表格文件，不是公文；请上传 .docx、.pdf、.html 或 .txt。",
    ".jpg": "这是图片，没有可读的文字；请先做文字识别（OCR），再上传文字版。",
    ".png": "这是图片，没有可读的文字；请先做文字识别（OCR），再上传文字版。",
}


def read(data: bytes, name: str) -> tuple[Source | None, list[Problem]]:
    """The words of a file, or None with one problem in plain Chinese that says what to do."""
    if not data:
        return None, [Problem("empty", "文件是空的。请确认文件是否完整，再重新上传。", where=name)]
    if len(data) > MAX_BYTES:
        return None, [
            Problem(
                "too_large", f"文件超过 {MAX_BYTES // 1_000_000} MB，不能读取；请拆分后再上传。", where=name
            )
        ]
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return None, [Problem("old_word", REFUSED[".doc"], where=name)]
    ending = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    module = _chosen(data, name)
    if module is None:
        return None, [Problem("unknown_format", REFUSED[ending], where=name)]
    source, problems = module.read(data, name)
    return source, problems
