"""One provision: what, how much, who, until when, how, and where it is written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhitong.engine.rules.amounts import bare_amount
from zhitong.engine.rules.text import print_condition
from zhitong.portal.accounts.perms import can_see_audiences
from zhitong.portal.documents.queries import Located
from zhitong.portal.documents.queries.clause_marks import marks_of
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import asked_day, whole_number
from zhitong.portal.pages.regions import region_name
from zhitong.portal.provisions.queries import ProvisionPage, provision_page


@open_to(Audience.EVERYONE)
def provision(request: HttpRequest, key: str) -> HttpResponse:
    """As of today, or as of `?on=`; `?version=` opens an earlier wording."""
    on, not_a_day = asked_day(request)
    page = provision_page(key, on=on, version=whole_number(request, "version"))
    numbers = {name: number for number, name in enumerate(page.references, start=1)}
    shown = {
        "page": page,
        "provision": page.provision,
        "on": on,
        "not_a_day": not_a_day,
        "region": region_name(page.provision.region),
        "wording": [
            {"line": line, "cites": [(numbers[cite], cite) for cite in line.cites if cite in numbers]}
            for line in page.wording
        ],
        "references": [
            (numbers[name], name, place, mark)
            for (name, place), mark in zip(
                page.references.items(), marks_of(page.references.values()), strict=True
            )
        ],
        "amount_place": amount_place(page),
        "rule_text": print_condition(page.rule.condition),
        "may_open_rows": can_see_audiences(request.user),
    }
    return render(request, "public/provision.html", shown)


def amount_place(page: ProvisionPage) -> Located | None:
    """Where the amount is written: its own reference, else the provision's first."""
    cites = getattr(bare_amount(page.rule.amount), "cites", ())
    cited = [page.references[key] for key in cites if key in page.references]
    return next(iter(cited or page.references.values()), None)
