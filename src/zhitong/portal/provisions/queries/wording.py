"""Conditions and amounts in plain Chinese, generated from the rule."""

from zhitong.engine.rules.amounts import Amount
from zhitong.engine.rules.nodes import Condition
from zhitong.engine.rules.phrase import phrase_amount, phrase_condition, phrase_lines
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.provisions.queries.shapes import WordingLine


def amount_text(amount: Amount) -> str:
    """How much, in a few words."""
    return phrase_amount(amount, vocabulary())


def condition_text(condition: Condition) -> str:
    """The whole condition as a paragraph."""
    return phrase_condition(condition, vocabulary())


def wording_lines(condition: Condition) -> list[WordingLine]:
    """The condition line by line, as a list is read."""
    return [
        WordingLine(line.depth, line.text, line.cites, line.needs_judgement)
        for line in phrase_lines(condition, vocabulary())
    ]
