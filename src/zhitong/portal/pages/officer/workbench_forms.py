"""The fields of a form of the workbench, as a page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zhitong.engine.documents.readings.fields import Field, fields_of
from zhitong.portal.pages.choices import READING_KINDS as LINES
from zhitong.portal.pages.reading_words import CHOICES, METADATA, NAMES, summary

__all__ = ["LEVELS", "LINES", "METADATA", "shown_fields", "summary"]
LEVELS = ("0.95", "0.9", "0.85", "0.8", "0.7")


@dataclass(frozen=True, slots=True)
class Shown:
    """A field on the screen: its name in the form, label, type, value, choices and problem."""

    name: str
    label: str
    type: str
    value: str
    is_required: bool
    choices: tuple[tuple[str, str], ...]
    problem: str = ""


def shown_field(field: Field, part: int, values: Mapping[str, str], problems: Mapping[str, str]) -> Shown:
    """A field of part `part` of a form."""
    choices = tuple((one, str(CHOICES.get(one, one))) for one in field.choices)
    if choices and not field.is_required:
        choices = (("", "—"), *choices)
    return Shown(
        f"p{part}-{field.name}",
        str(NAMES.get(field.name, field.name)),
        field.type,
        values.get(field.name, ""),
        field.is_required,
        choices,
        problems.get(field.name, ""),
    )


def shown_fields(
    kind: str, metadata: str, part: int, values: Mapping[str, str], problems: Mapping[str, str]
) -> list[Shown]:
    """All fields of a part."""
    listed = [shown_field(one, part, values, problems) for one in fields_of(kind, metadata)]
    return [replace(one, label=str(METADATA[metadata])) for one in listed] if metadata else listed
