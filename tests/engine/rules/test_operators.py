"""Every operator at its borders: one line per operator and value."""

from datetime import date

import pytest

from zhitong.engine.rules.nodes import Measured, Named, Quantity
from zhitong.engine.rules.operators import OPERATORS, Setting, judge
from zhitong.engine.rules.operators.elapsed import add_months, earliest_start, latest_start
from zhitong.engine.standards import packaged_standards
from zhitong.engine.values import Band, Verdict

MET, NOT, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
AS_OF = date(2026, 11, 24)
TEN = Quantity(10, "10人")
RANGE = (TEN, Quantity(20, "20人"))
DAY = date(2025, 1, 1)
YEAR, MONTHS = Quantity(1, "1年"), Quantity(6, "6个月")


@pytest.mark.parametrize(
    ("operator", "operand", "answers"),
    [
        ("at_least", TEN, {9: NOT, 10: MET, Band(9, 10): UNKNOWN, Band(10, None): MET, Band(None, 9): NOT}),
        ("more_than", TEN, {10: NOT, 11: MET, Band(10, 11): UNKNOWN, Band(11, 12): MET, Band(1, 10): NOT}),
        ("at_most", TEN, {10: MET, 11: NOT, Band(10, 11): UNKNOWN, Band(None, 10): MET, Band(11, None): NOT}),
        ("less_than", TEN, {9: MET, 10: NOT, Band(9, 10): UNKNOWN, Band(1, 9): MET, Band(10, None): NOT}),
        ("equals", TEN, {10: MET, 9: NOT, Band(9, 10): UNKNOWN, Band(10, 10): MET, Band(11, 12): NOT}),
        ("between", RANGE, {9: NOT, 10: MET, 20: MET, 21: NOT, Band(10, 21): UNKNOWN, Band(10, 20): MET}),
        ("before", DAY, {date(2024, 12, 31): MET, DAY: NOT}),
        ("after", DAY, {date(2025, 1, 2): MET, DAY: NOT}),
        ("on_or_before", DAY, {DAY: MET, date(2025, 1, 2): NOT}),
        ("on_or_after", DAY, {DAY: MET, date(2024, 12, 31): NOT}),
        ("on", DAY, {DAY: MET, date(2024, 12, 31): NOT}),
        (
            "between_dates",
            (DAY, date(2025, 12, 31)),
            {date(2024, 12, 31): NOT, DAY: MET, date(2025, 12, 31): MET, date(2026, 1, 1): NOT},
        ),
        (
            "months_until_at_most",
            MONTHS,
            {date(2026, 11, 23): NOT, AS_OF: MET, date(2027, 5, 24): MET, date(2027, 5, 25): NOT},
        ),
        (
            "within_months_after",
            (MONTHS, date(2024, 8, 31)),
            {date(2024, 8, 30): NOT, date(2024, 8, 31): MET, date(2025, 2, 28): MET, date(2025, 3, 1): NOT},
        ),
        (
            "within_months_before",
            (MONTHS, date(2024, 8, 31)),
            {date(2024, 2, 28): NOT, date(2024, 2, 29): MET, date(2024, 8, 31): MET, date(2024, 9, 1): NOT},
        ),
        ("years_since_at_least", YEAR, {date(2025, 11, 24): MET, date(2025, 11, 25): NOT}),
        ("years_since_at_most", YEAR, {date(2025, 11, 24): MET, date(2025, 11, 23): NOT}),
        ("months_since_at_least", MONTHS, {date(2026, 5, 24): MET, date(2026, 5, 25): NOT}),
        ("months_since_at_most", MONTHS, {date(2026, 5, 24): MET, date(2026, 5, 23): NOT}),
        ("is", "micro", {"micro": MET, "small": NOT}),
        ("is", True, {True: MET, False: NOT}),
        ("is_not", "micro", {"micro": NOT, "small": MET}),
        ("one_of", ("micro", "small"), {"small": MET, "large": NOT}),
        ("none_of", ("micro", "small"), {"small": NOT, "large": MET}),
        ("known", None, {None: NOT, 3: MET, Band(1, None): MET, "x": MET}),
        ("not_known", None, {None: MET, 3: NOT}),
    ],
)
def test_operator_answers_at_its_borders(operator, operand, answers):
    record = OPERATORS[operator]
    found = {value: judge(record, value, operand, Setting(AS_OF)) for value in answers}
    assert found == answers


@pytest.mark.parametrize(
    ("operator", "bound", "pairs"),
    [
        (
            "share_of_at_least",
            1500,
            {
                (15, 100): MET,
                (14, 100): NOT,
                (3, 20): MET,
                (0, 0): UNKNOWN,
                (1, -1): UNKNOWN,
                (15, Band(90, 100)): MET,
                (14, Band(93, 94)): UNKNOWN,
                (14, Band(94, None)): NOT,
                (5, Band(0, 10)): UNKNOWN,
                (Band(15, None), 100): MET,
                (None, 9): UNKNOWN,
                (15, None): UNKNOWN,
            },
        ),
        ("share_of_at_most", 1500, {(15, 100): MET, (16, 100): NOT, (Band(10, 20), 100): UNKNOWN}),
        ("grown_by_at_least", 1000, {(110, 100): MET, (109, 100): NOT, (0, 0): UNKNOWN, (11, 10): MET}),
        ("fallen_by_at_least", 1000, {(90, 100): MET, (91, 100): NOT, (Band(80, 90), 100): MET}),
        ("sum_at_least", 10, {(4, 6): MET, (4, 5): NOT, (10, None): UNKNOWN, (Band(4, 5), 5): UNKNOWN}),
        ("sum_at_most", 10, {(4, 6): MET, (4, 7): NOT, (Band(None, 4), 6): MET}),
    ],
)
def test_several_facts_are_weighed_without_rounding(operator, bound, pairs):
    operand = Measured(Quantity(bound, ""), ("other",))
    found = {
        (one, other): judge(OPERATORS[operator], one, operand, Setting(AS_OF, others=(other,)))
        for one, other in pairs
    }
    assert found == pairs


@pytest.mark.parametrize(
    ("operator", "operand", "answers"),
    [
        ("within", "1503", {"150302": MET, "1503": MET, "1502": NOT, "15": UNKNOWN, "150300": MET}),
        ("within_any", ("1501", "150300"), {"150302": MET, "1504": NOT, "15": UNKNOWN}),
        ("not_within", ("1501", "1503"), {"150302": NOT, "1504": MET, "15": UNKNOWN}),
        ("is", "1503", {"1503": MET, "150302": NOT, "15": UNKNOWN}),
        ("one_of", ("1501", "1503"), {"1503": MET, "15": UNKNOWN, "1505": NOT}),
    ],
)
def test_code_known_too_coarsely_stays_unknown(operator, operand, answers):
    setting = Setting(AS_OF, packaged_standards().trees["region"].bare)
    assert {value: judge(OPERATORS[operator], value, operand, setting) for value in answers} == answers


@pytest.mark.parametrize("key", [key for key, one in OPERATORS.items() if not one.two_valued])
def test_missing_or_foreign_value_is_unknown(key):
    operator = OPERATORS[key]
    foreign = "word" if operator.types.isdisjoint({"choice", "code"}) else 7
    measured = Measured(TEN, ("other",))
    operand = {
        "quantity": TEN, "quantities": RANGE, "date": DAY, "dates": (DAY, AS_OF), "duration": YEAR,
        "span": (MONTHS, DAY), "share_of": measured, "growth_over": measured, "sum_with": measured,
    }.get(operator.operand, ("a",))  # fmt: skip
    setting = Setting(AS_OF, others=(7,))
    assert judge(operator, None, operand, setting) is UNKNOWN
    assert judge(operator, foreign, operand, setting) is UNKNOWN
    assert judge(operator, 7, Measured(Named("p"), ("other",)), setting) is UNKNOWN


@pytest.mark.parametrize("months", [0, 1, 6, 11, 12, 13, 24, 48, 119])
def test_cut_off_days_agree_with_counting_forward(months):
    for as_of in (
        date(2024, 2, 29),
        date(2023, 2, 28),
        date(2025, 3, 30),
        date(2025, 3, 31),
        date(2026, 1, 1),
    ):
        last, first = latest_start(as_of, months), earliest_start(as_of, months)
        assert add_months(last, months) <= as_of < add_months(last.fromordinal(last.toordinal() + 1), months)
        assert (
            add_months(first.fromordinal(first.toordinal() - 1), months) < as_of <= add_months(first, months)
        )


def test_far_dates_stay_inside_the_calendar():
    assert add_months(date(2026, 1, 1), 10**6) == date.max
    assert add_months(date(2026, 1, 1), -(10**6)) == date.min


def test_every_operator_has_words_for_fact_and_operand():
    for operator in OPERATORS.values():
        for template in (operator.wording, operator.negated, operator.missing):
            assert "{fact}" in template
            assert ("{operand}" in template) == (operator.operand != "none")
