"""Is the database ready to be used?"""

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from zhitong.portal.flows.loading import Say, load_packs
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.provisions.models import Pack


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


def migrate() -> int:
    """Brings the database up to date; returns how many migrations were applied."""
    waiting = pending()
    if waiting:
        call_command("migrate", database=DEFAULT_DB_ALIAS, interactive=False, verbosity=0, skip_checks=True)
    return waiting


def make_ready(say: Say | None = None) -> None:
    """For commands: an embedded database is made on the spot, a served one must have been migrated."""
    waiting = pending()
    if waiting and connection.vendor != "sqlite":
        raise DatabaseNotReady(
            f"数据库还有 {waiting} 步没有更新。", "请先运行 python manage.py migrate。", code="not_migrated"
        )
    migrate()
    if not Pack.objects.exists():
        load_packs(say)
