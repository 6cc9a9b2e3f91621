"""Importing files from disk: documents one by one, a registry file with its refused rows beside it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhitong.portal.businesses.operations import ImportResult, import_businesses, write_refused
from zhitong.portal.documents.importing.taking import Imported
from zhitong.portal.flows.library import take_document
from zhitong.portal.foundation.problems import Refusal

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """A file and what became of it: taken, or refused with a reason."""

    path: Path
    taken: Imported | None
    refusal: Refusal | None


class FileMissing(Refusal):
    """No such file, or it cannot be opened."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"打不开文件“{path}”。", "请核对路径和权限。", code="file_missing")


def content_of(path: Path) -> bytes:
    """The bytes of a file, or FileMissing."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileMissing(path) from error


def import_documents(paths: Iterable[Path], *, by_paragraph: bool = False) -> list[DocumentOutcome]:
    """Takes files one by one; one that is refused does not hold up the others."""
    outcomes = []
    for path in paths:
        try:
            taken = take_document(data=content_of(path), name=path.name, by_paragraph=by_paragraph)
        except Refusal as refusal:
            outcomes.append(DocumentOutcome(path, None, refusal))
        else:
            outcomes.append(DocumentOutcome(path, taken, None))
    return outcomes


def import_registry(
    path: Path,
    *,
    as_of: date | None = None,
    source: str = "register",
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> tuple[ImportResult, Path | None]:
    """Takes a registry file; refused rows go to a file beside it, whose path is returned."""
    content = content_of(path)
    result = import_businesses(
        content, path.name, as_of=as_of, source=source, mapping=mapping, progress=progress
    )
    return result, write_refused(result, path)
