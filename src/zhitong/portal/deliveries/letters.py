"""From a message to the letter its channel sends."""

from zhitong.portal.deliveries.links import follow_address, inbox_address, stop_address
from zhitong.portal.deliveries.models import Message, Notice
from zhitong.portal.deliveries.sent import Item, Letter
from zhitong.portal.deliveries.wording import (
    amount_text,
    deadline_of,
    subject_text,
    what_text,
    why_texts,
)


def notices_of(message: Message) -> list[Notice]:
    """What a message tells: its own notice, or those of the messages joined to it."""
    if message.notice_id is not None:
        found = Notice.objects.filter(pk=message.notice_id)
    else:
        found = Notice.objects.filter(messages__joined_to=message)
    return list(found.select_related("business").order_by("pk"))


def item_of(notice: Notice, channel: str) -> Item:
    """One notice in words."""
    return Item(
        title=notice.content.get("title", notice.subject),
        what=what_text(notice),
        why=why_texts(notice.content),
        amount=amount_text(notice.content.get("amount")),
        deadline=deadline_of(notice.content),
        business=notice.business.name if notice.business else "",
        link=follow_address(notice.pk, channel),
    )


def letter_of(message: Message, address: str) -> Letter:
    """The letter; two queries."""
    notices = notices_of(message)
    return Letter(
        key=message.key,
        to=address,
        subject=subject_text(notices),
        items=[item_of(notice, message.channel) for notice in notices],
        inbox=inbox_address(),
        stop=stop_address(message.person_id, message.channel),
    )
