"""The five pictures of the README: `ZHITONG_PICTURES=1` draws them anew, otherwise they must be there."""

import os

import pytest
from PIL import Image

from tests.browser.conftest import DESK, PHONE, REPOSITORY

FOLDER = REPOSITORY / "docs" / "pictures"
TALL_PHONE = {"width": PHONE["width"], "height": 1500}
SHOTS = {
    "statement": ("/statement", "dianzhu", TALL_PHONE),
    "document": ("/documents/sample-city-2026", "", DESK),
    "provision": ("/provisions/sample.conversion_award", "", DESK),
    "unit": ("/units/示例市市场监管局", "", DESK),
    "figures": ("/figures", "lingdao", DESK),
}
HEADINGS = {
    "statement": "草原面馆",
    "document": "行动方案",
    "provision": "个转企",
    "unit": "示例市市场监管局",
    "figures": "内蒙古自治区",
}


@pytest.mark.parametrize("name", SHOTS)
def test_picture_of(open_page, name):
    path, who, size = SHOTS[name]
    page = open_page(path, who=who, size=size)
    page.wait_for_load_state("networkidle")
    file = FOLDER / f"{name}.png"
    if os.environ.get("ZHITONG_PICTURES") == "1":
        FOLDER.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=file)
        # A palette keeps the repository small; screens have few colours.
        Image.open(file).quantize(256).save(file, optimize=True)

    assert HEADINGS[name] in page.locator("h1").inner_text()
    with Image.open(file) as picture:
        assert picture.size == (size["width"], size["height"])
