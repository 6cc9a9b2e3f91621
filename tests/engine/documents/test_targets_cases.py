"""Hazards of targets, benefits, time limits, citations and validity, one invented sentence each."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zhitong.engine.documents.citations import finding as citations
from zhitong.engine.documents.metadata.kinds import plan_period
from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.parse import parse_text
from zhitong.engine.documents.promises import benefits, criteria, duties, limits, targets, validity
from zhitong.engine.documents.structure.outlining import outline_of

CASES = Path(__file__).parent / "cases"
LISTED = (
    "到2025年底|力争|新增|“个转企”企业|3500户以上|、|，|。|对符合条件的|企业|给予|一次性|10万元|补助|最高|5%—20%|免征|《|》|〔2023〕|号"
    "|国发|（|）|分别达到|各|7个工作日内|\n|　|1∶5|翻番|每年|自|起施行|有效期3年|同时废止|第一条|……|十百万亿"
)
WORDS = LISTED.split("|")


def _cases(name: str) -> list:
    return [
        pytest.param(case["text"], case["found"], id=case["text"][:16])
        for case in yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    ]


def _target_cases() -> list:
    """Cases of an opinion, or (with `plan`, first and last day) of a work plan with a period of its own."""
    found = []
    for case in yaml.safe_load((CASES / "targets.yaml").read_text("utf-8")):
        span = [str(day) for day in case.get("plan", [])]
        meta = {"kind": "plan", "plan_period": dict(zip(("start", "end"), span, strict=True))} if span else {}
        found.append(
            pytest.param(case["text"], meta or {"kind": "opinion"}, case["found"], id=case["text"][:16])
        )
    return found


@pytest.mark.parametrize(("text", "meta", "expected"), _target_cases())
def test_targets(text, meta, expected):
    found = targets.find(Outline(text, ()), meta)

    assert [
        [one.indicator, float(one.value), one.unit, one.comparator, one.basis, one.deadline] for one in found
    ] == expected


@pytest.mark.parametrize(("text", "expected"), _cases("benefits"))
def test_benefits(text, expected):
    found = benefits.find(Outline(text, ()), {"kind": "measures"})

    assert [
        [one.kind, one.amount_type, one.amount_value and float(one.amount_value), one.amount_unit,
         one.beneficiary, one.valid_until]
        for one in found
    ] == expected  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), _cases("citations"))
def test_citations(text, expected):
    found = citations.find(Outline(text, ()), {})

    assert [[one.doc_number, one.title] for one in found] == expected


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(one, id=one["text"][:16])
        for one in yaml.safe_load((CASES / "articles.yaml").read_text("utf-8"))
    ],
)
def test_references_to_articles(case):
    outline = outline_of(case["text"])[0] if case.get("paths") else Outline(case["text"], ())

    found = citations.find_all(outline, case.get("meta", {}))

    assert [
        [one.title, [[each.law, each.article, each.paragraph, each.item] for each in one.articles]]
        for one in found
    ] == case["found"]


@pytest.mark.parametrize(("text", "expected"), _cases("limits"))
def test_time_limits(text, expected):
    found = limits.find(Outline(text, ()), {})

    assert [[int(one.value), one.unit] for one in found] == expected


@pytest.mark.parametrize(("text", "expected"), _cases("validity"))
def test_validity(text, expected):
    found = validity.find(Outline(text, ()), {"issued_on": "2099-03-01"})

    assert [[one.kind, one.date, one.doc_number, one.title] for one in found] == expected


def _criteria_cases() -> list:
    cases = yaml.safe_load((CASES / "criteria.yaml").read_text("utf-8"))
    return [pytest.param(case["text"], case["modes"], case["found"], id=case["text"][:16]) for case in cases]


@pytest.mark.parametrize(("text", "modes", "expected"), _criteria_cases())
def test_entry_criteria(text, modes, expected):
    found = criteria.find(Outline(text, ()), {})

    assert [
        [one.subject, one.comparator, one.value and float(one.value),
         one.value_high and float(one.value_high), one.unit, one.inclusive, one.period, one.negated]
        for one in found
    ] == expected  # fmt: skip
    assert all(one.quote and one.quote == text[one.start : one.end] for one in found)
    assert modes[:1] == list(dict.fromkeys(one.mode for one in found))[:1]


@pytest.mark.parametrize(("text", "expected"), _cases("duties"))
def test_recurring_duties(text, expected):
    found = duties.find(Outline(text, ()), {})

    assert [
        [one.rhythm, one.period, one.count and float(one.count), one.unit, one.comparator, one.due,
         one.responsible, one.what]
        for one in found
    ] == expected  # fmt: skip


def test_a_duty_with_a_number_is_no_target_and_a_yearly_result_is_no_duty():
    outline = Outline("每年举办小店集市不少于12场，每年新登记小店2000户以上。", ())

    assert [one.indicator for one in targets.find(outline, {"kind": "opinion"})] == ["新登记小店"]
    assert [one.what for one in duties.find(outline, {})] == ["举办小店集市不少于12场"]


def test_a_document_does_not_cite_its_own_number():
    text = "关于印发甲乙计划的通知\n甲政发〔2099〕3号\n各单位：\n现将《甲乙计划》印发给你们。"

    found = citations.find(Outline(text, ()), {"doc_number": "甲政发〔2099〕3号"})

    assert [(one.doc_number, one.title) for one in found] == [(None, "甲乙计划")]


def test_an_amount_keeps_its_range_its_steps_and_its_cap():
    text = (
        "对企业给予5万元至10万元补助；分别给予获奖企业20万元、10万元奖励；"
        "对平台按投资额的30%给予补助，最高不超过50万元。"
    )

    found = benefits.find(Outline(text, ()), {"kind": "measures"})

    assert [
        [
            one.amount_type,
            one.amount_value,
            one.amount_high,
            list(one.amount_tiers),
            one.cap_value,
            one.cap_unit,
        ]
        for one in found
    ] == [
        ["fixed", 5, 10, [], None, None],
        ["tiers", None, None, [20, 10], None, None],
        ["rate", 30, None, [], 50, "万元"],
    ]


def test_a_total_over_years_is_a_cap_whether_before_or_behind_what_is_given():
    text = (
        "对作坊按投资额的10%给予补助，三年内合计不超过500万元；"
        "对网店给予三年内合计不超过50万元银行基准利率的全额贴息。"
    )

    found = benefits.find(Outline(text, ()), {"kind": "measures"})

    assert [[one.amount_type, one.amount_value, one.cap_value, one.cap_unit] for one in found] == [
        ["rate", 10, 500, "万元"],
        ["cap", 50, None, None],
    ]


def test_a_standard_in_the_next_sentence_belongs_to_its_benefit():
    text = "对招用失业人员的企业给予补贴。补贴标准为每人1000元。其他规定不变。"

    (found,) = benefits.find(Outline(text, ()), {"kind": "measures"})

    assert (found.amount_value, found.amount_unit) == (1000, "元/人")
    assert (
        found.quote == text[found.start : found.end] == "对招用失业人员的企业给予补贴。补贴标准为每人1000元"
    )


def test_an_umbrella_sentence_is_one_relief_of_lower_confidence():
    text = "继续落实增值税留抵退税、社会保险费缓缴、印花税减免等政策。"

    (found,) = benefits.find(Outline(text, ()), {"kind": "measures"})

    assert (found.kind, found.amount_type, found.confidence) == ("relief", "none", 0.5)


def test_a_target_keeps_both_ends_of_its_range():
    (found,) = targets.find(Outline("到2031年，工业投资年均增长5%—6%。", ()), {"kind": "opinion"})

    assert (found.value, found.value_high, found.unit) == (5, 6, "%")


def test_the_plan_end_is_the_deadline_where_the_sentence_gives_none():
    meta = {"kind": "plan", "plan_period": {"start": "2031-01-01", "end": "2033-12-31"}}

    (found,) = targets.find(Outline("培育示范基地10个以上。", ()), meta)

    assert (found.deadline, found.period) == ("2033-12-31", "2031—2033年")


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=24).map("".join))
def test_no_text_breaks_an_extractor_and_every_quote_is_there(text):
    outline, meta = Outline(text, ()), {"issued_on": "2024-02-29", "kind": "plan"}

    quoted = [
        *targets.find(outline, meta), *benefits.find(outline, meta), *limits.find(outline, meta),
        *validity.find(outline, meta), *criteria.find(outline, meta), *duties.find(outline, meta),
    ]  # fmt: skip

    assert all(one.quote == text[one.start : one.end] and one.quote for one in quoted)
    assert all(0 <= one.start < one.end <= len(text) for one in citations.find_all(outline, meta))


def test_conditions_listed_below_a_paragraph_of_a_document_without_headings_are_found():
    document = parse_text(
        "示范小店评选办法\n每年评选一批示范小店。符合下列条件的小店可以参加评选：\n"
        "（一）经营面积不小于100平方米；\n（二）近2年年均顾客不少于3000人次。\n"
    )

    assert [(one.subject, one.comparator, one.value) for one in document.criteria] == [
        ("经营面积", ">=", 100),
        ("年均顾客", ">=", 3000),
    ]


def test_figures_before_the_year_of_issue_are_no_targets():
    text = "2030年，全市夜市营业额突破320亿元。到2032年，夜市占比达到48%。"

    found = targets.find(Outline(text, ()), {"kind": "opinion", "issued_on": "2031-05-16"})

    assert [(one.indicator, one.deadline) for one in found] == [("夜市占比", "2032-12-31")]


def test_a_yearly_report_plans_the_later_year():
    title = "关于松溪市2030年国民经济和社会发展计划执行情况与2031年国民经济和社会发展计划草案的报告"

    assert plan_period([title]) == {"start": "2031-01-01", "end": "2031-12-31"}
