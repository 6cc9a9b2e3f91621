"""Is the database ready to be used?"""

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection

from zhitong.portal.flows.loading import Say, load_packs
from zhitong.portal.flows.waiting import DatabaseNotReady, pending
from zhitong.portal.provisions.models import Pack


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
