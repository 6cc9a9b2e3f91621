"""Reads of matches: runs, audiences and the rows behind them, statements."""

from zhitong.portal.matches.queries.audiences import (
    audience_businesses,
    audience_regions,
    audience_table,
    latest_run,
)
from zhitong.portal.matches.queries.differences import (
    ChangedRow,
    ProvisionChange,
    RunChanges,
    changed_businesses,
    changes_of,
    changes_seen,
)
from zhitong.portal.matches.queries.shapes import (
    AudienceRow,
    AudienceTable,
    RegionCount,
    RunRow,
    Statement,
)
from zhitong.portal.matches.queries.statements import statement_for

__all__ = [
    "AudienceRow",
    "AudienceTable",
    "ChangedRow",
    "ProvisionChange",
    "RegionCount",
    "RunChanges",
    "RunRow",
    "Statement",
    "audience_businesses",
    "audience_regions",
    "audience_table",
    "changed_businesses",
    "changes_of",
    "changes_seen",
    "latest_run",
    "statement_for",
]
