"""Synonyms, stop words, topics and people as data of the packs (`synonyms.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from zhitong.engine.documents.words.normalising import normalise
from zhitong.engine.values import Problem

PACKAGED = Path(__file__).resolve().parents[3] / "packs" / "china" / "synonyms.yaml"


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """`others[word]` are the words asked along with it; all words are in normal form."""

    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stop: tuple[str, ...] = ()
    trim: str = ""
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word it knows, for cutting a question into words."""
        named = {word for words in (*self.topics.values(), *self.people.values()) for word in words}
        return frozenset(
            named | set(self.others) | {word for words in self.others.values() for word in words}
        )

    def topics_of(self, normalised: str) -> tuple[str, ...]:
        """Topics whose words occur."""
        return tuple(name for name, words in self.topics.items() if any(one in normalised for one in words))

    def people_of(self, normalised: str) -> tuple[str, ...]:
        """For whom it is, by the words that occur."""
        return tuple(name for name, words in self.people.items() if any(one in normalised for one in words))


def _listed(content: Mapping[str, Any], part: str) -> dict[str, tuple[str, ...]]:
    given = content.get(part) or {}
    return {str(name): tuple(normalise(str(word)) for word in words) for name, words in given.items()}


def read_thesaurus(content: Mapping[str, Any]) -> tuple[Thesaurus, list[Problem]]:
    """The thesaurus of a decoded file; an entry that cannot be used is left out and named."""
    problems: list[Problem] = []
    others: dict[str, list[str]] = {}
    for place, group in enumerate(content.get("groups") or (), 1):
        if not isinstance(group, list) or len(set(map(str, group))) < 2:
            problems.append(
                Problem("synonym_group", f"第 {place} 组同义词不足两个。", advice="请补上或删去这一组。")
            )
            continue
        words = [normalise(str(word)) for word in group]
        for word in words:
            others.setdefault(word, []).extend(one for one in words if one != word)
    for word, more in _listed(content, "one_way").items():
        others.setdefault(normalise(word), []).extend(more)
    stop = sorted(
        {normalise(str(word)) for word in content.get("stop") or ()}, key=lambda one: (-len(one), one)
    )
    kept = {word: tuple(dict.fromkeys(more)) for word, more in others.items()}
    trim = "".join(str(char) for char in content.get("trim") or ())
    found = Thesaurus(kept, tuple(stop), trim, _listed(content, "topics"), _listed(content, "people"))
    return found, problems


@cache
def packaged_thesaurus() -> Thesaurus:
    """The thesaurus that comes with the national pack."""
    return read_thesaurus(yaml.safe_load(PACKAGED.read_text(encoding="utf-8")))[0]
