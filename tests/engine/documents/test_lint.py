"""Lint of a draft: each rule on invented text, and what it must leave alone."""

from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from zhitong.engine.documents.lint import lint
from zhitong.engine.documents.lint.deciding import FACTS, decidability, parts_of
from zhitong.engine.documents.parse import parse, parse_text
from zhitong.engine.documents.promises.benefits import Benefit
from zhitong.engine.packs import PACKS

PLAN = """甲市扶持小店三年计划（2031—2033年）

一、主要目标
到2033年底，新增小店转企业300户，小店活跃度突破65%。

二、重点任务
（一）开展“三项行动”。
1.对首次转为企业的小店给予一次性5万元补助。（责任单位：市财政局）
2.组织银行上门对接，发放更多信用贷款给小店，建立长期联系制度并及时总结。
（二）优化环境。
3.清理不合理收费。（责任单位：市发改委）
"""


def _codes(text: str, **options) -> set[str]:
    return {one.code for one in lint(parse_text(text), **options)}


def _of(code: str, text: str, **options) -> list[str]:
    return [one.quote for one in lint(parse_text(text), **options) if one.code == code]


def test_a_measure_without_unit_is_named():
    (quote,) = _of("unit_missing", PLAN)

    assert "组织银行上门对接" in quote


def test_units_unknown_to_the_directory_are_named_only_with_a_directory():
    assert "unit_unknown" not in _codes(PLAN)
    assert _of("unit_unknown", PLAN, units={"市财政局"}) == ["（责任单位：市发改委）"]


def test_expired_terms_need_a_day_of_review():
    text = "对小店免征登记费，政策执行期限至2032年12月31日。"

    assert "term_expired" not in _codes(text)
    assert "term_expired" in _codes(text, as_of=date(2033, 1, 1))
    assert "term_expired" not in _codes(text, as_of=date(2032, 12, 31))


def test_a_plan_that_has_ended_is_said_once():
    findings = [one.code for one in lint(parse_text(PLAN), as_of=date(2034, 1, 1))]

    assert findings.count("plan_ended") == 1
    assert "target_deadline_passed" not in findings


def test_targets_of_one_passed_day_are_said_once_with_their_list():
    text = "一、目标\n到2031年底，新增小店300户，培育示范街区10个，建成网点5个，培训商户200户。"

    (found,) = [
        one for one in lint(parse_text(text), as_of=date(2032, 3, 1)) if one.code == "target_deadline_passed"
    ]

    assert "等4项" in found.message
    assert [one.words for one in found.parts] == [
        "新增小店300户",
        "培育示范街区10个",
        "建成网点5个",
        "培训商户200户",
    ]
    assert all(text[one.start : one.end] == one.words and one.path == "一" for one in found.parts)


def test_benefits_without_end_are_said_once():
    text = "对首次转企的企业给予5万元补助。对小店给予2万元奖励。"

    (found,) = [one for one in lint(parse_text(text)) if one.code == "term_missing"]

    assert found.message.startswith("有2项优惠")
    assert len(found.parts) == 2


def test_an_amount_without_end_is_named():
    assert "term_missing" in _codes("对首次转企的企业给予5万元补助。")
    assert "term_missing" not in _codes("对首次转企的企业给予5万元补助。本办法有效期3年。")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("target_undefined", PLAN),
        ("count_differs", "一、开展“三项行动”\n（一）融资行动\n建立名单。\n（二）培训行动\n开办课程。"),
        ("target_deadline_missing", "培育示范基地10个以上。"),
        ("comparison_doubled", "小店总数力争突破7万户以上。"),
        ("target_without_number", "一、主要目标\n每千人小店数量达到全国平均水平。"),
        ("sum_exceeds", "新增企业100家，其中工业80家、商贸30家。"),
        ("sum_short", "新增企业100家，其中工业40家、商贸30家、其他20家。"),
        ("condition_vague", "对有发展前景的小微企业给予10万元补助。"),
        ("amount_vague", "给予小微企业一定额度水费补贴。"),
        ("fair_registration_place", "对在甲市注册的零售企业给予10万元奖励。"),
        ("fair_local_purchase", "优先采购本地产品。"),
        ("fair_tax_paid", "按企业当年地方财政贡献的80%给予奖励。"),
        ("fair_named_firm", "鼓励甲乙、丙丁戊等经营主体发展果汁产品。"),
        ("fair_ownership", "申报主体仅限国有企业。"),
        ("fair_designated", "由指定机构检测。"),
        ("fair_local_presence", "中标企业须在本市设立分支机构。"),
        ("fair_tax_paid", "按其对本级财政贡献额的100%，连续5年奖励给企业。"),
        ("fair_franchise", "授予甲公司独家经营权。"),
        ("fair_outsiders", "非本市注册的服务公司不进行奖励。"),
        ("words_repeated", "推动个体户个体户转型。"),
        ("marks_doubled", "加强领导。。落实责任。"),
        ("brackets_mixed", "做好服务（责任单位：市税务局)。"),
        ("word_wrong", "各区人民政府、个有关部门要加强领导。"),
    ],
)
def test_findings(code, text):
    assert code in _codes(text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sum_exceeds", "安排资金1亿元（其中，园区补贴2000万元），技改资金9000万元。"),
        ("sum_short", "经营主体达到1800万户，其中企业600万户。"),
        ("fair_local_purchase", "不得要求优先采购本地产品。"),
        ("fair_named_firm", "支持中小微等企业发展。"),
        ("words_repeated", "支持小微企业创业创新发展。"),
        ("condition_vague", "对登记满2年的小微企业给予10万元补助。"),
        ("condition_vague", "甲省条例\n第一条 对符合条件的企业给予10万元补助。\n第二条 另行规定。"),
        ("condition_vague", "对符合条件的小店给予1万元补助。申请补助应当符合下列条件：登记满1年。"),
        ("condition_vague", "对重点实验室给予10万元补助。"),
        ("target_deadline_missing", "甲省条例\n第一条 检查覆盖率应当达到90%以上。\n第二条 抽查不少于10家。"),
        ("target_deadline_missing", "平均担保费率不高于1%。"),
        ("sum_exceeds", "粮食面积稳定在17亿亩以上，其中谷物面积14亿亩以上、口粮8亿亩以上。"),
        ("unit_missing", "甲省某某条例\n\n第一条 为了规范管理，制定本条例。"),
    ],
)
def test_no_false_alarm(code, text):
    assert code not in _codes(text)


def test_the_upper_document_is_asked_for_what_is_missing_and_what_contradicts():
    upper = (
        PLAN.replace("甲市", "甲省")
        .replace("5万元", "8万元")
        .replace("3.清理", "3.开展夜市照明改造工程。（责任单位：省住建厅）\n4.清理")
    )

    findings = {one.code: one for one in lint(parse_text(PLAN), against=parse_text(upper))}

    assert "夜市照明" in findings["upper_unanswered"].message
    assert "8万元" in findings["upper_conflict"].message
    assert "5万元" in findings["upper_conflict"].quote


def test_one_wrong_character_against_the_upper_document():
    upper = parse_text("一、任务\n（一）建设\n鼓励以代建厂房等形式增加场所供给。")

    assert _of("copied_wrongly", "一、任务\n（一）建设\n鼓励以待建厂房等形式增加场所供给。", against=upper)


@pytest.mark.parametrize(
    ("condition", "share"),
    [(None, None), ("有发展前景", 0), ("首次转企稳定经营2年以上、诚信经营", 50), ("登记满1年", 100)],
)
def test_decidability(condition, share):
    benefit = Benefit(
        "补助", "企业", "grant", "fixed", None, None, None, "", 0, 1, "补", condition, None, 0.9
    )

    found = decidability(benefit)
    assert (found.score if found else None) == share


def test_the_parts_of_a_condition_name_the_facts_that_decide_them():
    parts = parts_of("首次转为企业、登记满1年，有发展前景且讲卫生")

    assert [(one.words, one.facts, one.vague) for one in parts] == [
        ("首次转为企业", ("converted_on", "first_conversion"), ""),
        ("登记满1年", ("registered_on",), ""),
        ("有发展前景", (), "有发展前景"),
        ("讲卫生", (), ""),
    ]


def test_the_facts_that_decide_are_in_the_vocabulary():
    known = {one["key"] for one in yaml.safe_load((PACKS / "china" / "facts.yaml").read_text("utf-8"))}

    assert {key for _, keys in FACTS for key in keys} <= known


def test_a_vague_condition_is_said_once_a_clause_with_its_score_and_parts():
    text = (
        "一、扶持\n（一）奖补\n对登记满1年、有发展前景的小微企业给予5万元补助；"
        "对有发展前景的小微企业给予10万元奖励。"
    )

    (found,) = [one for one in lint(parse_text(text)) if one.code == "condition_vague"]

    assert found.score == 50
    assert [(one.words, one.facts, one.vague) for one in found.parts][:2] == [
        ("登记满1年", ("registered_on",), ""),
        ("有发展前景", (), "有发展前景"),
    ]


@pytest.mark.parametrize(
    ("code", "text", "article"),
    [
        ("fair_no_moving_away", "企业须承诺五年内不迁出本区。", "第九条第一项"),
        ("fair_local_bidding", "政府采购项目优先选择本地企业。", "第九条第三项"),
        ("fair_fixed_price", "统一零售价格，维护市场秩序。", "第十一条第三项"),
        ("fair_registration_place", "对在甲市注册的零售企业给予10万元奖励。", "第十条第二项"),
        ("fair_ownership", "申报主体仅限国有企业。", "第八条第四项"),
    ],
)
def test_each_red_flag_names_the_article_and_item(code, text, article):
    (message,) = [one.message for one in lint(parse_text(text)) if one.code == code]

    assert f"《公平竞争审查条例》{article}" in message


def test_a_rule_against_holding_businesses_back_is_no_red_flag():
    assert "fair_no_moving_away" not in _codes("不得限制企业迁出本区。")


@pytest.mark.seeds
def test_the_city_draft_against_the_regional_plan(seeds):
    draft, upper = (parse(seeds(number).read_bytes(), "x.txt")[0] for number in ("001", "000"))

    findings = lint(draft, against=upper, as_of=date(2026, 11, 24))

    codes = {one.code for one in findings}
    assert {
        "term_expired", "plan_ended", "upper_unanswered", "count_differs", "fair_registration_place",
        "fair_named_firm", "page_break_repeat", "copied_wrongly", "target_without_number", "amount_vague",
    } <= codes  # fmt: skip
    assert all(one.quote == draft.text[one.start : one.end] for one in findings)
    assert all(one.message and one.advice for one in findings)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_no_text_breaks_the_lint(text):
    lint(parse_text(text), against=parse_text(PLAN), as_of=date(2034, 1, 1), units={"市财政局"})
