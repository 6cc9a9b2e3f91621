"""axe finds nothing on any page, on the phone and at the desk, by day and by night."""

import pytest

from tests.browser.barriers import found_everywhere, too_wide
from tests.browser.conftest import PHONE

SAMPLE = "/documents/sample-city-2026"
PAGES = {
    "home": ("/", ""),
    "find": ("/find?q=1", ""),
    "about": ("/about", ""),
    "sign in": ("/sign-in?next=/desk", ""),
    "provisions": ("/provisions", ""),
    "provisions, none": ("/provisions?q=没有这个词", ""),
    "provision": ("/provisions/china.six_taxes_2023", ""),
    "provision, ended": ("/provisions/china.vat_exempt_2023", ""),
    "documents": ("/documents", ""),
    "document": (SAMPLE, ""),
    "clause": (f"{SAMPLE}/二", ""),
    "document, not imported": ("/documents/mof-sta-2023-12", ""),
    "units": ("/units", ""),
    "unit": ("/units/示例市财政局", ""),
    "trial": ("/try", ""),
    "not found": ("/nothing-here", ""),
    "statement": ("/statement", "dianzhu"),
    "forbidden": ("/figures", "dianzhu"),
    "inbox": ("/inbox", "dianzhu"),
    "inbox, archive": ("/inbox?folder=archived", "dianzhu"),
    "subscriptions": ("/account/subscriptions", "dianzhu"),
    "stop, broken link": ("/stop/1.email:" + "0" * 43, ""),
    "deliveries": ("/desk/deliveries", "zizhiqu"),
    "desk": ("/desk", "zizhiqu"),
    "businesses": ("/desk/businesses", "zizhiqu"),
    "audience": ("/desk/provisions/china.six_taxes_2023/met", "zizhiqu"),
    "run": ("/desk/run", "zizhiqu"),
    "check": (f"{SAMPLE}/check", "zizhiqu"),
    "versions": (f"{SAMPLE}/versions", ""),
    "import businesses": ("/desk/import/businesses", "zizhiqu"),
    "import document": ("/desk/import/document", "zizhiqu"),
    "figures": ("/figures", "lingdao"),
    "spread": ("/figures/china.six_taxes_2023", "lingdao"),
}


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_on(open_page, name):
    path, who = PAGES[name]
    page = open_page(path, who=who, size=PHONE)

    assert (too_wide(page), found_everywhere(page)) == ({}, {})
