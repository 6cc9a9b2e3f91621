"""The rules as one decision of zen-engine (GoRules), one business at a time, beside our compiled function."""

import time
from collections.abc import Iterable
from datetime import date
from importlib.util import find_spec
from typing import Any

import polars as pl

from bench.surely import Sure, Test, surely
from zhitong.columnar.leaves import bounds_of
from zhitong.engine.facts import Facts, FactValue, Vocabulary
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.operators import OPERATORS
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts.compiled import compile_rules, plain_values

INSTALLED = find_spec("zen") is not None
if INSTALLED:
    import zen


def sampled(
    rules: list[Provision], frame: pl.DataFrame, vocabulary: Vocabulary, as_of: date, size: int
) -> dict[str, float]:
    """Microseconds per business of `zen` and `compiled`; AssertionError where the two differ."""
    some = frame.sample(min(size, frame.height), seed=5)
    decision = zen.ZenEngine().create_decision(graph(rules, as_of, vocabulary))
    rows = _plain(some)
    started = time.perf_counter()
    said = [decision.evaluate(row)["result"] for row in rows]
    zen_seconds = time.perf_counter() - started
    asked = compile_rules(rules, as_of, vocabulary)
    businesses = [plain_values(facts) for facts in _facts(some, vocabulary)]
    started = time.perf_counter()
    ours = [asked.verdicts(each) for each in businesses]
    our_seconds = time.perf_counter() - started
    for mine, theirs in zip(ours, said, strict=True):
        for number, each in enumerate(rules):
            assert (mine[each.key] is Verdict.MET) is theirs[f"p{number}"], each.key
    return {"zen": zen_seconds / len(rows) * 1e6, "compiled": our_seconds / len(rows) * 1e6}


def graph(rules: list[Provision], as_of: date, vocabulary: Vocabulary) -> dict[str, Any]:
    """A decision with one expression per rule."""
    expressions = [
        {
            "id": str(number),
            "key": f"p{number}",
            "value": expression(surely(rule_of_day(each, as_of).condition), as_of, vocabulary),
        }
        for number, each in enumerate(rules)
    ]
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"},
            {
                "id": "all",
                "type": "expressionNode",
                "name": "all",
                "content": {"expressions": expressions},
            },
            {"id": "out", "type": "outputNode", "name": "out"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "all", "type": "edge"},
            {"id": "2", "sourceId": "all", "targetId": "out", "type": "edge"},
        ],
    }


def expression(test: Test, as_of: date, vocabulary: Vocabulary) -> str:
    """A test in zen's language, where a comparison with null is not relied upon."""
    if isinstance(test, Sure):
        return _leaf(test, as_of, vocabulary)
    parts = [f"({expression(part, as_of, vocabulary)})" for part in test.parts]
    if test.needed <= 0 or test.needed > len(parts):
        return "true" if test.needed <= 0 else "false"
    if test.needed in (1, len(parts)):
        return (" or " if test.needed == 1 and len(parts) > 1 else " and ").join(parts)
    return " + ".join(f"({part} ? 1 : 0)" for part in parts) + f" >= {test.needed}"


def _leaf(sure: Sure, as_of: date, vocabulary: Vocabulary) -> str:
    leaf, test = sure.leaf, OPERATORS[sure.leaf.operator].columnar
    fact, wanted = leaf.fact, sure.wanted != test.negated
    words = [str(word) for word in (leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,))]
    if test.test == "known":
        return f"{fact} {'!=' if wanted else '=='} null"
    if isinstance(leaf.operand, bool):
        return f"{fact} == {str(leaf.operand == wanted).lower()}"
    if test.test in ("same", "member"):
        listed = ", ".join(f'"{word}"' for word in words)
        found = f"{fact} in [{listed}]"
    elif test.test == "within":
        bare = vocabulary.trees[vocabulary[fact].tree].bare
        found = " or ".join(f'startsWith({fact}, "{bare(word) or word}")' for word in words)
    else:
        bounds = bounds_of(leaf, test, as_of)
        ends = [("<=", bounds.high), (">=", bounds.low)]
        found = " and ".join(f"{fact} {sign} {end}" for sign, end in ends if end is not None)
    return f"{fact} != null and {'' if wanted else 'not '}({found})"


def _plain(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON values: days as whole numbers, as the bounds are."""
    days = [pl.col(name).to_physical() for name in frame.columns if frame[name].dtype == pl.Date]
    return frame.with_columns(days).to_dicts()


def _facts(frame: pl.DataFrame, vocabulary: Vocabulary) -> Iterable[Facts]:
    for row in frame.to_dicts():
        yield Facts({key: FactValue(value) for key, value in row.items() if value is not None})
