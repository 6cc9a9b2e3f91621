"""The registry's facts as of a day, written as Parquet parts: one moment of the database, bounded memory."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone

from zhitong.columnar.parts import Building, Manifest, Part, building
from zhitong.columnar.refusals import explained
from zhitong.engine.facts import Vocabulary
from zhitong.engine.values import Problem
from zhitong.portal.businesses.blocks import Block, Moment, one_moment
from zhitong.portal.businesses.frames import STRETCH, living, stretches
from zhitong.portal.businesses.merging import Merger
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.foundation.problems import Refusal

Say = Callable[[str], None]


class SnapshotRefused(Refusal):
    """The folder cannot be written."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A finished snapshot; `kept` parts were there already, `refused` values by fact count as unknown."""

    manifest: Manifest
    kept: int
    refused: dict[str, int]


def take_snapshot(*, as_of: date, out: Path, say: Say | None = None, part: int = STRETCH) -> Taken:
    """Facts of all businesses that had not ended by the day, into the folder `out`.

    All parts are of one moment: parts left by a killed run, or by the last snapshot of the same day, are
    kept only where nothing about their businesses has been saved since.
    """
    known = vocabulary()
    refused: list[Problem] = []
    taken: Taken | None = None
    with (
        explained(out, refused, "快照"),
        building(out, as_of, _basis(known, part)) as folder,
        one_moment() as now,
    ):
        taken_at = timezone.now().isoformat(timespec="seconds")
        merger = Merger(known, as_of)
        listed = stretches(*now.ends(), part)
        kept = 0
        with ThreadPoolExecutor(1) as reader:  # the next part is read while this one is merged
            coming = reader.submit(_read, now, folder, *listed[0]) if listed else None
            for number, (first, last) in enumerate(listed, start=1):
                found = coming.result() if coming else None
                coming = reader.submit(_read, now, folder, *listed[number]) if number < len(listed) else None
                if isinstance(found, Part):
                    folder.keep(found)
                    kept += 1
                elif found is not None:
                    folder.put(
                        first, last, living(merger.table(found.businesses, found.sheets)), found.fingerprint
                    )
                if say:
                    say(f"已完成 {number}/{len(listed)} 段，{folder.manifest.rows} 户")
        taken = Taken(folder.finish(taken_at), kept, merger.refused)
    if refused or taken is None:
        raise SnapshotRefused(refused[0].message, code=refused[0].code)
    return taken


def _read(now: Moment, folder: Building, first: int, last: int) -> Block | Part:
    """A part that is still true, or what is needed to make it."""
    old = folder.candidate(first, last)
    if old is not None and now.fingerprint(first, last) == old.fingerprint:
        return old
    return now.block(first, last)


def _basis(known: Vocabulary, part: int) -> str:
    """What a part depends on besides the registry and the day."""
    facts = [repr(definition) for definition in known.values()]
    return hashlib.sha256("\n".join([str(part), *facts]).encode()).hexdigest()
