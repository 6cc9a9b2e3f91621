"""What runs by the clock: each job and its hour, Beijing time."""

import logging
from datetime import date, time, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command

from zhitong.portal.consultations.retaining import forget_contacts
from zhitong.portal.deliveries.quiet import DIGEST_AT
from zhitong.portal.documents.importing.laying import sweep_uploads
from zhitong.portal.documents.relations.relating import relate_all
from zhitong.portal.documents.search.keeping import refresh_index
from zhitong.portal.flows.clock import beijing_now, today
from zhitong.portal.flows.deliver_matches import deliver_matches
from zhitong.portal.flows.deliver_searches import find_news
from zhitong.portal.flows.delivering import make_digests, send_due
from zhitong.portal.flows.matching import run_matching
from zhitong.portal.foundation.jobs import job
from zhitong.portal.foundation.jobs.schedule import Daily, Every, forget_slots

KEPT_DAYS = 30

log = logging.getLogger(__name__)


@job()
def match_everybody(*, as_of: str = "") -> dict[str, Any]:
    """All provisions for the whole registry, as of a day (ISO), else of today."""
    day = date.fromisoformat(as_of) if as_of else today()
    done = run_matching(as_of=day, say=log.info)
    deliver_matches.enqueue(run=done.pk)
    return {"run": done.pk}


@job(attempts=2)
def forget_old_jobs() -> None:
    """Jobs that went well are forgotten after a month; those given up stay."""
    forget_slots(beijing_now() - timedelta(days=KEPT_DAYS))
    call_command("prune_db_task_results", min_age_days=KEPT_DAYS, failed_min_age_days=36_500, verbosity=0)


@job(attempts=2)
def sweep_files() -> int:
    """Uploaded files that a killed process left behind are deleted after a day."""
    return sweep_uploads()


@job(attempts=2)
def relate_texts() -> int:
    """What the texts say of each other, and search after it; what an upgrade or a new date left behind."""
    found = relate_all()
    refresh_index()
    return found


@job()
def forget_old_contacts() -> int:
    """Contacts of comments whose answers were published long enough ago."""
    return forget_contacts(on=today(), days=settings.CONSULTATION_CONTACT_DAYS)


SCHEDULE: tuple[Daily | Every, ...] = (
    Every(send_due, 5),
    Daily(find_news, time(7, 30)),
    Daily(make_digests, DIGEST_AT),
    Daily(match_everybody, time(2, 30)),
    Daily(forget_old_jobs, time(4, 10)),
    Daily(forget_old_contacts, time(4, 30)),
    Daily(relate_texts, time(3, 40)),
    Daily(sweep_files, time(4, 20)),
)
