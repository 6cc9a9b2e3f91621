"""The measures of a document as pieces of squeezed text, and how much of one piece another says."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from zhitong.engine.documents.parse import ParsedDocument
from zhitong.engine.documents.text.marks import read_mark
from zhitong.engine.documents.text.squeezing import Squeezed, squeeze

_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9.%]+")
_NOTE_BRACKET = re.compile(
    r"[（(](?:[^（）()]|[（(][^（）()]*[）)])*(?:负责|单位|落实|牵头|配合)(?:[^（）()]|[（(][^（）()]*[）)])*[）)]\s*$"
)
_ROW_NUMBER = re.compile(r"\d{1,3}\t")  # the first cell of a row of tasks
_SENTENCE = re.compile(r"[。；！？\n]")
_STOP = re.compile(r"[，。；！？：\n]")
# Who gets it, numbers and days are compared apart from the words: they say nothing about what is done.
_WHOM = re.compile(
    r"(?:符合条件的|各类)?(?:小型微利企业|小微企业|中小微?企业|个体工商户?|民营企业|个体私营(?:企业|经济)|市场主体|经营主体"
    r"|企业|我[省市区县旗州盟]|[全][国省市区县旗州盟])(?:户|家)?"
)
_WHEN = re.compile(
    r"(?:政策)?(?:执行|实施|有效)?期限?(?:截至|至|到|为)(?:\d{4}年(?:\d+月)?(?:\d+日)?)?|\d{4}年(?:\d+月)?(?:\d+日)?(?:底|末|前)?"
    r"|[\d.]+(?:万亿|亿|万|千)?"
)
_AGENT = re.compile(
    r"各?(?:地区|地方|级|部门|有关部门|相关部门|单位|盟|市|州|县|区|旗|旗县)?(?:（[^）]*）)?(?:行政公署|人民政府|政府)|各(?:地区?|部门|单位|级)"
    r"|(?:可|要)?(?:根据|结合|视|按照)[^，。；]{0,6}(?:实际|情况|财力)(?:情况)?(?:和财力情况|、?财力)?|原则上|[、和及可要与]"
)
_LIMIT = re.compile(
    r"每户|每人|每年|每个|每次|每名|最高|最多|最低|不超过|不低于|以上|以下|不足|给予|一次性|补助|补贴|奖励|按照?|投入额|的|元|年|户|人|工作日|内|个|标准"
)
_FEWEST_OWN = 4
_NO_ANSWER = re.compile(r"目标|指导思想|总体要求|基本原则|工作要求|组织领导|组织保障|保障措施")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words between commas: `start:end` in the canonical text, and its pairs of characters.

    `role`: act, or agent where it only says who acts (no content), or amount where it only limits
    what the part before it gives.
    """

    start: int
    end: int
    grams: frozenset[str]
    size: int
    phrases: frozenset[str]
    role: str = "act"


@dataclass(frozen=True, slots=True)
class Piece:
    """One measure without its note on who is responsible; `topic` are the headings above it."""

    path: str
    topic: str
    parts: tuple[Part, ...]
    grams: frozenset[str]
    text: str
    units: tuple[str, ...]
    start: int
    end: int
    phrases: frozenset[str] = frozenset()
    sentences: tuple[frozenset[str], ...] = ()


def acts_of(words: str) -> str:
    """The words without those who gain, numbers and days: what is done. Same order, blanks between."""
    return _WHEN.sub(" ", _WHOM.sub(" ", words))


def _role(words: str) -> str:
    if len(re.sub(r"\W", "", _AGENT.sub("", words))) < _FEWEST_OWN:
        return "agent"
    if not re.search(r"\d|[每最]|一次性", words):
        return "act"
    own = _LIMIT.sub("", acts_of(words))
    return "amount" if len(re.findall(r"[\u4e00-\u9fff]", own)) < _FEWEST_OWN else "act"


@lru_cache(maxsize=4096)
def grams_of(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters inside runs of letters and digits."""
    return frozenset(run[i : i + 2] for run in _RUN.findall(words) for i in range(len(run) - 1))


def phrases_of(words: str) -> frozenset[str]:
    """The runs of five characters of a text; quotation marks do not interrupt, other marks do."""
    bare = re.sub(r"[“”《》]", "", words)
    return frozenset(run[i : i + 5] for run in _RUN.findall(bare) for i in range(len(run) - 4))


def _parts(copy: Squeezed, start: int, end: int) -> tuple[Part, ...]:
    found: list[Part] = []
    begin = start
    for place in range(start, end + 1):
        if place < end and not _STOP.match(copy.text[place]):
            continue
        words = copy.text[begin:place]
        # A handful of characters says too little alone: it waits for the words behind it.
        if len(words) >= 5 or (words and place == end):
            first, last = copy.back(begin, place)
            acts = acts_of(words)
            found.append(Part(first, last, grams_of(acts), len(words), phrases_of(acts), _role(words)))
            begin = place + 1
        elif not words or copy.text[place : place + 1] in "。\n":
            begin = place + 1
    return tuple(found)


def _spans(document: ParsedDocument) -> list[tuple[str, int, int, tuple[str, ...]]]:
    """Measures without their notes; where a document has none, the clauses that have no clause below."""
    if document.measures:
        spans = []
        for one in document.measures:
            end = min([start for start, _ in one.notes if start > one.start] or [one.end])
            spans.append((one.path, one.start, end, tuple(unit.name for unit in one.responsible)))
        return spans
    clauses = document.outline.clauses
    parents = {clause.parent for clause in clauses}
    leaves = [
        one for one in clauses if one.id not in parents and one.kind in ("clause", "article", "paragraph")
    ]
    return [(one.path, one.start, one.end, ()) for one in leaves if not _NO_ANSWER.search(one.heading)]


def _topics(document: ParsedDocument) -> dict[str, str]:
    headings: dict[str, str] = {}
    by_id = {clause.id: clause for clause in document.outline.clauses}
    for clause in document.outline.clauses:
        above = headings.get(by_id[clause.parent].path, "") if clause.parent in by_id else ""
        headings[clause.path] = f"{above}/{clause.heading}" if clause.heading else above
    return headings


def _sentences(text: str, parts: tuple[Part, ...]) -> tuple[frozenset[str], ...]:
    """What each sentence does, without amounts and givers; a heading too short to tell joins the next."""
    found: list[frozenset[str]] = []
    waiting: frozenset[str] = frozenset()
    for place, part in enumerate(parts):
        if part.role == "act":
            waiting |= part.grams
        last = place + 1 == len(parts)
        ended = last or _SENTENCE.search(text[part.end : parts[place + 1].start])
        if ended and waiting and (last or len(waiting) >= _FEWEST_OWN):
            found.append(waiting)
            waiting = frozenset()
    return tuple(found)


def pieces_of(document: ParsedDocument) -> tuple[Piece, ...]:
    """The pieces of a document in printed order."""
    copy = squeeze(document.text)
    place_of = {offset: place for place, offset in enumerate(copy.offsets)}
    topics = _topics(document)
    found: list[Piece] = []
    for path, start, end, units in _spans(document):
        words = document.text[start:end]
        mark, cell = read_mark(words.split("\n", 1)[0]), _ROW_NUMBER.match(words)
        start += cell.end() if cell else mark.length if mark else 0
        note = _NOTE_BRACKET.search(document.text[start:end])
        end = start + note.start() if note else end
        kept = [place_of[offset] for offset in range(start, end) if offset in place_of]
        if not kept:
            continue
        parts = _parts(copy, kept[0], kept[-1] + 1)
        grams = frozenset().union(*(part.grams for part in parts))
        text = copy.text[kept[0] : kept[-1] + 1]
        found.append(
            Piece(
                path,
                topics.get(path, ""),
                parts,
                grams,
                text,
                units,
                start,
                end,
                phrases_of(acts_of(text)),
                _sentences(document.text, parts),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Weights:
    """How telling a pair of characters is: rare pairs weigh more, pairs found everywhere almost nothing."""

    table: dict[str, float]
    totals: dict[frozenset[str], float] = field(default_factory=dict)

    def total(self, grams: frozenset[str]) -> float:
        """The weight of all pairs together."""
        if grams not in self.totals:
            self.totals[grams] = sum(self.table.get(gram, 1.0) for gram in grams)
        return self.totals[grams]


def weights_of(pieces: Iterable[Piece]) -> Weights:
    """The weights that the measures of two documents give to their words."""
    listed: Sequence[Piece] = list(pieces)
    seen = Counter(gram for piece in listed for gram in piece.grams)
    total = len(listed)
    return Weights({gram: log((total + 1) / (count + 0.5)) for gram, count in seen.items()})


def common_phrases(pieces: Iterable[Piece], limit: int = 6) -> frozenset[str]:
    """The phrases that more than `limit` pieces use: they say nothing about what two have in common."""
    seen = Counter(phrase for piece in pieces for phrase in piece.phrases)
    return frozenset(phrase for phrase, count in seen.items() if count > limit)


def said(grams: frozenset[str], by: frozenset[str], weights: Weights) -> float:
    """The weighted share of `grams` that `by` says too: 0 nothing, 1 everything."""
    common = grams & by
    if not common:
        return 0.0
    whole = weights.total(grams)
    return sum(weights.table.get(gram, 1.0) for gram in common) / whole if whole else 0.0
