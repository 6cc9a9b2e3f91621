"""A draft before the public: clause by clause, a form at each; the writer's receipt; the answers."""

from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.portal.consultations.commenting import LONGEST, Said, make_comment, withdraw_comment
from zhitong.portal.consultations.files import as_excel, as_word
from zhitong.portal.consultations.queries.public import public_page, published, receipt_page
from zhitong.portal.consultations.queries.shapes import CommentRow, PublicPage
from zhitong.portal.foundation.problems import NotFound, Refusal
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.choices import COMMENT_VOICES, kept_days
from zhitong.portal.pages.public.passages import Passage, passages_of
from zhitong.portal.pages.regions import regions_below

TRAP = "website"  # no person sees this field; what fills it is a robot
FIELDS = ("path", "text", "once", "voice", "region", "name", "contact")
FILES = {
    "docx": (as_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (as_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A passage of the draft with the comments on it; `at` is None where nothing can be said about it."""

    passage: Passage
    at: str | None
    comments: list[CommentRow]
    is_asked: bool


def parts_of(page: PublicPage, asked: str | None) -> list[Part]:
    """The passages in order; comments stand at the first passage of their clause."""
    seen: set[str] = set()
    parts = []
    for passage in passages_of(page.blocks):
        at = passage.path if passage.path and passage.path not in seen else None
        seen.add(passage.path)
        comments = list(page.comments.get(at, ())) if at else []
        parts.append(Part(passage, at, comments, at is not None and at == asked))
    return parts


def shown_page(
    request: HttpRequest, key: str, sent: dict[str, str] | None = None, refusal: Refusal | None = None
) -> dict[str, Any]:
    """What the template needs; `sent` keeps what was typed when it was refused."""
    page = public_page(key, timezone.localdate())
    asked = sent["path"] if sent else request.GET.get("at")
    return {
        "page": page,
        "one": page.consultation,
        "parts": parts_of(page, asked),
        "asks_whole": asked == "",
        "whole": page.comments.get("", ()),
        "sent": sent or {**dict.fromkeys(FIELDS, ""), "once": token_hex(16)},
        "refusal": refusal,
        "voices": list(COMMENT_VOICES.items()),
        "regions": regions_below([page.consultation.region]),
        "longest": LONGEST,
        "kept_days": kept_days(),
        "may_comment": page.consultation.phase == "open",
    }


@open_to(Audience.EVERYONE)
def consultation(request: HttpRequest, key: str) -> HttpResponse:
    """The draft; `?at=` opens the form at a clause ("" is the whole); a sent form becomes a receipt."""
    if request.method != "POST":
        return render(request, "public/consultation.html", shown_page(request, key))
    sent = {name: request.POST.get(name, "")[:4000] for name in FIELDS}
    try:
        if request.POST.get(TRAP):
            raise Refusal(_("这份表单由程序填写，没有收下。"), _("请在页面上填写后提交。"), code="robot")
        if request.session.session_key is None:
            request.session.create()
        comment, secret = make_comment(
            key=key,
            said=Said(**sent),
            browser=request.session.session_key or "",
            address=request.META.get("REMOTE_ADDR", ""),
            on=timezone.localdate(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return render(
            request, "public/consultation.html", shown_page(request, key, sent, refusal), status=400
        )
    messages.success(request, _("意见已收到，回执编号 %(receipt)s。") % {"receipt": comment.receipt})
    return HttpResponseRedirect(reverse("comment_receipt", args=[secret]))


@open_to(Audience.EVERYONE)
def comment_receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """The writer's comment with its answer; the address is the only key to it."""
    row, comment = receipt_page(secret, timezone.localdate())
    shown = {"one": row, "comment": comment, "secret": secret, "may_withdraw": row.phase == "open"}
    answer = render(request, "public/comment_receipt.html", shown)
    answer.headers["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(answer)
    return answer


@open_to(Audience.EVERYONE)
@require_POST
def withdraw(request: HttpRequest, secret: str) -> HttpResponse:
    """Takes the comment back."""
    withdraw_comment(secret=secret, on=timezone.localdate())
    messages.success(request, _("意见已撤回，内容和联系方式已删除。"))
    return HttpResponseRedirect(reverse("comment_receipt", args=[secret]))


@open_to(Audience.EVERYONE)
def consultation_answers(request: HttpRequest, key: str) -> HttpResponse:
    """The published answers."""
    row, summary = published(key, timezone.localdate())
    shown = {
        "one": row,
        "summary": summary,
        "shares": [
            (name, summary.share(getattr(summary, name))) for name in ("adopted", "partly", "not_adopted")
        ],
    }
    return render(request, "public/consultation_answers.html", shown)


@open_to(Audience.EVERYONE)
def consultation_file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The published answers as Word (`docx`) or Excel (`xlsx`)."""
    if form not in FILES:
        raise NotFound(_("没有这种格式。"), _("可以下载 Word 或 Excel。"))
    write, kind = FILES[form]
    row, summary = published(key, timezone.localdate())
    answer = HttpResponse(write(row, summary), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.key}.{form}"'
    return answer
