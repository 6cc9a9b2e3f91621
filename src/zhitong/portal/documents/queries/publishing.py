"""A kept revision as the engine writes it out: Akoma Ntoso, JSON, Markdown, Word."""

from collections.abc import Sequence
from typing import Any

from zhitong.engine.documents.out import Publication, identified
from zhitong.engine.documents.outline import Clause as Node
from zhitong.engine.documents.structure.outlining import PARAGRAPH_KINDS
from zhitong.portal.documents.models import Clause, Document, Measure, Revision
from zhitong.portal.documents.queries.nodes import node_of
from zhitong.portal.foundation.problems import NotFound


def said_by(document: Document, revision: Revision) -> dict[str, Any]:
    """The metadata of the text, with what the catalogue knows better."""
    meta = dict(revision.parse.get("meta", {}))
    known = {
        "title": document.title,
        "doc_number": document.doc_number,
        "issuer": document.issuer,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "effective_on": document.effective_on.isoformat() if document.effective_on else None,
        "expires_on": document.expires_on.isoformat() if document.expires_on else None,
        "kind": document.kind,
        "status": document.status,
    }
    return meta | {name: value for name, value in known.items() if value}


def measure_json(measure: Measure) -> dict[str, Any]:
    """A measure as `zhitong document parse --json` gives it; citations stay in their own list."""
    return {
        "path": measure.path,
        "number": measure.number or None,
        "start": measure.start,
        "end": measure.end,
        "responsible": [{"name": unit.name, "role": unit.role} for unit in measure.units.all()],
        "responsible_raw": measure.responsible_raw,
        "open_ended": measure.open_ended,
        **review_json(measure),
    }


def review_json(measure: Measure) -> dict[str, Any]:
    """How sure the machine is, or who looked at the measure and when."""
    said = dict(measure.review)
    return {"reviewed": said} if "state" in said else said


def clause_json(node: Node) -> dict[str, Any]:
    """A clause of the contract."""
    named = ("id", "path", "label", "heading", "level", "start", "end")
    return {name: getattr(node, name) for name in named}


def publication(key: str, number: int | None = None) -> Publication:
    """A revision (the newest when none is named) ready to be written out; NotFound without a text."""
    document = Document.objects.filter(key=key).first()
    if document is None:
        raise NotFound("没有这份文件。", "请从政策文件列表进入。")
    revisions = document.revisions.order_by("-number")
    revision = (revisions.filter(number=number) if number is not None else revisions).first()
    if revision is None:
        raise NotFound("这份文件的全文尚未导入。", "导入全文后即可下载。")
    rows: Sequence[Clause] = list(revision.clauses.order_by("order"))
    nodes = identified(revision.text, [(node_of(one), one.parent_path) for one in rows])
    measures = revision.measures.order_by("order").prefetch_related("units")
    meta = said_by(document, revision)
    content = {
        "text": revision.text,
        **{name: said for name, said in revision.parse.items() if name != "machine_meta"},
        "meta": meta,
        "clauses": [clause_json(node) for node in nodes if node.kind not in PARAGRAPH_KINDS],
        "measures": [measure_json(one) for one in measures],
    }
    return Publication(revision.text, meta, nodes, content, key, document.region, revision.number)
