"""Jobs: work done later and at least once, kept in the database beside the data it is about."""

from zhitong.portal.foundation.jobs.retrying import job

__all__ = ["job"]
