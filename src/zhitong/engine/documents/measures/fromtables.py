"""Measures that a table of tasks lists, one per row; rows that repeat a measure of the text add units."""

import re
from collections.abc import Sequence
from dataclasses import replace

from zhitong.engine.documents.measures.measure import Measure
from zhitong.engine.documents.measures.notes import LABEL, VERB, NameList, Note
from zhitong.engine.documents.measures.units import ResponsibleUnit, read_note, units_of
from zhitong.engine.documents.outline import Clause, Outline
from zhitong.engine.documents.structure.tasktables import TaskRow, find_rows
from zhitong.engine.documents.text.marks import HAN_NUMBER, han_to_int, read_mark

_NUMBER = rf"(?:\d{{1,3}}|{HAN_NUMBER}{{1,3}})"
# A cell such as 第3、4项措施 or 任务5—7 names measures by their numbers alone.
_BY_NUMBER = re.compile(
    rf"(?:措施|任务|正文|方案)?第?(?P<numbers>{_NUMBER}(?:[、，,和至到—–-]第?{_NUMBER})*)[项条](?:措施|任务|工作|举措)?"
)
_SAME_WORDS = 6  # characters from which the beginning of a sentence names the measure it begins


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


def _bare(words: str) -> str:
    mark = read_mark(words)
    return re.sub(r"[^\u4e00-\u9fffA-Za-z0-9%]", "", words[mark.length if mark else 0 :])


def _integer(printed: str) -> int:
    return int(printed) if printed.isdigit() else han_to_int(printed) or 0


def _named_numbers(name: str) -> set[int]:
    found = _BY_NUMBER.fullmatch(re.sub(r"\s", "", name))
    if found is None:
        return set()
    numbers: set[int] = set()
    for listed in re.split(r"[、，,和]", found["numbers"]):
        ends = [_integer(one) for one in re.findall(_NUMBER, listed)]
        numbers.update(range(ends[0], ends[-1] + 1))
    return numbers


def _restated(row: TaskRow, outline: Outline, measures: Sequence[Measure]) -> list[int]:
    """Places of the text's own measures that a row repeats by number or by their first words."""
    numbers = _named_numbers(row.name)
    if numbers:
        return [place for place, one in enumerate(measures) if one.number in numbers]
    name = _bare(row.name)
    found = []
    for place, one in enumerate(measures):
        words = outline.text[one.start : one.end]
        opening = _bare(re.split(r"[。\n]", words, maxsplit=1)[0])
        same = opening.startswith(name) if len(name) >= _SAME_WORDS else opening == name
        if same or (len(opening) >= _SAME_WORDS and name.startswith(opening)):
            found.append(place)
    return found[:1]


def _given(measure: Measure, units: dict[str, ResponsibleUnit], row: TaskRow, open_ended: bool) -> Measure:
    known = {unit.name for unit in measure.responsible}
    more = tuple(unit for name, unit in units.items() if name not in known)
    said = "\n".join(cell.text for cell in row.cells)
    raw = "\n".join(one for one in (measure.responsible_raw, said) if one)
    return replace(
        measure,
        responsible=(*measure.responsible, *more),
        responsible_raw=raw,
        open_ended=measure.open_ended or open_ended,
    )


def are_shared_out(outline: Outline, clauses: Sequence[Clause]) -> bool:
    """Whether clauses that name nobody are measures beside tables: none lists tasks, or one repeats them."""
    rows = find_rows(outline.text) if any(clause.kind == "row" for clause in outline.clauses) else []
    bare = [Measure(one.path, None, one.start, one.end, (), "", False) for one in clauses]
    return not rows or any(_restated(row, outline, bare) for row in rows)


def with_tables(outline: Outline, measures: Sequence[Measure]) -> list[Measure]:
    """The measures of the text with those of all tables of tasks.

    A row is a measure at the path of its clause of kind `row`; a row that only hands out one of the
    text's own measures gives that one its units instead.
    """
    paths = {clause.start: clause.path for clause in outline.clauses if clause.kind == "row"}
    own = [one for one in measures if one.start not in paths]
    listed: list[Measure] = []
    for row in find_rows(outline.text) if paths else []:
        units, open_ended = _units(row)
        restated = _restated(row, outline, own)
        for place in restated:
            own[place] = _given(own[place], units, row, open_ended)
        if restated:
            continue
        listed.append(
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
    return [*own, *listed]
