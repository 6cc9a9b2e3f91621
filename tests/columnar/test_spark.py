"""Spark gives the counts and audiences of the embedded engine: unknowns, bands and coarse codes too."""

import csv
import random
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.columnar.random_worlds import TODAY, random_facts, random_provision
from zhitong.columnar.match import match
from zhitong.columnar.partitions import write_partitions
from zhitong.columnar.run import run
from zhitong.columnar.snapshot import snapshot_of
from zhitong.columnar.spark import cluster, is_installed
from zhitong.columnar.table import table_of
from zhitong.engine.packs import Pack
from zhitong.engine.proving.random_rules import provision_of
from zhitong.engine.rules.nodes import Leaf
from zhitong.engine.rules.provision import Window

BUSINESSES, PROVISIONS = 300, 12


@pytest.fixture
def world(vocabulary, standards):
    rng = random.Random(3)
    facts = [random_facts(rng, vocabulary) for _ in range(BUSINESSES)]
    table = table_of(
        (
            (f"{row:018d}", {key: each.value for key, each in known.items()})
            for row, known in enumerate(facts)
        ),
        vocabulary,
    )
    provisions = [random_provision(rng, vocabulary, f"p{number}") for number in range(PROVISIONS)]
    ended = provision_of(Leaf("kind", "known"), "ended", window=Window(None, date(2000, 1, 1)))
    return table, [*provisions, ended]


def test_partitions_hold_every_business_once_by_place(tmp_path, world, vocabulary, standards):
    snapshot, _ = snapshot_of(world[0], vocabulary, standards)
    columns = write_partitions(snapshot, ["region", "employees", "size_class"], TODAY, tmp_path)
    assert {"region", "size_class"} <= columns
    rows = []
    for path in tmp_path.glob("place=*/*.parquet"):
        part = pl.read_parquet(path)
        place = path.parent.name.removeprefix("place=")
        assert all((code or "unknown").startswith(place) for code in part["region"])
        rows += part["row"].to_list()
    assert sorted(rows) == list(range(BUSINESSES))


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # pyspark leaves the socket to its gateway open
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_spark_gives_the_same_folder_as_the_embedded_engine(tmp_path, world, vocabulary, standards):
    if not is_installed() or shutil.which("java") is None:
        pytest.skip("Spark is not installed (pip install zhitong[spark], Java 17)")
    table, provisions = world
    path = tmp_path / "businesses.parquet"
    table.write_parquet(path)
    pack = Pack("t", "测试", "", "", vocabulary=vocabulary, provisions={one.key: one for one in provisions})
    with cluster("local[2]") as spark:
        for name, runner in (("here", run), ("spark", spark.run)):
            done, problems = match(path, pack, TODAY, tmp_path / name, runner=runner)
            assert done is not None, problems
    assert _content(tmp_path / "here") == _content(tmp_path / "spark")
    counts = list(csv.reader((tmp_path / "spark" / "counts.csv").read_text("utf-8").splitlines()))
    assert sum(int(row[1]) for row in counts[1:]) > 0
    assert sum(int(row[2]) for row in counts[1:]) > 0


def _content(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".parquet"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
