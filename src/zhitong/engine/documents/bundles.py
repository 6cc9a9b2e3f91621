"""Many documents at once: a zip or a folder, each file read on its own, a bad one never stops the rest."""

from dataclasses import dataclass
from pathlib import Path

from zhitong.engine.documents.formats import MAX_BYTES, read
from zhitong.engine.documents.formats.archive import MAX_FILES, PackedFile, sniff, unpack
from zhitong.engine.documents.formats.source import Source
from zhitong.engine.values import Problem

__all__ = ["ReadFile", "files_of", "files_of_folder", "read_many"]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file of a bundle: what was read of it, or None with the reasons."""

    name: str
    source: Source | None
    problems: tuple[Problem, ...]


def files_of(data: bytes, name: str) -> tuple[list[PackedFile], list[Problem]]:
    """The files of a zip; any other file is its own only member."""
    return unpack(data, name) if sniff(data) else ([PackedFile(name, data)], [])


def files_of_folder(folder: Path) -> tuple[list[PackedFile], list[Problem]]:
    """The files of a folder and of the folders in it, by name; links and hidden files are passed over."""
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and not _is_hidden(path.relative_to(folder))
    )
    if len(paths) > MAX_FILES:
        message = f"文件夹里有 {len(paths)} 个文件，超过 {MAX_FILES} 个的上限，请分批导入。"
        return [], [Problem("too_many_files", message, where=folder.name)]
    files, problems = [], []
    for path in paths:
        inside = path.relative_to(folder).as_posix()
        if path.stat().st_size > MAX_BYTES:
            message = f"“{inside}”超过 {MAX_BYTES // 1_000_000} MB，未读取，请拆分后再导入。"
            problems.append(Problem("too_large", message, where=inside))
            continue
        files.append(PackedFile(inside, path.read_bytes()))
    return files, problems


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)


def read_many(files: list[PackedFile]) -> list[ReadFile]:
    """Every file read in the format of its bytes."""
    found = []
    for file in files:
        source, problems = read(file.data, file.name)
        found.append(ReadFile(file.name, source, tuple(problems)))
    return found
