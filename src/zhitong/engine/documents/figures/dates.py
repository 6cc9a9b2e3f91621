"""Days, year ends and spans as plans write them; the printed expression is kept beside the day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from zhitong.engine.documents.figures.numbers import han_integer, print_han

_YEAR = r"(?:19|20)\d{2}|[二一][〇○零九][〇○零一二三四五六七八九]{2}"
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_PLANS = {print_han(n): 1950 + 5 * n for n in range(10, 21)}  # 十四 → 2020; the plan ends five years on
_DATE = re.compile(
    rf"(?P<span>(?P<from>{_YEAR})年?[—\-~～至到]+(?P<to>{_YEAR})年)"
    rf"|(?P<year>{_YEAR})年(?:(?P<month>{_MONTH})月(?:份)?(?:(?P<day>{_DAY})日)?)?(?P<tail>底|末|年底|年末|初|上半年|中(?![小央型医国共西部等高职]))?"
    rf"|(?P<dotted>(?:19|20)\d{{2}}[.\-/](?:{_MONTH})[.\-/](?:{_DAY})(?!\d))"
    r"|[“\"]?(?P<plan>十[一二三四五六七八九]|二十)五[”\"]?(?:(?:时期|期间)?(?P<plantail>末|期末|结束)|(?:时期|期间)(?!以来))"
)


@dataclass(frozen=True, slots=True)
class DayFound:
    """The last day the words at `start:end` can mean, and the first where they name a span."""

    first: date
    last: date
    start: int
    end: int
    exact: bool


def _number(words: str) -> int:
    return int(words) if words.isdigit() else (han_integer(words) or 0)


def _span(year: int, month: int | None, day: int | None, tail: str | None) -> tuple[date, date] | None:
    if not 1900 <= year <= 2100:
        return None
    if month is None:
        end = date(year, 6, 30) if tail in ("上半年", "中") else date(year, 12, 31)
        return date(year, 1, 1), end
    length = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, length)
    return (date(year, month, day), date(year, month, day)) if day <= length else None


def find_days(text: str) -> tuple[DayFound, ...]:
    """Every date, year, span of years or plan end in a squeezed text, left to right."""
    found: list[DayFound] = []
    for match in _DATE.finditer(text):
        groups = match.groupdict()
        bounds: tuple[date, date] | None
        if groups["span"]:
            first, last = _number(groups["from"]), _number(groups["to"])
            bounds = (date(first, 1, 1), date(last, 12, 31)) if 1900 <= first <= last <= 2100 else None
        elif groups["plan"]:
            end = _PLANS[groups["plan"]] + 5
            bounds = date(end - 4, 1, 1), date(end, 12, 31)
        elif groups["dotted"]:
            parts = [_number(part) for part in re.split(r"[.\-/]", groups["dotted"])]
            bounds = _span(parts[0], parts[1], parts[2], None)
        else:
            month = _number(groups["month"]) if groups["month"] else None
            day = _number(groups["day"]) if groups["day"] else None
            bounds = _span(_number(groups["year"]), month, day, groups["tail"])
        if bounds:
            exact = bool(groups["day"] or groups["dotted"])
            found.append(DayFound(bounds[0], bounds[1], match.start(), match.end(), exact))
    return tuple(found)


def years_on(day: date, years: int) -> date:
    """The last day of a term of `years` that starts on `day` (start + N years − 1 day)."""
    try:
        turn = day.replace(year=day.year + years)
    except ValueError:  # 29 February
        turn = date(day.year + years, 3, 1)
    return date.fromordinal(turn.toordinal() - 1)
