"""The four answers given to assistants: plain data, every figure with its words and where they stand."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from django.conf import settings

from zhitong.engine.facts import read_facts
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.documents.queries import Located, clause_page
from zhitong.portal.documents.search.finding import find_clauses
from zhitong.portal.documents.search.shapes import Filters
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.matches.queries import statement_for
from zhitong.portal.provisions.queries import provision_page

LONGEST_QUESTION = 80
MOST_MISSING = 12
CAUTION = "引用时照抄 quote 的原文并给出 link；verdict 为 unknown 表示信息不足，既不是符合也不是不符合。"


class Unanswerable(Refusal):
    """What the assistant sent cannot be used."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message, advice, code="unanswerable")


def link(path: str) -> str:
    """A whole address of this installation."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}/{quote(path)}"


def place(found: Located) -> dict[str, Any]:
    """Where a reference leads; `quote` is null while the text is not imported."""
    path = f"documents/{found.document_key}"
    return {
        "document": found.document_title,
        "doc_number": found.doc_number,
        "clause": found.clause_path,
        "quote": found.quote or None,
        "link": link(f"{path}/{found.clause_path}" if found.clause_path and found.quote else path),
    }


def search(question: str, *, on: date | None = None, region: str = "") -> dict[str, Any]:
    """Clauses that answer, best first, grouped by document."""
    asked = question.strip()
    if not asked or len(asked) > LONGEST_QUESTION:
        raise Unanswerable("问题为空或超过 80 个字。", "请用几个关键词，如“个体工商户 贴息”。")
    found = find_clauses(asked, Filters(on=on, region=region), per_document="")
    documents = [
        {
            "document": one.document.title,
            "doc_number": one.document.doc_number,
            "clauses": [
                {
                    "clause": clause.path,
                    "quote": "".join(piece.text for piece in clause.pieces),
                    "link": link(f"documents/{one.document.key}/{clause.path}"),
                }
                for clause in one.clauses
            ],
        }
        for one in found.documents
    ]
    unknown = list(found.reasons.unknown_terms) if found.reasons else []
    return {"documents": documents, "words_no_clause_has": unknown, "caution": CAUTION}


def clause(document: str, path: str) -> dict[str, Any]:
    """A clause's own words, whole."""
    page = clause_page(document, path)
    words = "\n".join("".join(piece.text for piece in block.pieces) for block in page.blocks)
    return {
        "document": page.document.title,
        "doc_number": page.document.doc_number,
        "clause": page.path,
        "quote": words,
        "responsible": [one.name for measure in page.measures for one in measure.units],
        "link": link(f"documents/{document}/{path}"),
    }


def provision(key: str, *, on: date) -> dict[str, Any]:
    """A provision: condition and amount in words, window, how to get it, and its sentences."""
    page = provision_page(key, on=on)
    row = page.provision
    return {
        "provision": row.key,
        "title": row.title,
        "state": row.state_label,
        "from": row.starts,
        "to": row.ends,
        "condition": page.condition_text,
        "amount": page.amount_text,
        "how": dict(page.how),
        "evidence": row.evidence,
        "is_sample": row.is_sample,
        "sources": {name: place(found) for name, found in page.references.items()},
        "link": link(f"provisions/{row.key}"),
    }


def statement(facts: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """What a business with these facts gets on a day; nothing is kept."""
    read, problems = read_facts(facts, vocabulary())
    if problems:
        raise Unanswerable("；".join(one.message for one in problems[:5]), "请按接口文档的事实键和单位填写。")
    found = statement_for(None, as_of=on, answers=read.as_of(on))
    items = [
        {
            "provision": item["provision"],
            "title": item["title"],
            "verdict": item["verdict"],
            "amount": item["amount"],
            "window": item["window"],
            "missing": item["missing"][:MOST_MISSING],
            "sources": {name: place(one) for name, one in found.places.get(item["provision"], {}).items()},
            "link": link(f"provisions/{item['provision']}"),
        }
        for item in found.answer["items"]
        if item["verdict"] != "not_met"
    ]
    return {
        "as_of": on,
        "items": items,
        "not_met": sum(item["verdict"] == "not_met" for item in found.answer["items"]),
        "questions": found.answer["questions"],
        "totals": found.answer["totals"],
        "caution": CAUTION,
    }
