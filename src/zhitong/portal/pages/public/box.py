"""“Which policies fit me”, for other sites to embed: three questions, an answer, nothing kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt

from zhitong.engine.facts import read_facts
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.matches.queries import statement_for
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import one_of
from zhitong.portal.pages.business.cards import groups_of
from zhitong.portal.pages.choices import BUSINESS_KINDS
from zhitong.portal.pages.middleware import POLICY
from zhitong.portal.pages.rates import limited

SHOWN = 5
# The only page other sites may frame; it has no session and changes nothing.
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")


def industry_choices() -> list[tuple[str, str]]:
    """(code, name) of the sections of GB/T 4754."""
    return [(one.code, one.name) for one in vocabulary().trees["industry"] if one.level == "section"]


def region_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """(league or city, its (code, name) of banners and counties)."""
    tree = vocabulary().trees["region"]
    counties = [one for one in tree if one.level == "county"]
    return [
        (above.name, [(one.code, one.name) for one in below])
        for above in tree
        if above.level == "prefecture"
        and (below := [one for one in counties if one.code.startswith(above.code[:4])])
    ]


@xframe_options_exempt
@open_to(Audience.EVERYONE)
@limited("box", "GET")
def box(request: HttpRequest) -> HttpResponse:
    """By kind, region and industry; every answer opens on the site itself."""
    regions, industries = region_groups(), industry_choices()
    codes = {code for _above, below in regions for code, _name in below}
    asked = {
        "kind": one_of(request, "kind", BUSINESS_KINDS),
        "region": one_of(request, "region", codes),
        "industry": one_of(request, "industry", dict(industries)),
    }
    shown = {
        "asked": asked,
        "kinds": list(BUSINESS_KINDS.items()),
        "regions": regions,
        "industries": industries,
        "groups": answer_to(asked) if any(asked.values()) else [],
    }
    answer = render(request, "public/box.html", shown)
    answer.headers["Content-Security-Policy"] = FRAMED
    return answer


def answer_to(asked: dict[str, str]) -> list[dict[str, object]]:
    """What is met and what may be, the first few of each and how many more."""
    today = timezone.localdate()
    facts, _problems = read_facts({key: value for key, value in asked.items() if value}, vocabulary())
    found = statement_for(None, as_of=today, answers=facts.as_of(today))
    return [
        {
            "key": group.key,
            "title": group.title,
            "cards": group.cards[:SHOWN],
            "more": max(0, len(group.cards) - SHOWN),
        }
        for group in groups_of(found)
        if group.key in ("met", "unknown")
    ]


@open_to(Audience.EVERYONE)
def embedding(request: HttpRequest) -> HttpResponse:
    """How another site puts the box on its page."""
    return render(request, "public/embedding.html", {"address": request.build_absolute_uri(reverse("box"))})
