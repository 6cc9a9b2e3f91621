"""Which value of a fact counts, for one business and for the whole registry alike."""

import random
from datetime import date, timedelta

import pytest

from tests.portal.accounts.factories import officer
from tests.portal.businesses.factories import business, sheet
from zhitong.columnar.columns import days, value_at
from zhitong.columnar.snapshot import snapshot_of
from zhitong.engine.standards import packaged_standards
from zhitong.engine.values import Band
from zhitong.portal.businesses.frames import registry_frame
from zhitong.portal.businesses.models import Business
from zhitong.portal.businesses.operations import take_rows
from zhitong.portal.businesses.queries import business_page, facts_of
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.flows.demo.registry import invented_rows

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def test_the_more_trusted_source_wins_over_the_newer_one():
    one = business()
    sheet(one, "declared", date(2026, 10, 1), region="150303")
    sheet(one, "register", date(2026, 9, 30), region="150302")
    known = facts_of(one, TODAY)["region"]
    assert (known.value, known.source, known.as_of) == ("150302", "register", date(2026, 9, 30))


def test_nothing_is_known_before_its_day():
    one = business()
    sheet(one, "tax", date(2025, 12, 31), annual_revenue=100)
    assert facts_of(one, date(2025, 12, 30)).value("annual_revenue") is None
    assert facts_of(one, date(2025, 12, 31)).value("annual_revenue") == 100


def test_the_page_shows_every_word_and_which_one_counts():
    one = business()
    sheet(one, "declared", date(2026, 10, 1), employees={"low": 10, "high": 19})
    sheet(one, "social_security", date(2026, 9, 30), employees=12)
    rows = business_page(officer("1503"), one.uscc, TODAY).facts
    shown = [(row.value, row.source, row.is_used) for row in rows]
    assert shown == [("12人", "social_security", True), ("10–19人", "declared", False)]


def table_says(day) -> dict[str, dict]:
    """Code → what the table knows of it."""
    _, frame = registry_frame(day)
    known = vocabulary()
    snapshot, problems = snapshot_of(frame, known, packaged_standards())
    assert snapshot is not None, problems
    return {
        code: {
            key: found
            for key, column in snapshot.columns.items()
            if (found := value_at(column, row)) is not None
        }
        for row, code in enumerate(snapshot.uscc)
    }


def engine_says(one: Business, day) -> dict:
    values = {key: known.value for key, known in facts_of(one, day).items()}
    return {key: days(value) if isinstance(value, date) else value for key, value in values.items()}


def test_the_table_says_what_the_single_business_says():
    take_rows(invented_rows(150))
    for day in (date(2024, 6, 30), TODAY):
        found = table_says(day)
        living = [one for one in Business.objects.all() if one.uscc in found]
        assert len(living) > 100
        assert all(found[one.uscc] == engine_says(one, day) for one in living)


def random_value(rng, definition):
    """A value as a sheet holds it; now and then one the vocabulary refuses, of right and of wrong type."""
    if rng.random() < 0.1:
        return rng.choice((None, "乱写", -5, True, 1.5, {"low": 9, "high": 2}, {"low": None, "high": None}))
    if definition.is_number:
        low = rng.randrange(1000)
        return rng.choice((low, low, {"low": low, "high": low + 7}, {"low": low, "high": None}))
    if definition.type.value == "flag":
        return rng.random() < 0.5
    if definition.type.value == "date":
        return f"20{rng.randrange(10, 24)}-0{rng.randrange(1, 10)}-11"
    if definition.type.value == "code":
        return {"region": "150302", "industry": rng.choice(("F52", "H6220"))}[definition.tree]
    return rng.choice(definition.options)[0]


@pytest.mark.parametrize("seed", range(4))
def test_any_sheets_are_merged_as_for_the_single_business(seed):
    rng = random.Random(seed)
    known = vocabulary()
    keys = ["kind", "industry", "employees", "annual_revenue", "registered_on", "bad_credit", "sales_growth"]
    sources = ["register", "tax", "statistics", "social_security", "declared"]
    for number in range(1, 25):
        one = business(number)
        for source in rng.sample(sources, rng.randrange(1, 5)):
            for day in {TODAY - timedelta(days=rng.choice((0, 1, 130, 420, 800, -3))) for _ in range(2)}:
                chosen = rng.sample(keys, rng.randrange(len(keys)))
                sheet(
                    one, source, day, unheard_of=1, **{key: random_value(rng, known[key]) for key in chosen}
                )
    found = table_says(TODAY)
    assert len(found) == 24
    for one in Business.objects.all():
        assert found[one.uscc] == engine_says(one, TODAY), list(one.sheets.values())


def test_bands_stand_beside_exact_numbers():
    sheet(business(1), "declared", employees={"low": 10, "high": None})
    sheet(business(2), "declared", employees=4)
    business(3)
    numbers, frame = registry_frame(TODAY)
    assert numbers == list(Business.objects.order_by("pk").values_list("pk", flat=True))
    assert frame.columns == ["uscc", "employees", "employees__low"]
    assert frame.drop("uscc").rows() == [(None, 10), (4, None), (None, None)]
    assert isinstance(facts_of(Business.objects.first(), TODAY).value("employees"), Band)


def test_words_with_marks_come_through():
    """White space, quotes and backslashes in what a source wrote disturb no other row."""
    sheet(business(1), "declared", remark='a"b\\c\td\ne，f', employees=3)
    sheet(business(2), "declared", employees=4)
    _, frame = registry_frame(TODAY)
    assert frame["employees"].to_list() == [3, 4]
