"""Descriptions for search engines: JSON-LD, which is data and never runs."""

import json
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zhitong.engine.documents.out import Publication, to_legislation
from zhitong.portal.documents.queries import DocumentPage

# A text that nothing is known to end is not called in force.
FORCE = {
    "in_force": "in_force",
    "amended": "in_force",
    "extended": "in_force",
    "claimed": "in_force",
    "repealed": "repealed",
    "superseded": "repealed",
    "expired": "expired",
}
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def data_block(content: dict[str, Any]) -> SafeString:
    """The block for the head of a page; no text in it can end it."""
    words = json.dumps(content, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(words))


def described(request: HttpRequest, page: DocumentPage) -> SafeString:
    """schema.org Legislation of a document; nothing for invented ones and those without text."""
    document, revision = page.document, page.revision
    if revision is None or document.is_sample:
        return SafeString("")
    meta = {
        "title": document.title,
        "doc_number": document.doc_number,
        "issuer": document.issuer,
        "kind": document.kind,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "effective_on": document.effective_on.isoformat() if document.effective_on else None,
        "expires_on": document.expires_on.isoformat() if document.expires_on else None,
    }
    known = Publication("", meta, (), {}, document.key, document.region, revision.number)
    address = request.build_absolute_uri(reverse("document", args=[document.key]))
    return data_block(
        to_legislation(known, address, FORCE.get(document.life.at(timezone.localdate()).state, "unknown"))
    )
