"""The county's plan answers the city's in part: what is taken over, what is left out, what contradicts."""

import pytest

from zhitong.engine.documents.compare import compare
from zhitong.engine.documents.parse import parse
from zhitong.engine.packs import PACKS


@pytest.fixture(scope="module")
def found():
    """The comparison of the two sample plans."""
    texts = [(PACKS / "sample" / "documents" / name).read_bytes() for name in ("county.txt", "plan.txt")]
    lower, upper = (parse(data, "plan.txt")[0] for data in texts)
    assert lower is not None
    assert upper is not None
    return compare(lower, upper)


def test_what_is_taken_over_and_what_is_left_out(found):
    graded = {one["upper_path"]: one["coverage"] for one in found["measures"]}

    assert graded["二/（三）/10"] == "full"
    assert graded["二/（一）/2"] == "partial"
    for path in (
        "二/（一）/4",
        "二/（一）/5",
        "二/（二）/7",
        "二/（三）/9",
        "二/（四）/14",
        "二/（四）/16",
        "二/（四）/17",
    ):
        assert graded[path] == "none", path


def test_the_county_has_measures_of_its_own(found):
    assert found["lower_only"] == ["二/（一）/3", "二/（四）/9", "二/（四）/10"]


def test_one_rate_contradicts_and_nothing_else(found):
    assert [one["what"] for one in found["conflicts"]] == ["数值不一致：上级为30%，本级为20%"]


def test_targets_come_with_their_share(found):
    shares = {one["upper"]["indicator"]: one["share"] for one in found["targets"]}

    assert shares["累计完成“个转企”"] == 0.1333
    assert shares["新增限额以上商贸单位"] == 0.1
