"""How often somebody may ask, counted in the database so that it holds for all processes together.

Nobody's address or name is kept: only a keyed mark that holds for one stretch of time.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from zhitong.portal.foundation.models import Tally
from zhitong.portal.foundation.problems import TooMany

MOST_SWEPT = 200


def limits() -> Mapping[str, tuple[int, int]]:
    """Per name: how many times in how many seconds (setting `RATE_LIMITS`)."""
    found: Mapping[str, tuple[int, int]] = settings.RATE_LIMITS
    return found


def stretch(name: str) -> tuple[int, int, int]:
    """Most, number of the stretch of time, and whole seconds until it ends (at least one)."""
    most, seconds = limits()[name]
    now = timezone.now().timestamp()
    slot = int(now // seconds)
    return most, slot, max(1, int((slot + 1) * seconds - now))


def mark_of(name: str, slot: int, key: str) -> str:
    """The mark of a key in one stretch of time."""
    return salted_hmac(f"zhitong.rates.{name}.{slot}", key, algorithm="sha256").hexdigest()


def take(name: str, key: str, what: str = "操作太频繁") -> None:
    """Counts one more, or raises TooMany when the limit of this stretch is reached."""
    most, slot, left = stretch(name)
    mark = mark_of(name, slot, key)
    if _counted(mark, most):
        return
    until = datetime.fromtimestamp((slot + 1) * limits()[name][1], tz=UTC)
    try:
        with transaction.atomic():
            Tally.objects.create(mark=mark, until=until)
        _sweep()
    except IntegrityError:
        pass  # somebody else began the same stretch, or it is full
    if not _counted(mark, most):
        raise TooMany(left, what)


def _counted(mark: str, most: int) -> int:
    return Tally.objects.filter(mark=mark, count__lt=most).update(count=F("count") + 1)


def forget(name: str, key: str) -> None:
    """Starts the stretch anew for this key, as after a right password."""
    _most, slot, _left = stretch(name)
    Tally.objects.filter(mark=mark_of(name, slot, key)).delete()


def _sweep() -> None:
    """Removes marks whose time is over, a few at a time so that nobody waits for it."""
    over = Tally.objects.filter(until__lt=timezone.now() - timedelta(hours=1)).order_by("until")
    Tally.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:MOST_SWEPT])).delete()
