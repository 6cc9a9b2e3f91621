"""Articles, paragraphs and items that a text refers to: 《…》第十七条第二款第（一）项, 本办法第八条, 前款."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhitong.engine.documents.figures.numbers import han_integer

_N = r"[零〇一二三四五六七八九十百\d]{1,6}"
_ITEM = rf"第?[（(]?(?P<item>{_N})[）)]?项(?!目)"
ARTICLE = re.compile(
    rf"第(?P<article>{_N})条(?:之(?P<bis>[一二三四五六七八九十]))?(?:第(?P<paragraph>{_N})款)?(?:{_ITEM})?"
)
_MORE = re.compile(r"(?P<joint>、|和|及|以及|，|至|到|—|或者?)(?=第)")
_PART = re.compile(rf"第(?P<paragraph>{_N})款(?:{_ITEM})?")
_LEAD = re.compile(r"^(?:（[^（）]{0,40}）)?(?:的|中的?|中|里的?)?")
_LONGEST_RANGE = 20


@dataclass(frozen=True, slots=True)
class Article:
    """A place in a law (`law` is its title; None where unknown), in Arabic numerals: 17, 2, 1 or 17-1."""

    law: str | None
    article: str | None
    paragraph: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Articles that `start:end` of the copy refer to without a title in 《》; `title` of another document."""

    articles: tuple[Article, ...]
    title: str | None
    start: int
    end: int


def _arabic(words: str | None) -> str | None:
    if not words:
        return None
    number = int(words) if words.isdigit() else han_integer(words)
    return None if number is None else str(number)


def _within(match: re.Match[str]) -> tuple[str | None, str | None]:
    return _arabic(match["paragraph"]), _arabic(match["item"])


def _article(match: re.Match[str], law: str | None) -> Article:
    number = _arabic(match["article"])
    bis = _arabic(match["bis"])
    return Article(
        law, f"{number}-{bis}" if bis else number, _arabic(match["paragraph"]), _arabic(match["item"])
    )


def articles_at(text: str, place: int, law: str | None) -> tuple[tuple[Article, ...], int]:
    """The articles printed from `place` on (第三条、第五条至第八条), and where they end, if any."""
    found: list[Article] = []
    end = place
    while match := ARTICLE.match(text, end):
        one = _article(match, law)
        if found and text[end - 1] in "至到—" and one.article and found[-1].article:
            first, last = found[-1].article, one.article
            if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
                found += [Article(law, str(number)) for number in range(int(first) + 1, int(last))]
        found.append(one)
        end = match.end()
        more = _MORE.match(text, end)
        while more and (part := _PART.match(text, more.end())):
            found.append(Article(law, one.article, *_within(part)))
            end = part.end()
            more = _MORE.match(text, end)
        if not more or not ARTICLE.match(text, more.end()):
            break
        end = more.end()
    return tuple(found), end


def articles_after(text: str, end: int, law: str | None) -> tuple[tuple[Article, ...], int]:
    """The articles printed right after a title or a number that ends at `end`."""
    lead = _LEAD.match(text[end : end + 48])
    return articles_at(text, end + (lead.end() if lead else 0), law)


_OWN = re.compile(
    r"本(?:办法|规定|条例|法|细则|公告|通知|意见|方案|措施|决定|规则|指南|政策|规程|标准|计划)(?:的)?(?=第[^，。；]{1,6}条)"
)
_THAT = re.compile(
    r"(?:该|同)(?:法|条例|办法|规定|细则|公告|通知|意见|决定|规则|文件)(?:的)?(?=第[^，。；]{1,6}条)"
)
_NEAR = re.compile(
    rf"(?P<here>本条)(?:第(?P<paragraph>{_N})款)?(?:{_ITEM})?(?!例|件)"
    rf"|(?P<before>前(?P<count>[一二两三四五])?[条款项])(?!目)"
    rf"|(?P<this>本款)(?:{_ITEM.replace('item', 'part')})?"
)
_ARTICLE_IN_PATH = re.compile(rf"第(?P<article>{_N})条(?:之(?P<bis>[一二三四五六七八九十]))?")


def _near(match: re.Match[str], path: str, law: str | None) -> Article | None:
    """What 前款, 前条 or 本条第二款 mean in the article they stand in; None outside any."""
    inside = next(reversed(list(_ARTICLE_IN_PATH.finditer(path))), None)
    number = _arabic(inside["article"]) if inside else None
    if inside is None or number is None:
        return None
    here = f"{number}-{_arabic(inside['bis'])}" if inside["bis"] else number
    if match["here"]:
        return Article(law, here, _arabic(match["paragraph"]), _arabic(match["item"]))
    if match["this"]:
        return Article(law, here, None, _arabic(match["part"]))
    if match["before"].endswith("条"):
        back = han_integer(match["count"]) if match["count"] else 1
        return Article(law, str(int(number) - (back or 1))) if int(number) > (back or 1) else None
    return Article(law, here)


def references(
    text: str,
    own: str | None,
    is_statute: bool,
    titles: list[tuple[int, str]],
    short: dict[str, str],
    paths: Iterator[tuple[int, int, str]],
) -> list[Reference]:
    """References without 《》: to the document itself, to one named just before, to one by its short name.

    `titles` are (end, title) of the titles printed; `paths` the spans of clauses with their paths.
    """
    found: list[Reference] = []
    for match in _OWN.finditer(text):
        places, end = articles_at(text, match.end(), own)
        found.append(Reference(places, None, match.start(), end))
    for match in _THAT.finditer(text):
        named = [title for stop, title in titles if stop <= match.start()]
        law = named[-1] if named else None
        places, end = articles_at(text, match.end(), law)
        found.append(Reference(places, law, match.start(), end))
    for name, full in short.items():
        for match in re.finditer(rf"(?<![《“])[“]?{re.escape(name)}[”]?(?=第[^，。；]{{1,6}}条)", text):
            places, end = articles_at(text, match.end(), full)
            found.append(Reference(places, full, match.start(), end))
    for start, stop, path in paths:
        for match in _NEAR.finditer(text, start, stop):
            if one := _near(match, path, own):
                found.append(Reference((one,), None, match.start(), match.end()))
        if is_statute:
            found.extend(_bare(text, start, stop, own))
    return [one for one in found if one.articles]


def _bare(text: str, start: int, stop: int, own: str | None) -> Iterator[Reference]:
    """违反第十条规定 in a statute: an article of its own."""
    for match in re.finditer(
        r"(?:违反|依照|按照?|根据|符合|适用|享受|执行|除)(?=第[^，。；]{1,6}条)", text[start:stop]
    ):
        places, end = articles_at(text, start + match.end(), own)
        if places:
            yield Reference(places, None, start + match.end(), end)
