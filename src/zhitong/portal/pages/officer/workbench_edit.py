"""The form of the workbench: correcting one reading, splitting one, merging two, adding one."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhitong.engine.documents.readings import KINDS, Item
from zhitong.engine.documents.readings.fields import METADATA, checked, fields_of, written
from zhitong.portal.documents.review.judgement import ReviewRefused, Said
from zhitong.portal.documents.review.judging import add_reading, correct_reading
from zhitong.portal.documents.review.workbench import chosen, is_lost, sentences_near, text_near, words_at
from zhitong.portal.flows.reviewing import indexed_after
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.officer.workbench import filters_of, guard, query_of
from zhitong.portal.pages.officer.workbench_forms import LINES, Shown, shown_fields
from zhitong.portal.pages.officer.workbench_forms import METADATA as METADATA_NAMES

LONGEST_QUOTE = 4000


@dataclass(slots=True)
class Part:
    """One reading in the form: its fields, its words, and what is wrong with them."""

    number: int
    fields: list[Shown]
    quote: str
    quote_problem: str = ""
    said: Said | None = None


def sources_of(request: HttpRequest, key: str) -> list[Item]:
    """The readings named in the address."""
    return chosen(key, [one[:40] for one in request.GET.getlist("item")[:2]])


def kind_of(request: HttpRequest, sources: list[Item]) -> tuple[str, str]:
    """The kind, and of metadata the field."""
    kinds = {one.kind for one in sources}
    if len(kinds) > 1:
        raise ReviewRefused("两条不是同一种内容，不能合并。", "请选择同一种类的相邻两条。", code="kinds")
    if sources:
        return sources[0].kind, str(sources[0].values.get("field", ""))
    kind, field = request.GET.get("kind", ""), request.GET.get("field", "")
    if kind not in KINDS or (kind == "metadata" and field not in METADATA):
        raise ReviewRefused("请选择要补录的种类。", "请从核对页的“补录”选择。", code="kind")
    return kind, field


def first_part(number: int, kind: str, field: str, sources: list[Item]) -> Part:
    """A part as it stands before anybody writes."""
    source = sources[0] if sources else None
    values = written(kind, source.values) if source else {}
    quote = source.words.quote if source else ""
    return Part(number, shown_fields(kind, field, number, values, {}), quote)


def written_part(request: HttpRequest, key: str, number: int, kind: str, field: str, near: Any) -> Part:
    """A part as it was sent, with what is wrong."""
    sent = {one.name: request.POST.get(f"p{number}-{one.name}", "") for one in fields_of(kind, field)}
    picked, typed = request.POST.get(f"p{number}-sentence", ""), request.POST.get(f"p{number}-quote", "")
    quote = (picked or typed)[:LONGEST_QUOTE]
    values, problems = checked(kind, sent, field)
    part = Part(
        number, shown_fields(kind, field, number, sent, {one.where: one.message for one in problems}), quote
    )
    words = words_at(key, quote, near)
    if words is None and (quote.strip() or kind != "metadata"):
        part.quote_problem = _("原文里没有这几个字，或不止一处。请从左侧正文原样复制，并多选几个字。")
    elif values is not None:
        place = (words.start, words.end, words.path) if words else (0, 0, None)
        part.said = Said(values, *place)
    return part


def save(request: HttpRequest, key: str, kind: str, sources: list[Item], parts: list[Part]) -> str:
    """Keeps the form; the anchor of the first result."""
    said = [one.said for one in parts if one.said is not None]
    if sources:
        row = correct_reading(key=key, items=[one.key for one in sources], said=said, person=request.user)
    else:
        row = add_reading(key=key, kind=kind, said=said[0], person=request.user)
    return f"#r-c{row.pk}.{len(row.results) - len(said)}"


@open_to(Audience.OFFICER)
def edit_reading(request: HttpRequest, key: str) -> HttpResponse:
    """`?item=` one to correct, two to merge, one with `parts=2` to split; `?kind=` alone adds."""
    guard(request, key)
    sources = sources_of(request, key)
    kind, field = kind_of(request, sources)
    total = 2 if len(sources) == 1 and request.GET.get("parts") == "2" else 1
    lost = bool(sources) and is_lost(key, sources[0])
    near = sources[0].words if sources and not lost else None
    kept = query_of(filters_of(request.GET, "f_"))
    status = 200
    if request.method == "POST":
        parts = [written_part(request, key, one, kind, field, near) for one in range(total)]
        if all(one.said for one in parts):
            with indexed_after(key):
                anchor = save(request, key, kind, sources, parts)
            messages.success(request, _("已保存，今后以此为准。"))
            return HttpResponseRedirect(reverse("workbench", args=[key]) + kept + anchor)
        status = 400
    else:
        parts = [first_part(one, kind, field, sources) for one in range(total)]
        if not sources:
            parts[0].quote = request.GET.get("quote", "")[:LONGEST_QUOTE]
    way = "add" if not sources else "merge" if len(sources) > 1 else "split" if total > 1 else "correct"
    shown = {
        "key": key,
        "way": way,
        "kind": LINES[kind],
        "field": METADATA_NAMES.get(field, ""),
        "sources": sources,
        "parts": parts,
        "sentences": sentences_near(key, near),
        "is_lost": lost,
        "text": text_near(key, near),
        "kept": kept,
    }
    return render(request, "officer/workbench_edit.html", shown, status=status)
