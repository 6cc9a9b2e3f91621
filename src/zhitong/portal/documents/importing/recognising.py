"""Which document a file is: one of the catalogue, one imported before, or a new one."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from zhitong.engine.packs import CatalogueDocument, MatchHints, Pack, find_document
from zhitong.portal.documents.models import Document, Kind, Status

KEY_LENGTH = 12


def as_pack(documents: Iterable[Document]) -> Pack:
    """The catalogued documents of all packs as one pack, for the engine's own recognition."""
    listed = {
        one.key: CatalogueDocument(
            key=one.key,
            title=one.title,
            doc_number=one.doc_number or None,
            issuer=one.issuer or None,
            issued_on=one.issued_on,
            region=one.region,
            status=one.status,
            match=MatchHints(
                one.match.get("doc_number", ""),
                tuple(one.match.get("title", ())),
                tuple(one.match.get("text", ())),
            ),
        )
        for one in documents
    }
    return Pack(key="catalogue", title="", region="", label="", documents=listed)


def key_of(meta: Mapping[str, Any], text: str) -> str:
    """The key of the document a file holds; a new key is made from number or title, else from the words."""
    catalogued = find_document(as_pack(Document.objects.exclude(match={})), meta, text)
    if catalogued is not None:
        return catalogued
    number, title = str(meta.get("doc_number") or ""), str(meta.get("title") or "")
    if number and (known := Document.objects.filter(doc_number=number).values_list("key", flat=True).first()):
        return str(known)
    name = number or title + str(meta.get("issuer") or "")
    return "doc-" + sha256((name or text).encode()).hexdigest()[:KEY_LENGTH]


def fill(document: Document, meta: Mapping[str, Any], file_name: str) -> None:
    """What the text says about itself, where the catalogue has not said it already."""
    document.title = document.title or str(meta.get("title") or file_name)[:300]
    document.doc_number = document.doc_number or str(meta.get("doc_number") or "")[:80]
    document.issuer = document.issuer or str(meta.get("issuer") or "")[:300]
    if document.kind == Kind.OTHER and meta.get("kind") in Kind.values:
        document.kind = meta["kind"]
    # That it was issued does not say that it still holds: "in force" is for a catalogue or a person to claim.
    if document.status == Status.UNKNOWN and meta.get("status") in (Status.DRAFT, Status.REPEALED):
        document.status = meta["status"]
    for name in ("issued_on", "effective_on", "expires_on"):
        if getattr(document, name) is None and meta.get(name):
            setattr(document, name, meta[name])
