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
PARTIAL_ON_TOPIC = 0.1
RELATED = 0.16  # overlap of whole measures on one topic that counts as an answer in other words
TOUCHED = 0.09  # the least mutual overlap of wholes behind a partial answer
HINT = 0.12  # overlap on one topic from which a measure is worth a look, though no answer
HINT_SAME_UNITS = 0.06  # the same where the responsible offices correspond
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


def _why(upper: Piece, lower: Piece, share: float, topic: float, units: float) -> str:
    reasons = [f"上级文件该段约{round(share * 100)}%的内容在此有对应"] if share else []
    words = _shared_words(upper.text, lower.text)
    if len(words) >= 4:
        reasons.append(f"共同的字句：“{words}”")
    if topic >= SAME_TOPIC:
        reasons.append("所在标题相同或相近")
    if units >= 0.5:
        reasons.append("责任单位上下对应")
    return "；".join(reasons) or "主题相近"


def _grade(share: float) -> str:
    return "full" if share >= FULL else "partial" if share >= PARTIAL else "related"


def _strength(part: Part, lower: Piece, scale: Scale, on_topic: bool) -> float:
    """How far a lower measure says a part: 1 says it, 0.5 touches it, 0 not at all."""
    value = said(part.grams, lower.grams, scale.weights)
    if value >= ANSWERED:
        return 1.0
    if value >= (HINTED_ON_TOPIC if on_topic else HINTED):
        return 0.5
    shared = (part.phrases & lower.phrases) - scale.common
    return 0.5 if shared and (on_topic or len(shared) > 4) else 0.0


def _missing(piece: Piece, best: list[float]) -> tuple[tuple[int, int], ...]:
    """Neighbouring unanswered parts joined into one quote each."""
    spans: list[tuple[int, int]] = []
    last = -2
    for place, (part, value) in enumerate(zip(piece.parts, best, strict=True)):
        if value > 0:
            continue
        if place == last + 1 and spans:
            spans[-1] = (spans[-1][0], part.end)
        else:
            spans.append((part.start, part.end))
        last = place
    return tuple(spans)


def _best(rows: list[list[float]], count: int) -> list[float]:
    return [max((row[place] for row in rows), default=0.0) for place in range(count)]


def grade(piece: Piece, lowers: tuple[Piece, ...], scale: Scale) -> Graded:
    """The answers to one upper measure among all lower ones."""
    size = sum(part.size for part in piece.parts) or 1
    answers: list[Answer] = []
    rows: list[list[float]] = []
    for lower in lowers:
        topic = _topic(piece, lower, scale.weights)
        on_topic = topic >= SAME_TOPIC
        whole = said(piece.grams, lower.grams, scale.weights)
        strengths = [_strength(part, lower, scale, on_topic) for part in piece.parts]
        share = sum(value * part.size for value, part in zip(strengths, piece.parts, strict=True)) / size
        mutual = (whole + said(lower.grams, piece.grams, scale.weights)) / 2
        answered = share >= PARTIAL or (on_topic and share >= PARTIAL_ON_TOPIC and mutual >= TOUCHED)
        answered = answered or (on_topic and whole >= RELATED)
        shared_units = overlap(piece.units, lower.units) if on_topic else 0.0
        hint = on_topic and whole >= (HINT_SAME_UNITS if shared_units >= 0.5 else HINT)
        if not answered and not hint:
            continue
        given = _grade(share) if share >= PARTIAL or not answered else "partial"
        why = _why(piece, lower, share, topic, shared_units)
        answers.append(Answer(lower.path, given, why, max(share, whole / 2)))
        if answered:
            rows.append(strengths)
    best = _best(rows, len(piece.parts))
    covered = sum(value * part.size for value, part in zip(best, piece.parts, strict=True)) / size
    missing = _missing(piece, best)
    whole_run = all(end - start <= COMPLETE for start, end in missing)
    coverage = "full" if covered >= FULL and whole_run else "partial" if rows else "none"
    answers.sort(key=lambda one: -one.share)
    return Graded(piece, coverage, tuple(answers[:8]), missing)
