"""文号: document numbers in every bracket form, without the lead-in words that stand before them."""

import re
from dataclasses import dataclass

_OPEN, _CLOSE = "〔［\\[【﹝（〈", "〕］\\]】﹞）〉"
_YEARED = re.compile(
    rf"(?P<code>[\u4e00-\u9fffA-Za-z·]{{1,40}})[{_OPEN}](?P<year>(?:19|20)\d{{2}})年?[{_CLOSE}]"
    r"(?:第)?(?P<number>\d{1,5})(?P<hao>号)?"
)
_ORDER = re.compile(
    r"(?P<code>[\u4e00-\u9fff、·]{0,60}(?:令|公告))"
    rf"(?:(?:[{_OPEN}](?P<session>[^{_CLOSE}]{{2,6}}[届年])[{_CLOSE}])|(?P<year>(?:19|20)\d{{2}})年?)?"
    r"第?(?P<number>\d{1,5}|[一二三四五六七八九十百〇零]{1,7})号"
)
_MORE = re.compile(rf"^[、和及，][{_OPEN}]?(?:(?P<year>(?:19|20)\d{{2}})[{_CLOSE}])?(?P<number>\d{{1,5}})号")
# Words that end where a number's own code begins.
_LEAD_ANY = re.compile(
    r".*(?:根据|按照|依据|依照|遵照|参照|执行|落实|贯彻|印发|转发|下发|出台|发布|详见|参见|文件|规定|通知|意见|办法|条例|批复|复函|方案|措施|细则|以及"
    r"|号|见|的|是|了|在|文号|同时|废止|修订|关于|继续|严格|结合|符合|享受|相关|有关|政策)(?=[\u4e00-\u9fff])"
)
_LEAD_FIRST = re.compile(
    r"^(?:[和与及按由以依自对为即原附据照将从因且或而本该此如含被把等并至到]|经(?!信|贸|开|发|济))+(?=[\u4e00-\u9fff]{2})"
)
_ISSUER = re.compile(
    r"^.*(?:办公厅|办公室|人民政府|国务院|税务总局|委员会|财政部|管理局|监管局|总局)(?=[\u4e00-\u9fff]{2,10}$)"
)
_BODY = re.compile(
    r"(?:国务院|中华人民共和国主席|主席|全国人民代表大会常务委员会|[\u4e00-\u9fff]{2,20}?(?:人民代表大会常务委员会|人民政府|总局|部|局|厅|委员会|委|署|行|办公室|会))"
)
_ORDER_CODES = re.compile(r"^(?:[国总]|[\u4e00-\u9fff]{1,4})令$")


@dataclass(frozen=True, slots=True)
class NumberFound:
    """`number` with 〔〕 and half-width digits at `start:end` of the squeezed text."""

    number: str
    start: int
    end: int
    confidence: float


def _own_code(run: str) -> str:
    """The code of a number without what was said before it."""
    led = _LEAD_ANY.match(run)
    code = run[led.end() :] if led else run
    issuer = _ISSUER.match(code)
    if issuer:
        code = code[issuer.end() :]
    return code[len(first[0]) :] if (first := _LEAD_FIRST.match(code)) else code


def _yeared(text: str) -> list[NumberFound]:
    found = []
    for match in _YEARED.finditer(text):
        bracket = match[0][len(match["code"])]
        if bracket in "（〈" and not match["hao"]:
            continue
        code = _own_code(match["code"])
        if not code or len(code) > 14:
            continue
        start = match.start() + len(match["code"]) - len(code)
        year, sure = match["year"], 0.98 if match["hao"] else 0.7
        found.append(NumberFound(f"{code}〔{year}〕{match['number']}号", start, match.end(), sure))
        end = match.end()
        while more := _MORE.match(text[end : end + 20]):
            year = more["year"] or year
            found.append(NumberFound(f"{code}〔{year}〕{more['number']}号", end + 1, end + more.end(), 0.85))
            end += more.end()
    return found


def _order_code(run: str) -> str:
    led = _LEAD_ANY.match(run)
    code = run[led.end() :] if led else run
    if first := _LEAD_FIRST.match(code):
        code = code[len(first[0]) :]
    return code.lstrip("、")


def _orders(text: str) -> list[NumberFound]:
    found = []
    for match in _ORDER.finditer(text):
        code = _order_code(match["code"])
        bare = code in ("令", "公告")
        if (bare and not match["session"]) or not code:
            continue
        if not bare and not _ORDER_CODES.match(code) and not _BODY.search(code):
            continue
        start = match.start() + len(match["code"]) - len(code)
        middle = (
            f"〔{match['session']}〕" if match["session"] else f"{match['year']}年" if match["year"] else ""
        )
        found.append(NumberFound(f"{code}{middle}第{match['number']}号", start, match.end(), 0.93))
    return found


def find_numbers(text: str) -> tuple[NumberFound, ...]:
    """Every document number in a squeezed text, left to right, none inside another."""
    found: list[NumberFound] = []
    for one in sorted([*_yeared(text), *_orders(text)], key=lambda each: (each.start, -each.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)
