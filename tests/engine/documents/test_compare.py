"""A lower plan against its upper plan: answered, left out, handed over, shared, contradicted."""

from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from zhitong.engine.documents.compare import compare
from zhitong.engine.documents.compare.levels import changed, core_of
from zhitong.engine.documents.parse import parse, parse_text

UPPER = """甲省扶持小店三年计划（2031—2033年）

一、目标
到2033年底，新增小店转企业3000户以上，培育省级示范街区10个。

二、任务
（一）健全融资支持体系。
1.对首次转为企业、稳定经营2年以上的小店给予一次性8万元补助，政策执行期限至2033年12月31日。（省财政厅、省市场监管局负责）
2.推动融资担保机构降低担保费率，建立小店信用白名单，组织银行上门对接。（省地方金融监管局，各市人民政府负责）
（二）优化经营环境。
3.开展夜市照明改造工程，延长公交运营时间，设置便民摊位。（省住房城乡建设厅、省交通运输厅负责）
"""
LOWER = """乙市落实扶持小店三年计划实施方案（2031—2033年）

一、目标
到2033年底，新增小店转企业300户以上，培育省级示范街区1个。

二、任务
（一）健全融资支持体系。
1.对首次转为企业、稳定经营2年以上的小店给予一次性5万元补助，政策执行期限至2032年12月31日。（责任单位：市财政局）
2.推动融资担保机构降低担保费率。（责任单位：市金融办、各区人民政府）
（二）办好本地特色。
3.举办葡萄采摘节，评选民间手艺人。（责任单位：市文旅局）
"""


@pytest.fixture(scope="module")
def result():
    return compare(parse_text(LOWER), parse_text(UPPER))


def _by_number(result):
    return {one["upper_path"].rsplit("/", 1)[-1]: one for one in result["measures"]}


def test_every_upper_measure_is_graded(result):
    assert {key: one["coverage"] for key, one in _by_number(result).items()} == {
        "1": "full",
        "2": "partial",
        "3": "none",
    }


def test_words_left_out_are_quoted_literally(result):
    missing = _by_number(result)["2"]["missing"]

    assert missing == ["建立小店信用白名单，组织银行上门对接"]
    assert all(quote in parse_text(UPPER).text for quote in missing)


def test_units_lost_or_added_in_the_handover(result):
    assert _by_number(result)["1"]["units_changed"] == {"dropped": ["省市场监管局"], "added": []}
    assert _by_number(result)["2"]["units_changed"] == {"dropped": [], "added": []}


def test_measures_of_the_lower_document_alone(result):
    assert [path.rsplit("/", 1)[-1] for path in result["lower_only"]] == ["3"]


def test_targets_carry_their_share(result):
    assert [(one["upper"]["value"], one["lower"]["value"], one["share"]) for one in result["targets"]] == [
        (3000, 300, 0.1),
        (10, 1, 0.1),
    ]


def test_other_numbers_and_days_about_the_same_thing_are_conflicts(result):
    assert sorted(one["what"] for one in result["conflicts"]) == [
        "数值不一致：上级为8万元，本级为5万元",
        "期限不一致：上级到2033-12-31，本级到2032-12-31",
    ]


def test_every_answer_says_why(result):
    assert all(answer["why"] for one in result["measures"] for answer in one["lower"])


def test_a_document_answers_itself_in_full():
    document = parse_text(UPPER)

    answered = compare(document, document)

    assert {one["coverage"] for one in answered["measures"]} == {"full"}
    assert answered["lower_only"] == []
    assert answered["conflicts"] == []


REWARDS = """丙市奖励办法

一、任务
1.奖励专精特新认定。认定为专精特新中小企业的，一次性奖励30万元。（市工信局负责）
2.补助研发投入。年度研发投入20万元以上的企业，按投入额的5%补助，每户每年最高15万元。（市科技局负责）
3.各区县人民政府可结合实际和财力情况，建立网点补贴制度。（市商务局负责）
"""
OTHER_REWARDS = """丁县奖励办法

一、任务
1.奖励个体工商户转为企业。转为企业的，一次性奖励6万元。（县市场监管局负责）
2.补助冷藏设备。购置冷藏设备的企业，按购置价的5%补助，每户每年最高2万元。（县商务局负责）
3.建立网点补贴制度。（县商务局负责）
"""


def test_the_same_form_of_reward_for_another_act_is_no_answer():
    answered = compare(parse_text(OTHER_REWARDS), parse_text(REWARDS))

    assert [one["coverage"] for one in answered["measures"]] == ["none", "none", "full"]
    assert answered["lower_only"] == ["一/1", "一/2"]


def test_who_acts_is_not_left_out_where_the_act_is_taken_over():
    answered = compare(parse_text(OTHER_REWARDS), parse_text(REWARDS))

    assert answered["measures"][2]["missing"] == []


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("自治区财政厅", "市财政局"),
        ("自治区发展改革委", "市发改委"),
        ("自治区人力资源社会保障厅", "市人社局"),
        ("自治区住房城乡建设厅", "区住建局"),
        ("各盟行政公署", "各区人民政府"),
        ("省工业和信息化厅", "市工信局"),
        ("省民政厅", "县民政局"),
        ("省交通运输厅", "市交通运输局"),
    ],
)
def test_an_office_is_recognised_on_the_level_below(upper, lower):
    assert core_of(upper) == core_of(lower)
    assert changed([upper], [lower]) == {"dropped": [], "added": []}


@lru_cache(maxsize=1)
def _plans(upper: Path, lower: Path):
    above, below = (parse(path.read_bytes(), path.name)[0] for path in (upper, lower))
    expected = yaml.safe_load(
        (Path(__file__).parent / "expected" / "compare_001_000.yaml").read_text("utf-8")
    )
    return above, compare(below, above), expected


@pytest.mark.seeds
def test_the_city_plan_against_the_regional_plan(seeds):
    _, result, expected = _plans(seeds("000"), seeds("001"))

    graded = {one["upper_path"]: one["coverage"] for one in result["measures"]}
    read = {path: one["grade"] for path, one in expected["coverage"].items()}
    assert graded.keys() == read.keys()
    differing = {path: graded[path] for path in read if graded[path] != read[path]}
    assert len(differing) <= 2, differing
    assert all(graded[path] == "none" for path, grade in read.items() if grade == "none")


@pytest.mark.seeds
def test_what_the_city_leaves_out_and_which_offices_it_changes(seeds):
    _, result, expected = _plans(seeds("000"), seeds("001"))
    by_path = {one["upper_path"]: one for one in result["measures"]}

    words = [(path, word) for path, one in expected["coverage"].items() for word in one.get("left_out", ())]
    unseen = [(path, word) for path, word in words if word not in "".join(by_path[path]["missing"])]
    assert len(unseen) <= 5, unseen
    units = {path: one for path, one in expected["coverage"].items() if "dropped" in one}
    changed = {
        path: by_path[path]["units_changed"]
        for path, one in units.items()
        if {name: sorted(names) for name, names in by_path[path]["units_changed"].items()}
        != {"dropped": sorted(one["dropped"]), "added": sorted(one["added"])}
    }
    assert len(changed) <= 2, changed


@pytest.mark.seeds
def test_the_answers_the_own_measures_and_the_targets_of_the_city(seeds):
    upper, result, expected = _plans(seeds("000"), seeds("001"))

    wanted = {(path, number) for path, one in expected["coverage"].items() for number in one["answers"]}
    found = {
        (one["upper_path"], int(answer["path"].rsplit("/", 1)[-1]))
        for one in result["measures"]
        for answer in one["lower"]
        if answer["grade"] != "related"
    }
    assert len(wanted & found) / len(wanted) >= 0.85, wanted - found
    assert len(wanted & found) / len(found) >= 0.9, found - wanted
    own = {int(path.rsplit("/", 1)[-1]) for path in result["lower_only"]}
    assert len(set(expected["own"]) - own) <= 1
    assert len(own - set(expected["own"])) <= 7
    pairs = [[one["upper"]["value"], one["lower"]["value"]] for one in result["targets"]]
    assert sorted(pairs) == sorted(expected["targets"])
    assert all(quote in upper.text for one in result["measures"] for quote in one["missing"])


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_the_comparison(upper, lower):
    compare(parse_text(lower), parse_text(upper))
