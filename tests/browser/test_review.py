"""Checking, comparing and missed words: by keyboard, at both widths, without barriers."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import found_everywhere, too_wide
from tests.browser.conftest import DESK, PHONE

COUNTY, CITY = "sample-county-2026", "sample-city-2026"
SIZES = pytest.mark.parametrize(
    ("size", "word"), [(PHONE, "火星移民"), (DESK, "月球采矿")], ids=["phone", "desk"]
)


@SIZES
def test_an_answer_is_confirmed_and_withdrawn_by_keyboard(open_page, size, word):
    page = open_page(f"/documents/{COUNTY}/against/{CITY}", who="zizhiqu", size=size)
    assert page.evaluate("scrollY") == 0
    assert (too_wide(page), found_everywhere(page)) == ({}, {})
    first = page.locator(".side-by-side").first

    first.get_by_role("button", name="就是这样，确认").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".side-by-side").first).to_contain_text("人工确认")

    again = page.locator(".side-by-side").first
    again.locator("summary").first.focus()
    page.keyboard.press("Enter")
    again.get_by_role("button", name="撤销").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".side-by-side").first).not_to_contain_text("人工确认")


@SIZES
def test_a_finding_is_dismissed_and_brought_back_by_keyboard(open_page, size, word):
    page = open_page(f"/documents/{COUNTY}/check?against={CITY}", who="zizhiqu", size=size)
    assert (too_wide(page), found_everywhere(page)) == ({}, {})
    finding = page.locator(".finding").first

    finding.locator("summary", has_text="不适用，排除").focus()
    page.keyboard.press("Enter")
    finding.get_by_role("textbox", name="排除的理由").focus()
    page.keyboard.type("本地另有规定")
    page.keyboard.press("Enter")
    dismissed = page.locator("#dismissed")
    expect(dismissed).to_contain_text("本地另有规定")

    dismissed.get_by_role("button", name="恢复这条提示").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#dismissed")).to_have_count(0)


@SIZES
def test_a_missed_word_is_settled_and_opened_again_by_keyboard(open_page, size, word):
    page = open_page(f"/search?q={word}", who="zizhiqu", size=size)
    page.goto(page.url.split("/search")[0] + "/missed-words")
    assert (too_wide(page), found_everywhere(page)) == ({}, {})
    row = page.locator(".item, li, article", has_text=word).last

    row.locator("summary").first.focus()
    page.keyboard.press("Enter")
    row.get_by_role("textbox").last.focus()
    page.keyboard.type("没有这类政策")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已记下，马上生效。")).to_be_visible()
    expect(page.get_by_text("没有这类政策").first).to_be_visible()
