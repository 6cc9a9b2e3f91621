"""Pages of a list."""

import pytest

from zhitong.portal.foundation.limits import check_size
from zhitong.portal.foundation.paging import Page, bounds
from zhitong.portal.foundation.problems import TooLarge


@pytest.mark.parametrize(
    ("asked", "expected"), [(1, (1, 0, 50)), (3, (3, 100, 150)), (9, (3, 100, 150)), (-2, (1, 0, 50))]
)
def test_a_page_number_is_put_into_range(asked, expected):
    assert bounds(asked, 50, 101) == expected


def test_a_page_knows_its_neighbours():
    page = Page(["a"] * 50, 2, 50, 101)
    assert (page.first, page.last, page.pages, page.has_previous, page.has_next) == (51, 100, 3, True, True)


def test_an_empty_list_is_one_page():
    page = Page([], 1, 50, 0)
    assert (page.first, page.last, page.pages, page.has_next) == (0, 0, 1, False)


def test_too_large_a_file_is_refused_in_one_sentence():
    with pytest.raises(TooLarge, match="超过 1 MB"):
        check_size("大.csv", 2 * 1024 * 1024, 1)
