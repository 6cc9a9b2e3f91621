"""An owner signs up a second factor and corrects a figure, on the phone; nothing stands in a reader's way."""

import re
from datetime import UTC, datetime

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.browser.barriers import found_everywhere, too_wide
from tests.browser.conftest import DESK, PHONE


def test_a_second_factor_is_set_up_with_codes_to_keep(open_page, site):
    page = open_page("/account/second-factor/new", who="shilishi", size=PHONE)
    page.get_by_label("密码").fill(site.passwords["shilishi"])
    page.get_by_role("button", name="确认", exact=True).click()
    secret = page.locator("code.number").inner_text()
    step = int(datetime.now(UTC).timestamp()) // 30
    page.get_by_role("textbox").last.fill(format_hotp_value(hotp_value(secret, step)))
    with page.expect_navigation():
        page.get_by_role("button", name="启用", exact=True).click()

    assert page.locator(".recovery-codes li").count() == 10
    assert too_wide(page) == {}


def test_an_owner_corrects_a_figure_by_keyboard(open_page):
    page = open_page("/account", who="dianzhu", size=PHONE)
    page.locator("h3 a").first.click()
    page.get_by_role("link", name="更正 从业人员").click()
    page.get_by_label("从业人员", exact=True).fill("4")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "自报，待核实" in page.inner_text("#correct")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("撤回 从业人员")).click()
    assert "已撤回" in page.inner_text("#correct")


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/sign-up", ""),
        ("/password/forgotten", ""),
        ("/privacy", ""),
        ("/account", "dianzhu"),
        ("/account/claims", "dianzhu"),
        ("/account/data", "dianzhu"),
        ("/account/sessions", "dianzhu"),
        ("/business/92150702DEM000014W?fact=employees", "dianzhu"),
        ("/desk/bindings", "haibowan"),
        ("/desk/corrections", "haibowan"),
        ("/desk/personal", "haibowan"),
    ],
)
def test_no_barrier_on(open_page, path, who):
    page = open_page(path, who=who, size=PHONE if who != "haibowan" else DESK)

    assert page.locator("h1").count() == 1
    assert (too_wide(page), found_everywhere(page)) == ({}, {})
