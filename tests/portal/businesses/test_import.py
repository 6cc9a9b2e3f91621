"""Registry files: idempotent by code, bad rows come back with their reason, nothing is half-written."""

import io
from datetime import date

import polars as pl
import pytest

from tests.portal.businesses.factories import business, csv_bytes, uscc, xlsx_bytes
from zhitong.portal.businesses import operations
from zhitong.portal.businesses.models import Business, FactSheet, ImportRun
from zhitong.portal.businesses.operations import import_businesses, write_refused
from zhitong.portal.businesses.problems import FileRefused
from zhitong.portal.foundation.models import Journal

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 30)
HEAD = "uscc,name,kind,region,industry,registered_on,employees,annual_revenue(万元)"


def line(number: int, *cells: str) -> str:
    """A good row, with some cells put differently."""
    good = [uscc(number), f"示例{number}号店", "sole_trader", "150302", "F5211", "2020-01-02", "3", "50"]
    return ",".join([*cells, *good[len(cells) :]])


def take(*rows: str, **more):
    """Imports rows under the usual header."""
    return import_businesses(csv_bytes(HEAD, *rows), "表.csv", as_of=DAY, **more)


def counts(result) -> tuple[int, int, int, int]:
    """taken, changed, unchanged, refused."""
    return result.taken, result.changed, result.unchanged, len(result.refused)


def test_rows_become_businesses_with_facts_of_a_source_and_a_day():
    assert counts(take(line(1), line(2))) == (2, 0, 0, 0)
    one = Business.objects.get(uscc=uscc(1))
    assert (one.kind, one.region, one.registered_on, one.is_demo) == (
        "sole_trader",
        "150302",
        date(2020, 1, 2),
        True,
    )
    sheet = one.sheets.get()
    assert (sheet.source, sheet.as_of, sheet.values["annual_revenue"]) == ("register", DAY, 50_000_000)


def test_the_same_file_again_changes_nothing():
    take(line(1), line(2))
    recorded = list(FactSheet.objects.values_list("recorded_at", flat=True))
    assert counts(take(line(1), line(2))) == (0, 0, 2, 0)
    assert list(FactSheet.objects.values_list("recorded_at", flat=True)) == recorded


def test_a_changed_row_is_counted_and_kept():
    take(line(1), line(2))
    assert counts(take(line(1), line(2, uscc(2), "示例新名店"))) == (0, 1, 1, 0)
    assert Business.objects.get(uscc=uscc(2)).name == "示例新名店"


def test_a_narrower_file_forgets_nothing():
    take(line(1))
    result = import_businesses(csv_bytes("uscc,employees", f"{uscc(1)},7"), "人数.csv", as_of=DAY)
    assert counts(result) == (0, 1, 0, 0)
    assert FactSheet.objects.get().values["employees"] == 7
    assert FactSheet.objects.get().values["annual_revenue"] == 50_000_000


def test_another_source_is_another_sheet():
    take(line(1))
    import_businesses(
        csv_bytes("uscc,employees", f"{uscc(1)},9"), "社保.csv", as_of=DAY, source="social_security"
    )
    assert sorted(FactSheet.objects.values_list("source", flat=True)) == ["register", "social_security"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (line(1, "92150302DEM0000140"), "校验码不符"),
        (line(1, "12345"), "有5位，应为18位"),
        (line(1, ""), "是空的"),
        (line(1, uscc(1), "店", "sole_trader", "999999"), "它不在"),
        (line(1, uscc(1), "店", "sole_trader", "150302", "F5211", "2020-01-02", "3", "-5"), "超出范围"),
        (line(1, uscc(1), "店", "sole_trader", "150302", "F5211", "2020-01-02", "-1"), "超出范围"),
        (line(1, uscc(1), "店", "作坊"), "可选：企业"),
        (line(1, uscc(1), "店", "sole_trader", "150302", "F5211", "2020-02-30"), "确认这一天存在"),
        (line(1, uscc(1), "店", "sole_trader", "150302", "F5211", "2999-01-01"), "晚于今天"),
        (line(1, uscc(1), "长" * 201), "名称超过200个字"),
        (line(1, uscc(1), " "), "请补上名称"),
    ],
)
def test_a_bad_row_comes_back_with_its_reason_and_the_good_ones_stay(row, words):
    result = take(row, line(2))
    assert counts(result) == (1, 0, 0, 1)
    assert words in result.refused[0].reason
    assert result.refused[0].number == 2
    assert list(Business.objects.values_list("uscc", flat=True)) == [uscc(2)]


def test_a_code_twice_in_a_file_is_taken_once():
    result = take(line(1), line(2), line(1, uscc(1), "另一名"))
    assert counts(result) == (2, 0, 0, 1)
    assert "与第2行重复" in result.refused[0].reason
    assert Business.objects.get(uscc=uscc(1)).name == "示例1号店"


def test_all_reasons_of_a_row_are_given_at_once():
    reason = take(line(1, "123", "店", "作坊", "999999")).refused[0].reason
    assert all(words in reason for words in ("应为18位", "可选：企业", "它不在"))


def test_an_officer_brings_in_the_own_county_only():
    result = take(line(1), line(2, uscc(2), "店", "sole_trader", "150102"), regions=("150302",))
    assert counts(result) == (1, 0, 0, 1)
    assert "不在您的管辖范围内" in result.refused[0].reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_headers_in_any_encoding(encoding):
    content = csv_bytes(
        "统一社会信用代码,名称,主体类型,所在地,从业人数",
        f"{uscc(1)},示例店,个体工商户,150302,10-19人",
        encoding=encoding,
    )
    assert counts(import_businesses(content, "登记.csv", as_of=DAY)) == (1, 0, 0, 0)
    assert FactSheet.objects.get().values["employees"] == {"low": 10, "high": 19}


def test_an_excel_file_with_a_title_numbers_as_text_and_real_dates():
    content = xlsx_bytes(
        ["示例县登记主体清单"],
        ["统一社会信用代码", "名称", "成立日期", "从业人数", "上一年营业收入（元）"],
        [uscc(1), "示例店", date(2021, 5, 6), "3", 1200.5],
    )
    assert counts(import_businesses(content, "登记.xlsx", as_of=DAY)) == (1, 0, 0, 0)
    values = FactSheet.objects.get().values
    assert (values["registered_on"], values["employees"]) == ("2021-05-06", 3)


def test_a_number_without_unit_under_a_chinese_header_is_not_guessed():
    content = csv_bytes("uscc,名称,年营业收入", f"{uscc(1)},店,50", f"{uscc(2)},店,50万元")
    result = import_businesses(content, "表.csv", as_of=DAY)
    assert counts(result) == (1, 0, 0, 1)
    assert "没有单位" in result.refused[0].reason


def test_a_parquet_file_with_bands():
    frame = pl.DataFrame(
        {
            "uscc": [uscc(1), uscc(2)],
            "name": ["示例甲", "示例乙"],
            "registered_on": [date(2020, 1, 1), None],
            "employees__low": [10, 5],
            "employees__high": [19, 5],
        }
    )
    content = io.BytesIO()
    frame.write_parquet(content)
    assert counts(import_businesses(content.getvalue(), "表.parquet", as_of=DAY)) == (2, 0, 0, 0)
    assert [one.values["employees"] for one in FactSheet.objects.order_by("pk")] == [
        {"low": 10, "high": 19},
        5,
    ]


def test_unknown_columns_are_named_and_derived_facts_are_not_taken():
    result = import_businesses(csv_bytes("uscc,name,备注,size_class", f"{uscc(1)},店,x,micro"), "表.csv")
    assert result.ignored_columns == ("备注", "size_class")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "空.csv", "里没有数据"),
        (b"PK\x03\x04broken", "坏.xlsx", "不是能打开的 Excel"),
        (b"PAR1broken", "坏.parquet", "不是能打开的 Parquet"),
        (b"\x00\x01\x02", "坏.csv", "不是能打开的 CSV"),
        (b"\xff\xff\xff\xfe,\xfe", "乱码.csv", "UTF-8 或 GB18030"),
        ("名称,地址\n甲,乙".encode(), "缺列.csv", "没有“统一社会信用代码”"),
        (b"x", "表.pdf", "不认识“表.pdf”的文件类型"),
    ],
)
def test_a_file_that_cannot_be_used_writes_nothing(content, name, words):
    with pytest.raises(FileRefused, match=words):
        import_businesses(content, name)
    assert (Business.objects.count(), ImportRun.objects.count(), Journal.objects.count()) == (0, 0, 0)


def test_refused_rows_lie_beside_the_file_without_formulas(tmp_path):
    result = take(line(1, "123", '"=HYPERLINK(1)"'), line(2))
    path = write_refused(result, tmp_path / "表.csv")
    assert path == tmp_path / "表.csv.refused.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert "原因" in text.splitlines()[0]
    assert "'=HYPERLINK(1)" in text
    assert write_refused(take(line(2)), tmp_path / "表.csv") is None


def test_a_corrected_refused_file_can_be_sent_again(tmp_path):
    path = write_refused(take(line(1, "123")), tmp_path / "表.csv")
    corrected = path.read_text(encoding="utf-8-sig").replace("123,", f"{uscc(1)},", 1)
    assert counts(import_businesses(corrected.encode(), path.name, as_of=DAY)) == (1, 0, 0, 0)


def test_a_killed_import_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr(operations, "CHUNK_ROWS", 2)
    rows = [line(number) for number in range(1, 6)] + [line(6, "123")]

    def stop(read: int) -> None:
        if read == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(*rows, progress=stop)
    assert Business.objects.count() == 4
    assert counts(take(*rows)) == (5, 0, 0, 1)
    run = ImportRun.objects.get()
    assert (run.rows_done, run.taken, run.refused, run.ended_at is None) == (6, 5, 1, False)


def test_a_chunk_that_fails_leaves_nothing_of_itself(monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("killed")

    monkeypatch.setattr("zhitong.portal.businesses.storing.store_sheets", fail)
    with pytest.raises(RuntimeError, match="killed"):
        take(line(1))
    assert (Business.objects.count(), ImportRun.objects.get().rows_done) == (0, 0)


def test_a_new_name_for_a_known_business_needs_only_the_code():
    business(1)
    assert counts(import_businesses(csv_bytes("uscc,employees", f"{uscc(1)},3"), "表.csv")) == (0, 1, 0, 0)
