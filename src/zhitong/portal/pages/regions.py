"""Names of regions for filters and headings."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhitong.portal.businesses.queries.registry import code_name
from zhitong.portal.businesses.vocabulary import vocabulary


def region_name(code: str) -> str:
    """The name of a region; "" is the whole country."""
    return code_name("region", code) if code else _("全国")


def region_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """(code, name) of the regions, in order of code; the whole country is not a choice."""
    return [(code, region_name(code)) for code in sorted(set(codes)) if code]


def regions_below(prefixes: Iterable[str]) -> list[tuple[str, str]]:
    """(code, name) of the places right below the regions a person sees, those themselves first."""
    tree = vocabulary().trees["region"]
    found: list[tuple[str, str]] = []
    for prefix in prefixes:
        if prefix:
            found.append((prefix, region_name(prefix)))
        found += [(one.code, one.name) for one in tree.children(prefix)]
    return found
