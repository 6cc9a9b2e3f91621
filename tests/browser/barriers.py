"""What stands in the way of a reader, as axe sees it."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE

# Rows made by one template look alike: a few of each are enough for colours and sizes.
THIN = """() => {
  for (const few of [".item:nth-of-type(n+3)", "tbody tr:nth-child(n+4)", ".cards > li:nth-child(n+5)",
                     ".clause:nth-child(n+25)", ".outline li:nth-child(n+8)", ".question:nth-of-type(n+4)",
                     ".ended-list li:nth-child(n+3)", "option:nth-child(n+4)"])
    for (const one of document.querySelectorAll(few)) one.remove();
}"""

COLOURS = {"runOnly": ["color-contrast"]}


def found(page, options=None):
    """Violations as (rule, first place, what to do)."""
    answer = Axe().run(page, options={"resultTypes": ["violations"], **(options or {})})
    return [
        (one["id"], one["nodes"][0]["html"][:160], one["nodes"][0]["failureSummary"])
        for one in answer.response["violations"]
    ]


def found_everywhere(page):
    """The whole page on the phone; then a few of each row at the desk, colours by day and night."""
    barriers = {"phone": found(page, {"rules": {"color-contrast": {"enabled": False}}})}
    page.evaluate(THIN)
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light)
        for name, size in (("phone", PHONE), ("desk", DESK)):
            page.set_viewport_size(size)
            barriers[f"colours, {name}, {light}"] = found(page, COLOURS)
    barriers["desk"] = found(page)
    return {where: what for where, what in barriers.items() if what}


def too_wide(page):
    """The prints at which the page is wider than the window, each with the pixels too many."""
    wide = {}
    for size in ("large", "normal"):
        page.evaluate("size => document.documentElement.dataset.textSize = size", size)
        wide[size] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    return {size: pixels for size, pixels in wide.items() if pixels}
