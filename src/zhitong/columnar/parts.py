"""A registry's facts as a folder of Parquet parts, made part by part and continued after a kill.

Parts are stretches of business numbers. They are made in a folder beside the target, each under a
temporary name and then renamed; the target changes in one move when all are there.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path

import polars as pl

from zhitong.columnar.folders import FolderForeignError, alone, flushed, take_place
from zhitong.engine.values import Problem

FORM = 1  # the shape of the folder; a new shape gets a new number
MANIFEST, NUMBER = "snapshot.json", "business"


@dataclass(frozen=True, slots=True)
class Part:
    """Businesses numbered `first` to `last`; `fingerprint` tells the state they were read in."""

    first: int
    last: int
    rows: int
    fingerprint: str

    @property
    def name(self) -> str:
        return f"part-{self.first:012d}.parquet"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which day, which `basis` (vocabulary, size of parts), which moment, which parts."""

    as_of: date
    basis: str
    taken_at: str = ""  # the moment all parts are of; empty while parts are missing
    parts: tuple[Part, ...] = ()

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)


@dataclass(slots=True)
class Building:
    """A folder being filled; `old` are parts made before, here or in the target, that may still be true."""

    folder: Path
    manifest: Manifest
    old: dict[tuple[int, int], tuple[Part, Path]]
    made: dict[int, Part] = field(default_factory=dict)

    def candidate(self, first: int, last: int) -> Part | None:
        """The part of this stretch that is there already."""
        found = self.old.get((first, last))
        return None if found is None else found[0]

    def keep(self, part: Part) -> None:
        """Takes a part over as it is."""
        path = self.old[part.first, part.last][1]
        if path.parent != self.folder:
            with suppress(FileNotFoundError):
                (self.folder / part.name).unlink()
            try:
                os.link(path, self.folder / part.name)
            except OSError:  # a file system without links
                shutil.copy2(path, self.folder / part.name)
        self._add(part)

    def put(self, first: int, last: int, frame: pl.DataFrame, fingerprint: str) -> None:
        """Writes a part; a killed or failed writer leaves no half part under its name."""
        part = Part(first, last, frame.height, fingerprint)
        half = self.folder / f".{part.name}.half"
        frame.write_parquet(half, compression="lz4")
        flushed(half)
        half.replace(self.folder / part.name)
        self._add(part)

    def finish(self, taken_at: str) -> Manifest:
        """All parts are there and of this moment."""
        self.manifest = replace(self.manifest, taken_at=taken_at)
        self._save()
        for path in self.folder.iterdir():
            if path.name not in {MANIFEST, *(part.name for part in self.manifest.parts)}:
                path.unlink()
        return self.manifest

    def _add(self, part: Part) -> None:
        self.made[part.first] = part
        self.manifest = replace(self.manifest, parts=tuple(self.made[first] for first in sorted(self.made)))
        self._save()

    def _save(self) -> None:
        half = self.folder / f".{MANIFEST}.half"
        half.write_text(json.dumps(asdict(self.manifest) | {"form": FORM}, default=str, indent=1), "utf-8")
        flushed(half)
        half.replace(self.folder / MANIFEST)


@contextmanager
def building(target: Path, as_of: date, basis: str) -> Iterator[Building]:
    """Goes on where a killed run stopped; the target is replaced at the end if `finish` was called.

    FolderBusyError when somebody else builds it, FolderForeignError when the target holds other files.
    """
    target = Path(os.path.abspath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    folder, old = (target.with_name(f".{target.name}.{suffix}") for suffix in ("building", "old"))
    with alone(target.with_name(f".{target.name}.lock")):
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(old, ignore_errors=True)
        if target.exists() and (
            target.is_file() or (any(target.iterdir()) and not (target / MANIFEST).is_file())
        ):
            raise FolderForeignError(target)
        folder.mkdir(exist_ok=True)
        wanted = Manifest(as_of, basis)
        found: dict[tuple[int, int], tuple[Part, Path]] = {}
        for place in (target, folder):
            found |= {(each.first, each.last): (each, place / each.name) for each in _usable(place, wanted)}
        made = Building(folder, wanted, found)
        yield made
        if made.manifest.taken_at:
            take_place(folder, target, old)
            for leftover in (folder, old):
                shutil.rmtree(leftover, ignore_errors=True)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder, or None where it holds none that can be used."""
    try:
        stated = json.loads((folder / MANIFEST).read_text("utf-8"))
        if stated.pop("form") != FORM:
            return None
        parts = tuple(Part(**each) for each in stated.pop("parts"))
        return Manifest(date.fromisoformat(stated.pop("as_of")), parts=parts, **stated)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def parts_of(folder: Path) -> tuple[list[tuple[Path, int]] | None, tuple[Problem, ...]]:
    """The files of a finished snapshot in the order of the register, with the rows each must hold."""
    manifest = read_manifest(folder)
    if manifest is None or not manifest.taken_at:
        message = f"目录“{folder.name}”里没有完整的要素快照，请先运行 zhitong snapshot。"
        return None, (Problem("snapshot_unreadable", message),)
    return [(folder / part.name, part.rows) for part in manifest.parts], ()


def read_parts(folder: Path) -> tuple[pl.DataFrame | None, tuple[Problem, ...]]:
    """All parts as one table, in the order of the register, with the numbers of the businesses in the
    column `business`."""
    listed, problems = parts_of(folder)
    if listed is None:
        return None, problems
    try:
        frames = [pl.read_parquet(path, memory_map=True) for path, _ in listed]
    except (OSError, pl.exceptions.PolarsError):
        return None, (damaged(folder),)
    if not frames:
        return pl.DataFrame(schema={NUMBER: pl.Int64, "uscc": pl.String}), ()
    return pl.concat(frames, how="diagonal"), ()


def damaged(folder: Path) -> Problem:
    """What to say of a snapshot with a file missing or broken."""
    message = f"要素快照“{folder.name}”缺了文件或已损坏，请重新运行 zhitong snapshot。"
    return Problem("snapshot_damaged", message)


def _usable(folder: Path, wanted: Manifest) -> Iterable[Part]:
    found = read_manifest(folder)
    if found is None or (found.as_of, found.basis) != (wanted.as_of, wanted.basis):
        return ()
    return (part for part in found.parts if (folder / part.name).is_file())
