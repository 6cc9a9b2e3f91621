"""Taking registry files: idempotent by credit code, in chunks, resumable after a kill."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from zhitong.portal.accounts.models import Person
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.businesses.checking import RefusedRow, Row, RowChecker
from zhitong.portal.businesses.columns import layout_of
from zhitong.portal.businesses.models import Business, ImportRun, Owner, Source
from zhitong.portal.businesses.problems import BeingImported, FileRefused
from zhitong.portal.businesses.storing import Stored, store, without_name
from zhitong.portal.businesses.tables import Cell, Table, read_table
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.locks import hold
from zhitong.portal.foundation.sheets import write_csv, write_xlsx

CHUNK_ROWS = 2_000
Progress = Callable[[int], None]  # called with the number of rows read so far


@dataclass
class ImportResult:
    """What became of a file; `refused` holds every row that was sent back, with its reasons."""

    name: str
    kind: str
    header: Sequence[str]
    taken: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    ignored_columns: Sequence[str] = ()


def import_businesses(
    content: bytes,
    name: str,
    *,
    as_of: date | None = None,
    source: str = Source.REGISTER,
    by_vocabulary: bool = False,
    mapping: Mapping[str, str] | None = None,
    regions: tuple[str, ...] | None = None,
    person: Viewer | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Takes a registry file (xlsx, csv, parquet).

    All facts are the word of `source` as of `as_of` (today), or, `by_vocabulary`, of the source the
    vocabulary trusts most for each. `regions` limits what a person may bring in. Raises FileRefused
    before anything is written; a row that cannot be taken is returned, never dropped.
    """
    if source not in Source.values:
        raise FileRefused(
            f"来源“{source}”不认识。", f"可用：{'、'.join(Source.values)}。", code="source_unknown"
        )
    known, today = vocabulary(), timezone.localdate()
    table = read_table(content, name)
    layout = layout_of(table.header, known, mapping)
    result = ImportResult(name, table.kind, table.header, ignored_columns=layout.ignored)

    def source_of(key: str) -> str:
        return known[key].sources[0] if by_vocabulary else source

    checker = RowChecker(layout, known, source_of, as_of or today, today, regions)
    choices = f"{as_of}|{source}|{by_vocabulary}|{sorted((mapping or {}).items())}|{regions}"
    run = started_run(sha256(content).hexdigest(), sha256(choices.encode()).hexdigest(), name)
    take_chunks(table, checker, run, result, progress)
    finish(run, result, person)
    return result


def started_run(content_hash: str, choices_hash: str, name: str) -> ImportRun:
    """The unfinished run of the same file with the same choices, or a new one."""
    unfinished = ImportRun.objects.filter(
        sha256=content_hash, settings_hash=choices_hash, ended_at__isnull=True
    ).first()
    return unfinished or ImportRun.objects.create(
        sha256=content_hash, settings_hash=choices_hash, file_name=name
    )


def numbered_chunks(table: Table) -> Iterator[list[tuple[int, Sequence[Cell]]]]:
    """Rows with their numbers in the file, a chunk at a time."""
    numbered = enumerate(table.rows, start=table.first_row)
    while chunk := list(islice(numbered, CHUNK_ROWS)):
        yield chunk


def take_chunks(
    table: Table,
    checker: RowChecker,
    run: ImportRun,
    result: ImportResult,
    progress: Progress | None,
) -> None:
    """Checks every row; writes the chunks that an earlier, killed run had not written."""
    read = 0
    already = run.rows_done
    for chunk in numbered_chunks(table):
        rows: list[Row] = []
        for number, cells in chunk:
            checked = checker.check(number, cells)
            if isinstance(checked, RefusedRow):
                result.refused.append(checked)
            elif checked is not None:
                rows.append(checked)
        read += len(chunk)
        nameless = nameless_rows(rows)
        result.refused += without_name(nameless, dict(chunk))
        if read > already:
            refused_codes = {row.uscc for row in nameless}
            known_rows = [row for row in rows if row.uscc not in refused_codes]
            take_chunk(known_rows, run, read, table.name)
        if progress:
            progress(read)


def nameless_rows(rows: list[Row]) -> list[Row]:
    """Rows without a name whose business nobody knows yet."""
    codes = [row.uscc for row in rows if not row.name]
    if not codes:
        return []
    known = set(Business.objects.filter(uscc__in=codes).values_list("uscc", flat=True))
    return [row for row in rows if not row.name and row.uscc not in known]


def take_chunk(rows: list[Row], run: ImportRun, read: int, name: str) -> None:
    """Writes one chunk and how far the run is, both or neither."""
    with transaction.atomic():
        hold("businesses")
        stored = store(rows)
        moved = ImportRun.objects.filter(pk=run.pk, rows_done=run.rows_done, ended_at__isnull=True).update(
            rows_done=read,
            taken=run.taken + stored.taken,
            changed=run.changed + stored.changed,
            unchanged=run.unchanged + stored.unchanged,
        )
        if not moved:
            raise BeingImported(name)
    run.rows_done = read
    run.taken += stored.taken
    run.changed += stored.changed
    run.unchanged += stored.unchanged


def finish(run: ImportRun, result: ImportResult, person: Viewer | None) -> None:
    """Closes the run with its counts and one line in the journal."""
    result.taken, result.changed, result.unchanged = run.taken, run.changed, run.unchanged
    result.refused.sort(key=lambda row: row.number)
    counts = {
        "taken": run.taken,
        "changed": run.changed,
        "unchanged": run.unchanged,
        "refused": len(result.refused),
    }
    with transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(ended_at=timezone.now(), refused=len(result.refused))
        record(
            action="import_businesses",
            kind="registry_file",
            key=run.sha256[:16],
            actor=person.pk if person else None,
            after=counts,
        )


def write_refused(result: ImportResult, beside: Path) -> Path | None:
    """The refused rows in a file beside the input with a column 原因; None when there are none."""
    if not result.refused:
        return None
    suffix = ".refused.xlsx" if result.kind == "xlsx" else ".refused.csv"
    path = beside.with_name(beside.name + suffix)
    width = len(result.header)
    rows = (
        [*(list(row.cells)[:width] + [None] * (width - len(row.cells))), row.number, row.reason]
        for row in result.refused
    )
    write = write_xlsx if result.kind == "xlsx" else write_csv
    write(path, [*result.header, "原行号", "原因"], rows)
    return path


def take_rows(rows: Iterable[Row], progress: Progress | None = None) -> Stored:
    """Takes businesses that are already checked, such as invented ones; idempotent, in chunks."""
    done = Stored()
    read = 0
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK_ROWS)):
        with transaction.atomic():
            hold("businesses")
            done.add(store(chunk))
        read += len(chunk)
        if progress:
            progress(read)
    return done


@transaction.atomic
def bind_owner(*, person: Person, uscc: str) -> Owner:
    """Binds a person to the business they run; the same binding again changes nothing."""
    business = Business.objects.get(uscc=uscc)
    owner, is_new = Owner.objects.get_or_create(person=person, business=business, ended_at=None)
    if is_new:
        record(action="bind_owner", kind="business", key=uscc, actor=person.pk)
    return owner
