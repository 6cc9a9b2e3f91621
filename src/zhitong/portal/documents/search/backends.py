"""The index of this installation, as the settings name it."""

from functools import cache
from pathlib import Path

from django.conf import settings

from zhitong.portal.documents.search.shapes import SearchBackend
from zhitong.portal.documents.search.sqlite_index import SqliteIndex
from zhitong.portal.documents.search.tantivy_index import IS_INSTALLED, TantivyIndex
from zhitong.portal.foundation.problems import Refusal


class NoSuchBackend(Refusal):
    """The settings name an index that is not there."""


@cache
def opened(name: str, folder: Path) -> SearchBackend:
    """One object per index and process."""
    if name == "sqlite":
        return SqliteIndex(folder / "clauses.sqlite3")
    if name == "tantivy" and IS_INSTALLED:
        return TantivyIndex(folder / "tantivy")
    remedy = "请把 ZHITONG_SEARCH 设为 sqlite，或安装可选依赖：pip install zhitong[search]。"
    raise NoSuchBackend(f"检索引擎“{name}”不能使用。", remedy, code="search_backend")


def search_backend() -> SearchBackend:
    """The index the settings name."""
    return opened(settings.SEARCH_BACKEND, Path(settings.SEARCH_FOLDER))
