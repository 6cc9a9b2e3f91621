"""Messages of the own regions: how they stand, why some have not left, and sending again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from zhitong.portal.deliveries import queries
from zhitong.portal.deliveries.channels import CHANNELS
from zhitong.portal.deliveries.retrying import may_retry, retry
from zhitong.portal.flows.delivering import send_due
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import one_of, page_number
from zhitong.portal.pages.business.inbox import numbers
from zhitong.portal.pages.choices import MESSAGE_STATES


@open_to(Audience.OFFICER)
def deliveries(request: HttpRequest) -> HttpResponse:
    """Every state with its count, the reasons of failure, and the rows behind."""
    channels = {key: one.label for key, one in CHANNELS.items()}
    asked = {
        "state": one_of(request, "state", MESSAGE_STATES),
        "channel": one_of(request, "channel", channels),
        "code": request.GET.get("code", "")[:40],
    }
    shown = {
        "counts": queries.state_counts(request.user),
        "reasons": queries.reasons(request.user),
        "page": queries.message_rows(
            request.user,
            state=asked["state"],
            channel=asked["channel"],
            code=asked["code"],
            number=page_number(request),
        ),
        "asked": asked,
        "is_narrowed": any(asked.values()),
        "channels": list(channels.items()),
        "states": list(MESSAGE_STATES.items()),
        "not_set_up": [one for one in queries.channel_rows() if one.missing],
        "may_retry": may_retry(request.user),
    }
    return render(request, "officer/deliveries.html", shown)


@open_to(Audience.OFFICER)
@require_POST
def retry_messages(request: HttpRequest) -> HttpResponse:
    """Sends one, those ticked, or all of a reason again."""
    sent = request.POST
    chosen = [sent["one"]] if sent.get("one") else sent.getlist("message")
    count = retry(
        person=request.user,
        numbers=numbers(chosen),
        code=sent.get("code", "")[:40],
        now=timezone.now(),
    )
    send_due.enqueue()
    said = ngettext("已重新排队 %(count)s 条消息。", "已重新排队 %(count)s 条消息。", count)
    messages.success(request, said % {"count": count})
    return redirect("deliveries")
