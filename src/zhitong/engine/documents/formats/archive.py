"""Zip archives: their files, within limits; nothing is written to disk, archives inside are refused."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from zhitong.engine.documents.formats.source import Source
from zhitong.engine.values import Problem, Severity

ENDINGS = (".zip",)
MAX_FILES = 500
MAX_UNPACKED = 200_000_000
MAX_RATIO = 200
SMALL = 20_000_000
ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_UTF8_NAME = 0x800
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    OSError,
    NotImplementedError,
    EOFError,
    ValueError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of an archive or folder: its path inside, and its bytes."""

    name: str
    data: bytes


def sniff(data: bytes) -> bool:
    """A zip that is no Office document."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    return b"[Content_Types].xml" not in data and b"mimetypeapplication/vnd.oasis" not in data[:200]


def read(data: bytes, name: str) -> tuple[Source | None, list[Problem]]:
    """An archive is no single document: says how many files it holds and what to do."""
    files, problems = unpack(data, name)
    if not files:
        return None, problems or [Problem("empty", "压缩包里没有文件。请确认后重新上传。", where=name)]
    message = f"这是压缩包，里面有 {len(files)} 个文件。请用批量导入，或解压后逐个上传。"
    return None, [Problem("archive", message, where=name)]


def is_archive(file: IO[bytes], name: str) -> bool:
    """The same of a file on disk, by its table of contents; a broken one is known by its name."""
    file.seek(0)
    if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
        return False
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
    except _BROKEN:
        return name.lower().endswith(ENDINGS)
    return not {"[Content_Types].xml", "mimetype"} & set(names)


def unpack(data: bytes, name: str) -> tuple[list[PackedFile], list[Problem]]:
    """The files of a zip, sorted by name, and a problem for each one left out.

    An archive past the limits, broken or locked gives no file and one problem.
    """
    files: list[PackedFile] = []
    problems: list[Problem] = []
    for one in packed_files(io.BytesIO(data), len(data), name):
        if isinstance(one, PackedFile):
            files.append(one)
        elif one.code == "too_large_unpacked":
            return [], [one]
        else:
            problems.append(one)
    return files, problems


def packed_files(
    file: IO[bytes], size: int, name: str, *, largest: int = MAX_UNPACKED
) -> Iterator[PackedFile | Problem]:
    """The files of a zip one after another, so that no more than one (of `largest` bytes) is held."""
    try:
        with zipfile.ZipFile(file) as package:
            members = [one for one in package.infolist() if not one.is_dir()]
            refusal = _refusal(members, size, name)
            if refusal is not None:
                yield refusal
            else:
                yield from _files(package, members, name, largest)
    except _BROKEN:
        message = "压缩包已损坏，无法打开。请重新压缩成 .zip，再上传。"
        yield Problem("broken_archive", message, where=name)


def _refusal(members: list[zipfile.ZipInfo], packed: int, name: str) -> Problem | None:
    if any(one.flag_bits & 0x1 for one in members):
        return Problem("encrypted", "压缩包加了密码，无法读取。请去掉密码后重新压缩，再上传。", where=name)
    if len(members) > MAX_FILES:
        message = f"压缩包里有 {len(members)} 个文件，超过 {MAX_FILES} 个的上限。请分批压缩后再上传。"
        return Problem("too_many_files", message, where=name)
    unpacked = sum(one.file_size for one in members)
    if unpacked > MAX_UNPACKED or (unpacked > SMALL and unpacked > MAX_RATIO * max(1, packed)):
        limit = MAX_UNPACKED // 1_000_000
        message = f"压缩包解开后超过 {limit} MB 或压缩比异常，可能是压缩炸弹，未读取。请分批上传。"
        return Problem("too_large_unpacked", message, where=name)
    return None


def _files(
    package: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str, largest: int
) -> Iterator[PackedFile | Problem]:
    left = MAX_UNPACKED
    for member in sorted(members, key=_name):
        inside = _name(member)
        if is_clutter(inside):
            continue
        if inside.lower().endswith(ARCHIVES):
            message = f"“{inside}”是压缩包里的压缩包，未读取。请解开后再上传。"
            yield Problem("nested_archive", message, where=inside, severity=Severity.WARNING)
            continue
        try:
            with package.open(member) as stream:
                # The stated size may lie, so never more than what is left is read.
                content = stream.read(min(left, largest) + 1)
        except _BROKEN:
            message = f"压缩包里的“{inside}”已损坏，没有读到。请重新压缩后再上传。"
            yield Problem("broken_member", message, where=inside)
            continue
        left -= len(content)
        if left < 0:
            message = f"压缩包解开后超过 {MAX_UNPACKED // 1_000_000} MB，可能是压缩炸弹，未读取。请分批上传。"
            yield Problem("too_large_unpacked", message, where=name)
            return
        if len(content) > largest:
            message = f"“{inside}”超过 {largest // 1_000_000} MB，未读取。请拆分后再上传。"
            yield Problem("too_large", message, where=inside)
            continue
        yield PackedFile(inside, content)


def _name(member: zipfile.ZipInfo) -> str:
    """The name in the archive, safe to show: Chinese names of Windows read, no way out of the folder."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = member.filename
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts)


def is_clutter(name: str) -> bool:
    """What systems and editors leave beside documents."""
    parts = name.split("/")
    return (
        "__MACOSX" in parts or parts[-1].startswith((".", "~$")) or parts[-1] in ("Thumbs.db", "desktop.ini")
    )
