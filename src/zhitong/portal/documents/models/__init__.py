"""The tables of the room: texts and what stands in them, judgements of people, words found nowhere."""

from zhitong.portal.documents.models.batches import FileState, ImportBatch, ImportFile
from zhitong.portal.documents.models.corrections import Action, Correction
from zhitong.portal.documents.models.effects import (
    Effect,
    EffectKind,
    EffectState,
    Mention,
    ReviewedDependant,
)
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
    "Effect",
    "EffectKind",
    "EffectState",
    "FileState",
    "ImportBatch",
    "ImportFile",
    "Kind",
    "Measure",
    "MeasureUnit",
    "Mention",
    "MissedTerm",
    "ReviewedDependant",
    "Revision",
    "SettledTerm",
    "Status",
    "UnitRole",
]
