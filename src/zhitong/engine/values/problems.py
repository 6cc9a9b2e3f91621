"""What went wrong, where, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about input: a stable code, one clear Chinese sentence, the place, the remedy.

    `start` and `end` are offsets into a text; `where` names a row, a field or a path.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None
    where: str = ""
    advice: str = ""
    severity: Severity = Severity.ERROR
