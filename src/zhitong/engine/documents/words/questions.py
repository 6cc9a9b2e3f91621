"""A question as typed becomes terms: numbers of documents, known words, and what is left between."""

import re
from dataclasses import dataclass
from functools import lru_cache

from zhitong.engine.documents.words.normalising import normalise
from zhitong.engine.documents.words.numbers import find_document_numbers
from zhitong.engine.documents.words.thesaurus import Thesaurus
from zhitong.engine.documents.words.tokens import tokens_of

MOST_TERMS = 12
LONGEST_QUESTION = 120
_BREAK = re.compile(r"[\s,，。；;、！!？?：:“”\"'《》<>/|+]+")
_LATIN = re.compile(
    r"\d+(?:\.\d+)?(?:%|万元|亿元|元|万户|户|万人|人|个月|月|年|个?工作日|日|平方米|千瓦|项|条)?|[a-z0-9]+"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question with the words asked along; all in normal form."""

    text: str
    others: tuple[str, ...] = ()
    is_number: bool = False  # a document number

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The word itself first."""
        return (self.text, *self.others)


@dataclass(frozen=True, slots=True)
class Question:
    """`text` as typed; `whole` in normal form; its terms in order, without repeats."""

    text: str
    whole: str
    terms: tuple[Term, ...]


@lru_cache(maxsize=8)
def _cutter(known: frozenset[str], stop: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted(known | {word for word in stop if len(word) > 1}, key=lambda one: (-len(one), one))
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")


def _words(piece: str, thesaurus: Thesaurus) -> list[str]:
    """Known words by longest match from the left, stop words dropped, and the stretches between."""
    found: list[str] = []
    place = 0

    def rest(until: int) -> None:
        stretch = piece[place:until]
        latin = _LATIN.search(stretch)
        if latin is None:
            trimmed = stretch.strip(thesaurus.trim)
            if trimmed not in thesaurus.stop:
                found.append(trimmed)
        else:
            found.extend([stretch[: latin.start()], latin[0], *_words(stretch[latin.end() :], thesaurus)])

    for match in _cutter(thesaurus.vocabulary, thesaurus.stop).finditer(piece):
        rest(match.start())
        if match[0] not in thesaurus.stop:
            found.append(match[0])
        place = match.end()
    rest(len(piece))
    return [word for word in found if tokens_of(word)]


def read_question(text: str, thesaurus: Thesaurus) -> Question:
    """The terms of what was typed, at most twelve; no terms where nothing can be looked for."""
    text = text[:LONGEST_QUESTION]
    whole = normalise(text)
    terms: list[Term] = []
    # Numbers are found in the squeezed question, since people put blanks into them.
    numbers = find_document_numbers(whole)
    terms += [Term(number, (), True) for number, _, _ in numbers]
    if numbers:
        left = [
            whole[end:start]
            for (_, _, end), (_, start, _) in zip(
                [("", 0, 0), *numbers], [*numbers, ("", len(whole), len(whole))], strict=True
            )
        ]
    else:
        left = [normalise(piece) for piece in _BREAK.split(text)]
    for piece in left:
        for part in _BREAK.split(piece):
            words = _words(part, thesaurus)
            if not words and tokens_of(part) and not numbers:
                words = [part]  # a question of stop words only is looked for as it is
            terms += [Term(word, thesaurus.others.get(word, ())) for word in words]
    if any(len(term.text) > 1 for term in terms):  # 费 beside 采暖 says nothing; alone it is the question
        terms = [term for term in terms if len(term.text) > 1]
    kept = tuple(dict.fromkeys(terms))[:MOST_TERMS]
    return Question(text, "".join(_BREAK.split(whole)), kept)
