"""How far a lower document answers each measure of the upper one, with reasons and the words left out."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from zhitong.engine.documents.compare.levels import overlap
from zhitong.engine.documents.compare.pieces import Part, Piece, Weights, grams_of, said

ANSWERED = 0.5  # weighted share of a part's character pairs from which its words count as answered
HINTED = 0.36  # below ANSWERED, yet clearly about the same
HINTED_ON_TOPIC = 0.27  # the same under a heading on the same topic
FULL = 0.85  # share of a measure's words that must be answered for "full"
PARTIAL = 0.2  # and for "partial"
ALIKE = 0.28  # likeness of the closest two sentences, with what topic and offices add, that is an answer
ON_TOPIC = 0.12  # added where the headings above are on one topic
SAME_UNITS = 0.06  # added where the responsible offices correspond
BESIDE = 0.5  # share of its best likeness that a lower measure must reach to answer another upper one too
LITERAL = 8  # pairs of an act said word for word that answer in any case
WORD_FOR_WORD = 0.8  # share of the pairs from which an act is said word for word
HINT = 0.24  # likeness from which a measure on the same topic is worth a look, though no answer
MOST_RELATED = 3  # measures worth a look that are shown beside the answers
COMPLETE = 12  # characters a full answer may leave out in one run
SAME_TOPIC = 0.45  # likeness of the headings above from which two measures are on one topic


@dataclass(frozen=True, slots=True)
class Scale:
    """What the two documents as a whole say about the weight of words."""

    weights: Weights
    common: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One lower measure beside an upper one."""

    path: str
    grade: str
    why: str
    share: float


@dataclass(frozen=True, slots=True)
class Graded:
    """An upper measure with its answers; `missing` are spans of the upper text that nobody answers."""

    piece: Piece
    coverage: str
    answers: tuple[Answer, ...]
    missing: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Closeness:
    """A lower measure beside an upper one: topic, offices, closest sentences, and all of it as one figure."""

    topic: float
    units: float
    alike: float

    @property
    def on_topic(self) -> bool:
        """Whether the headings above are on one topic."""
        return self.topic >= SAME_TOPIC

    @property
    def value(self) -> float:
        """Words first found in structure: likeness with what topic and offices add."""
        return self.alike + ON_TOPIC * self.on_topic + SAME_UNITS * (self.units >= 0.5)


def _topic(one: Piece, other: Piece, weights: Weights) -> float:
    """How much the nearest heading above one measure is like any heading above the other, 0 to 1."""
    nearest = [heading for heading in one.topic.split("/") if heading][-1:]
    best = 0.0
    for mine in map(grams_of, nearest):
        for heading in other.topic.split("/"):
            theirs = grams_of(heading)
            if mine and theirs:
                best = max(best, min(said(mine, theirs, weights), said(theirs, mine, weights)))
    return best


def _shared_words(upper: str, lower: str) -> str:
    match = SequenceMatcher(None, upper, lower, autojunk=False).find_longest_match()
    return upper[match.a : match.a + match.size].strip("，。；、：“”")[:24]


def _why(upper: Piece, lower: Piece, share: float, close: Closeness) -> str:
    reasons = [f"上级文件该段约{round(share * 100)}%的内容在此有对应"] if share else []
    words = _shared_words(upper.text, lower.text)
    if len(words) >= 4:
        reasons.append(f"共同的字句：“{words}”")
    if close.on_topic:
        reasons.append("所在标题相同或相近")
    if close.units >= 0.5:
        reasons.append("责任单位上下对应")
    return "；".join(reasons) or "主题相近"


def _strength(part: Part, lower: Piece, scale: Scale, on_topic: bool) -> float:
    """How far a lower measure says a part: 1 says it, 0.5 touches it, 0 not at all."""
    value = said(part.grams, lower.grams, scale.weights)
    if value >= ANSWERED:
        return 1.0
    if value >= (HINTED_ON_TOPIC if on_topic else HINTED):
        return 0.5
    shared = (part.phrases & lower.phrases) - scale.common
    return 0.5 if shared and (on_topic or len(shared) > 4) else 0.0


def _strengths(piece: Piece, lower: Piece, scale: Scale, on_topic: bool) -> list[float]:
    """The strength of each part; an amount counts no more than the act before it, an agent says nothing."""
    found: list[float] = []
    act = 1.0
    for part in piece.parts:
        value = _strength(part, lower, scale, on_topic)
        if part.role == "act":
            act = value
        found.append(min(value or act, act) if part.role != "act" else value)
    return found


def likeness(upper: Piece, lower: Piece, scale: Scale) -> float:
    """How much the closest two sentences say the same act, 0 to 1, both ways."""
    weights = scale.weights
    return max(
        (
            (said(mine, theirs, weights) + said(theirs, mine, weights)) / 2
            for mine in upper.sentences
            for theirs in lower.sentences
        ),
        default=0.0,
    )


def _closeness(piece: Piece, lower: Piece, scale: Scale) -> Closeness:
    return Closeness(
        _topic(piece, lower, scale.weights), overlap(piece.units, lower.units), likeness(piece, lower, scale)
    )


def _missing(piece: Piece, best: list[float]) -> tuple[tuple[int, int], ...]:
    """Neighbouring unanswered parts joined into one quote each; who acts is never missing by itself."""
    spans: list[tuple[int, int]] = []
    last = -2
    for place, (part, value) in enumerate(zip(piece.parts, best, strict=True)):
        if value > 0 or part.role == "agent":
            continue
        if place == last + 1 and spans:
            spans[-1] = (spans[-1][0], part.end)
        else:
            spans.append((part.start, part.end))
        last = place
    return tuple(spans)


def _share(piece: Piece, values: list[float]) -> float:
    counted = [
        (part.size, value) for part, value in zip(piece.parts, values, strict=True) if part.role != "agent"
    ]
    return sum(size * value for size, value in counted) / (sum(size for size, _ in counted) or 1)


def _is_literal(piece: Piece, lower: Piece, scale: Scale) -> bool:
    return any(
        said(part.grams, lower.grams, scale.weights) >= WORD_FOR_WORD
        for part in piece.parts
        if part.role == "act" and len(part.grams) >= LITERAL
    )


def _answer(
    piece: Piece, lower: Piece, close: Closeness, best: float, scale: Scale
) -> tuple[Answer | None, list[float]]:
    values = _strengths(piece, lower, scale, close.on_topic)
    share = _share(piece, values)
    answered = (close.value >= ALIKE and close.value >= BESIDE * best) or _is_literal(piece, lower, scale)
    if not answered and not (close.on_topic and close.value >= HINT):
        return None, []
    given = ("full" if share >= FULL else "partial") if answered else "related"
    why = _why(piece, lower, share, close)
    return Answer(lower.path, given, why, max(share, close.value / 2)), values if answered else []


def grade_all(uppers: tuple[Piece, ...], lowers: tuple[Piece, ...], scale: Scale) -> tuple[Graded, ...]:
    """The answers to every upper measure among all lower ones."""
    table = [[_closeness(piece, lower, scale) for lower in lowers] for piece in uppers]
    best = [max((row[place].value for row in table), default=0.0) for place in range(len(lowers))]
    graded = []
    for piece, row in zip(uppers, table, strict=True):
        answers: list[Answer] = []
        rows: list[list[float]] = []
        for lower, close, most in zip(lowers, row, best, strict=True):
            answer, values = _answer(piece, lower, close, most, scale)
            if answer is not None:
                answers.append(answer)
            if values:
                rows.append(values)
        values = [max((one[place] for one in rows), default=0.0) for place in range(len(piece.parts))]
        missing = _missing(piece, values)
        whole_run = all(end - start <= COMPLETE for start, end in missing)
        is_full = _share(piece, values) >= FULL and whole_run
        coverage = "full" if is_full else "partial" if rows else "none"
        answers.sort(key=lambda one: -one.share)
        shown = [one for one in answers if one.grade != "related"]
        shown += [one for one in answers if one.grade == "related"][:MOST_RELATED]
        graded.append(Graded(piece, coverage, tuple(shown), missing))
    return tuple(graded)
