"""Everything about one person as a file: JSON for programs, Excel for people, made by a job."""

import json
import secrets
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from zhitong.portal.accounts.models import DataRequest, Person, RequestState
from zhitong.portal.flows.personal.rules import RULES, Rule, rows_of
from zhitong.portal.foundation.jobs import job
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.foundation.rates import take
from zhitong.portal.foundation.sheets import escape_formula

KEPT_DAYS = 7
Rows = Sequence[Mapping[str, Any]]


def folder() -> Path:
    """Where copies lie until they are fetched."""
    return Path(settings.MEDIA_ROOT) / "exports"


def ask_export(*, person: Person) -> DataRequest:
    """Queues a copy; asked again while one is being made, that one."""
    take("export", f"person {person.pk}", "导出次数太多")
    try:
        with transaction.atomic():
            made = DataRequest.objects.create(person=person, kind=DataRequest.EXPORT)
            record(action="ask_export", kind="person", key=str(person.pk), actor=person.pk)
            make_export.enqueue(request=made.pk)
    except IntegrityError:
        return DataRequest.objects.get(person=person, kind=DataRequest.EXPORT, state=RequestState.WAITING)
    return made


def rows_about(person: int, rule: Rule) -> Rows:
    """The rows of one model about a person, only the fields the rule gives out."""
    found = rows_of(rule, person)
    return [] if found is None else list(found.values(*rule.fields))


def everything_about(person: int) -> dict[str, Rows]:
    """Title → rows, every model of the table that has any."""
    with translation.override("zh-hans"):
        found = {str(rule.title): rows_about(person, rule) for rule in RULES}
    return {title: rows for title, rows in found.items() if rows}


@job()
def make_export(*, request: int) -> dict[str, Any]:
    """Writes the file under a random name and says it is ready; a second run changes nothing."""
    sweep_exports()
    held = DataRequest.objects.filter(pk=request, state=RequestState.WAITING).first()
    if held is None:
        return {"done": False}
    folder().mkdir(parents=True, exist_ok=True)
    name = f"{secrets.token_hex(24)}.zip"
    write_zip(folder() / name, everything_about(held.person_id))
    moved = DataRequest.objects.filter(pk=request, state=RequestState.WAITING).update(
        state=RequestState.DONE, file=name, done_at=timezone.now()
    )
    if not moved:
        (folder() / name).unlink(missing_ok=True)
    return {"done": bool(moved)}


def write_zip(path: Path, found: Mapping[str, Rows]) -> None:
    """`data.json` and `data.xlsx`, whole or not at all."""
    path.touch(mode=0o600)
    sheets = path.with_suffix(".xlsx")
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(sheets, options) as book:
        for title, rows in found.items():
            sheet = book.add_worksheet(title[:31])
            sheet.write_row(0, 0, list(rows[0]))
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, [escape_formula(printed(value)) for value in row.values()])
        if not found:
            book.add_worksheet("无")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(found, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
        archive.writestr("data.json", text)
        archive.write(sheets, "data.xlsx")
    sheets.unlink()


def printed(value: Any) -> Any:
    """A value as a cell takes it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int | float) and not isinstance(value, bool) else str(value or "")


def export_file(*, person: Person, number: int) -> bytes:
    """One's own copy while it lies there, or NotFound."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    held = DataRequest.objects.filter(
        pk=number, person=person, kind=DataRequest.EXPORT, state=RequestState.DONE, done_at__gte=since
    ).first()
    path = folder() / held.file if held and held.file else None
    if path is None or not path.is_file():
        raise NotFound("这份导出已过期。", "导出文件保留七天，请重新导出。")
    return path.read_bytes()


def sweep_exports() -> int:
    """Removes copies older than a week; returns how many."""
    if not folder().exists():
        return 0
    before = (timezone.now() - timedelta(days=KEPT_DAYS)).timestamp()
    old = [one for one in folder().iterdir() if one.stat().st_mtime < before]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)
