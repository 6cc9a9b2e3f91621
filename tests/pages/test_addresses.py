"""Every address says who may open it, and keeps to it."""

import re

import pytest
from django.urls import get_resolver, reverse

from zhitong.portal.pages.access import Audience

NAMES = {
    "key": "china.six_taxes_2023",
    "path": "二/（一）/1",
    "verdict": "met",
    "form": "akn",
    "number": 1,
    "secret": "0" * 40,
    "token": "0" * 40,
    "upper": "nmg-2023-30",
    "uscc": "92150702DEM000014W",
    "uidb36": "1",
}
DOCUMENT = {
    "document",
    "document_file",
    "clause",
    "clause_of_revision",
    "check_document",
    "judge_finding",
    "compare_documents",
    "judge_link",
    "versions",
}


def pages():
    # The interface for programs is a tree of its own: tests/pages/test_api.py walks it.
    return [pattern for pattern in get_resolver().url_patterns if getattr(pattern, "name", None)]


def address_of(pattern):
    given = {name: NAMES[name] for name in pattern.pattern.converters} | (
        {"key": "sample-city-2026"} if pattern.name in DOCUMENT else {}
    )
    if pattern.name == "unit":
        given["key"] = "自治区市场监管局"
    return reverse(pattern.name, kwargs=given | pattern.default_args)


@pytest.mark.parametrize("pattern", pages(), ids=lambda pattern: pattern.name)
def test_every_view_says_who_may_open_it(pattern):
    assert isinstance(getattr(pattern.callback, "open_to", None), Audience)


@pytest.mark.parametrize(
    "pattern", [one for one in pages() if one.callback.open_to != Audience.EVERYONE], ids=lambda one: one.name
)
def test_a_stranger_is_asked_to_sign_in(visit, pattern):
    answer = visit().get(address_of(pattern))

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/sign-in")


@pytest.mark.parametrize(
    "pattern",
    [one for one in pages() if one.callback.open_to in (Audience.OFFICER, Audience.LEADER)],
    ids=lambda one: one.name,
)
def test_an_owner_is_told_why_an_office_page_is_closed(visit, pattern):
    answer = visit("dianzhu").get(address_of(pattern))

    assert answer.status_code == 403
    assert "这一页只对有相应职责的账号开放" in answer.content.decode()


@pytest.mark.parametrize("pattern", pages(), ids=lambda pattern: pattern.name)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_nothing_inline_and_no_request_leaves(visit, pattern, language):
    client = visit("lingdao")
    client.cookies["zhitong_language"] = language
    answer = client.get(address_of(pattern), follow=True)
    page = answer.content.decode(errors="ignore")

    assert answer.status_code in (200, 401, 403, 404, 405)
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=\"", page) == []
    # Whole addresses are shown where people copy them; they lead to the site itself.
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//(?!localhost/)[^\"]*", page) == []
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
