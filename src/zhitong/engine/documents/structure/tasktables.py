"""Tables of tasks (序号, 任务, 牵头单位, 责任单位, 完成时限): which cell of a row says what."""

import re
from dataclasses import dataclass

from zhitong.engine.documents.text.tables import is_head

NUMBER = re.compile(r"序号|编号|序號")
TASK = re.compile(r"任务|事项|内容|措施|项目|举措|工作|要求|任務|事項|內容")
OTHER = re.compile(r"领导|联系|时限|时间|期限|备注|依据|科室|责任人|進度|时限|進度|進展")
UNIT = r"(?:单位|部门|主体|机构|單位|部門)"
ROLES = (
    ("lead", re.compile(r"牵头|主办|主责|牽頭|主辦")),
    ("support", re.compile(r"配合|协办|协同|协助|参与|參與|協辦")),
    (
        "unspecified",
        re.compile(rf"(?:责任|负责|承办|落实|实施|主管|完成|責任|負責).*{UNIT}|^(?:{UNIT}|责任)$"),
    ),
)


@dataclass(frozen=True, slots=True)
class UnitCell:
    """A cell that names bodies: role of its column, its words and where they begin."""

    role: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task of a table; `name` is the cell that says what to do."""

    number: int
    start: int
    end: int
    name: str
    cells: tuple[UnitCell, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    count: int
    number: int | None
    task: int
    roles: tuple[tuple[int, str], ...]


def _head(cells: list[str]) -> _Columns | None:
    bare = [re.sub(r"\s", "", cell) for cell in cells]
    if not is_head([cell for cell in cells if cell.strip()]):
        return None
    roles = [
        (place, role)
        for place, cell in enumerate(bare)
        if not OTHER.search(cell)
        for role in [next((role for role, pattern in ROLES if pattern.search(cell)), "")]
        if role
    ]
    units = {place for place, _ in roles}
    tasks = [place for place, cell in enumerate(bare) if TASK.search(cell) and place not in units]
    if not roles or not tasks:
        return None
    number = next((place for place, cell in enumerate(bare) if NUMBER.fullmatch(cell)), None)
    fullest = [place for place in tasks if re.search(r"任务|内容|措施|举措|任務", bare[place])] or tasks
    return _Columns(len(cells), number, fullest[-1], tuple(roles))


def _row(line: str, start: int, columns: _Columns, counted: int) -> TaskRow | None:
    cells, offset, places = line.split("\t"), start, []
    for cell in cells:
        places.append(offset)
        offset += len(cell) + 1
    if len(cells) != columns.count or not cells[columns.task].strip():
        return None
    printed = re.sub(r"\D", "", cells[columns.number]) if columns.number is not None else ""
    named = tuple(
        UnitCell(role, cells[place], places[place]) for place, role in columns.roles if cells[place].strip()
    )
    number = int(printed) if printed and len(printed) < 5 else counted
    return TaskRow(number, start, start + len(line), cells[columns.task].strip(), named)


def find_rows(text: str) -> list[TaskRow]:
    """The tasks of all tables in printed order; a line without cells ends its table."""
    found: list[TaskRow] = []
    columns: _Columns | None = None
    start = counted = 0
    for line in text.split("\n"):
        begun, start = start, start + len(line) + 1
        if "\t" not in line:
            columns = None
            continue
        head = _head(line.split("\t"))
        if head is not None:
            columns, counted = head, 0
            continue
        row = _row(line, begun, columns, counted + 1) if columns else None
        if row is not None:
            found.append(row)
            counted = row.number
    return found
