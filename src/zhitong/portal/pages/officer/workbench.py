"""The workbench: what the machine read beside the text, and the judgement of an editor."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.engine.documents.parse import ParsedDocument
from zhitong.engine.documents.readings import KINDS, STATES
from zhitong.portal.documents.importing.rereading import fresh_text, read_again
from zhitong.portal.documents.review.judging import (
    LONGEST_REASON,
    accept_reading,
    accept_surest,
    reject_reading,
    undo_judgement,
)
from zhitong.portal.documents.review.workbench import (
    Workbench,
    may_edit,
    sure_enough,
    workbench,
)
from zhitong.portal.flows.reviewing import indexed_after
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import whole_number, words
from zhitong.portal.pages.officer.workbench_forms import LEVELS, LINES, summary
from zhitong.portal.pages.regions import region_name


def guard(request: HttpRequest, key: str) -> None:
    """Only an editor of the document's region gets in."""
    if not may_edit(key, request.user):
        raise PermissionDenied(_("核对这份文件需要本地区的“编辑”或“审核”职责。"))


def asked(request: HttpRequest) -> dict[str, str]:
    """The filters of the address, or of a form that carries them on."""
    return filters_of(request.POST if request.method == "POST" else request.GET)


def filters_of(sent: QueryDict, prefix: str = "") -> dict[str, str]:
    """The filters among what was sent; on the way through the edit form they bear the prefix `f_`."""
    kind, state, page = (sent.get(f"{prefix}{name}", "") for name in ("kind", "state", "page"))
    return {
        "kind": kind if kind in KINDS else "",
        "state": state if state in STATES else "",
        "page": page if page.isdigit() else "",
    }


def query_of(filters: dict[str, str]) -> str:
    """The filters as an address."""
    kept = {name: value for name, value in filters.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def lines_of(bench: Workbench) -> list[tuple[object, str]]:
    """Rows with one line of what was read."""
    return [(row, summary(row.item)) for row in bench.rows.rows]


@open_to(Audience.OFFICER)
def workbench_page(request: HttpRequest, key: str) -> HttpResponse:
    """One page of readings; `?kind=` `?state=` `?page=`, `?least=` counts what a bulk would accept."""
    guard(request, key)
    filters = asked(request)
    bench = workbench(
        key,
        kind=filters["kind"],
        state=filters["state"],
        number=whole_number(request, "page") or 1,
    )
    least = words(request, "least", 4)
    bulk = None
    if filters["kind"] and least in LEVELS:
        bulk = {"least": least, "count": sure_enough(key, filters["kind"], float(least))}
    shown = {
        "bench": bench,
        "document": bench.document,
        "lines": lines_of(bench),
        "lost": [(one, summary(one.item)) for one in bench.lost],
        "filters": filters,
        "query": query_of(filters),
        "carried": urlencode({f"f_{name}": value for name, value in filters.items() if value}),
        "bulk": bulk,
        "levels": LEVELS,
        "kinds": [(name, LINES[name], count) for name, count in bench.kinds],
        "all_kinds": [(name, LINES[name]) for name in KINDS],
        "longest_reason": LONGEST_REASON,
        "region": region_name(bench.document.region) if bench.document.region else "",
    }
    return render(request, "officer/workbench.html", shown)


@open_to(Audience.OFFICER)
@require_POST
def judge_reading(request: HttpRequest, key: str) -> HttpResponse:
    """Accepts, rejects, takes back, or accepts many; returns to the row."""
    guard(request, key)
    # Reading takes seconds, so it comes before the transaction.
    fresh = fresh_text(key) if request.POST.get("do") == "reread" else None
    with indexed_after(key):
        anchor = judged(request, key, fresh)
    return back(request, key, anchor)


def judged(request: HttpRequest, key: str, fresh: ParsedDocument | None) -> str:
    """Does what the form asks and says so; where to return to."""
    sent = request.POST
    item, action = sent.get("item", "")[:40], sent.get("do", "")
    if action == "accept":
        row = accept_reading(key=key, item=item, person=request.user)
        messages.success(request, _("已认可。"))
        return f"#r-c{row.pk}.0"
    if action == "reject":
        row = reject_reading(key=key, item=item, reason=sent.get("reason", ""), person=request.user)
        messages.success(request, _("已排除，可撤销。"))
        return f"#r-r{row.pk}.0"
    if action == "undo" and sent.get("number", "").isdigit():
        undo_judgement(key=key, number=int(sent["number"][:12]), person=request.user)
        messages.success(request, _("已撤销，恢复为此前的结果。"))
        return "#rows"
    if action == "reread" and fresh is not None:
        read_again(key=key, parsed=fresh, person=request.user)
        messages.success(request, _("已重新识别，人工核对的结果保留。"))
        return "#rows"
    if action == "bulk" and sent.get("least", "") in LEVELS and sent.get("kind", "") in KINDS:
        expected = int(sent["count"][:6]) if sent.get("count", "").isdigit() else 0
        least = float(sent["least"])
        total = accept_surest(key=key, kind=sent["kind"], least=least, expected=expected, person=request.user)
        messages.success(request, _("已认可 %(total)d 条。") % {"total": total})
        return "#rows"
    raise NotFound("没有这个操作。", "请从核对页操作。")


def back(request: HttpRequest, key: str, anchor: str) -> HttpResponseRedirect:
    """The page the form came from."""
    return HttpResponseRedirect(reverse("workbench", args=[key]) + query_of(asked(request)) + anchor)
