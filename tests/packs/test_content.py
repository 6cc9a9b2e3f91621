"""The shipped packs are sound, cover what the documents promise, and read well."""

import pytest

from zhitong.engine.proving.cases import run_cases
from zhitong.engine.rules.amounts import Ceiling, Fixed, NotStated, Rate, bare_amount
from zhitong.engine.standards import packaged_standards
from zhitong.engine.values import Severity

KEYS = ("china", "neimenggu", "sample")


@pytest.mark.parametrize("key", KEYS)
def test_a_shipped_pack_has_no_errors(read_packs, key):
    _, problems = read_packs[key]

    assert [problem.message for problem in problems if problem.severity is Severity.ERROR] == []


def test_the_five_documents_give_at_least_forty_provisions(packs):
    assert len(packs["neimenggu"].own_provisions()) >= 40


def test_the_sample_city_has_at_least_ten_live_provisions(packs):
    assert len(packs["sample"].own_provisions()) >= 10


def test_every_case_comes_out_as_written(packs):
    failures = run_cases(packs["sample"], packaged_standards())

    assert [failure.message for failure in failures] == []


def test_cases_hold_at_least_forty_checks(packs):
    assert sum(len(case.expectations) for case in packs["sample"].cases) >= 40


def test_provisions_from_the_draft_alone_are_drafts(packs):
    pack = packs["neimenggu"]
    for provision in pack.own_provisions():
        first = next(iter(provision.references.values()))
        statuses = {pack.documents[one.document].status for one in provision.references.values()}
        is_draft = pack.documents[first.document].status == "draft"
        assert (provision.stage == "draft") == is_draft, provision.key
        assert not (is_draft and statuses == {"in_force"}), provision.key


def test_historic_provisions_are_over(packs):
    historic = [one for one in packs["neimenggu"].own_provisions() if "历史" in one.topics]

    assert len(historic) >= 5
    assert {one.window.ends.year for one in historic} == {2011}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("neimenggu.six_taxes_2024", Rate),
        ("neimenggu.conversion_grant", Fixed),
        ("neimenggu.startup_subsidy_draft", Fixed),
        ("neimenggu.startup_loan_person_draft", Ceiling),
        ("china.startup_loan_person", Ceiling),
        ("neimenggu.guarantee_fee", Ceiling),
        ("neimenggu.testing_half", Rate),
        ("neimenggu.gas_water_cut_draft", Rate),
        ("neimenggu.heating_cut_draft", Rate),
        ("neimenggu.rent_relief_state", NotStated),
        ("neimenggu.rent_subsidy_other", NotStated),
        ("neimenggu.hiring_subsidy_draft", NotStated),
        ("neimenggu.above_quota_award_draft", NotStated),
        ("neimenggu.power_connection_draft", NotStated),
        ("neimenggu.conversion_guidance_draft", NotStated),
        ("china.vat_exempt_2023", Rate),
        ("china.vat_exempt_2026", Rate),
        ("china.cit_small_low_profit_2023", Rate),
    ],
)
def test_a_named_benefit_has_its_kind_of_amount(packs, key, expected):
    assert isinstance(bare_amount(packs["neimenggu"].provisions[key].amount), expected)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("neimenggu.six_taxes_2024", "china.six_taxes_2023"),
        ("neimenggu.startup_loan_person_draft", "china.startup_loan_person"),
        ("neimenggu.startup_loan_firm_draft", "china.startup_loan_firm"),
        ("neimenggu.vat_exempt_draft", "china.vat_exempt_2026"),
        ("china.vat_exempt_2023", "china.vat_exempt_2026"),
    ],
)
def test_superseded_provisions_name_their_successor(packs, old, new):
    assert packs["neimenggu"].provisions[old].replaced_by == new


def test_everything_of_the_sample_city_says_that_it_is_a_sample(packs):
    pack = packs["sample"]

    assert pack.label == "示例"
    assert all("示例" in one.topics for one in pack.own_provisions())
    assert all("示例" in one.notes[0] for one in pack.own_provisions())


def test_units_that_were_renamed_lead_to_the_one_of_today(packs):
    pack = packs["neimenggu"]

    assert pack.successor_of("内蒙古银监局").name == "国家金融监督管理总局内蒙古监管局"
    assert pack.successor_of("自治区地税局").name == "内蒙古税务局"
    assert pack.successor_of("自治区经济和信息化委").name == "自治区工业和信息化厅"


def test_an_alias_of_a_city_needs_the_city(packs):
    pack = packs["sample"]

    assert pack.unit("市财政局", "150302").name == "乌海市财政局"
    assert pack.unit("市财政局", "1599").name == "示例市财政局"
    assert pack.unit("市财政局") is None


def test_every_question_can_be_asked(packs):
    for fact in packs["china"].vocabulary.values():
        assert fact.derived or fact.question.endswith("？"), fact.key
        assert fact.help, fact.key
