"""Administrative divisions: GB/T 2260 down to the county, statistical codes below it."""

from zhitong.engine.standards.tables import rows_of
from zhitong.engine.values import CodeEntry, CodeTree, Problem

_LENGTHS = frozenset({2, 4, 6, 9})


def bare_region(text: str) -> str | None:
    """`150300` and `1503` are `1503`; `150302001000` is `150302001`; None where it is no such code."""
    code = text
    if not code.isascii() or not code.isdigit():
        return None
    if len(code) in (9, 12) and code.endswith("000"):
        code = code[:-3]
    if len(code) == 9 and code.endswith("000"):
        code = code[:6]
    while len(code) in (4, 6) and code.endswith("00"):
        code = code[:-2]
    return code if len(code) in _LENGTHS else None


def read_regions(*tables: str) -> tuple[CodeTree, tuple[Problem, ...]]:
    """One tree out of CSV tables with columns code, name, level, parent and, where known, is_statutory.

    Where two tables hold the same code the first one stands.
    """
    problems: list[Problem] = []
    entries: dict[str, CodeEntry] = {}
    for table in tables:
        for number, row in rows_of(table):
            code, parent = bare_region(row.get("code", "")), bare_region(row.get("parent", ""))
            if code is None or not row.get("name"):
                message = f"区划表第{number}行的代码“{row.get('code', '')}”或名称有误，请更正后再导入。"
                problems.append(Problem("region_row", message, where=str(number)))
            elif code not in entries:
                official = row.get("is_statutory", "1") in ("1", "u")
                entries[code] = CodeEntry(
                    code, row["code"], row["name"], row["level"], parent or "", official
                )
    tree = CodeTree("region", "行政区划", dict(sorted(entries.items())), bare_region)
    return tree, tuple(problems)
