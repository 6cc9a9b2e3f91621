"""惠企明白卡 on paper and as a Word file: the same cards, with a QR code back to the page."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from zhitong.portal.documents.queries import Located
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.foundation.typesetting import pdf
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.business.cards import Card, Reason
from zhitong.portal.pages.business.reasons import verdict_word
from zhitong.portal.pages.business.statement import TRIAL, prepared
from zhitong.portal.pages.business.word import statement_docx
from zhitong.portal.pages.dates import day_words
from zhitong.portal.pages.marks import window_words

TEMPLATE = Path(__file__).resolve().parent.parent / "printed" / "statement.typ"
SHOWN = ("met", "unknown", "not_met", "upcoming")
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@open_to(Audience.SIGNED_IN)
def statement_file(request: HttpRequest, uscc: str, form: str) -> HttpResponse:
    """The statement of a business as pdf or docx."""
    return file_of(request, uscc, form)


@open_to(Audience.EVERYONE)
def trial_file(request: HttpRequest, form: str) -> HttpResponse:
    """What the answers of this visit give, as pdf or docx."""
    return file_of(request, TRIAL, form)


def file_of(request: HttpRequest, uscc: str, form: str) -> HttpResponse:
    """The file of an asked form; another form does not exist."""
    if form not in TYPES:
        raise NotFound
    page = prepared(request, uscc)
    address = request.build_absolute_uri(f"{page['addresses']['here']}?on={page['on'].isoformat()}")
    data = paper(page, address)
    code = BytesIO()
    segno.make(address, error="m").save(code, kind="svg" if form == "pdf" else "png", scale=4, border=1)
    if form == "pdf":
        content = pdf(TEMPLATE, data, {"qr.svg": code.getvalue()})
    else:
        content = statement_docx(data, code.getvalue())
    answer = HttpResponse(content, content_type=TYPES[form])
    name = f"{data['title']}-{data['subject']}-{page['on'].isoformat()}.{form}"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def paper(page: dict[str, Any], address: str) -> dict[str, Any]:
    """What stands on the paper: words only."""
    business, on = page["business"], page["on"]
    about = [business.uscc, business.region_name, business.industry_name] if business else []
    if business and business.is_demo:
        about.append(_("演示数据，不是真实的经营主体。"))
    return {
        "title": _("惠企明白卡"),
        "subject": business.name if business else _("试算"),
        "about": [line for line in about if line],
        "as_of": _("以下按 {day} 当天的规定和数据计算。").format(day=day_words(on)),
        "scan": _("扫码看原文"),
        "footer": address,
        "words": {"totals": _("可合并享受的合计"), "none": _("没有。")},
        "totals": [
            {"amount": words, "titles": [row.title for row in rows]} for words, rows in page["totals"]
        ],
        "not_counted": [
            _("未计入：{title}。{why}").format(title=row.title, why=why) for row, why in page["not_counted"]
        ],
        "groups": [
            {"title": group.title, "cards": [card_on_paper(card) for card in group.cards]}
            for group in page["groups"]
            if group.key in SHOWN
        ],
        "caution": _("“待确认”表示还缺数据，既不是符合也不是不符合；以经办单位审核为准。"),
    }


def card_on_paper(card: Card) -> dict[str, Any]:
    """A card as lines; a condition keeps its fact with source and day."""
    if card.verdict == "not_met":
        return brief(card)
    lines = []
    if card.row.evidence != "A":
        lines.append(_("待核实：依据的原文还没有核对到位。"))
    if card.missing and card.verdict == "unknown":
        lines.append(_("还缺：{facts}").format(facts="、".join(card.missing)))
    if card.units:
        lines.append(_("找谁办：{units}").format(units="、".join(card.units)))
    if card.how["materials"]:
        lines.append(_("带什么：{materials}").format(materials="、".join(card.how["materials"])))
    # Of alternatives, those that do not hold carry nothing.
    reasons = [one for one in leaves(card.reason) if one.verdict != "not_met"]
    return {
        "title": card.row.title,
        "amount": card.amount.words,
        "window": window_words(card.row, day_words),
        "lines": [*lines, *card.notes],
        "reasons": [reason_on_paper(one) for one in reasons],
        "sources": list(dict.fromkeys(source_words(place) for place in card.places)),
    }


def brief(card: Card) -> dict[str, Any]:
    """What is not met: only which condition, and what would change it."""
    lines = [_("差一步：{changes}").format(changes="；".join(near.texts)) for near in card.near]
    return {
        "title": card.row.title,
        "amount": "",
        "window": "",
        "lines": lines,
        "reasons": [reason_on_paper(one) for one in card.failing],
        "sources": [],
    }


def leaves(reason: Reason) -> Iterable[Reason]:
    """The conditions without those that only join them."""
    if not reason.parts:
        return [reason]
    return [leaf for part in reason.parts for leaf in leaves(part)]


def reason_on_paper(reason: Reason) -> dict[str, str]:
    """A condition with its verdict in words and the fact behind it."""
    day = day_words(reason.as_of) if reason.as_of else ""
    evidence = " · ".join(part for part in (reason.value, reason.source, day) if part) or reason.missing
    return {"mark": f"{verdict_word(reason.verdict)}：", "text": reason.text, "evidence": evidence}


def source_words(place: Located) -> str:
    """Document, number and clause."""
    named = f"《{place.document_title}》{place.doc_number} {place.clause_label}".strip()
    return _("依据：{source}").format(source=named)
