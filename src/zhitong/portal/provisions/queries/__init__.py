"""Reads of provisions: the list, one provision, and the rules in force for the engine."""

from zhitong.portal.provisions.queries.active import active_provisions, rules_fingerprint
from zhitong.portal.provisions.queries.catalogue import pack_list, provision_list, provision_rows
from zhitong.portal.provisions.queries.page import provision_page
from zhitong.portal.provisions.queries.shapes import (
    PackRow,
    ProvisionPage,
    ProvisionRow,
    VersionRow,
    WordingLine,
)

__all__ = [
    "PackRow",
    "ProvisionPage",
    "ProvisionRow",
    "VersionRow",
    "WordingLine",
    "active_provisions",
    "pack_list",
    "provision_list",
    "provision_page",
    "provision_rows",
    "rules_fingerprint",
]
