"""The lists of the package against the figures their sources give."""

from collections import Counter
from datetime import date

from zhitong.engine.standards import packaged_standards, read_industries, read_regions

STANDARDS = packaged_standards()


def test_nothing_of_the_packaged_data_is_refused():
    assert STANDARDS.problems == ()


def test_industries_are_complete():
    levels = Counter(entry.level for entry in STANDARDS.industries)
    assert levels == {"section": 20, "division": 97, "group": 473, "class": 1381}


def test_divisions_of_the_region_are_complete():
    below = [entry for entry in STANDARDS.regions.below("15") if entry.is_official]
    levels = Counter(entry.level for entry in below)
    assert levels["prefecture"] == 12
    assert levels["county"] == 103
    assert levels["township"] == 1056
    national = Counter(entry.level for entry in STANDARDS.regions if not entry.code.startswith("1599"))
    assert (national["province"], national["prefecture"]) == (34, 333)


def test_the_invented_city_is_known_labelled_and_not_official():
    city = [STANDARDS.regions.find("159900"), *STANDARDS.regions.children("1599")]
    assert len(city) >= 3
    assert all("示例" in entry.name and not entry.is_official for entry in city)


def test_every_industry_class_has_a_size_row_or_a_reason():
    uncovered = 0
    for entry in STANDARDS.industries:
        if entry.level == "class":
            (row,) = STANDARDS.sizes.candidates(entry.code)
            uncovered += row is None
            assert (row is None) == bool(STANDARDS.sizes.reason_not_covered(entry.code))
    assert uncovered == 129


def test_population_carries_its_day():
    figure = STANDARDS.population.of("15")
    assert (figure.persons, figure.counted_on) == (23_880_000, date(2024, 12, 31))
    assert STANDARDS.population.of("1503", by=date(2019, 1, 1)) is None
    census = [
        STANDARDS.population.of(e.code, by=date(2020, 12, 31)) for e in STANDARDS.regions.children("15")
    ]
    assert sum(figure.persons for figure in census if figure) == 24_049_155


def test_bad_rows_are_named_and_the_rest_taken():
    tree, problems = read_regions("code,name,level,parent\n150000,内蒙古自治区,province,\n15x,坏,county,15\n")
    assert list(tree.entries) == ["15"]
    assert [problem.where for problem in problems] == ["3"]
    industries, problems = read_industries(
        "code,name,level,section,full_code\nA,农业,section,A,A\n9,坏,class,Z,Z9\n"
    )
    assert list(industries.entries) == ["A"]
    assert [problem.where for problem in problems] == ["3"]
