"""The life of a document on screen."""

from tests.pages.test_public import text_of
from tests.portal.documents.factories import CHANGED, PLAN, imported


def test_two_revisions_in_red_and_green(visit, db):
    key = imported(PLAN).document.key
    imported(CHANGED)
    page = visit().get(f"/documents/{key}/versions").content.decode()

    assert "<ins>年、第五</ins>" in page
    assert f'href="/documents/{key}/' in page
    assert visit().get(f"/documents/{key}/versions", {"old": "2", "new": "1"}).status_code == 200
    assert visit().get(f"/documents/{key}/versions", {"old": "7"}).status_code == 404


def test_a_document_without_text_still_has_its_stages(visit):
    page = text_of(visit().get("/documents/mof-sta-2023-12/versions"))

    assert "效力沿革" in page
    assert "全文尚未导入" in page


def test_the_document_leads_to_its_life(visit):
    assert (
        "/documents/sample-city-2026/versions" in visit().get("/documents/sample-city-2026").content.decode()
    )
