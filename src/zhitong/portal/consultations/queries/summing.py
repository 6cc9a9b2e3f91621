"""The figures of the published answers."""

from collections import Counter
from collections.abc import Sequence

from zhitong.portal.consultations.models import Comment, Consultation, Decision, Showing
from zhitong.portal.consultations.queries.changing import with_changes
from zhitong.portal.consultations.queries.rows import comments_of, public_comment
from zhitong.portal.consultations.queries.shapes import PlaceLine, Summary


def places_of(comments: Sequence[Comment]) -> list[PlaceLine]:
    """The answers by clause: the whole draft first, then in the order of the first comment."""
    paths = list(dict.fromkeys(one.path for one in comments))
    counted = Counter((one.path, one.decision) for one in comments)
    return [
        PlaceLine(
            path,
            sum(1 for one in comments if one.path == path),
            counted[path, Decision.ADOPTED],
            counted[path, Decision.PARTLY],
            counted[path, Decision.NOT_ADOPTED],
        )
        for path in sorted(paths, key=lambda path: path != "")
    ]


def summed(held: Consultation, everything: Sequence[Comment]) -> Summary:
    """Counts over the comments that were not withdrawn; the rows are those released."""
    standing = [one for one in everything if one.withdrawn_on is None]
    decided = Counter(one.decision for one in standing)
    voices = Counter(one.voice for one in standing)
    current = held.revision.number
    shown = [public_comment(one, current) for one in standing if one.showing == Showing.RELEASED]
    return Summary(
        total=len(standing),
        withdrawn=len(everything) - len(standing),
        adopted=decided[Decision.ADOPTED],
        partly=decided[Decision.PARTLY],
        not_adopted=decided[Decision.NOT_ADOPTED],
        unanswered=decided[Decision.NONE],
        held=sum(1 for one in standing if one.showing == Showing.HELD),
        by_place=places_of(standing),
        by_voice=[(voice, voices[voice]) for voice in ("business", "association", "public", "")],
        rows=with_changes(held, shown),
    )


def summary_of(held: Consultation) -> Summary:
    """The summary of a consultation."""
    return summed(held, list(comments_of(held)))
