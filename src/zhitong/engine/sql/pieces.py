"""Pieces of expressions. Nodes are taken as they are: each stands in one tree, once."""

from collections.abc import Sequence

from sqlglot import exp

_BOOLEAN = exp.DataType(this=exp.DType.BOOLEAN)
_BIGINT = exp.DataType(this=exp.DType.BIGINT)
_DATE = exp.DataType(this=exp.DType.DATE)


def unknown() -> exp.Expr:
    """NULL as an answer."""
    return exp.Cast(this=exp.Null(), to=_BOOLEAN.copy())


def no_number() -> exp.Expr:
    """NULL as a figure."""
    return exp.Cast(this=exp.Null(), to=_BIGINT.copy())


def day_of(text: str) -> exp.Expr:
    """An ISO day as a day."""
    return exp.Cast(this=exp.Literal.string(text), to=_DATE.copy())


def all_of(parts: Sequence[exp.Expr]) -> exp.Expr:
    """AND of one or more, in brackets."""
    return exp.Paren(this=exp.and_(*parts, copy=False))


def any_of(parts: Sequence[exp.Expr]) -> exp.Expr:
    """OR of one or more, in brackets."""
    return exp.Paren(this=exp.or_(*parts, copy=False))


def negated(part: exp.Expr) -> exp.Expr:
    """NOT: NULL stays NULL."""
    return exp.Not(this=part if isinstance(part, exp.Paren) else exp.Paren(this=part))


def is_null(part: exp.Expr) -> exp.Expr:
    """Whether nothing is there; never NULL itself."""
    return exp.Is(this=part, expression=exp.Null())


def case(*branches: tuple[exp.Expr, exp.Expr], default: exp.Expr) -> exp.Expr:
    """The answer of the first branch whose test is true."""
    ifs = [exp.If(this=test, true=answer) for test, answer in branches]
    return exp.Case(ifs=ifs, default=default)


def total(terms: Sequence[exp.Expr]) -> exp.Expr:
    """The sum of one or more, in brackets."""
    found = terms[0]
    for term in terms[1:]:
        found = exp.Add(this=found, expression=term)
    return exp.Paren(this=found)


def texts(words: Sequence[str]) -> list[exp.Expr]:
    """Literals, escaped as the dialect wants it."""
    return [exp.Literal.string(word) for word in words]
