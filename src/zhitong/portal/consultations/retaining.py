"""How long what leads to a writer is kept: until a while after the answers are public, then erased."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Length, Substr

from zhitong.portal.consultations.models import Comment, State
from zhitong.portal.foundation.journal import record


@transaction.atomic
def forget_contacts(*, on: date, days: int) -> int:
    """Erases contacts and names (their first sign stays, as shown) of comments whose consultation was
    answered, or ended cancelled, `days` days ago or longer; returns how many, again the same finds none.
    """
    latest = on - timedelta(days=days)
    over = Q(consultation__state=State.ANSWERED, consultation__answered_on__lte=latest)
    over |= Q(consultation__state=State.CANCELLED, consultation__ends__lte=latest)
    kept = Comment.objects.annotate(name_length=Length("name"))
    due = kept.filter(over).filter(~Q(contact="") | Q(name_length__gt=1)).values("pk")
    erased = Comment.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(
        contact="", name=Substr("name", 1, 1)
    )
    if erased:
        record(action="forget_contacts", kind="consultation", key="*", after={"erased": erased, "days": days})
    return erased
