"""The officer's consultations: the list, and opening one on a draft."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitong.portal.consultations.opening import Asking, open_consultation
from zhitong.portal.consultations.queries.desk import desk_list, draft_of, open_to_ask
from zhitong.portal.foundation.problems import NotFound, Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import page_number
from zhitong.portal.pages.choices import least_days


class AskingForm(forms.Form):
    """The days and words of a consultation."""

    starts = forms.DateField()
    ends = forms.DateField()
    question = forms.CharField(max_length=2000)
    contact = forms.CharField(max_length=200)
    short_reason = forms.CharField(max_length=300, required=False)


@open_to(Audience.OFFICER)
def desk_consultations(request: HttpRequest) -> HttpResponse:
    """Those the person runs, and drafts that could be put before the public."""
    on = timezone.localdate()
    shown = {
        "page": desk_list(request.user, on, number=page_number(request)),
        "drafts": open_to_ask(request.user, on),
    }
    return render(request, "officer/consultations.html", shown)


def asking_of(form: AskingForm) -> Asking:
    """The form's words, or a Refusal naming what is missing."""
    if not form.is_valid():
        raise Refusal(_("请填写开始和截止日期、征求意见的事项和联系方式。"), _("日期写作 2026-11-24。"))
    return Asking(**form.cleaned_data)


@open_to(Audience.OFFICER)
def ask_public(request: HttpRequest, key: str) -> HttpResponse:
    """The form, or the opened consultation."""
    on: date = timezone.localdate()
    draft = draft_of(key, request.user, on)
    form = AskingForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            opened = open_consultation(document=key, asking=asking_of(form), person=request.user, on=on)
        except NotFound:
            raise
        except Refusal as found:
            refusal = found
        else:
            messages.success(request, _("已发起征求意见。"))
            return redirect("desk_consultation", key=opened.key)
    shown = {"draft": draft, "form": form, "refusal": refusal, "today": on, "least_days": least_days()}
    return render(request, "officer/ask_public.html", shown, status=400 if refusal else 200)
