"""How many comments one browser and one address may send in a day, without keeping either."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from zhitong.portal.consultations.models import Allowance
from zhitong.portal.consultations.problems import TooMany


def mark_for(what: str, value: str, on: date) -> str:
    """A mark that holds for one day only and cannot be turned back without the site's key."""
    salt = f"zhitong.consultations.{what}.{on.isoformat()}"
    return salted_hmac(salt, value, algorithm="sha256").hexdigest()


def count_one(*, browser: str, address: str, on: date) -> None:
    """Counts a comment against both, or raises TooMany; inside the transaction of the comment."""
    Allowance.objects.filter(day__lt=on).delete()
    for what, value, most in (
        ("browser", browser, settings.COMMENTS_PER_BROWSER),
        ("address", address, settings.COMMENTS_PER_ADDRESS),
    ):
        mark = mark_for(what, value, on)
        with transaction.atomic():
            Allowance.objects.get_or_create(mark=mark, defaults={"day": on})
        if not Allowance.objects.filter(mark=mark, count__lt=most).update(count=F("count") + 1):
            raise TooMany
