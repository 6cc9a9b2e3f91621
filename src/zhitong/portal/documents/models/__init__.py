"""The tables of the room: texts and what stands in them, judgements of people, words found nowhere."""

from zhitong.portal.documents.models.batches import FileState, ImportBatch, ImportFile
from zhitong.portal.documents.models.corrections import Action, Correction
from zhitong.portal.documents.models.judgements import AnswerGrade, ConfirmedLink, DismissedFinding
from zhitong.portal.documents.models.missed import MissedTerm, SettledTerm
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
    "Action",
    "AnswerGrade",
    "Clause",
    "ConfirmedLink",
    "Correction",
    "DismissedFinding",
    "Document",
    "FileState",
    "ImportBatch",
    "ImportFile",
    "Kind",
    "Measure",
    "MeasureUnit",
    "MissedTerm",
    "Revision",
    "SettledTerm",
    "Status",
    "UnitRole",
]
