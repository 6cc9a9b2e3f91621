"""Many files: laid down on disk, read by jobs, taken up again after a kill, each with its outcome."""

import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.engine.documents.test_formats_pdf import made
from tests.pages.test_workbench import signed_in
from tests.portal.documents.factories import PLAN
from zhitong.portal.accounts.models import Membership
from zhitong.portal.documents.importing import laying
from zhitong.portal.documents.importing.batches import MOST_TRIES, claim_file, finish_file, note_pages
from zhitong.portal.documents.importing.laying import sweep_uploads
from zhitong.portal.documents.models import Document, ImportBatch, ImportFile, Revision
from zhitong.portal.flows import batching
from zhitong.portal.flows.batching import read_batch_file
from zhitong.portal.foundation.jobs.keeping import sign_of_life
from zhitong.portal.foundation.jobs.working import drain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files" / "batches"


@pytest.fixture
def client_of_editor():
    return signed_in("one", "991101")


def packed(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, text in files.items():
            package.writestr(f"{name}.txt", text)
    return SimpleUploadedFile("批.zip", held.getvalue())


def laid_down(client, *files, **more):
    return client.post("/desk/import/batches", {"files": files, **more})


def states():
    return list(ImportFile.objects.order_by("order").values_list("name", "state"))


def numeral(number):
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones else ''}"


def lying(folder):
    return len(os.listdir(folder)) if folder.exists() else 0


def test_a_zip_is_read_by_jobs_and_nothing_is_left_on_disk(client_of_editor, files):
    address = laid_down(client_of_editor, packed(a=PLAN, b=PLAN, c="没有编号的话。"))["Location"]
    assert states() == [("a.txt", "waiting"), ("b.txt", "waiting"), ("c.txt", "waiting")]
    assert (Document.objects.count(), lying(files), DBTaskResult.objects.ready().count()) == (0, 3, 3)
    assert "0／3" in client_of_editor.get(address).content.decode()

    drain()
    html = client_of_editor.get(address).content.decode()
    assert states() == [("a.txt", "taken"), ("b.txt", "unchanged"), ("c.txt", "refused")]
    assert "已导入 1 个，内容相同 1 个，未导入 1 个。" in html
    assert ("按自然段处理" in html, "去核对" in html, "hx-trigger" in html) == (True, True, False)
    assert lying(files) == 0


def test_the_page_refreshes_itself_while_files_are_left(client_of_editor):
    address = laid_down(client_of_editor, packed(a=PLAN))["Location"]
    claimed = claim_file(ImportFile.objects.get().pk)
    ImportFile.objects.filter(pk=claimed.pk).update(pages=300, pages_done=40)
    whole = client_of_editor.get(address).content.decode()
    part = client_of_editor.get(address, headers={"HX-Request": "true"}).content.decode()

    assert ("<h1>" in whole, "<h1>" in part) == (True, False)
    assert f'hx-get="{address}" hx-trigger="every 2s"' in part
    assert "第 40 页，共 300 页" in part
    assert "zhitong work" in part
    sign_of_life("one")
    part = client_of_editor.get(address, headers={"HX-Request": "true"}).content.decode()
    assert ("zhitong work" in part, f'href="{address}">刷新' in part) == (False, True)


def test_a_file_of_a_killed_worker_is_taken_up_by_its_job(client_of_editor):
    laid_down(client_of_editor, packed(a=PLAN))
    frozen = claim_file(ImportFile.objects.get().pk)

    drain()
    assert states() == [("a.txt", "taken")]
    assert finish_file(frozen, "refused", message="太晚") is False
    assert states() == [("a.txt", "taken")]


def test_a_worker_killed_behind_the_writing_is_no_reason_to_call_it_known(client_of_editor, monkeypatch):
    laid_down(client_of_editor, packed(a=PLAN))
    monkeypatch.setattr(batching, "finish_file", lambda *_all, **_more: True)
    read_batch_file.func(file=ImportFile.objects.get().pk)
    assert (states(), Revision.objects.count()) == ([("a.txt", "reading")], 1)

    monkeypatch.undo()
    drain()
    assert (states(), Revision.objects.count()) == ([("a.txt", "taken")], 1)


def test_a_file_that_kills_its_workers_is_refused_with_a_sentence(client_of_editor):
    address = laid_down(client_of_editor, packed(a=PLAN))["Location"]
    for _ in range(MOST_TRIES):
        claim_file(ImportFile.objects.get().pk)

    drain()
    assert states() == [("a.txt", "refused")]
    assert "读取时程序中断了 3 次" in client_of_editor.get(address).content.decode()
    assert Document.objects.count() == 0


def test_a_fault_of_ours_lets_the_file_wait_for_another_attempt(client_of_editor, monkeypatch):
    laid_down(client_of_editor, packed(a=PLAN))

    def fault(**_all):
        raise ValueError

    monkeypatch.setattr(batching, "take_document", fault)
    drain()
    assert states() == [("a.txt", "waiting")]

    monkeypatch.undo()
    DBTaskResult.objects.update(run_after=timezone.now())
    drain()
    assert states() == [("a.txt", "taken")]


def test_an_office_that_ended_imports_nothing(client_of_editor):
    laid_down(client_of_editor, packed(a=PLAN))
    Membership.objects.update(ends=timezone.localdate() - timedelta(days=1))

    drain()
    assert (states(), Document.objects.count()) == ([("a.txt", "refused")], 0)


def test_a_long_pdf_says_how_far_it_is(client_of_editor, monkeypatch):
    head = ["示例县人民政府关于早市的通知", "示政发〔2026〕60号", "各有关部门："]
    items = [
        f"{numeral(one)}、第{one}片区设摊位{one}个以上，供小店经营。（责任单位：县商务局）"
        for one in range(1, 61)
    ]
    pages = [head, *([item] for item in items)]
    seen = []

    def note(file, done, pages):
        note_pages(file, done, pages)
        seen.append(tuple(ImportFile.objects.values_list("pages_done", "pages").get()))

    monkeypatch.setattr(batching, "note_pages", note)
    laid_down(client_of_editor, SimpleUploadedFile("长.pdf", made(pages)))
    drain()

    assert states() == [("长.pdf", "taken")]
    assert seen == [(done, 61) for done in (1, 10, 20, 30, 40, 50, 60, 61)]
    assert Revision.objects.get().measures.count() == 60


def test_a_batch_is_its_owners_alone(client_of_editor):
    address = laid_down(client_of_editor, packed(a=PLAN))["Location"]

    assert signed_in("other", "991102").get(address).status_code == 404
    assert signed_in("third", "991101").get(address).status_code == 404


def test_a_folder_is_taken_without_its_clutter(client_of_editor):
    folder = [SimpleUploadedFile("a.txt", PLAN.encode()), SimpleUploadedFile(".DS_Store", b"x")]
    client_of_editor.post("/desk/import/batches", {"folder": folder})

    assert states() == [("a.txt", "waiting")]


def test_nothing_to_read_is_said(client_of_editor):
    answer = laid_down(client_of_editor)

    assert (answer.status_code, "没有可以导入的文件" in answer.content.decode()) == (400, True)
    assert ImportBatch.objects.count() == 0


def test_a_broken_zip_is_listed_with_what_to_do(client_of_editor):
    address = laid_down(client_of_editor, SimpleUploadedFile("坏.zip", b"PK\x03\x04broken"))["Location"]

    assert "压缩包已损坏" in client_of_editor.get(address).content.decode()


def test_a_large_file_is_listed_and_not_kept(client_of_editor, files, monkeypatch):
    monkeypatch.setattr(laying, "LARGEST", 1000)
    address = laid_down(
        client_of_editor, SimpleUploadedFile("大.txt", b"x" * 1001), packed(b="y" * 1001, c="短")
    )["Location"]
    html = client_of_editor.get(address).content.decode()

    assert states() == [("大.txt", "refused"), ("b.txt", "refused"), ("c.txt", "waiting")]
    assert (lying(files), "“大.txt”超过 20 MB，没有导入。请拆分后再上传。" in html) == (1, True)


@pytest.mark.parametrize(
    ("limit", "value", "sentence"),
    [
        ("MAX_FILES", 2, "这一批超过 2 个文件。请分几批上传。"),
        ("BATCH_MEGABYTES", 0.0001, "请分几批上传。"),
    ],
)
def test_a_batch_past_the_limits_leaves_nothing(client_of_editor, files, monkeypatch, limit, value, sentence):
    monkeypatch.setattr(laying, limit, value)
    answer = laid_down(client_of_editor, packed(a=PLAN, b=PLAN, c=PLAN))

    assert answer.status_code == 400
    assert sentence in answer.content.decode().replace("</strong>", "")
    assert (ImportBatch.objects.count(), ImportFile.objects.count(), lying(files)) == (0, 0, 0)
    assert DBTaskResult.objects.count() == 0


def test_an_upload_past_every_limit_is_turned_away_before_it_is_read(client_of_editor, settings):
    settings.UPLOAD_MEGABYTES = 0
    answer = laid_down(client_of_editor, packed(a=PLAN))
    assert (answer.status_code, "请分几批上传" in answer.content.decode()) == (413, True)

    settings.UPLOAD_MEGABYTES, settings.DATA_UPLOAD_MAX_NUMBER_FILES = 320, 1
    answer = laid_down(client_of_editor, packed(a=PLAN), packed(b=PLAN))
    assert (answer.status_code, "一次最多上传 1 个文件" in answer.content.decode()) == (413, True)
    assert ImportBatch.objects.count() == 0


def test_files_left_by_a_killed_upload_are_swept_after_a_day(client_of_editor, files):
    laid_down(client_of_editor, packed(a=PLAN))
    default_storage.save("batches/lost", SimpleUploadedFile("lost", b"x"))

    assert (sweep_uploads(), lying(files)) == (0, 2)
    assert (sweep_uploads(timezone.now() + timedelta(days=2)), lying(files)) == (1, 1)
    drain()
    assert states() == [("a.txt", "taken")]


def test_a_page_of_fifty_documents_costs_as_much_as_one(client_of_editor, django_assert_max_num_queries):
    texts = {f"n{one:02}": PLAN.replace("〔2026〕8号", f"〔2026〕{one + 10}号") for one in range(50)}
    address = laid_down(client_of_editor, packed(**texts))["Location"]
    drain()
    assert {state for _, state in states()} == {"taken"}

    with django_assert_max_num_queries(12):
        html = client_of_editor.get(address).content.decode()
    assert html.count("去核对") == 50
