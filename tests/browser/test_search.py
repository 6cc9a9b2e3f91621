"""Searching, by hand and by keyboard, with and without scripts; and what leaves with a document's page."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import found_everywhere, too_wide
from tests.browser.conftest import DESK, PHONE

ISSUED = """示例省人民政府关于便民早市的通知

示例发〔2026〕97号

各市人民政府：

一、总体要求

早市每天开。

二、主要任务

（一）设摊位。每处早市设摊位20个以上。（省商务厅负责）

示例省人民政府
2026年6月1日
"""
PAGES = {
    "empty": "/search",
    "answers": "/search?q=房租补贴",
    "filters": "/search?q=贷款&topic=融资&on=2026-11-24&amount=1",
    "nothing": "/search?q=火星移民",
    "blocked": "/search?q=房租&on=2020-01-01",
}


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_in_search(open_page, name):
    page = open_page(PAGES[name], size=PHONE)

    assert (too_wide(page), found_everywhere(page)) == ({}, {})


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_home_to_a_sentence_by_keyboard_without_scripts(open_page, size):
    page = open_page("/", size=size, java_script_enabled=False)
    page.get_by_role("search", name="找政策").get_by_role("searchbox").fill("房租")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")

    first = page.locator(".answer-clauses a").first
    first.focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/documents/sample-city-2026/**")
    expect(page.locator(".quote-mark").first).to_be_visible()


def test_filters_work_without_scripts(open_page):
    page = open_page("/search?q=贷款", size=PHONE, java_script_enabled=False)
    page.locator(".more-filters > summary").click()
    page.get_by_label("主题").select_option("融资")
    page.get_by_role("button", name="查找").click()

    page.wait_for_url("**topic=*")
    expect(page.locator(".answer").first).to_be_visible()
    expect(page.locator(".more-filters")).to_have_attribute("open", "")


def test_data_for_search_engines_breaks_no_policy(open_page):
    page = open_page("/desk/import/document", who="zizhiqu", size=DESK)
    page.locator("input[type=file]").set_input_files(
        {"name": "早市.txt", "mimeType": "text/plain", "buffer": ISSUED.encode()}
    )
    page.get_by_role("button", name="导入").click()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.get_by_role("link", name="打开这份文件").click()

    told = page.locator('script[type="application/ld+json"]')
    expect(told).to_have_count(1)
    assert json.loads(told.text_content())["@type"] == "Legislation"
    assert [text for text in said if "Content Security Policy" in text] == []
    assert (too_wide(page), found_everywhere(page)) == ({}, {})
