"""Reads of the registry: search, one business, its facts, how fresh it is."""

from zhitong.portal.businesses.queries.facts import facts_of
from zhitong.portal.businesses.queries.registry import (
    business_page,
    business_row,
    find_business,
    my_businesses,
    registry_state,
    rows_of,
    search_businesses,
)
from zhitong.portal.businesses.queries.shapes import (
    BusinessPage,
    BusinessRow,
    FactRow,
    ImportRow,
    RegistryState,
)

__all__ = [
    "BusinessPage",
    "BusinessRow",
    "FactRow",
    "ImportRow",
    "RegistryState",
    "business_page",
    "business_row",
    "facts_of",
    "find_business",
    "my_businesses",
    "registry_state",
    "rows_of",
    "search_businesses",
]
