"""Importing a registry file: what was taken, and every refused row back with its reason."""

from pathlib import Path
from secrets import token_hex

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhitong.portal.accounts.perms import can_import_businesses, regions_of
from zhitong.portal.businesses.operations import ImportResult, write_refused
from zhitong.portal.businesses.operations import import_businesses as take_businesses
from zhitong.portal.businesses.queries import registry_state
from zhitong.portal.foundation.limits import REGISTRY_MEGABYTES, REGISTRY_PREVIEW_ROWS, check_size
from zhitong.portal.foundation.problems import NotFound, Refusal, TooLarge
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.choices import FACT_SOURCES

REFUSED_KEY = "refused_file"


class RegistryForm(forms.Form):
    """A file, whose word it is, and as of which day."""

    file = forms.FileField(
        error_messages={
            "required": gettext_lazy("请选择一个文件。"),
            "empty": gettext_lazy("这个文件是空的，请换一个有内容的文件。"),
        }
    )
    source = forms.ChoiceField(choices=list(FACT_SOURCES.items()), initial="register")
    as_of = forms.DateField(
        required=False, error_messages={"invalid": gettext_lazy("请把日期写成 2026-01-31 这样。")}
    )


@open_to(Audience.OFFICER)
def import_businesses(request: HttpRequest) -> HttpResponse:
    """The form, or what became of the file; only rows of the officer's own regions are taken."""
    if not can_import_businesses(request.user):
        raise PermissionDenied(_("导入登记数据需要“统计”或“经办”职责。"))
    form = RegistryForm(request.POST or None, request.FILES or None)
    shown = {
        "form": form,
        "sources": list(FACT_SOURCES.items()),
        "registry": registry_state(),
        "most_megabytes": REGISTRY_MEGABYTES,
        "refusal": None,
    }
    if request.method != "POST":
        return render(request, "officer/import_businesses.html", shown)
    if not form.is_valid():
        return render(request, "officer/import_businesses.html", shown, status=400)
    file = form.cleaned_data["file"]
    check_size(file.name, file.size, REGISTRY_MEGABYTES)
    try:
        result = take_businesses(
            file.read(),
            file.name,
            as_of=form.cleaned_data["as_of"],
            source=form.cleaned_data["source"],
            regions=regions_of(request.user),
            person=request.user,
        )
    except TooLarge:
        raise
    except Refusal as refusal:
        return render(request, "officer/import_businesses.html", shown | {"refusal": refusal}, status=400)
    keep_refused(request, result)
    return render(
        request,
        "officer/import_businesses_result.html",
        {"result": result, "preview": result.refused[:REGISTRY_PREVIEW_ROWS], "refused": len(result.refused)},
    )


def keep_refused(request: HttpRequest, result: ImportResult) -> None:
    """The refused rows in a file that only this session can fetch."""
    folder = Path(settings.MEDIA_ROOT) / "refused"
    folder.mkdir(parents=True, exist_ok=True)
    suffix = ".xlsx" if result.kind == "xlsx" else ".csv"
    path = write_refused(result, folder / f"{token_hex(8)}{suffix}")
    request.session[REFUSED_KEY] = [path.name, Path(result.name).stem + ".refused" + suffix] if path else None


@open_to(Audience.OFFICER)
def refused_rows(request: HttpRequest) -> HttpResponse | FileResponse:
    """The file of refused rows of this session's last import."""
    kept = request.session.get(REFUSED_KEY)
    path = Path(settings.MEDIA_ROOT) / "refused" / kept[0] if kept else None
    if kept is None or path is None or not path.is_file():
        raise NotFound(_("没有退回的行可以下载。"), _("请重新导入文件。"))
    return FileResponse(path.open("rb"), as_attachment=True, filename=kept[1])
