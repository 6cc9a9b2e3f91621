"""The compiled function: the same verdicts, in a fraction of the time."""

from datetime import date

from tests.engine.verdicts.conftest import AS_OF, known, rule
from zhitong.engine.facts import Facts
from zhitong.engine.rules.provision import Window
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts.compiled import compile_conditions, compile_rules, plain_values


def test_window_and_region_count(vocabulary):
    ended = Window(date(2020, 1, 1), date(2021, 1, 1))
    rules = compile_rules(
        [
            rule("taxed is yes [r1]", "p.ended", window=ended),
            rule("taxed is yes [r1]", "p.here", region="1503"),
            rule("judge 有前景 [r1]", "p.judged"),
        ],
        AS_OF,
        vocabulary,
    )
    assert rules.verdicts(plain_values(known(taxed=True, region="150302"))) == {
        "p.ended": Verdict.NOT_MET,
        "p.here": Verdict.MET,
        "p.judged": Verdict.UNKNOWN,
    }


def test_no_rules_and_no_facts_are_fine(vocabulary):
    assert compile_rules([], AS_OF, vocabulary).verdicts({}) == {}
    rules = compile_rules([rule("taxed is yes [r1]")], AS_OF, vocabulary)
    assert rules.verdicts(plain_values(Facts())) == {"p.one": Verdict.UNKNOWN}


def test_very_wide_condition_compiles(vocabulary):
    lines = "".join(f"  employees at_least {number}人 [r1]\n" for number in range(1, 3000))
    condition = rule(f"all:\n{lines}").condition
    codes = compile_conditions([condition], AS_OF, vocabulary)
    assert (codes({"employees": 3000}), codes({"employees": 2998}), codes({})) == ((3,), (0,), (1,))


def test_words_of_a_rule_never_reach_the_source(vocabulary):
    nasty = 'x"); raise SystemExit  # '
    condition = rule(f"kind is {nasty!r}".replace("'", '"').replace('x"', "x"), "p.nasty").condition
    codes = compile_conditions([condition], AS_OF, vocabulary)
    assert codes({"kind": condition.operand}) == (3,)
