"""ARCHITECTURE.md is true: its map names exactly the rooms that exist."""

import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src" / "zhitong"


def rooms_that_exist() -> set[str]:
    rooms = set()
    for wing in ("engine", "portal"):
        rooms |= {
            f"{wing}/{p.name}" for p in (SOURCE / wing).iterdir() if p.is_dir() and p.name != "__pycache__"
        }
    return rooms | {"columnar"} | {f"packs/{p.name}" for p in (SOURCE / "packs").iterdir() if p.is_dir()}


def test_the_map_names_the_rooms_that_exist():
    text = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    mapped = set(re.findall(r"^\| `((?:engine|portal|packs)/[\w-]+|columnar)` \|", text, re.MULTILINE))

    assert mapped == rooms_that_exist()


def test_every_path_it_names_exists():
    text = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8") + (
        REPOSITORY / "CONTRIBUTING.md"
    ).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:src|tests|docs|tools|bench)/[\w./-]+)`", text))

    assert [path for path in sorted(named) if not (REPOSITORY / path).exists()] == []
