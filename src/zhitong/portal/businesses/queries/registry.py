"""Searching the registry within what a person may see."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q, QuerySet

from zhitong.portal.accounts.perms import Viewer, within
from zhitong.portal.businesses.models import Business, FactSheet, ImportRun
from zhitong.portal.businesses.perms import owned_ids, visible_to
from zhitong.portal.businesses.queries.facts import fact_rows
from zhitong.portal.businesses.queries.shapes import (
    BusinessPage,
    BusinessRow,
    ImportRow,
    RegistryState,
)
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.foundation.paging import Page, bounds
from zhitong.portal.foundation.problems import NotFound


def code_name(tree: str, code: str) -> str:
    """The name of a code, or the code itself where the list does not know it."""
    entry = vocabulary().trees[tree].find(code) if code else None
    return entry.name if entry else code


def business_row(business: Business) -> BusinessRow:
    """A business as a line of a list."""
    return BusinessRow(
        uscc=business.uscc,
        name=business.name,
        kind=business.kind,
        kind_label=business.get_kind_display(),
        region=business.region,
        region_name=code_name("region", business.region),
        industry=business.industry,
        industry_name=code_name("industry", business.industry),
        registered_on=business.registered_on,
        status=business.status,
        status_label=business.get_status_display(),
        is_demo=business.is_demo,
    )


def rows_of(found: Iterable[Business]) -> list[BusinessRow]:
    """Businesses as lines of a list."""
    return [business_row(one) for one in found]


def page_of(found: QuerySet[Business], number: int, size: int) -> Page[BusinessRow]:
    """One page in the order of the register; two queries."""
    total = found.count()
    number, start, stop = bounds(number, size, total)
    return Page(rows_of(found.order_by("id")[start:stop]), number, size, total)


def search_businesses(
    person: Viewer,
    *,
    text: str = "",
    region: str = "",
    kind: str = "",
    industry: str = "",
    number: int = 1,
    size: int = 50,
) -> Page[BusinessRow]:
    """Businesses the person may see; `text` is the beginning of a name or code, or a part of a name."""
    found = visible_to(person)
    word = text.strip()
    if word:
        found = found.filter(Q(uscc__startswith=word.upper()) | Q(name__contains=word))
    if region:
        found = found.filter(within((region,)))
    if kind:
        found = found.filter(kind=kind)
    if industry:
        found = found.filter(industry__startswith=industry)
    return page_of(found, number, size)


def find_business(person: Viewer, uscc: str) -> Business:
    """The business, or NotFound: what a person may not see does not exist for them."""
    found = visible_to(person).filter(uscc=uscc.strip().upper()).first()
    if found is None:
        raise NotFound("没有找到这家经营主体，或它不在您的管辖范围内。", "请核对统一社会信用代码。")
    return found


def business_page(person: Viewer, uscc: str, as_of: date) -> BusinessPage:
    """One business with all that is known about it."""
    business = find_business(person, uscc)
    return BusinessPage(business_row(business), business.former_uscc, fact_rows(business, as_of))


def my_businesses(person: Viewer) -> list[BusinessRow]:
    """The businesses a person runs."""
    return rows_of(Business.objects.filter(pk__in=owned_ids(person)).order_by("id"))


def registry_state() -> RegistryState:
    """How many businesses there are, how many invented, how old the newest sheet, the last imports."""
    return RegistryState(
        businesses=Business.objects.count(),
        demo=Business.objects.filter(is_demo=True).count(),
        newest=FactSheet.objects.aggregate(day=Max("as_of"))["day"],
        imports=[
            ImportRow(
                one.file_name,
                one.started_at,
                one.ended_at,
                one.taken,
                one.changed,
                one.unchanged,
                one.refused,
            )
            for one in ImportRun.objects.all()[:10]
        ],
    )
