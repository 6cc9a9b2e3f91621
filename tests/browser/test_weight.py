"""What a first visit costs on a phone's connection."""

MOST_BYTES = 100_000


def test_the_first_page_weighs_less_than_a_hundred_kilobytes(open_page):
    page = open_page("/about")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    weights = []
    wire.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))

    page.goto(page.url.removesuffix("/about") + "/")
    page.wait_for_load_state("networkidle")

    assert len(weights) > 5
    assert sum(weights) < MOST_BYTES
