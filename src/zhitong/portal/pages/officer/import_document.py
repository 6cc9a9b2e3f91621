"""Importing an official document: choose a file, see what was read out of it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhitong.portal.accounts.perms import can_import_documents
from zhitong.portal.documents.importing.placing import place_of, unplaced
from zhitong.portal.documents.problems import DocumentRefused
from zhitong.portal.documents.queries import document_page
from zhitong.portal.documents.review.workbench import may_edit
from zhitong.portal.flows.library import take_document
from zhitong.portal.foundation.limits import DOCUMENT_MEGABYTES, check_size
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.officer.placing import choices_for
from zhitong.portal.pages.regions import region_name


class DocumentForm(forms.Form):
    """One file; `by_paragraph` takes a text without numbering."""

    file = forms.FileField(
        error_messages={
            "required": gettext_lazy("请选择一个文件。"),
            "empty": gettext_lazy("这个文件是空的，请换一个有内容的文件。"),
        }
    )
    by_paragraph = forms.BooleanField(required=False)
    region = forms.CharField(required=False, max_length=12)


@open_to(Audience.OFFICER)
def import_document(request: HttpRequest) -> HttpResponse:
    """The form, or the result of reading the file; a refused file leaves nothing behind."""
    if not can_import_documents(request.user):
        raise PermissionDenied(_("导入文件需要“编辑”或“审核”职责。"))
    form = DocumentForm(request.POST or None, request.FILES or None)
    shown = {
        "form": form,
        "most_megabytes": DOCUMENT_MEGABYTES,
        "refusal": None,
        "regions": choices_for(request.user),
        "chosen": request.POST.get("region", ""),
        "unplaced": unplaced(request.user),
    }
    if request.method != "POST":
        return render(request, "officer/import_document.html", shown)
    if not form.is_valid():
        return render(request, "officer/import_document.html", shown, status=400)
    file = form.cleaned_data["file"]
    check_size(file.name, file.size, DOCUMENT_MEGABYTES)
    try:
        taken = take_document(
            data=file.read(),
            name=file.name,
            person=request.user,
            by_paragraph=form.cleaned_data["by_paragraph"],
            region=form.cleaned_data["region"],
        )
    except DocumentRefused as refusal:
        return render(request, "officer/import_document.html", shown | {"refusal": refusal}, status=400)
    page = document_page(taken.document.key)
    result = {
        "page": page,
        "document": page.document,
        "outcome": taken.outcome,
        "problems": taken.problems,
        "place": place_of(taken.document.key, request.user),
        "region": region_name(page.document.region) if page.document.region else "",
        "may_review": may_edit(taken.document.key, request.user),
    }
    return render(request, "officer/import_document_result.html", result)
