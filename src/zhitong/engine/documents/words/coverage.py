"""How far a clause answers a question, and which of its words to highlight."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from zhitong.engine.documents.words.normalising import normalise_with_places
from zhitong.engine.documents.words.questions import Question, Term
from zhitong.engine.documents.words.tokens import tokens_of

ENOUGH = 0.6  # of the character pairs of a long term, when it is not there literally
LONG = 4
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+[”’）》」]*|[^。！？；\n]+$")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which terms a normalised text answers: 1 literally, 0.9 by another word, less in part, 0 not."""

    grades: tuple[float, ...]
    is_whole: bool  # the whole question is there as typed

    @property
    def answered(self) -> int:
        """How many terms are answered."""
        return sum(grade > 0 for grade in self.grades)


def pattern_of(word: str) -> str:
    """A word as a pattern: a number is never found inside a longer one (10万元 in 110万元)."""
    before = r"(?<![\d.])" if word[:1].isdigit() else ""
    after = r"(?!\d)" if word[-1:].isdigit() else ""
    return f"{before}{re.escape(word)}{after}"


def _occurs(word: str, text: str) -> bool:
    if word not in text:
        return False
    return not (word[:1].isdigit() or word[-1:].isdigit()) or re.search(pattern_of(word), text) is not None


def _grade(text: str, term: Term) -> float:
    if _occurs(term.text, text):
        return 1.0
    if any(other in text for other in term.others):
        return 0.9
    if term.is_number or len(term.text) < LONG or term.text[0].isdigit():
        return 0.0
    pairs = tokens_of(term.text)
    share = sum(pair in text for pair in pairs) / len(pairs)
    return share * 0.7 if share >= ENOUGH else 0.0


def cover(normalised: str, question: Question) -> Coverage:
    """The coverage of a question by a text in normal form."""
    return Coverage(
        tuple(_grade(normalised, term) for term in question.terms),
        len(question.whole) > 1 and question.whole in normalised,
    )


@lru_cache(maxsize=64)
def _wanted(question: Question) -> re.Pattern[str] | None:
    words: list[str] = []
    for term in question.terms:
        words += term.alternatives
        if len(term.text) >= LONG and not term.is_number:
            words += [pair for pair in tokens_of(term.text) if len(pair) == 2]
    longest_first = sorted(set(words), key=lambda one: (-len(one), one))
    return re.compile("|".join(map(pattern_of, longest_first))) if words else None


def marks_of(text: str, question: Question) -> list[tuple[int, int]]:
    """Spans of the original text to highlight: longest words first, touching spans joined."""
    normal = normalise_with_places(text)
    wanted = _wanted(question)
    if wanted is None:
        return []
    spans: list[tuple[int, int]] = []
    for found in wanted.finditer(normal.text):
        start, end = normal.back(found.start(), found.end())
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def sentence_around(text: str, question: Question) -> tuple[tuple[int, int], Sequence[tuple[int, int]]]:
    """The sentence that answers most of the question, and the spans in it; offsets in `text`."""
    marks = marks_of(text, question)
    best, most = (0, len(text)), -1.0
    for found in _SENTENCE.finditer(text):
        if not found.group().strip():
            continue
        inside = [(start, end) for start, end in marks if found.start() <= start and end <= found.end()]
        kinds = {text[start:end] for start, end in inside}
        weight = sum(len(kind) for kind in kinds) + 0.01 * len(inside)
        if weight > most:
            low = found.start() + len(found.group()) - len(found.group().lstrip())
            best, most = (low, found.start() + len(found.group().rstrip())), weight
    return best, [(start, end) for start, end in marks if best[0] <= start and end <= best[1]]
