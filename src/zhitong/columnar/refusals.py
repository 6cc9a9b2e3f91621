"""What can go wrong while a folder is written, as one sentence each."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from zhitong.columnar.folders import FolderBusyError, FolderForeignError
from zhitong.engine.values import Problem


@contextmanager
def explained(out: Path, refused: list[Problem], what: str = "匹配") -> Iterator[None]:
    """What can go wrong while writing, as one sentence each; what was there before is untouched."""
    try:
        yield
    except FolderBusyError:
        message = f"另一次{what}正在写入“{out.name}”，请等它结束后再运行，或换一个输出目录。"
        refused.append(Problem("out_busy", message))
    except FolderForeignError:
        message = f"“{out.name}”里已有别的文件，为免误删没有写入，请换一个空目录。"
        refused.append(Problem("out_foreign", message))
    except (OSError, pl.exceptions.PolarsError) as error:
        number = _number(error)
        if number is None:
            raise
        full = number in (errno.ENOSPC, errno.EDQUOT)
        why = "磁盘空间不足，请腾出空间后重试" if full else "写入失败，请检查目录是否存在、是否有写入权限"
        refused.append(Problem("out_unwritable", f"“{out.name}”{why}；原有结果没有改动。"))


def _number(error: Exception) -> int | None:
    """The system's number of a failed write, 0 where it gave none; None where it is no failed write.
    Polars wraps it into a text."""
    if isinstance(error, OSError):
        return error.errno or 0
    found = re.search(r"os error (\d+)", str(error))
    if found is None:
        return errno.ENOSPC if "No space left" in str(error) else None
    return int(found[1])
