"""Take-up against asking the engine about each business and each claim."""

import random
from collections import Counter
from dataclasses import replace

import polars as pl
import pytest

from tests.columnar.random_worlds import TODAY, random_amount, random_facts, random_provision
from zhitong.columnar.run import run
from zhitong.columnar.snapshot import snapshot_of
from zhitong.columnar.table import table_of
from zhitong.columnar.take_up import LINES, STATES, TakeUp
from zhitong.engine.facts import with_derived
from zhitong.engine.rules.amount_of import compute
from zhitong.engine.rules.nodes import All
from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.provision import Window
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts import evaluate


def expected(verdict, low, high, claimed):
    """State and ends of one line in words; None: no line."""
    if verdict is not Verdict.MET:
        if claimed is None:
            return None
        return ("undue" if verdict is Verdict.NOT_MET else "unconfirmed", None, None)
    if claimed is None:
        return "missed", low, high
    if high is not None and claimed > high:
        return "overpaid", low, high
    if low is not None and claimed < low:
        return "underpaid", low, high
    return ("right" if low == high == claimed else "unconfirmed"), low, high


@pytest.mark.parametrize("seed", range(4))
def test_every_line_is_what_one_by_one_gives(seed, vocabulary, standards):
    rng = random.Random(seed)
    businesses = {f"B{row:03d}": random_facts(rng, vocabulary) for row in range(50)}
    plain = {code: {key: each.value for key, each in facts.items()} for code, facts in businesses.items()}
    snapshot, _ = snapshot_of(table_of(plain.items(), vocabulary), vocabulary, standards)
    rules = [random_provision(rng, vocabulary, f"p{number}") for number in range(8)]
    rules += [
        replace(
            random_provision(rng, vocabulary, f"q{number}"),
            condition=All(()),
            region="",
            window=Window(None, None, long_term=True),
            amount=random_amount(rng, vocabulary),
        )
        for number in range(8)
    ]
    full = {code: with_derived(facts, vocabulary, standards, TODAY) for code, facts in businesses.items()}
    claims, summed = [], Counter()
    for rule in rules:
        for code in [*rng.sample(sorted(businesses), 20), "STRANGER"]:
            amount = (
                None
                if code == "STRANGER"
                else compute(rule_of_day(rule, TODAY).amount, full[code], vocabulary).high_fen
            )
            fen = rng.choice((1, *(max(0, min(10**15, amount or 0) + step) for step in (-1, 0, 0, 1))))
            pieces = rng.choice(([fen], [fen // 2, fen - fen // 2]))
            claims += [(code, rule.key, piece) for piece in pieces]
            summed[code, rule.key] += fen
    rng.shuffle(claims)
    frame = pl.DataFrame(claims, schema=["uscc", "provision", "claimed_fen"], orient="row")
    found = TakeUp(run(rules, snapshot, TODAY), frame)
    seen = Counter()
    for rule in rules:
        wanted = {"STRANGER": ("unconfirmed", None, None)}
        for code, facts in full.items():
            amount = compute(rule_of_day(rule, TODAY).amount, facts, vocabulary)
            verdict = evaluate(rule, facts, TODAY, vocabulary).verdict
            line = expected(verdict, amount.low_fen, amount.high_fen, summed.get((code, rule.key)))
            if line is not None:
                wanted[code] = line
        lines = found.lines(rule.key)
        assert dict(lines.schema) == LINES
        assert {row[0]: row[2:5] for row in lines.iter_rows()} == wanted
        assert lines.height == len(wanted)
        assert all(row[5] == summed.get((row[0], rule.key), 0) for row in lines.iter_rows())
        seen.update(lines["state"])
    assert set(seen) == set(STATES)
    for fact, length in (("", 0), ("region", 4), ("industry", 1)):
        sums = found.sums(fact, length)
        for state in STATES:
            assert sum(each.businesses for each in sums if each.state == state) == seen[state]
        assert sum(each.claimed_fen for each in sums) == sum(summed.values())
