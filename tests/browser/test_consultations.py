"""A comment without an account, on the phone and at the desk, and nothing in a reader's way."""

import pytest

from tests.browser.barriers import found_everywhere, too_wide
from tests.browser.conftest import DESK, PHONE

DRAFT = "/consultations/sample-city-draft-2026-1"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_comment_on_a_clause_gives_a_receipt(open_page, size):
    page = open_page(DRAFT, size=size)
    page.locator("a.plain", has_text="一/（一）").first.click()
    page.get_by_label("对这一条的意见").fill("建议写明办理地点。")
    with page.expect_navigation():
        page.get_by_role("button", name="提交意见").click()

    assert "/consultations/receipts/" in page.url
    assert "建议写明办理地点" in page.inner_text("main")
    assert too_wide(page) == {}


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/consultations", ""),
        (f"{DRAFT}?at=", ""),
        ("/desk/consultations", "shilishi"),
        ("/desk" + DRAFT, "shilishi"),
    ],
)
def test_no_barrier_on(open_page, path, who):
    page = open_page(path, who=who, size=PHONE)

    assert (too_wide(page), found_everywhere(page)) == ({}, {})
