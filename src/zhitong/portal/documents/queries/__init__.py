"""Reads of documents: the list, one document, one clause, the units, and where a reference leads."""

from zhitong.portal.documents.queries.clauses import clause_page
from zhitong.portal.documents.queries.library import document_list, document_page
from zhitong.portal.documents.queries.locating import locate, locate_all
from zhitong.portal.documents.queries.shapes import (
    Block,
    ClausePage,
    DocumentPage,
    DocumentRow,
    Located,
    MeasureRow,
    OutlineItem,
    Piece,
    RevisionRow,
    UnitMention,
    UnitPage,
    UnitRow,
)
from zhitong.portal.documents.queries.units import unit_page, units_list

__all__ = [
    "Block",
    "ClausePage",
    "DocumentPage",
    "DocumentRow",
    "Located",
    "MeasureRow",
    "OutlineItem",
    "Piece",
    "RevisionRow",
    "UnitMention",
    "UnitPage",
    "UnitRow",
    "clause_page",
    "document_list",
    "document_page",
    "locate",
    "locate_all",
    "unit_page",
    "units_list",
]
