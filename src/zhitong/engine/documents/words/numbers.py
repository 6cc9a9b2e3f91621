"""文号 in a question: any bracket, with or without 号, whole or without its code."""

import re

_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{0,10}?)(?:〔(?P<year>(?:19|20)\d\d)年?〕|(?P<bare>(?:19|20)\d\d)年?(?=第?\d{1,5}号))"
    r"第?0*(?P<number>\d{1,5})号?"
)
_LEAD = re.compile(r"^.*(?:关于|根据|按照|依据|文号|文件|查找|查询|找|查|看)(?=[\u4e00-\u9fff])")


def find_document_numbers(normalised: str) -> list[tuple[str, int, int]]:
    """(number in canonical form, start, end) of each document number; the code may be missing."""
    found = []
    for match in _NUMBER.finditer(normalised):
        code = _LEAD.sub("", match["code"])
        if match["bare"] and not code:
            continue  # 2023年3号 without a code is a date as likely as a number
        start = match.start() + len(match["code"]) - len(code)
        found.append((f"{code}〔{match['year'] or match['bare']}〕{match['number']}号", start, match.end()))
    return found


def document_number(normalised: str) -> str:
    """The first document number in canonical form, "" for none."""
    numbers = find_document_numbers(normalised)
    return numbers[0][0] if numbers else ""
