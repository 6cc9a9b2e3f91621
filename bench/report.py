"""The figures as a page: one section per number of businesses, the others stay as they are."""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "engine-figures.md"
HEAD = """# Figures of the rule engine

Written by `make bench`; read the ratios, not the seconds. All ways of one table ran in one process on the
same data and gave the same counts and sums (the program stops where they do not). Medians of interleaved
rounds; facts, derived ones included, already in memory; no other way had less than its best form: Polars
sees flags as booleans, choices and codes as enums, money as integers.
"""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def write(rows: int, parts: Sequence[str]) -> None:
    """Puts the section for this many businesses in place."""
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else HEAD
    sections = dict(re.findall(r"(?ms)^(## [\d,]+ businesses)\n(.*?)(?=^## |\Z)", old))
    sections[f"## {rows:,} businesses"] = "\n" + "\n\n".join([_machine(), *parts]) + "\n\n"
    ordered = sorted(sections.items(), key=lambda each: -int(re.sub(r"\D", "", each[0])))
    text = HEAD + "\n" + "".join(f"{title}\n{body}" for title, body in ordered)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text.rstrip() + "\n", encoding="utf-8")


def _machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "polars", "pyroaring"))
    busy = os.getloadavg()[0]
    return (
        f"{date.today().isoformat()}, Python {platform.python_version()}, {versions}, "  # noqa: DTZ011
        f"{platform.machine()}, {os.cpu_count()} cores, load average {busy:.1f} while measuring."
    )
