"""What reading a file gives."""

from collections.abc import Callable
from dataclasses import dataclass

# Told (pages done, pages in all).
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a file as lines, before any repair; `format` names the reader that read it.

    `claims` is what the file says about itself outside its text (a page's metadata table); it is
    kept apart from what the text says. `paragraphs` says that lines (\\n) are paragraphs of the
    source, and only a soft break (\\v) may stand inside one.
    """

    text: str
    format: str
    name: str
    claims: tuple[tuple[str, str], ...] = ()
    paragraphs: bool = False
