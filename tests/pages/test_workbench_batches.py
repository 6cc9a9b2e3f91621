"""Many files: laid down, read one a step, continued after a kill, each with its outcome."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.pages.test_workbench import signed_in
from tests.portal.documents.factories import PLAN
from zhitong.portal.accounts.models import Person
from zhitong.portal.documents.importing.batches import claim_next
from zhitong.portal.documents.models import Document, ImportBatch, ImportFile

pytestmark = pytest.mark.django_db


def packed(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, text in files.items():
            package.writestr(f"{name}.txt", text)
    return SimpleUploadedFile("批.zip", held.getvalue())


def laid_down(client, *files):
    return client.post("/desk/import/batches", {"files": files})


def states():
    return list(ImportFile.objects.order_by("order").values_list("name", "state"))


def test_a_zip_is_read_one_file_a_step(client_of_editor):
    sent = laid_down(client_of_editor, packed(a=PLAN, b=PLAN, c="没有编号的话。"))
    address = sent["Location"]
    assert states() == [("a.txt", "waiting"), ("b.txt", "waiting"), ("c.txt", "waiting")]
    assert Document.objects.count() == 0

    client_of_editor.post(f"{address}/next")
    assert states() == [("a.txt", "taken"), ("b.txt", "waiting"), ("c.txt", "waiting")]
    assert "1／3" in client_of_editor.get(address).content.decode()

    client_of_editor.post(f"{address}/next")
    client_of_editor.post(f"{address}/next")
    client_of_editor.post(f"{address}/next")
    html = client_of_editor.get(address).content.decode()
    assert states() == [("a.txt", "taken"), ("b.txt", "unchanged"), ("c.txt", "refused")]
    assert "按自然段处理" in html
    assert "去核对" in html
    assert {bytes(one.content) for one in ImportFile.objects.all()} == {b""}


def test_a_file_left_by_a_killed_process_is_read_later(client_of_editor, person):
    address = laid_down(client_of_editor, packed(a=PLAN))["Location"]
    claim_next(ImportBatch.objects.get().pk, person)
    client_of_editor.post(f"{address}/next")
    assert states() == [("a.txt", "reading")]

    ImportFile.objects.update(begun_at=timezone.now() - timedelta(minutes=11))
    client_of_editor.post(f"{address}/next")
    assert states() == [("a.txt", "taken")]


def test_a_batch_is_its_owners_alone(client_of_editor):
    address = laid_down(client_of_editor, packed(a=PLAN))["Location"]
    other = signed_in("other", "991102")

    assert (other.get(address).status_code, other.post(f"{address}/next").status_code) == (404, 404)
    assert states() == [("a.txt", "waiting")]


def test_nothing_to_read_is_said(client_of_editor):
    answer = laid_down(client_of_editor)

    assert (answer.status_code, "没有可以导入的文件" in answer.content.decode()) == (400, True)
    assert ImportBatch.objects.count() == 0


def test_a_broken_zip_is_listed_with_what_to_do(client_of_editor):
    address = laid_down(client_of_editor, SimpleUploadedFile("坏.zip", b"PK\x03\x04broken"))["Location"]

    assert "压缩包已损坏" in client_of_editor.get(address).content.decode()


@pytest.fixture
def client_of_editor():
    return signed_in("one", "991101")


@pytest.fixture
def person(client_of_editor):
    return Person.objects.get(username="one")
