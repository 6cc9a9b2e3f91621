"""Importing many files: laid down in one upload, read one a step, each with its outcome and its review."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.portal.accounts.perms import can_import_documents
from zhitong.portal.documents.importing.batches import BATCH_MEGABYTES, batch_page, batches_of, open_batch
from zhitong.portal.documents.review.workbench import progress_of
from zhitong.portal.flows.batching import read_next_file
from zhitong.portal.foundation.limits import DOCUMENT_MEGABYTES
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.pages.access import Audience, open_to


def guard(request: HttpRequest) -> None:
    """Editors and reviewers import."""
    if not can_import_documents(request.user):
        raise PermissionDenied(_("导入文件需要“编辑”或“审核”职责。"))


@open_to(Audience.OFFICER)
def import_batches(request: HttpRequest) -> HttpResponse:
    """Choosing several files or a zip, and the batches laid down before."""
    guard(request)
    refusal = None
    if request.method == "POST":
        files = [(one.name or "", one.read()) for one in request.FILES.getlist("files")]
        try:
            batch = open_batch(files=files, by_paragraph="by_paragraph" in request.POST, person=request.user)
        except Refusal as problem:
            refusal = problem
        else:
            return HttpResponseRedirect(reverse("import_batch", args=[batch.pk]))
    shown = {
        "refusal": refusal,
        "batches": batches_of(request.user),
        "most_megabytes": DOCUMENT_MEGABYTES,
        "batch_megabytes": BATCH_MEGABYTES,
    }
    return render(request, "officer/batches.html", shown, status=400 if refusal else 200)


@open_to(Audience.OFFICER)
def import_batch(request: HttpRequest, number: int) -> HttpResponse:
    """What became of each file, and how far its review is."""
    guard(request)
    page = batch_page(number, request.user)
    reviewed = progress_of(sorted({one.document.key for one in page.files if one.document}))
    rows = [(one, reviewed.get(one.document.key) if one.document else None) for one in page.files]
    shown = {"page": page, "rows": rows, "done": len(page.files) - page.left}
    return render(request, "officer/batch.html", shown)


@open_to(Audience.OFFICER)
@require_POST
def read_file(request: HttpRequest, number: int) -> HttpResponse:
    """Reads one file and returns to the list with the next."""
    guard(request)
    read_next_file(number, request.user)
    return HttpResponseRedirect(reverse("import_batch", args=[number]) + "#next")
