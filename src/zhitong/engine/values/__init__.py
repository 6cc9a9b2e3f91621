"""The smallest things: verdicts, bands, quantities, code trees, problems, references."""

from zhitong.engine.values.bands import Band
from zhitong.engine.values.problems import Problem, Severity
from zhitong.engine.values.references import Reference
from zhitong.engine.values.verdict import Verdict, all_of, any_of, at_least, negate

__all__ = [
    "Band",
    "Problem",
    "Reference",
    "Severity",
    "Verdict",
    "all_of",
    "any_of",
    "at_least",
    "negate",
]
