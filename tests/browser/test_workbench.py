"""The workbench by keyboard, at both widths, without barriers."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import found_everywhere, too_wide
from tests.browser.conftest import DESK, PHONE

TEXT = """示例省人民政府关于便民早市的通知

示例发〔2026〕{number}号

各市人民政府：

一、总体要求

到2028年底，新建早市120处以上，设摊位2000个。

二、主要任务

（一）设摊位。摊位费1个工作日内退还。（省商务厅负责）

示例省人民政府
2026年6月1日
"""


@pytest.mark.parametrize(("size", "number"), [(PHONE, 91), (DESK, 92)], ids=["phone", "desk"])
def test_reading_is_accepted_and_undone_by_keyboard(open_page, size, number):
    page = open_page("/desk/import/document", who="zizhiqu", size=size)
    page.locator("input[type=file]").set_input_files(
        {"name": "早市.txt", "mimeType": "text/plain", "buffer": TEXT.format(number=number).encode()}
    )
    page.get_by_role("button", name="导入").click()
    page.get_by_role("link", name="打开这份文件").click()
    page.get_by_role("link", name="核对识别结果").click()
    assert (too_wide(page), found_everywhere(page)) == ({}, {})

    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("progress")).to_have_attribute("value", "1")
    expect(page.locator("[data-row]:focus")).to_contain_text("人工核对")
    page.keyboard.press("u")
    expect(page.locator("progress")).to_have_attribute("value", "0")

    page.keyboard.press("?")
    expect(page.locator("#bench-keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url("**/workbench/edit?*")
    assert (too_wide(page), found_everywhere(page)) == ({}, {})

    page.locator("[data-pick]").select_text()
    page.locator("[data-pick]").dispatch_event("mouseup")
    expect(page.locator("[data-quote]")).to_have_value(re.compile("^示例省人民政府关于便民早市的通知"))
