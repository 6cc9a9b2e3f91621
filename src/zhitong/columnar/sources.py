"""Files of businesses, read whole or a stretch of rows at a time: Parquet, CSV, folders of parts."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zhitong.columnar.parts import NUMBER, damaged, parts_of
from zhitong.engine.values import Problem

READING = (OSError, ValueError, pl.exceptions.PolarsError)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Rows of businesses in pieces, each with how many it holds; `first_row` is how the first is called."""

    name: str
    pieces: tuple[tuple[pl.LazyFrame, int], ...]
    columns: tuple[str, ...]
    broken: Problem  # what to say when a piece turns out unreadable on the way
    first_row: int = 1

    @property
    def rows(self) -> int:
        return sum(rows for _, rows in self.pieces)

    def frame(
        self, first: int = 0, last: int | None = None, columns: list[str] | None = None
    ) -> pl.DataFrame:
        """The rows from `first` up to, not including, `last`; one of `READING` where they are damaged."""
        wanted: list[pl.LazyFrame] = []
        start, end = 0, self.rows if last is None else last
        for piece, rows in self.pieces:
            low, high = max(first, start), min(end, start + rows)
            if low < high or not wanted:
                chosen = piece.slice(low - start, max(high - low, 0))
                wanted.append(chosen if columns is None else chosen.select(columns))
            start += rows
        frames = [frame for frame in pl.collect_all(wanted) if frame.height or len(wanted) == 1]
        return pl.concat(frames, how="diagonal") if frames else pl.DataFrame(schema=self._schema())

    def _schema(self) -> dict[str, type[pl.DataType]]:
        return dict.fromkeys(self.columns, pl.Null)


def open_source(path: Path) -> tuple[Source | None, tuple[Problem, ...]]:
    """The rows in a .parquet or .csv file or a folder of parts; None with the reason."""
    if path.is_dir():
        return _folder(path)
    csv = path.suffix.lower() == ".csv"
    wanted = "CSV 表格" if csv else "Parquet 文件"
    message = f"文件“{path.name}”不是可以读取的{wanted}，请重新导出后再试。"
    unreadable = Problem("file_unreadable", message)
    try:
        piece = _read_csv(path).lazy() if csv else pl.scan_parquet(path)
        pieces = ((piece, _rows(piece)),)
        columns = tuple(piece.collect_schema().names())
    except FileNotFoundError:
        return None, (Problem("file_missing", f"找不到文件“{path.name}”，请核对路径。"),)
    except READING:
        return None, (unreadable,)
    return Source(path.name, pieces, columns, unreadable, 2 if csv else 1), ()


def _folder(path: Path) -> tuple[Source | None, tuple[Problem, ...]]:
    listed, problems = parts_of(path)
    if listed is None:
        return None, problems
    pieces: list[tuple[pl.LazyFrame, int]] = []
    columns: dict[str, None] = {"uscc": None}
    try:
        for part, rows in listed:
            piece = pl.scan_parquet(part).drop(NUMBER)
            columns |= dict.fromkeys(piece.collect_schema().names())
            if _rows(piece) != rows:
                return None, (damaged(path),)
            pieces.append((piece, rows))
    except READING:
        return None, (damaged(path),)
    return Source(path.name, tuple(pieces), tuple(columns), damaged(path)), ()


def _rows(piece: pl.LazyFrame) -> int:
    return int(piece.select(pl.len()).collect().item())


def _read_csv(path: Path) -> pl.DataFrame:
    content = path.read_bytes()
    if not content.strip():
        raise ValueError("empty")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        content = content.decode("gb18030").encode()
    return pl.read_csv(content, infer_schema=False, truncate_ragged_lines=False)
