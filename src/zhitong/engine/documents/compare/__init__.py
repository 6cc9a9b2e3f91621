"""Compare a lower plan with its upper plan: answered, left out, handed over, added, contradicted."""

from typing import Any

from zhitong.engine.documents.compare.conflicts import find_conflicts
from zhitong.engine.documents.compare.grading import Graded, Scale, grade_all
from zhitong.engine.documents.compare.levels import changed
from zhitong.engine.documents.compare.pieces import Piece, common_phrases, pieces_of, weights_of
from zhitong.engine.documents.compare.shares import pair_targets, shown
from zhitong.engine.documents.parse import ParsedDocument

__all__ = ["compare"]


def _units_changed(graded: Graded, lowers: dict[str, Piece]) -> dict[str, list[str]]:
    """Offices dropped or added over all answers that say something; nothing where nothing answers."""
    answering = [lowers[one.path] for one in graded.answers if one.grade != "related"]
    below = list(dict.fromkeys(name for piece in answering for name in piece.units))
    return changed(graded.piece.units, below) if below else {"dropped": [], "added": []}


def compare(lower: ParsedDocument, upper: ParsedDocument) -> dict[str, Any]:
    """How the lower document answers the upper one, in the shape of `zhitong document compare --json`.

    A machine's suggestion with reasons; every `missing` quote is literally in the upper text.
    """
    above, below = pieces_of(upper), pieces_of(lower)
    scale = Scale(weights_of([*above, *below]), common_phrases([*above, *below]))
    by_path = {piece.path: piece for piece in below}
    graded = grade_all(above, below, scale)
    answering = {one.path for each in graded for one in each.answers if one.grade != "related"}
    pairs = [
        (each.piece, by_path[one.path]) for each in graded for one in each.answers if one.grade != "related"
    ]
    return {
        "measures": [
            {
                "upper_path": each.piece.path,
                "coverage": each.coverage,
                "lower": [{"path": one.path, "grade": one.grade, "why": one.why} for one in each.answers],
                "missing": [upper.text[start:end] for start, end in each.missing],
                "units_changed": _units_changed(each, by_path),
            }
            for each in graded
        ],
        "lower_only": [piece.path for piece in below if piece.path not in answering],
        "targets": [
            {"upper": shown(mine), "lower": shown(theirs), "share": share}
            for mine, theirs, share in pair_targets(upper.targets, lower.targets)
        ],
        "conflicts": [
            {"upper_quote": one.upper_quote, "lower_quote": one.lower_quote, "what": one.what}
            for one in find_conflicts(upper, lower, pairs, scale.weights)
        ],
    }
