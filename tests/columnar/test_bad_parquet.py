"""Tables that cannot be used: one sentence each with the place and what to do, and nothing half-written."""

import subprocess
import sys
from datetime import date

import polars as pl
import pytest

from zhitong.columnar.match import Options, match
from zhitong.engine.packs import Pack
from zhitong.engine.proving.random_rules import provision_of
from zhitong.engine.rules.nodes import All

DAY = date(2026, 11, 24)
GOOD = {"uscc": ["A", "B", "C"], "employees": [1, 2, 3]}
COLUMN = "表中没有“uscc”（统一社会信用代码）列，请补上这一列。"
EMPTY = "第2行：没有统一社会信用代码，请补上或删去这一行。"
TWICE = "第1行：统一社会信用代码A与第3行重复，一户只能有一行，请合并后再试。"
WRONG = "列“employees”（从业人员）的类型是Boolean，应为从业人员的整数，请转换后再导出。"
FLOATS = "列“registered_on”（登记日期）的类型是Float64，应为日期，请转换后再导出。"

UNWRITABLE = "“out”写入失败，请检查目录是否存在、是否有写入权限；原有结果没有改动。"


@pytest.fixture
def pack(vocabulary):
    return Pack("t", "测试", "", "", vocabulary=vocabulary, provisions={"p": provision_of(All(()), "p")})


def matched(tmp_path, pack, table, **options):
    pl.DataFrame(table).write_parquet(tmp_path / "b.parquet")
    return match(tmp_path / "b.parquet", pack, DAY, tmp_path / "out", Options(**options))


@pytest.mark.parametrize("portion", [1000, 2])
@pytest.mark.parametrize(
    ("table", "messages"),
    [
        ({"employees": [1]}, [COLUMN]),
        ({"uscc": [], "employees": []}, ["表中没有任何经营主体，请检查导出的条件。"]),
        ({**GOOD, "uscc": ["A", " ", "C"]}, [EMPTY]),
        ({**GOOD, "uscc": ["A", "B", "a "]}, [TWICE]),
        ({**GOOD, "employees": [True, False, None]}, [WRONG]),
        ({**GOOD, "registered_on": [1.5, 2.5, None]}, [FLOATS]),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path, pack, table, messages, portion):
    done, problems = matched(tmp_path, pack, table, portion=portion)
    assert done is None
    assert [each.message for each in problems] == messages
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("portion", [1000, 2])
def test_a_fact_out_of_range_is_named_by_its_row_wherever_it_stands(tmp_path, pack, portion):
    done, problems = matched(tmp_path, pack, {**GOOD, "employees": [1, 2, -3]}, portion=portion)
    assert done is None
    wanted = "第3行：“从业人员”的值“-3人”超出范围，应不小于0人，请核对后重填。"
    assert [each.message for each in problems] == [wanted]
    assert not (tmp_path / "out").exists()


def test_a_fault_in_a_later_portion_leaves_the_old_result(tmp_path, pack):
    matched(tmp_path, pack, GOOD)
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    done, problems = matched(tmp_path, pack, {**GOOD, "employees": [1, 2, -3]}, portion=1)
    assert done is None
    assert problems[0].message.startswith("第3行：")
    assert before == {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert not (tmp_path / ".out.part").exists()


def test_further_and_missing_columns_are_said_and_the_rest_is_matched(tmp_path, pack):
    done, warnings = matched(tmp_path, pack, {**GOOD, "心情": ["好", "好", "坏"]})
    assert done is not None
    assert warnings[0].message == "以下列不在要素表中，已忽略：心情。"
    assert warnings[1].message.startswith("表中没有以下要素，全部按“未知”处理：")
    assert "employees" not in warnings[1].message


@pytest.mark.parametrize("cut", [0, 4, 200])
def test_a_file_cut_off_is_refused(tmp_path, pack, cut):
    matched(tmp_path, pack, GOOD)
    whole = (tmp_path / "b.parquet").read_bytes()
    (tmp_path / "c.parquet").write_bytes(whole[:cut])
    done, problems = match(tmp_path / "c.parquet", pack, DAY, tmp_path / "out2")
    assert done is None
    assert problems[0].message == "文件“c.parquet”不是可以读取的Parquet 文件，请重新导出后再试。"
    assert not (tmp_path / "out2").exists()


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from zhitong.portal.flows.commands import main
main(sys.argv[2:])
"""


def test_a_disk_that_takes_no_more_is_said_and_the_old_result_stays(tmp_path, pack):
    rows = 3000
    table = {"uscc": [f"{row:018d}" for row in range(rows)], "employees": list(range(rows))}
    matched(tmp_path, pack, table)
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    command = ["match", "--pack", "sample", "--as-of", "2026-11-24", "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "2000", *command, "--businesses", str(tmp_path / "b.parquet")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert (
        done.stderr.splitlines()[-1]
        == "“out”写入失败，请检查目录是否存在、是否有写入权限；原有结果没有改动。"
    )
    assert "Traceback" not in done.stderr
    assert before == {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert not (tmp_path / ".out.part").exists()
