"""File formats: one module each, found by file ending and by the first bytes.

A format is a module here with `ENDINGS`, `sniff(data) -> bool` and
`read(data, name) -> (Source | None, problems)`; one with `HAS_PAGES` takes a `progress` as well.
Nothing else has to be edited.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from zhitong.engine.documents.formats.foreign import ENDINGS_REFUSED, refusal_of
from zhitong.engine.documents.formats.source import Progress, Source
from zhitong.engine.values import Problem, Severity

MAX_BYTES = 50_000_000


def _discover() -> dict[str, ModuleType]:
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    return {module.__name__.rsplit(".", 1)[-1]: module for module in modules if hasattr(module, "ENDINGS")}


FORMATS: dict[str, ModuleType] = _discover()


def _ending(name: str) -> str:
    return "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""


def _chosen(data: bytes, name: str) -> ModuleType | None:
    """The bytes decide before the name does; plain text only by name or for want of another."""
    ending = _ending(name)
    fitting = [module for module in FORMATS.values() if module.sniff(data)]
    if fitting == [FORMATS["archive"]] and ending in FORMATS["docx"].ENDINGS:
        return FORMATS["docx"]
    if fitting:
        return next((module for module in fitting if ending in module.ENDINGS), fitting[0])
    for module in FORMATS.values():
        if ending in module.ENDINGS:
            return FORMATS["txt"] if _is_plain(module, data) else module
    return FORMATS["txt"] if ending not in ENDINGS_REFUSED else None


def _is_plain(named: ModuleType, data: bytes) -> bool:
    """Words under the name of a Word or PDF file."""
    binary = named in (FORMATS["docx"], FORMATS["pdf"])
    return binary and b"\x00" not in data and FORMATS["txt"].decode(data) is not None


def read(data: bytes, name: str, progress: Progress | None = None) -> tuple[Source | None, list[Problem]]:
    """The words of a file, or None with one problem in plain Chinese that says what to do.

    `progress` is told (pages done, pages in all) while a file of pages is read.
    """
    if not data:
        return None, [Problem("empty", "文件是空的。请确认文件是否完整，再重新上传。", where=name)]
    if len(data) > MAX_BYTES:
        message = f"文件超过 {MAX_BYTES // 1_000_000} MB，不能读取；请拆分后再上传。"
        return None, [Problem("too_large", message, where=name)]
    foreign = refusal_of(data)
    if foreign is not None:
        return None, [Problem(foreign[0], foreign[1], where=name)]
    ending = _ending(name)
    module = _chosen(data, name)
    if module is None:
        return None, [Problem("unknown_format", ENDINGS_REFUSED[ending], where=name)]
    if progress is not None and getattr(module, "HAS_PAGES", False):
        source, problems = module.read(data, name, progress)
    else:
        source, problems = module.read(data, name)
    known = {one for other in FORMATS.values() for one in other.ENDINGS}
    if source is not None and ending in known and ending not in module.ENDINGS:
        message = f"文件名以 {ending} 结尾，内容却是 {module.ENDINGS[0]} 格式，已按内容读取，请核对。"
        problems = [*problems, Problem("wrong_ending", message, where=name, severity=Severity.WARNING)]
    return source, problems
