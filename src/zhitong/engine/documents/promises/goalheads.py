"""Pairs of indicator and quantity, and the heads they take over from the pair before them."""

import re
from dataclasses import dataclass, replace

from zhitong.engine.documents.figures.quantities import Quantity
from zhitong.engine.documents.promises import goalwords as words


@dataclass(frozen=True, slots=True)
class Item:
    """One pair; `verb` is the head that builds it up (own or inherited), `noun` the bare noun.

    `start:end` are offsets into the squeezed copy; `after_verb` marks 打造15个…, `predicate` …达到80户.
    """

    indicator: str
    noun: str
    verb: str
    quantity: Quantity
    start: int
    end: int
    after_verb: bool = False
    predicate: bool = False
    inherited: bool = False
    among: bool = False


def own_verb(noun: str) -> str:
    """The head at the front of a noun phrase (累计新增…), or nothing."""
    opening = words.OPENING.match(noun)
    return opening[0] if opening and (opening["verb"] or opening["sum"] or opening["sum2"]) else ""


def subject_of(last: "Item") -> str:
    """What an item is about, for a following 年均增长 or 达到."""
    return words.COMPARED.sub("", last.noun.removeprefix(last.verb))


def among(item: Item, whole: Item) -> Item:
    """其中国家级的10家, 其中超十亿元的5家: a part of what the item `whole` counts."""
    part, verb, subject = item.noun[:-1], shared_head(whole.verb), subject_of(whole)
    if words.LEVEL.fullmatch(part):
        named = verb + part + words.LEVEL.sub("", subject)
    else:
        named = verb + part if subject in part else f"{subject}中{item.noun}"
    return replace(item, indicator=named, verb=verb, inherited=True)


def shared_head(verb: str) -> str:
    """The part of a head that a following item shares (新增入库 → 新增)."""
    opening = words.OPENING.match(verb)
    if not opening or verb in ("实现", "有"):
        return ""
    summed = opening["sum"] or opening["sum2"] or ""
    second = opening["second"] or ""
    return summed + (opening["verb"] or "") + (second if summed and not opening["verb"] else "")


def inherit(item: Item, last: Item | None, joint: str) -> Item:
    """The item with the head and the level of the one before it, where the sentence leaves them out."""
    if last is None:
        return item
    if words.TOTAL.fullmatch(item.noun) and words.GROWTH.search(last.noun):
        named = subject_of(last) + item.noun
        return replace(item, indicator=named, noun=named, inherited=True)
    if words.SHARED.match(item.noun):
        subject = subject_of(last)
        subject = words.TOTAL_LAST.sub("", subject) if item.noun.startswith("占") else subject
        return replace(item, indicator=subject + item.noun, inherited=True)
    if words.LEVEL.fullmatch(item.noun):
        bare = words.LEVEL.sub("", last.noun.removeprefix(last.verb))
        return replace(
            item,
            indicator=shared_head(last.verb) + item.noun + bare,
            verb=shared_head(last.verb),
            inherited=True,
        )
    if item.quantity.kind == "rate" or re.search(words.NEW, item.noun):
        return item
    if item.verb or item.after_verb or words.RESULT.match(item.noun):
        return item
    listed = joint.endswith("、") or bool(re.fullmatch(r"以及|和|及|与", joint))
    if last.verb and last.predicate != item.predicate and item.predicate:
        return item
    if not last.verb or re.match(r"全[国区市省县旗州盟]|力争", item.noun):
        return item
    if item.predicate and not listed:
        return item
    core = shared_head(last.verb)
    level = words.LEVEL.match(last.noun.removeprefix(last.verb))
    shared = level[0] if level and not words.LEVEL.match(item.noun) else ""
    named = core + shared + item.noun
    return replace(item, indicator=named, verb=core, inherited=True) if core or shared else item
