"""The page on the language says what the code does."""

from pathlib import Path

from zhitong.engine.rules.operators.table import table_rows
from zhitong.engine.rules.text import parse_condition, print_condition

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rules.md"


def test_table_of_operators_is_the_registry():
    text = PAGE.read_text(encoding="utf-8")
    table = text.split("<!-- operators -->\n")[1].split("<!-- end of operators -->")[0]
    rows = [line for line in table.splitlines() if line]
    assert rows[2:] == list(table_rows())


def test_example_is_good_text():
    example = PAGE.read_text(encoding="utf-8").split("```\n")[1]
    condition, problems = parse_condition(example)
    assert problems == ()
    assert print_condition(condition) == example
