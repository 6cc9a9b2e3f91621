"""Measures that a table of tasks lists, one per row."""

from zhitong.engine.documents.measures.measure import Measure
from zhitong.engine.documents.measures.notes import LABEL, VERB, NameList, Note
from zhitong.engine.documents.measures.units import ResponsibleUnit, read_note, units_of
from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.structure.tasktables import TaskRow, find_rows


def _units(row: TaskRow) -> tuple[dict[str, ResponsibleUnit], bool]:
    units: dict[str, ResponsibleUnit] = {}
    open_ended, carried = False, ""
    for cell in row.cells:
        if LABEL.search(cell.text) or (cell.role == "unspecified" and VERB.search(cell.text)):
            note = Note(cell.start, cell.start + len(cell.text), cell.text)
            read = read_note(note, carried)
            found, carried, more = list(read.units), read.carried, read.open_ended
        else:
            found, carried, more = units_of(NameList(cell.text, cell.role, 0), cell.start, carried)
        open_ended = open_ended or more
        for unit in found:
            units.setdefault(unit.name, unit)
    return units, open_ended


def measures_of_tables(outline: Outline) -> list[Measure]:
    """The measures of all tables of tasks; the clause of kind `row` that stands for each gives the path."""
    paths = {clause.start: clause.path for clause in outline.clauses if clause.kind == "row"}
    found = []
    for row in find_rows(outline.text) if paths else []:
        units, open_ended = _units(row)
        found.append(
            Measure(
                paths.get(row.start, ""),
                row.number,
                row.start,
                row.end,
                tuple(units.values()),
                "\n".join(cell.text for cell in row.cells),
                open_ended,
                notes=tuple((cell.start, cell.start + len(cell.text)) for cell in row.cells),
            )
        )
    return found
