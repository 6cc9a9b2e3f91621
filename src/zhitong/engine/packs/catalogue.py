"""The documents catalogue of a pack, and recognising a parsed document in it."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhitong.engine.packs.fields import Fields
from zhitong.engine.packs.model import CatalogueDocument, MatchHints, Pack
from zhitong.engine.packs.yaml_files import load_list
from zhitong.engine.values import Problem, Reference

STATUSES = ("in_force", "expired", "draft", "repealed", "unknown")
_FIELDS = (
    "key",
    "title",
    "doc_number",
    "issuer",
    "issued_on",
    "expires_on",
    "expires_at",
    "region",
    "status",
    "superseded_by",
    "evidence",
    "match",
    "note",
)
_BRACKETS = str.maketrans("[]【】()", "〔〕〔〕〔〕")


def read_catalogue(
    path: Path, label: str, pack: str, problems: list[Problem]
) -> dict[str, CatalogueDocument]:
    """The documents of `documents.yaml` by key."""
    documents: dict[str, CatalogueDocument] = {}
    for entry in load_list(path, label, problems):
        fields = Fields(entry, f"{label} {entry.get('key', '（无键）')}", problems)
        document = _document(fields, pack)
        if document is None:
            continue
        if document.key in documents:
            fields.refuse("document_twice", f"文件“{document.key}”写了两次", "请删去一处或改键")
            continue
        documents[document.key] = document
    return documents


def _document(fields: Fields, pack: str) -> CatalogueDocument | None:
    found = len(fields.problems)
    fields.only(_FIELDS)
    hints = fields.inner("match")
    hints.only(("doc_number", "title", "text"))
    document = CatalogueDocument(
        key=fields.text("key", required=True),
        title=fields.text("title", required=True),
        doc_number=fields.optional("doc_number"),
        issuer=fields.optional("issuer"),
        issued_on=fields.day("issued_on"),
        expires_on=fields.day("expires_on"),
        expires_at=_last_words(fields) if "expires_at" in fields.entry else None,
        region=fields.text("region"),
        status=fields.one_of("status", STATUSES, "unknown"),
        superseded_by=fields.optional("superseded_by"),
        match=MatchHints(hints.text("doc_number"), hints.texts("title"), hints.texts("text")),
        evidence=fields.one_of("evidence", ("A", "B", "C"), "A"),
        note=fields.text("note"),
        pack=pack,
    )
    return document if len(fields.problems) == found else None


def _last_words(fields: Fields) -> Reference:
    """Where the document says its last day."""
    one = fields.inner("expires_at")
    one.only(("clause", "sentence", "expect"))
    return Reference(
        fields.text("key"),
        one.text("clause", required=True),
        one.whole("sentence"),
        expect=one.texts("expect"),
    )


def check_catalogue(documents: Mapping[str, CatalogueDocument], label: str, problems: list[Problem]) -> None:
    """Every superseding document must be in the catalogue, every clause of a last day needs the day."""
    for document in documents.values():
        if document.expires_at is not None and document.expires_on is None:
            place = f"{label} {document.key}"
            message = f"{place}：写了 expires_at 而没有 expires_on，请补上失效日期或删去条款。"
            problems.append(Problem("expiry_without_day", message, where=place))
        after = document.superseded_by
        if after is not None and after not in documents:
            place = f"{label} {document.key}"
            message = f"{place}：取代它的文件“{after}”不在目录里，请补上该文件或改正 superseded_by。"
            problems.append(Problem("document_unknown", message, where=place))


def find_document(pack: Pack, meta: Mapping[str, Any], text: str) -> str | None:
    """The catalogue key of a parsed document, or None when none or more than one fits.

    The document number in `meta` decides; without one, all title phrases, or all text phrases.
    """
    number = plain_number(str(meta.get("doc_number") or ""))
    if number:
        for document in pack.documents.values():
            known = {plain_number(document.doc_number or ""), plain_number(document.match.doc_number)} - {""}
            if any(number == one or number.endswith(one) for one in known):
                return document.key
    title, body = _squeezed(str(meta.get("title") or "")), _squeezed(text)
    by_title = _all_phrases(pack, title, "title")
    by_text = _all_phrases(pack, body, "text")
    both = [key for key in by_title if key in by_text]
    for found in (both, by_text, by_title):
        if len(found) == 1:
            return found[0]
    return None


def _all_phrases(pack: Pack, squeezed: str, part: str) -> list[str]:
    found = []
    for document in pack.documents.values():
        phrases = getattr(document.match, part)
        if phrases and all(_squeezed(phrase) in squeezed for phrase in phrases):
            found.append(document.key)
    return found


def plain_number(doc_number: str) -> str:
    """A 文号 for comparing: full width narrowed, one kind of bracket, no spaces."""
    return _squeezed(doc_number).translate(_BRACKETS)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
