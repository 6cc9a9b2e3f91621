"""What a text does to other documents it names: ends them, amends them, lets them hold for longer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhitong.engine.documents.citations import finding as citations
from zhitong.engine.documents.figures.dates import find_days
from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.structure.passages import Passage, literal, passages

_LONGER = re.compile(
    r"(?:延长|延续|延期|顺延)[^。；]{0,12}?(?:至|到)(?P<when>[^，。；]{4,16})|(?:有效期|期限)[^，。；]{0,6}延长(?:[^。；]{0,12}?(?:至|到)(?P<later>[^，。；]{4,16}))?"
    r"|继续有效|继续(?:执行|施行|实施)(?:[^。；]{0,4}?(?:至|到)(?P<until>[^，。；]{4,16}))?|延期执行|延续(?:执行|实施)"
    r"|(?:改|调整|变更|修改)为长期有效"
)
_ENDED = re.compile(r"废止|停止执行|失效|不再执行")
_CHANGED = re.compile(
    r"(?:作|作出|做|做出)(?:如下|以下)(?:修改|修正|修订|调整)|(?:修改|修正|修订)(?:如下|为)|予以(?:修改|修正|修订)"
    r"|删去|增加一[条款项]"
)
_A_PART = re.compile(r"第[一二三四五六七八九十百零〇\d]+[条款项]|[“\"]|中的|部分条款|有关规定")
_OF_TITLE = re.compile(r"(?:修改|修正|修订)《(?P<title>[^《》]{4,80})》")
_FOR_GOOD = re.compile(r"长期(?:有效|执行|施行|实施)")


@dataclass(frozen=True, slots=True)
class EffectStatement:
    """`kind` is repeals, amends or extends; `until` is an ISO day, None where none is written.

    `start:end` are the words of the sentence in the canonical text, `path` their clause ("" outside any).
    """

    kind: str
    doc_number: str | None
    title: str | None
    until: str | None
    is_long_term: bool
    path: str
    start: int
    end: int
    quote: str


def _without(words: str, base: int, named: Sequence[citations.Citation]) -> str:
    """The words with those of titles and numbers blanked, so that a title says nothing of its own."""
    signs = list(words)
    for one in named:
        for place in range(max(0, one.start - base), min(len(signs), one.end - base)):
            signs[place] = "＿"
    return "".join(signs)


def _kind_of(after: str, whole: str) -> tuple[str, re.Match[str] | None]:
    """What is said after a name; a part of it that ends is an amendment."""
    longer = _LONGER.search(after)
    ended = _ENDED.search(after)
    if ended and (longer is None or ended.start() < longer.start()):
        return ("amends" if _A_PART.search(after[: ended.start()]) else "repeals"), ended
    if longer:
        return "extends", longer
    return ("amends", _CHANGED.search(whole)) if _CHANGED.search(whole) else ("", None)


def _until(match: re.Match[str]) -> str | None:
    when = next((one for one in match.groupdict().values() if one), None)
    days = find_days(when) if when else []
    return days[-1].last.isoformat() if days else None


def _of_sentence(
    passage: Passage, outline: Outline, cited: Sequence[citations.Citation]
) -> Iterator[EffectStatement]:
    for first, last in passage.sentences():
        start, end, quote = literal(outline, passage.copy, first, last)
        named = [one for one in cited if start <= one.start < end]
        if not named:
            continue
        plain = _without(quote, start, named)
        for one in named:
            after = re.sub(r"\s", "", plain[one.end - start :])
            kind, match = _kind_of(after, re.sub(r"\s", "", plain))
            if not kind or match is None:
                continue
            until = _until(match) if kind == "extends" else None
            for_good = kind == "extends" and not until and bool(_FOR_GOOD.search(after))
            yield EffectStatement(
                kind, one.doc_number, one.title, until, for_good, passage.path, start, end, quote
            )


def find_effects(outline: Outline, meta: Mapping[str, Any]) -> tuple[EffectStatement, ...]:
    """What the text does to others, in printed order; each document and kind once per sentence."""
    cited = citations.find(outline, meta)
    found: dict[tuple[object, ...], EffectStatement] = {}
    named = _OF_TITLE.search(str(meta.get("title") or ""))
    if named:
        quote = named[0]
        place = max(0, outline.text.find(quote))
        stands = outline.text[place : place + len(quote)] == quote
        end = place + len(quote) if stands else place
        found[("title",)] = EffectStatement(
            "amends", None, named["title"], None, False, "", place, end, quote
        )
    for passage in passages(outline):
        for one in _of_sentence(passage, outline, cited):
            found.setdefault((one.kind, one.doc_number, one.title, one.start), one)
    return tuple(found.values())
