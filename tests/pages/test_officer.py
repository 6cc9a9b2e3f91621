"""The desk, the registry, imports and figures: everything within the own region."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.pages.test_public import text_of
from zhitong.portal.businesses.models import Business
from zhitong.portal.documents.models import Document

GOOD = "91150302MA0000000"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PLAN = """某市人民政府关于便民市集的通知

某发〔2026〕9号

一、总体要求

每月办两次。

二、任务

（一）设摊位。每次30个。（市商务局负责）
"""


def code(body=GOOD):
    total = sum(SIGNS.index(sign) * weight for sign, weight in zip(body, WEIGHTS, strict=True))
    return body + SIGNS[(31 - total % 31) % 31]


def register(*rows):
    lines = ["统一社会信用代码,名称,所在地,主体类型", *rows]
    return SimpleUploadedFile("登记.csv", "\n".join(lines).encode("utf-8"), "text/csv")


def test_figures_open_as_many_rows_as_they_say(visit):
    client = visit("zizhiqu")
    desk = client.get("/desk").content.decode()
    figures = re.findall(r'href="(/desk/provisions/[^"]+)">([\d,]+)</a>', desk)

    assert figures
    for address, count in figures[:12]:
        assert f"{count} 家" in text_of(client.get(address)), address


def test_a_county_officer_sees_only_the_county(visit, world):
    client = visit("haibowan")
    inside = Business.objects.filter(region__startswith="150302")
    outside = Business.objects.exclude(region__startswith="150302").first()
    listed = text_of(client.get("/desk/businesses"))

    assert f"共 {inside.count()} 条" in listed
    assert outside.name not in listed
    assert client.get(f"/statement/{outside.uscc}").status_code == 404
    assert outside.name not in text_of(client.get("/desk/businesses", {"q": outside.name, "region": "1507"}))


def test_lists_keep_to_their_queries(visit, django_assert_max_num_queries):
    client = visit("zizhiqu")
    for path, queries in {
        "/desk": 22,
        "/desk/businesses": 8,
        "/desk/provisions/china.six_taxes_2023/met": 14,
        "/figures/china.six_taxes_2023": 13,
        "/desk/run": 8,
    }.items():
        client.get(path)
        with django_assert_max_num_queries(queries):
            assert client.get(path).status_code == 200


def test_a_registry_file_is_taken_and_its_refused_rows_come_back(visit, world):
    client = visit("haibowan")
    before = Business.objects.count()
    file = register(
        f"{code()},海勃湾区示例新店,150302,企业", "91150302MA00000001,海勃湾区示例错码店,150302,企业"
    )

    result = client.post("/desk/import/businesses", {"file": file, "source": "register"})
    fetched = b"".join(client.get("/desk/import/businesses/refused").streaming_content).decode("utf-8-sig")

    assert Business.objects.count() == before + 1
    assert "下载退回的行" in text_of(result)
    assert "原因" in fetched.splitlines()[0]
    assert "海勃湾区示例错码店" in fetched
    assert "海勃湾区示例新店" not in fetched


def test_a_row_of_another_region_is_refused(visit, world):
    before = Business.objects.count()
    visit("haibowan").post(
        "/desk/import/businesses",
        {"file": register(f"{code()},海拉尔区示例新店,150702,企业"), "source": "register"},
    )

    assert Business.objects.count() == before


def test_a_file_that_cannot_be_used_says_why_and_changes_nothing(visit, world):
    before = Business.objects.count()
    client = visit("haibowan")
    for file, said in (
        (SimpleUploadedFile("登记.csv", b""), "这个文件是空的"),
        (SimpleUploadedFile("登记.doc", b"\x00\x01"), "不认识“登记.doc”的文件类型"),
        (SimpleUploadedFile("登记.csv", "甲,乙\n1,2\n".encode()), "统一社会信用代码"),
    ):
        answer = client.post("/desk/import/businesses", {"file": file, "source": "register"})
        assert answer.status_code == 400
        assert said in text_of(answer)
    assert client.post("/desk/import/businesses", {}).status_code == 400
    assert Business.objects.count() == before


def test_refused_rows_belong_to_the_session_that_imported(visit):
    assert visit("haibowan").get("/desk/import/businesses/refused").status_code == 404


def test_a_leader_reads_and_does_not_write(visit):
    client = visit("lingdao")

    assert client.get("/figures").status_code == 200
    assert client.post("/desk/import/businesses", {}).status_code == 403
    assert client.post("/desk/import/document", {}).status_code == 403


def test_a_document_is_taken_once(visit, settings, tmp_path):
    settings.SEARCH_FOLDER = tmp_path / "search"
    client = visit("zizhiqu")
    before = Document.objects.count()

    def sent():
        file = SimpleUploadedFile("便民市集.txt", PLAN.encode())
        return text_of(client.post("/desk/import/document", {"file": file}))

    assert "已导入。" in sent()
    assert "早已导入，内容相同" in sent()
    assert Document.objects.count() == before + 1


def test_a_document_without_numbering_is_refused_with_a_remedy(visit, settings, tmp_path):
    settings.SEARCH_FOLDER = tmp_path / "search"
    client = visit("zizhiqu")
    before = Document.objects.count()
    words = "今天下午三点开会，请准时参加，带好材料，不得无故缺席。\n\n会后聚餐。\n".encode()

    answer = client.post("/desk/import/document", {"file": SimpleUploadedFile("会议.txt", words)})
    binary = client.post(
        "/desk/import/document", {"file": SimpleUploadedFile("会议.txt", bytes(range(256)) * 9)}
    )

    assert (answer.status_code, binary.status_code) == (400, 400)
    assert "按自然段处理" in text_of(answer)
    assert "没有写入任何内容" in text_of(binary)
    assert Document.objects.count() == before
