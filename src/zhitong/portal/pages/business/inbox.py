"""The owner's inbox: what changed, why, how much, until when; reading, archiving, undoing."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhitong.portal.businesses.queries import my_businesses
from zhitong.portal.deliveries import queries, reading
from zhitong.portal.deliveries.links import read_follow
from zhitong.portal.deliveries.shapes import NoticeRow
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import one_of, page_number
from zhitong.portal.pages.choices import NOTICE_EVENTS, NOTICE_FOLDERS, NOTICE_MARKS

MOST_AT_ONCE = 200


@open_to(Audience.SIGNED_IN)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """A page of notices; `?done=…&of=…` says what was just done and offers to take it back."""
    mine = my_businesses(request.user)
    asked = {
        "folder": one_of(request, "folder", NOTICE_FOLDERS),
        "event": one_of(request, "event", NOTICE_EVENTS),
        "uscc": one_of(request, "uscc", {each.uscc: each.name for each in mine}),
    }
    done = one_of(request, "done", NOTICE_MARKS)
    shown = {
        "inbox": queries.inbox(request.user, **asked, number=page_number(request)),
        "asked": asked,
        "is_narrowed": bool(asked["event"] or asked["uscc"]),
        "folders": list(NOTICE_FOLDERS.items()),
        "events": list(NOTICE_EVENTS.items()),
        "businesses": mine,
        "done": done,
        "done_words": NOTICE_MARKS.get(done, ""),
        "undo": reading.UNDO.get(done, ""),
        "undone": numbers(request.GET.get("of", "").split("-")),
    }
    return render(request, "business/inbox.html", shown)


@open_to(Audience.SIGNED_IN)
@require_POST
def mark_notices(request: HttpRequest) -> HttpResponse:
    """`one` is `archive:12`; `mark` is for those ticked, `all_read` for every unread one."""
    sent, now, person = request.POST, timezone.now(), request.user.pk or 0
    if "all_read" in sent:
        mark, changed = "read", reading.mark_all_read(person=person, now=now)
    else:
        mark, _colon, number = sent.get("one", "").partition(":")
        mark = mark or sent.get("mark", "")
        ticked = [number] if number else sent.getlist("notice")
        chosen = numbers(ticked)
        if not chosen:
            raise Refusal(_("没有选中提醒。"), _("请先勾选，再选择操作。"), code="nothing_ticked")
        changed = reading.mark(person=person, notices=chosen, mark=mark, now=now)
    kept = {name: sent.get(name, "") for name in ("folder", "event", "uscc", "page")}
    told = {"done": mark, "of": "-".join(map(str, changed[:MOST_AT_ONCE]))} if changed else {}
    asked = {name: value for name, value in kept.items() if value} | ({} if "undo" in sent else told)
    return HttpResponseRedirect(f"{reverse('inbox')}?{urlencode(asked)}" if asked else reverse("inbox"))


@open_to(Audience.SIGNED_IN)
@require_POST
def open_notice(request: HttpRequest, number: int) -> HttpResponse:
    """Marks it read and leads to the item of the statement."""
    notice = reading.open_notice(person=request.user.pk or 0, pk=number, now=timezone.now())
    return HttpResponseRedirect(target_of(notice))


@open_to(Audience.EVERYONE)
@require_safe
def follow_notice(request: HttpRequest, token: str) -> HttpResponse:
    """A link of a letter; only a real visit is remembered, and what lies behind asks who it is."""
    number, channel = read_follow(token)
    if request.method == "HEAD":
        return HttpResponse()
    return HttpResponseRedirect(target_of(reading.follow(pk=number, channel=channel, now=timezone.now())))


def target_of(notice: NoticeRow) -> str:
    """The statement's item, or the document."""
    if not notice.uscc:
        return reverse("document", args=[notice.subject])
    return f"{reverse('statement', args=[notice.uscc])}#i-{notice.subject}"


def numbers(told: list[str]) -> list[int]:
    """Numbers as sent by a form; anything else is left out."""
    return [int(one) for one in told[:MOST_AT_ONCE] if one.isascii() and one.isdigit() and len(one) < 16]
