"""Recognising the marks that open a clause: 一、（一）1.（1）①, dashes, 编章节条."""

import re
from dataclasses import dataclass

DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
HAN_NUMBER = "[零〇○一二三四五六七八九十百千]"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BRACKETED_HAN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
BRACKETED_DIGIT = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
DOTTED_DIGIT = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"

RANKS = {
    "part": 1,
    "subpart": 2,
    "chapter": 3,
    "section": 4,
    "article": 5,
    "division": 8,
    "han": 10,
    "han_bracket": 20,
    "dash": 25,
    "digit": 30,
    "decimal": 31,
    "decimal_third": 32,
    "decimal_fourth": 33,
    "digit_bracket": 40,
    "circled": 50,
}
SHORT = {
    "part": "part",
    "subpart": "subpart",
    "chapter": "chp",
    "section": "sec",
    "article": "art",
    "division": "div",
    "han": "dvs",
    "han_bracket": "para",
    "dash": "dash",
    "digit": "subpara",
    "decimal": "dec",
    "decimal_third": "dec",
    "decimal_fourth": "dec",
    "digit_bracket": "point",
    "circled": "indent",
    "paragraph": "p",
    "attachment": "att",
}
DECIMAL_FORMS = ("decimal", "decimal_third", "decimal_fourth")
STATUTE_FORMS = frozenset({"part", "subpart", "chapter", "section", "article"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the beginning of a line. `number` is None for dashes; `inserted` counts 之一, 之二."""

    form: str
    number: int | None
    label: str
    length: int
    inserted: int = 0

    @property
    def step(self) -> str:
        """The normalised step of an id: `art_31-1`, `para_2`."""
        number = "" if self.number is None else str(self.number)
        return f"{SHORT[self.form]}_{number}" + (f"-{self.inserted}" if self.inserted else "")


def han_to_int(words: str) -> int | None:
    """三十一 → 31, 一百零二 → 102, 二〇 → 20; None if it is not a number."""
    if not words:
        return None
    if all(word in DIGITS for word in words):
        return int("".join(str(DIGITS[word]) for word in words))
    total = current = 0
    for word in words:
        if word in DIGITS:
            current = DIGITS[word]
        elif word in "十百千":
            total += (current or (1 if word == "十" else 0)) * {"十": 10, "百": 100, "千": 1000}[word]
            current = 0
        else:
            return None
    return total + current


def int_to_han(number: int) -> str:
    """31 → 三十一; up to 9999, as running numbers are printed."""
    names = "零一二三四五六七八九"
    if number < 10:
        return names[number]
    if number < 20:
        return "十" + (names[number - 10] if number > 10 else "")
    for size, word in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            rest = number % size
            gap = "零" if rest and rest < size // 10 else ""
            tail = "" if not rest else (names[1] if size > 10 and 10 <= rest < 20 else "") + int_to_han(rest)
            return names[number // size] + word + gap + tail
    return ""


STATUTE = re.compile(
    rf"(?P<all>第\s?(?P<number>{HAN_NUMBER}+|\d+(?:\s\d)*)\s?(?P<unit>分[编編]|[编編篇章节節条條])(?P<more>(?:之{HAN_NUMBER}+)?))"
    r"(?P<after>[\s　：:]*)"
)
DIVISION = re.compile(rf"(?P<all>第(?P<number>{HAN_NUMBER}+)部分)[\s　：:、]*")
HAN = re.compile(rf"(?P<number>{HAN_NUMBER}+)\s?[、.．]\s*")
HAN_BRACKET = re.compile(rf"[（(〔]\s?(?P<number>{HAN_NUMBER}+)\s?[）)〕]\s?[、.．]?\s*")
DIGIT = re.compile(
    r"(?P<number>\d{1,3})\s?(?:[.．](?!\d)|[.．](?=(?:19|20)\d\d[年、—至])|、|,(?=[^\d\s]))\s*"
)
DECIMAL = re.compile(
    r"(?P<all>\d{1,2}(?:[.．]\d{1,2}){1,3})(?:[.．、](?!\d)|(?![\d.．]))\s*"
    r"(?=[\u4e00-\u9fff“《（(])(?![万亿千百元%个户家人年倍吨亩米台所条项]|公里|平方)"
)
DIGIT_HALF_BRACKET = re.compile(r"(?P<number>\d{1,2})[）)]\s?[.．、]?\s*")
DIGIT_BRACKET = re.compile(r"[（(]\s?(?P<number>\d{1,2})\s?[）)]\s?[、.．]?\s*")
DASH = re.compile(r"(?:[—–―─－]{2,}|-{2,}|[—–―─－-](?=[^\s\d—–―─－-])|[•●◆■▪][\s　]*)[\s　]*")
REFERENCE_TAIL = re.compile(
    r"\s?(?:规定|第|至|、第|和第|或者?第|及第|所|之规定|的规定|的(?!确)|明确|执行|处理|处罚|[，,]?(?:同时|并)?(?:废止)|"
    r"修改为|款|项(?!目)|除外|关于|中[“的]|以外|之外|予以)"
)
BRACKET_TAIL = re.compile(
    r"\s?(?:项(?!目)|款(?!项)|目(?![标录前])|条(?![件例])|至|、[（(]|和[（(]|或者?[（(])"
)
UNITS = {
    "编": "part",
    "篇": "part",
    "編": "part",
    "分编": "subpart",
    "分編": "subpart",
    "章": "chapter",
    "节": "section",
    "節": "section",
    "条": "article",
    "條": "article",
}


def _number(printed: str) -> int | None:
    compact = re.sub(r"\s", "", printed)
    return int(compact) if compact.isdigit() and compact.isascii() else han_to_int(compact)


def _statute(line: str) -> Mark | None:
    found = STATUTE.match(line)
    if found is None:
        return None
    number = _number(found["number"])
    tail = line[found.end("all") :]
    if number is None or (not found["after"] and REFERENCE_TAIL.match(tail)):
        return None
    unit = found["unit"]
    if unit not in "条條" and len(tail) > 60:
        return None
    more = found["more"]
    printed = found["number"] if not found["number"][0].isdigit() else re.sub(r"\s", "", found["number"])
    return Mark(UNITS[unit], number, f"第{printed}{unit}{more}", found.end(), han_to_int(more[1:]) or 0)


def _bracketed(line: str) -> Mark | None:
    for pattern, form in ((HAN_BRACKET, "han_bracket"), (DIGIT_BRACKET, "digit_bracket")):
        found = pattern.match(line)
        if found is None:
            continue
        number = _number(found["number"])
        if number is None or BRACKET_TAIL.match(line[found.end() :]):
            return None
        return Mark(form, number, f"（{found['number']}）", found.end())
    return None


def _single_character(line: str) -> Mark | None:
    for table, form in (
        (BRACKETED_HAN, "han_bracket"),
        (BRACKETED_DIGIT, "digit_bracket"),
        (DOTTED_DIGIT, "digit"),
        (CIRCLED, "circled"),
    ):
        place = table.find(line[:1])
        if line and place >= 0:
            number = place + 1
            label = {
                "han_bracket": f"（{int_to_han(number)}）",
                "digit_bracket": f"（{number}）",
                "digit": str(number),
                "circled": line[0],
            }[form]
            spaces = len(line[1:]) - len(line[1:].lstrip(" 　、.．"))
            return Mark(form, number, label, 1 + spaces)
    return None


def read_mark(line: str) -> Mark | None:
    """The mark that opens the line, by its form alone; whether it is one in earnest the tree decides."""
    if not line:
        return None
    found = _statute(line) or _bracketed(line) or _single_character(line)
    if found is not None:
        return found
    match = DIVISION.match(line)
    if match is not None:
        return Mark("division", han_to_int(match["number"]), match["all"], match.end())
    match = HAN.match(line)
    if match is not None and (number := han_to_int(match["number"])):
        return Mark("han", number, match["number"], match.end())
    match = DECIMAL.match(line)
    if match is not None:
        steps = re.split(r"[.．]", match["all"])
        return Mark(DECIMAL_FORMS[len(steps) - 2], int(steps[-1]), ".".join(steps), match.end())
    match = DIGIT.match(line)
    if match is not None and int(match["number"]) > 0:
        return Mark("digit", int(match["number"]), str(int(match["number"])), match.end())
    match = DIGIT_HALF_BRACKET.match(line)
    if match is not None and int(match["number"]) > 0:
        return Mark("digit_bracket", int(match["number"]), f"（{int(match['number'])}）", match.end())
    match = DASH.match(line)
    if match is not None and match.end() < len(line):
        return Mark("dash", None, "——", match.end())
    return None
