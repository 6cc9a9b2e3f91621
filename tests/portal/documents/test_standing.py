"""Whether a document holds on a day, from what its text, other texts and the catalogue say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitong.portal.documents.queries.standing import EffectRow, Life, span, standing

START, END, NOW = date(2023, 4, 12), date(2025, 12, 31), date(2026, 11, 24)


def fact(kind="extends", **more):
    place = {"path": "一", "words": "字句", "start": 0, "end": 2, "until": None, "is_long_term": False}
    known = {
        "pk": 1,
        "kind": kind,
        "state": "holds",
        "key": "b",
        "title": "乙",
        "doc_number": "",
        "day": None,
    }
    return EffectRow(**known | place | more)


@pytest.mark.parametrize(
    ("life", "on", "state", "holds"),
    [
        (Life("draft", expires_on=END), NOW, "draft", False),
        (Life("unknown"), NOW, "unknown", None),
        (Life("unknown", START), NOW, "unended", None),
        (Life("in_force", START), NOW, "claimed", True),
        (Life("in_force", START), date(2023, 4, 11), "not_issued", False),
        (Life("unknown", START, date(2023, 5, 1), END), date(2023, 4, 30), "not_yet", False),
        (Life("unknown", START, None, END), END, "in_force", True),
        (Life("in_force", START, None, END), END + timedelta(1), "lapsed", None),
        (Life("expired", START, None, END), date(2024, 6, 1), "in_force", True),
        (Life("expired"), NOW, "expired", False),
        (Life("repealed", START, None, END), date(2024, 6, 1), "repealed", False),
        (Life("in_force", START, successor="b", successor_on=NOW), NOW - timedelta(1), "claimed", True),
        (Life("in_force", START, successor="b", successor_on=NOW), NOW, "superseded", False),
        (Life("in_force", START, successor="b"), NOW, "superseded", False),
        (Life("in_force", START, effects=[fact("amends", day=NOW)]), NOW, "amended", True),
        (Life("in_force", START, effects=[fact("amends", day=NOW)]), NOW - timedelta(1), "claimed", True),
        (Life("unknown", START, effects=[fact("amends", day=NOW)]), NOW, "unended", None),
        (Life("in_force", START, effects=[fact("repeals", day=NOW)]), NOW, "repealed", False),
        (Life("in_force", START, effects=[fact("repeals", day=NOW)]), NOW - timedelta(1), "claimed", True),
        (Life("expired", START, None, END, effects=[fact(until=NOW)]), NOW, "extended", True),
        (Life("expired", START, None, END, effects=[fact(until=NOW)]), NOW + timedelta(1), "lapsed", None),
        (Life("expired", START, None, END, effects=[fact()]), NOW, "lapsed", None),
        (Life("expired", effects=[fact(is_long_term=True)]), NOW, "extended", True),
        (Life("unknown", START, effects=[fact(until=END)]), NOW, "lapsed", None),
    ],
)
def test_the_standing_on_a_day(life, on, state, holds):
    found = standing(life, on, life.extensions)

    assert (found.state, found.holds) == (state, holds)


def test_it_names_the_words_that_made_it_so():
    longer = fact(until=date(2027, 12, 31))
    found = Life("expired", START, None, END, effects=[longer, fact(until=date(2026, 12, 31), pk=2)]).at(NOW)

    assert (found.cause, found.until, found.is_claim) == (longer, date(2027, 12, 31), False)
    assert [Life(one).at(NOW).is_claim for one in ("repealed", "in_force")] == [True, True]


def test_the_later_end_of_an_extension_is_told_when_it_ran_out():
    found = Life("unknown", START, None, END, effects=[fact(until=date(2026, 6, 30))]).at(NOW)

    assert (found.state, found.day) == ("lapsed", date(2026, 6, 30))


days = st.none() | st.dates(date(2020, 1, 1), date(2020, 3, 1))
facts = st.builds(
    lambda kind, day, until, good: fact(kind, day=day, until=until, is_long_term=good),
    st.sampled_from(["repeals", "amends", "extends"]),
    days,
    days,
    st.booleans(),
)
lives = st.builds(
    Life,
    st.sampled_from(["in_force", "expired", "repealed", "draft", "unknown"]),
    days,
    days,
    days,
    st.sampled_from(["", "b"]),
    days,
    st.lists(facts, max_size=3),
)


@given(lives, st.dates(date(2019, 12, 1), date(2020, 4, 1)))
def test_the_span_of_search_is_every_day_that_is_not_surely_outside(life, on):
    first, last = span(life)

    assert (first <= on <= last) == (life.at(on).holds is not False)
