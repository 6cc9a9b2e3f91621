"""Hypothesis strategies for rules and facts; only tests import this module (hypothesis is a test tool)."""

import random

from hypothesis import strategies as st

from zhitong.engine.facts import Facts, Vocabulary
from zhitong.engine.proving.random_rules import Generator
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Condition, Judgement, Leaf, Not

_texts = st.text(min_size=1, max_size=30).filter(lambda text: text.isprintable())


def generators(vocabulary: Vocabulary) -> st.SearchStrategy[Generator]:
    """A seeded generator; all share the codes they draw from, which are dear to collect."""
    codes: dict[str, list[str]] = {}

    def seeded(seed: int) -> Generator:
        return Generator(vocabulary, random.Random(seed), codes=codes)  # noqa: S311

    return st.integers(0, 2**32).map(seeded)


def leaves(vocabulary: Vocabulary) -> st.SearchStrategy[Leaf]:
    """Tests that fit their facts."""
    return generators(vocabulary).map(lambda generator: generator.leaf())


def judgements() -> st.SearchStrategy[Judgement]:
    """Judgements with any printable words."""
    return st.builds(Judgement, _texts, st.lists(st.sampled_from(["r1", "r2"]), max_size=2).map(tuple))


def conditions(vocabulary: Vocabulary) -> st.SearchStrategy[Condition]:
    """Trees of every kind of node."""

    def groups(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(parts, max_size=4).map(tuple)
        return st.one_of(
            st.builds(All, several),
            st.builds(AnyOf, several),
            st.builds(Not, parts),
            st.builds(AtLeast, st.integers(0, 5), several),
        )

    return st.recursive(st.one_of(leaves(vocabulary), judgements()), groups, max_leaves=12)


def facts(vocabulary: Vocabulary) -> st.SearchStrategy[Facts]:
    """Businesses partly known."""
    return generators(vocabulary).map(lambda generator: generator.facts())
