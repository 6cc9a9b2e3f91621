"""Tables that came as plain lines (bars, runs of blanks, one cell per line) become rows with tabs."""

import re

BORDER = "\x1f"  # between the cells of a row that keeps its empty cells
HEAD_WORD = re.compile(
    r"序号|编号|任务|事项|内容|措施|项目|举措|指标|目标|牵头|责任|配合|负责|主办|协办|承办|落实|单位|部门|时限|时间|期限|备注|"
    r"类别|领域|分类|进度|名称|领导|依据|属性|要求|^(?:19|20)\d\d年?(?:目标)?$|序號|任務|牽頭|責任|單位|部門|時限|指標|目標|備註"
)
RULE = re.compile(r"[\s|:：\-—+]+")
FEWEST, MOST = 3, 12


def is_head(cells: list[str]) -> bool:
    """Short names of columns, most of them words that head a table of tasks or indicators."""
    bare = [re.sub(r"\s", "", cell) for cell in cells]
    if not FEWEST <= len(bare) <= MOST:
        return False
    if any(len(cell) > 24 or re.search(r"[。；，：:]", cell) for cell in bare):
        return False
    known = sum(bool(HEAD_WORD.search(cell)) for cell in bare)
    return all(bare) and known >= 2 and known >= 0.6 * len(bare)


def _by_bars(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.count("|") > 1 else []


def _by_gaps(line: str) -> list[str]:
    return [cell for cell in re.split(r"[ \u00a0]{2,}|　+", line.strip(" 　")) if cell]


def _by_blanks(line: str) -> list[str]:
    return line.split()


def _from_columns(lines: list[str], at: int) -> tuple[list[str], int]:
    """Rows of the table whose head stands at `at`, and how many lines they took."""
    for way in (_by_bars, _by_gaps, _by_blanks):
        head = way(lines[at])
        if not is_head(head):
            continue
        rows, place = [BORDER.join(head)], at + 1
        while place < len(lines):
            cells = way(lines[place])
            ruled = way is _by_bars and bool(RULE.fullmatch(lines[place]))
            if len(cells) == len(head) and not ruled:
                rows.append(BORDER.join(cells))
            elif lines[place].strip() and not ruled:
                break
            place += 1
        if len(rows) > 1:
            return rows, place - at
    return [], 0


def _bare(line: str) -> str:
    return line.strip(" \t　\u00a0|")


def _from_cells(lines: list[str], at: int) -> tuple[list[str], int]:
    """The same for a table copied with one cell per line, its rows counted 1, 2, 3."""
    if re.sub(r"\s", "", _bare(lines[at])) not in ("序号", "编号", "序號"):
        return [], 0
    kept = [(place, _bare(line)) for place, line in enumerate(lines[at : at + 4000], at) if _bare(line)]
    first = next((place for place, (_, cell) in enumerate(kept[: MOST + 1]) if cell == "1"), 0)
    head = [cell for _, cell in kept[:first]]
    if not first or not is_head(head):
        return [], 0
    rows, begin, number = [BORDER.join(head)], first, 1
    while begin < len(kept) and kept[begin][1] == str(number):
        end = begin + first
        if end < len(kept) and kept[end][1] != str(number + 1):
            later = range(begin + 2, min(len(kept), begin + 4 * first))
            end = next((place for place in later if kept[place][1] == str(number + 1)), end)
        rows.append(BORDER.join(cell for _, cell in kept[begin:end]))
        begin, number = min(end, len(kept)), number + 1
    last = kept[begin][0] if begin < len(kept) else kept[-1][0] + 1
    return (rows, last - at) if len(rows) > 1 else ([], 0)


def as_rows(source: str) -> tuple[str, int]:
    """The source with such tables as one line per row, and how many tables there were."""
    if not re.search(r"序号|序號|单位|單位|部门|部門|指标|指標", source):
        return source, 0
    lines, result, found, at = source.split("\n"), [], 0, 0
    while at < len(lines):
        rows, taken = ([], 0) if len(lines[at]) > 160 else _from_columns(lines, at)
        if not rows:
            rows, taken = _from_cells(lines, at)
        result += rows or [lines[at]]
        found += bool(rows)
        at += taken or 1
    return "\n".join(result), found
