"""Tokens of a normalised text: pairs of Chinese characters, Latin words, numbers; facets as tokens."""

import re
from hashlib import blake2b

try:
    import rjieba
except ImportError:  # the optional extra `search`
    rjieba = None  # type: ignore[assignment] # a module or nothing

HAS_SEGMENTER = rjieba is not None
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<latin>[a-z0-9]+(?:\.\d+)?)")
_WORD = re.compile(rf"[{_HAN}]+")
LONGEST_WORD = 6


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]


def tokens_of(normalised: str) -> list[str]:
    """Tokens of a word that is asked: 个体户 → 个体 体户; a single character asks for a beginning (`税*`)."""
    found: list[str] = []
    for match in _RUN.finditer(normalised):
        run = match["han"]
        if run is None:
            found.append(match["latin"].replace(".", "p"))
        else:
            found += [run + "*"] if len(run) == 1 else _pairs(run)
    return found


def indexed_tokens(normalised: str) -> list[str]:
    """Tokens of a text that is kept: as `tokens_of`, and the last character of a run by itself."""
    found: list[str] = []
    for match in _RUN.finditer(normalised):
        run = match["han"]
        if run is None:
            found.append(match["latin"].replace(".", "p"))
        else:
            found += _pairs(run)
            if len(run) > 1:
                found.append(run[-1])
    return found


def whole_words(normalised: str) -> list[str]:
    """Words of three and more characters as the segmenter sees them; none where it is not installed."""
    if rjieba is None:
        return []
    words = rjieba.cut(normalised)
    return [word for word in words if 2 < len(word) <= LONGEST_WORD and _WORD.fullmatch(word)]


def facet(name: str, value: str) -> str:
    """A filter value as a token that no text contains: `facet("kind", "plan")`."""
    return "zt" + blake2b(f"{name}:{value}".encode(), digest_size=8).hexdigest()
