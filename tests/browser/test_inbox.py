"""The inbox on the phone and at the desk: reading, archiving, taking back, by hand and by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import found_everywhere, too_wide
from tests.browser.conftest import DESK, PHONE


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_notice_is_archived_taken_back_and_opened(open_page, size):
    page = open_page("/inbox", who="dianzhu", size=size)
    cards = page.locator(".notice-card")
    before, title = cards.count(), cards.first.locator("h2").inner_text()
    page.get_by_role("checkbox", name=f"选择：{title}").focus()
    page.keyboard.press("Space")
    page.get_by_role("group", name="对勾选的提醒").get_by_role("button", name="归档").click()

    expect(page.get_by_role("status").filter(has_text="已归档。")).to_be_visible()
    expect(cards).to_have_count(before - 1)
    assert (too_wide(page), found_everywhere(page)) == ({}, {})
    page.get_by_role("button", name="撤销").press("Enter")
    expect(cards).to_have_count(before)

    page.get_by_role("button", name=title, exact=True).press("Enter")
    page.wait_for_url("**/statement/*#i-*")
    item = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(item).to_be_in_viewport()


def test_the_inbox_works_without_scripts(open_page):
    page = open_page("/inbox", who="dianzhu", size=PHONE, java_script_enabled=False)
    unread = page.locator(".notice-card.is-unread").count()
    page.locator(".notice-card").last.get_by_role("button", name="标为未读").or_(
        page.locator(".notice-card").last.get_by_role("button", name="标为已读")
    ).click()

    assert page.locator(".notice-card.is-unread").count() in (unread - 1, unread + 1)
