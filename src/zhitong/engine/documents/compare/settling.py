"""The machine's comparison under the word of a person: what was confirmed or corrected goes before it."""

from collections.abc import Mapping
from dataclasses import dataclass

RANK = {"full": 3, "partial": 2, "related": 1, "none": 0}


@dataclass(frozen=True, slots=True)
class Settled:
    """An answer with its grade; `is_confirmed` when a person gave it."""

    path: str
    grade: str
    why: str
    is_confirmed: bool = False


def settle(
    coverage: str, answers: Mapping[str, tuple[str, str]], confirmed: Mapping[str, str]
) -> tuple[str, tuple[Settled, ...]]:
    """The coverage and the answers of one upper measure, best first.

    `answers` are the suggested grade and reason by lower path, `confirmed` the grades people gave. With
    a confirmed answer its grade is the coverage; where people only rejected, the best that is left counts.
    """
    grades = {path: Settled(path, grade, why) for path, (grade, why) in answers.items()}
    for path, grade in confirmed.items():
        grades[path] = Settled(path, grade, answers.get(path, ("", ""))[1], True)
    listed = tuple(sorted(grades.values(), key=lambda one: (not one.is_confirmed, -RANK.get(one.grade, 0))))
    if not confirmed:
        return coverage, listed
    said = [one.grade for one in listed if one.is_confirmed and one.grade != "none"]
    left = [one.grade for one in listed if not one.is_confirmed and one.grade != "related"]
    rejected = any(answers.get(path, ("related", ""))[0] != "related" for path in confirmed)
    if not said and not rejected:
        return coverage, listed
    best = max(said or left or ["none"], key=lambda grade: RANK.get(grade, 0))
    return best, listed
