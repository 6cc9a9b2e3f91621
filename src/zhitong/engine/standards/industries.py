"""National economic industry classification, GB/T 4754-2017: 20 sections to 1381 classes."""

import re

from zhitong.engine.standards.tables import rows_of
from zhitong.engine.values import CodeEntry, CodeTree, Problem

_CODE = re.compile(r"(?P<section>[A-T]?)(?P<digits>\d{2,4})?")


def read_industries(table: str) -> tuple[CodeTree, tuple[Problem, ...]]:
    """The tree of a CSV with columns code, name, level, section, full_code.

    It understands `F`, `52`, `521`, `5211` and the same with the section letter before them.
    """
    problems: list[Problem] = []
    entries: dict[str, CodeEntry] = {}
    sections: dict[str, str] = {}
    for number, row in rows_of(table):
        full, section = row.get("full_code", ""), row.get("section", "")
        found = _CODE.fullmatch(full)
        if found is None or not row.get("name") or not full.startswith(section or "?"):
            message = f"行业表第{number}行的代码“{full}”或名称有误，请更正后再导入。"
            problems.append(Problem("industry_row", message, where=str(number)))
            continue
        digits = found["digits"] or ""
        if len(digits) == 2:
            sections[digits] = section
        parent = "" if not digits else section if len(digits) == 2 else full[:-1]
        entries[full] = CodeEntry(full, full, row["name"], row["level"], parent)

    def bare(text: str) -> str | None:
        written = _CODE.fullmatch(text)
        if written is None or not text:
            return None
        numbers = written["digits"] or ""
        section = sections.get(numbers[:2], "") if numbers else written["section"]
        if not section or written["section"] not in ("", section):
            return None
        return section + numbers

    return CodeTree("industry", "国民经济行业代码", dict(sorted(entries.items())), bare), tuple(problems)
