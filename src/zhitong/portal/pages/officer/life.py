"""Acts on the life page: recording and judging extensions, marking what rests on a document as looked at."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.queries.life import life_page
from zhitong.portal.documents.review.extending import (
    Extension,
    accept_extension,
    dismiss_effect,
    record_extension,
    undo_effect,
)
from zhitong.portal.flows.living import change_life
from zhitong.portal.flows.resting import check_resting, uncheck_resting
from zhitong.portal.foundation.problems import NotFound, Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.public.versions import SENT, shown_life

Sent = dict[str, str]


def day_of(sent: Sent) -> date | None:
    """The day typed, None where none is, or a Refusal."""
    if not sent["until"].strip():
        return None
    try:
        return date.fromisoformat(sent["until"].strip())
    except ValueError:
        raise Refusal(_("延续到的日期不是日期。"), _("日期写作 2026-11-24。")) from None


def number_of(sent: Sent) -> int:
    """The number of a fact on screen; 0 where it is none."""
    return int(sent["number"]) if sent["number"].isascii() and sent["number"].isdigit() else 0


def extend(key: str, sent: Sent, person: Viewer) -> object:
    """A person records an extension."""
    said = Extension(
        source=sent["source"],
        path=sent["path"],
        words=sent["words"],
        until=day_of(sent),
        is_long_term=bool(sent["long"]),
        is_outside=bool(sent["outside"]),
    )
    return record_extension(key=key, said=said, person=person)


def accept(key: str, sent: Sent, person: Viewer) -> object:
    """A person accepts what the machine read."""
    until, for_good = day_of(sent), bool(sent["long"])
    return accept_extension(
        key=key, number=number_of(sent), until=until, is_long_term=for_good, person=person
    )


def check(key: str, sent: Sent, person: Viewer) -> None:
    """A line is taken off, with a reason."""
    on = timezone.localdate()
    now = life_page(key, on=on).standing
    check_resting(
        key=key,
        kind=sent["kind"],
        name=sent["name"],
        standing=now,
        reason=sent["reason"],
        person=person,
        on=on,
    )


def uncheck(key: str, sent: Sent, person: Viewer) -> None:
    """A line is put back."""
    on = timezone.localdate()
    now = life_page(key, on=on).standing
    uncheck_resting(key=key, kind=sent["kind"], name=sent["name"], standing=now, person=person, on=on)


ACTS: dict[str, Callable[[str, Sent, Viewer], object]] = {
    "extend": extend,
    "accept": accept,
    "dismiss": lambda key, sent, person: dismiss_effect(
        key=key, number=number_of(sent), reason=sent["reason"], person=person
    ),
    "undo": lambda key, sent, person: undo_effect(key=key, number=number_of(sent), person=person),
    "check": check,
    "uncheck": uncheck,
}
PLACES = {"check": "#resting", "uncheck": "#resting"}


@open_to(Audience.OFFICER)
@require_POST
def judge_life(request: HttpRequest, key: str) -> HttpResponse:
    """Does one thing and returns; what was typed stays on the page when it was refused."""
    sent = {name: request.POST.get(name, "")[:2000] for name in SENT}
    act = ACTS.get(sent["act"])
    try:
        if act is None:
            raise Refusal(_("没有这种操作。"), _("请用页面上的按钮。"))
        change_life(key, lambda: act(key, sent, request.user))
    except NotFound:
        raise
    except Refusal as refusal:
        return shown_life(request, key, sent, refusal)
    messages.success(request, _("已保存。"))
    return HttpResponseRedirect(reverse("versions", args=[key]) + PLACES.get(sent["act"], "#extensions"))
