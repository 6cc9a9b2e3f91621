"""Importing many files: laid down in one upload, read by jobs, each with its outcome and its review."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhitong.engine.documents.formats.archive import MAX_FILES
from zhitong.portal.accounts.perms import can_import_documents
from zhitong.portal.documents.importing.batches import BatchPage, batch_page, batches_of
from zhitong.portal.documents.importing.laying import BATCH_MEGABYTES, Incoming
from zhitong.portal.documents.importing.placing import unplaced
from zhitong.portal.documents.review.progress import progress_of
from zhitong.portal.flows.batching import lay_down
from zhitong.portal.foundation.jobs.keeping import health
from zhitong.portal.foundation.limits import DOCUMENT_MEGABYTES
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.officer.placing import choices_for


def guard(request: HttpRequest) -> None:
    """Editors and reviewers import."""
    if not can_import_documents(request.user):
        raise PermissionDenied(_("导入文件需要“编辑”或“审核”职责。"))


def uploaded(request: HttpRequest) -> list[Incoming]:
    """The files of the form and of the folder, as they lie on disk."""
    sent = [*request.FILES.getlist("files"), *request.FILES.getlist("folder")]
    return [Incoming(one.name or "", one.file, one.size or 0) for one in sent if one.file is not None]


@open_to(Audience.OFFICER)
def import_batches(request: HttpRequest) -> HttpResponse:
    """Choosing several files, a folder or a zip, and the batches laid down before."""
    guard(request)
    refusal = None
    if request.method == "POST":
        try:
            batch = lay_down(
                files=uploaded(request),
                by_paragraph="by_paragraph" in request.POST,
                region=request.POST.get("region", "")[:12],
                person=request.user,
            )
        except Refusal as problem:
            refusal = problem
        else:
            return HttpResponseRedirect(reverse("import_batch", args=[batch.pk]))
    shown = {
        "refusal": refusal,
        "batches": batches_of(request.user),
        "regions": choices_for(request.user),
        "unplaced": unplaced(request.user),
        "most_megabytes": DOCUMENT_MEGABYTES,
        "batch_megabytes": BATCH_MEGABYTES,
        "most_files": MAX_FILES,
    }
    return render(request, "officer/batches.html", shown, status=400 if refusal else 200)


def counted(page: BatchPage) -> dict[str, int]:
    """How many files ended how."""
    states = [one.state for one in page.files]
    return {
        "taken": states.count("taken") + states.count("changed"),
        "unchanged": states.count("unchanged"),
        "refused": states.count("refused"),
    }


@open_to(Audience.OFFICER)
def import_batch(request: HttpRequest, number: int) -> HttpResponse:
    """What became of each file, and how far its review is; htmx asks for the moving part alone."""
    guard(request)
    page = batch_page(number, request.user)
    reviewed = progress_of({one.document.key for one in page.files if one.document})
    shown = {
        "page": page,
        "rows": [(one, reviewed.get(one.document.key) if one.document else None) for one in page.files],
        "done": len(page.files) - page.left,
        "counted": counted(page),
        "nobody_works": page.left > 0 and health().workers == 0,
    }
    template = "officer/_batch_files.html" if request.headers.get("HX-Request") else "officer/batch.html"
    return render(request, template, shown)
