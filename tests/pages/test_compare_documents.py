"""The comparison page: graded, confirmed by editors, withdrawn, within its queries."""

import re

import pytest

from tests.pages.test_public import text_of
from tests.portal.documents.factories import PLAN, imported
from zhitong.portal.documents.models import ConfirmedLink


@pytest.fixture
def address(world, db):
    return f"/documents/sample-city-2026/against/{imported(PLAN).document.key}"


def form_of(page):
    names = ("upper_path", "turn", "place")
    form = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in names}
    return form | {"lower_path": re.search(r'<option value="([^"]+/[^"]+)"></option>', page)[1]}


def test_an_editor_confirms_and_withdraws(visit, address):
    client = visit("zizhiqu")
    form = form_of(client.get(address).content.decode()) | {"turn": "0", "grade": "full", "note": "已核对"}
    after = client.post(f"{address}/judge", form, follow=True)

    assert after.redirect_chain[0][0].endswith(f"#u{form['place']}")
    assert "人工确认" in text_of(after)
    assert "已核对" in text_of(after)
    assert ConfirmedLink.objects.get().lower_path == form["lower_path"]

    client.post(f"{address}/judge", form | {"turn": "1", "withdraw": "1"})
    assert not ConfirmedLink.objects.exists()


def test_only_one_coverage_can_be_shown(visit, address):
    page = visit("lingdao").get(address, {"only": "none"}).content.decode()

    assert "没有承接" in page
    assert "side-by-side compare-full" not in page
    assert 'name="upper_path"' not in page


def test_the_filter_stays_after_confirming_and_what_was_settled_stays_in_sight(visit, address):
    client = visit("zizhiqu")
    page = client.get(address, {"only": "none"}).content.decode()
    form = form_of(page) | {"turn": "0", "grade": "full", "only": "none"}

    after = client.post(f"{address}/judge", form, follow=True)

    assert after.redirect_chain[0][0].endswith(f"?only=none#u{form['place']}")
    assert f'id="u{form["place"]}"' in after.content.decode()
    assert "人工确认" in text_of(after)


def test_a_filter_nobody_offers_is_dropped(visit, address):
    client = visit("zizhiqu")
    form = form_of(client.get(address).content.decode()) | {"turn": "0", "grade": "full", "only": "//evil"}

    after = client.post(f"{address}/judge", form)

    assert after["Location"] == f"{address}#u{form['place']}"


def test_others_do_not_confirm(visit, address):
    assert visit("haibowan").post(f"{address}/judge", {"grade": "full"}).status_code == 403


def test_the_comparison_keeps_to_its_queries(visit, address, django_assert_max_num_queries):
    client = visit("zizhiqu")
    client.get(address)  # the first page of a visit notes when it began
    with django_assert_max_num_queries(12):
        client.get(address)
