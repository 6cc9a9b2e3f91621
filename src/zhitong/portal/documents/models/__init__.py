"""The tables of the room: texts and what stands in them, judgements of people, words found nowhere."""

from zhitong.portal.documents.models.judgements import AnswerGrade, ConfirmedLink, DismissedFinding
from zhitong.portal.documents.models.missed import MissedTerm
from zhitong.portal.documents.models.texts import (
    Clause,
    Document,
    Kind,
    Measure,
    MeasureUnit,
    Revision,
    Status,
    UnitRole,
)

__all__ = [
    "AnswerGrade",
    "Clause",
    "ConfirmedLink",
    "DismissedFinding",
    "Document",
    "Kind",
    "Measure",
    "MeasureUnit",
    "MissedTerm",
    "Revision",
    "Status",
    "UnitRole",
]
