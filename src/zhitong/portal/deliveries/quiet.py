"""Quiet hours, and the hour of a digest; moments are local (Beijing) times with their zone."""

from datetime import datetime, time, timedelta

QUIET_FROM, QUIET_TO = time(21, 0), time(8, 0)
DIGEST_AT = time(8, 30)
MONDAY = 0


def is_quiet(at: time, start: time, end: time) -> bool:
    """Whether a time of day lies in the quiet hours; equal ends mean none; over midnight is usual."""
    return start <= at < end if start <= end else at >= start or at < end


def next_allowed(now: datetime, start: time, end: time) -> datetime:
    """`now`, or the end of the quiet hours it falls into."""
    if not is_quiet(now.time(), start, end):
        return now
    ends = now.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return ends if ends > now else ends + timedelta(days=1)


def is_digest_day(now: datetime, frequency: str) -> bool:
    """Whether digests of this frequency are made on the day."""
    return frequency == "daily" or (frequency == "weekly" and now.weekday() == MONDAY)
