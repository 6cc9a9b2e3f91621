"""What a person wants to be told, by which channel, how often; and stopping by a signed link."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from zhitong.portal.deliveries import queries, subscribing
from zhitong.portal.deliveries.links import read_stop
from zhitong.portal.deliveries.quiet import QUIET_FROM, QUIET_TO
from zhitong.portal.deliveries.sending import CONSENT, may_contact
from zhitong.portal.documents.search.finding import offered
from zhitong.portal.flows.personal.consenting import agree
from zhitong.portal.foundation.problems import NotFound, Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.choices import FREQUENCIES, PROVISION_KINDS, SUBSCRIPTION_TOPICS

ACTS = {"pause": subscribing.pause, "resume": subscribing.resume, "stop": subscribing.stop}


class WishForm(forms.Form):
    """A subscription as typed; which value counts follows from the topic."""

    channel = forms.CharField(max_length=24)
    topic = forms.CharField(max_length=16)
    provision_kind = forms.CharField(max_length=40, required=False)
    document_topic = forms.CharField(max_length=120, required=False)
    search = forms.CharField(max_length=120, required=False)
    frequency = forms.CharField(max_length=8)
    address = forms.CharField(max_length=200, required=False)
    quiet_from = forms.TimeField(required=False)
    quiet_to = forms.TimeField(required=False)

    def wish(self) -> dict[str, Any]:
        """What `subscribe` takes; Refusal names what is missing."""
        if not self.is_valid():
            raise Refusal(
                _("订阅没有填完整。"), _("请选择渠道、内容和频次；时间写作 21:00。"), code="wish_incomplete"
            )
        told = dict(self.cleaned_data)
        value = told.get(told["topic"], "")
        names = ("channel", "topic", "frequency", "address", "quiet_from", "quiet_to")
        return {name: told[name] for name in names} | {"value": value}


@open_to(Audience.SIGNED_IN)
def subscriptions(request: HttpRequest) -> HttpResponse:
    """The standing ones, and the form for a new one; `?search=` brings a question along."""
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            wish = WishForm(request.POST).wish()
            subscribing.subscribe(person=request.user, **wish)  # type: ignore[arg-type] # signed in
        except Refusal as found:
            refusal = found
        else:
            agree(person=request.user, key=CONSENT)  # type: ignore[arg-type] # the form says so above its button
            messages.success(request, _("已订阅。"))
            return redirect("subscriptions")
    shown = {
        "rows": queries.subscriptions_of(request.user),
        "channels": queries.channel_rows(),
        "topics": list(SUBSCRIPTION_TOPICS.items()),
        "kinds": list(PROVISION_KINDS.items()),
        "document_topics": offered().topics,
        "frequencies": list(FREQUENCIES.items()),
        "typed": typed(request),
        "mail": getattr(request.user, "email", ""),
        "may_contact": may_contact(request.user.pk or 0),
        "refusal": refusal,
    }
    return render(request, "account/subscriptions.html", shown, status=400 if refusal else 200)


def typed(request: HttpRequest) -> dict[str, str]:
    """What stands in the form: what was typed, else the usual."""
    usual = {
        "channel": "email",
        "topic": "search" if request.GET.get("search") else "all",
        "frequency": "at_once",
        "search": request.GET.get("search", "")[:120],
        "quiet_from": shown_hour(QUIET_FROM),
        "quiet_to": shown_hour(QUIET_TO),
    }
    return {name: request.POST.get(name, usual.get(name, ""))[:200] for name in WishForm.base_fields}


def shown_hour(at: time) -> str:
    """`21:00`."""
    return at.strftime("%H:%M")


@open_to(Audience.SIGNED_IN)
@require_POST
def change_subscription(request: HttpRequest, number: int) -> HttpResponse:
    """Pauses, resumes or stops an own subscription."""
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Refusal(_("没有这种操作。"), _("请用页面上的按钮。"))
    act(person=request.user, pk=number, now=timezone.now())  # type: ignore[arg-type] # signed in
    messages.success(request, _("已保存。"))
    return redirect("subscriptions")


@csrf_exempt  # the signed token is the proof; mail programs POST here by RFC 8058 without a session
@open_to(Audience.EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def stop_channel(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST stops, and a POST with `again` takes it back; no signing in."""
    person, channel = read_stop(token)
    stopped_at = ""
    done = ""
    if request.method == "POST":
        again = parse_datetime(request.POST.get("again", "") or "-") if "again" in request.POST else None
        if again is not None:
            if not subscribing.take_back_stop(person=person, channel=channel, at=again):
                raise NotFound
            done = "again"
        else:
            now = timezone.now()
            done = "stopped" if subscribing.stop_channel(person=person, channel=channel, now=now) else "none"
            stopped_at = now.isoformat() if done == "stopped" else ""
    shown = {"channel": queries.channel_label(channel), "done": done, "stopped_at": stopped_at}
    return render(request, "account/stop.html", shown)
