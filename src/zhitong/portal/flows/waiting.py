"""How far the database is behind the program."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from zhitong.portal.foundation.problems import Refusal


class DatabaseNotReady(Refusal):
    """No database, or one of another version."""


def pending() -> int:
    """How many migrations are to be applied; DatabaseNotReady when there is no database to ask."""
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        raise DatabaseNotReady(
            "连接不上数据库。", "请检查 ZHITONG_DATABASE_URL 和数据库服务。", code="no_database"
        ) from error
