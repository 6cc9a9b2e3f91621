"""The region of an imported document: told by the issuer, confirmed or chosen, and nobody else's to take."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.pages.test_workbench import signed_in
from tests.portal.documents.factories import PLAN, imported
from zhitong.portal.accounts.models import Organisation, Person
from zhitong.portal.documents.importing.placing import region_of_issuer
from zhitong.portal.documents.models import Document, MeasureUnit
from zhitong.portal.foundation.models import Journal

pytestmark = pytest.mark.django_db


def upload(client, region=""):
    file = SimpleUploadedFile("plan.txt", PLAN.encode())
    return client.post("/desk/import/document", {"file": file, "region": region}).content.decode()


def known(name, region):
    return Organisation.objects.create(key=name, name=name, region=region)


def address():
    return f"/documents/{Document.objects.get().key}/region"


@pytest.mark.parametrize(
    ("unit", "region"),
    [
        ("示例县人民政府办公室", "991101"),
        ("示例县人民政府", "991101"),
        ("示例县财政局", "991101"),
        ("另一县财政局", ""),
    ],
)
def test_the_directory_tells_the_region_of_an_issuer(unit, region):
    known(unit, "991101")

    assert region_of_issuer("示例县人民政府办公室") == region


def test_units_of_one_name_in_two_regions_tell_nothing():
    known("示例县财政局", "991101")
    known("示例县商务局", "991102")

    assert region_of_issuer("示例县人民政府") == ""


def test_a_county_editor_checks_an_import_of_an_issuer_that_tells_its_region():
    known("示例县财政局", "991101")
    html = upload(signed_in("one", "991101"))

    assert Document.objects.get().region == "991101"
    assert ("按发文机关判断" in html, "/workbench" in html) == (True, True)


def test_the_choice_of_the_officer_stands_where_the_directory_is_silent():
    upload(signed_in("one", "991101"), region="991101")

    assert Document.objects.get().region == "991101"


@pytest.mark.parametrize(("told", "chosen", "kept"), [("", "991102", ""), ("991102", "991101", "991102")])
def test_nobody_takes_a_document_of_others(told, chosen, kept):
    if told:
        known("示例县财政局", told)
    client = signed_in("one", "991101")
    upload(client, region=chosen)

    assert Document.objects.get().region == kept
    if told:
        assert client.get(address()).status_code == 403
        assert client.post(address(), {"region": "991101", "before": told}).status_code == 403
        assert Document.objects.get().region == told


def test_an_import_without_region_is_placed_by_who_brought_it_in():
    unit = Organisation.objects.create(key="c", name="甲县财政局", region="991101", aliases=["县财政局"])
    Organisation.objects.create(key="d", name="乙县财政局", region="991102", aliases=["县财政局"])
    client = signed_in("one", "991101")
    html = upload(client)
    key = Document.objects.get().key
    assert f"/documents/{key}/region" in html
    assert client.get(f"/documents/{key}/workbench").status_code == 403
    assert not MeasureUnit.objects.filter(organisation=unit).exists()

    sent = client.post(address(), {"region": "991101", "before": ""})
    assert sent["Location"] == f"/documents/{key}/workbench"
    assert client.get(f"/documents/{key}/workbench").status_code == 200
    assert MeasureUnit.objects.filter(name="县财政局", organisation=unit).count() == 2
    line = Journal.objects.get(action="place_document")
    assert (line.before, line.after, line.organisation) == (
        {"region": ""},
        {"region": "991101"},
        "示例单位one",
    )
    assert line.actor == Person.objects.get(username="one").pk


def test_a_region_of_others_and_a_stale_page_change_nothing():
    client = signed_in("one", "991101")
    upload(client)
    assert client.post(address(), {"region": "991102", "before": ""}).status_code == 400
    assert client.post(address(), {"region": "", "before": ""}).status_code == 400
    assert Document.objects.get().region == ""

    client.post(address(), {"region": "991101", "before": ""})
    assert client.post(address(), {"region": "991101", "before": ""}).status_code == 400
    assert Journal.objects.filter(action="place_document").count() == 1


def test_a_region_given_by_a_pack_stays():
    upload(signed_in("one", "99"))
    Document.objects.update(region="991101", pack="sample")
    client = signed_in("two", "99")

    assert "由政策包给定" in client.get(address()).content.decode()
    assert client.post(address(), {"region": "991102", "before": "991101"}).status_code == 400
    assert Document.objects.get().region == "991101"


def test_texts_without_region_are_listed_for_editors_of_a_whole_region():
    key = imported().document.key
    lists = [
        f"/documents/{key}/region" in signed_in(name, region).get(page).content.decode()
        for name, region, page in (
            ("one", "99", "/desk/import/document"),
            ("two", "99", "/desk/import/batches"),
            ("three", "991101", "/desk/import/document"),
        )
    ]

    assert lists == [True, True, False]
