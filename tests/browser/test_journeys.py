"""What people come for, done in a browser from beginning to end."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import found_everywhere
from tests.browser.conftest import DESK, PHONE

PLAN = """示例市人民政府关于开办便民市集的通知

示例发〔2026〕99号

各区人民政府：

一、总体要求

便民市集每月办两次。

二、主要任务

（一）设摊位。每次设摊位30个以上。（市商务局负责）

2026年6月1日
"""
REGISTER = "统一社会信用代码,名称,所在地,主体类型\n91150302DEM9000011,海勃湾区示例甲公司,150302,企业\n"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_a_yuan_figure_back_to_its_sentence(open_page, size):
    page = open_page("/provisions/sample.conversion_award", size=size)
    figure = page.locator(".figure-words a, .key-figure a.figure-link").first
    expect(figure).to_contain_text("元")
    amount = re.search(r"\d+", figure.inner_text())[0]

    figure.click()

    mark = page.locator(".quote-mark").first
    expect(mark).to_be_visible()
    expect(mark).to_be_in_viewport()
    assert amount in page.locator(".quote-mark").all_inner_texts()[0]
    assert found_everywhere(page) == {}


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_answer_changes_the_result_and_can_be_taken_back(open_page, script):
    page = open_page("/try", size=PHONE, java_script_enabled=script)
    before = page.locator(".count-row").inner_text()
    form = page.locator("#q-kind")
    page.locator("details.question", has=form).locator("summary").click()

    form.get_by_role("button", name="个体工商户").click()

    expect(page.locator(".given-list")).to_contain_text("主体类型：个体工商户")
    changed = page.locator(".count-row").inner_text()
    assert changed != before
    page.get_by_role("button", name="撤回：主体类型").click()
    expect(page.locator(".given-list")).to_have_count(0)
    assert page.locator(".count-row").inner_text() == before


def test_an_answer_that_cannot_be_used_comes_back_with_the_reason(open_page):
    page = open_page("/try", size=PHONE)
    form = page.locator("#q-annual_revenue")
    page.evaluate("document.querySelectorAll('.more-questions').forEach(one => one.open = true)")
    page.locator("details.question", has=form).locator("summary").click()

    form.get_by_role("textbox").fill("很多")
    form.get_by_role("button", name="确定").click()

    expect(page.locator("#q-annual_revenue .problem")).to_contain_text("请写成")
    expect(page.locator("#q-annual_revenue").get_by_role("textbox")).to_have_value("很多")


def test_an_editor_imports_a_document(open_page, tmp_path):
    file = tmp_path / "便民市集.txt"
    file.write_text(PLAN, encoding="utf-8")
    page = open_page("/desk/import/document", who="zizhiqu", size=DESK)

    page.get_by_label("公文文件").set_input_files(file)
    page.get_by_role("button", name="导入").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("导入结果")
    assert found_everywhere(page) == {}
    page.get_by_role("link", name="打开这份文件").click()
    expect(page.locator(".measures")).to_contain_text("市商务局")


def test_an_officer_imports_a_registry_file_and_fetches_the_refused_rows(open_page, tmp_path):
    file = tmp_path / "登记.csv"
    file.write_text(REGISTER, encoding="utf-8")
    page = open_page("/desk/import/businesses", who="haibowan", size=PHONE)

    page.get_by_label("登记数据文件").set_input_files(file)
    page.get_by_role("button", name="导入").click()

    expect(page.locator(".numbers")).to_contain_text("退回")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载退回的行").click()
    fetched = download.value.path().read_text(encoding="utf-8-sig")
    assert "原因" in fetched.splitlines()[0]
    assert "91150302DEM9000011" in fetched
    assert found_everywhere(page) == {}


def test_signing_in_and_getting_about_with_the_keyboard_alone(open_page, site):
    page = open_page("/statement", size=PHONE)
    keys = page.keyboard

    keys.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    keys.press("Enter")
    keys.press("Tab")
    keys.type("dianzhu")
    keys.press("Tab")
    keys.type(site.passwords["dianzhu"])
    with page.expect_navigation():
        keys.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("草原面馆")
    page.locator("#g-met").focus()
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Tab")
    expect(page.locator(".item .why summary").first).to_be_focused()
    keys.press("Enter")
    expect(page.locator(".item .why").first).to_have_attribute("open", "")


def test_the_outline_is_a_drawer_on_the_phone(open_page):
    page = open_page("/documents/sample-city-2026", size=PHONE)
    outline = page.get_by_role("navigation", name="文件目录")
    expect(outline).to_be_hidden()

    page.get_by_role("link", name="目录", exact=True).click()
    expect(outline).to_be_visible()
    outline.get_by_role("link", name="二、重点任务").click()

    expect(outline).to_be_hidden()
    expect(page.get_by_role("heading", name="二、重点任务")).to_be_in_viewport()


def test_words_and_light_are_chosen_at_the_foot_of_the_page(open_page):
    page = open_page("/units", size=PHONE)

    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Units")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name="Large print").click()

    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    expect(page.locator("html")).to_have_attribute("lang", "en")
