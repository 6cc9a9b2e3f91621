"""A part of a sentence cut into pairs of indicator and quantity, with elided heads restored."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhitong.engine.documents.figures.dates import find_days
from zhitong.engine.documents.figures.quantities import Quantity
from zhitong.engine.documents.promises import goalwords as words
from zhitong.engine.documents.promises.goalheads import (
    Item,
    among,
    inherit,
    own_verb,
    shared_head,
    subject_of,
)

_JOINT = re.compile(r"[、，：:]|以及|和|及|与")
# Several goals quoted together: “…达到2000名，…达到40%”的目标.
_GOALS_QUOTED = re.compile(r"“[^”]*\d[^”]*，[^”]*\d[^”]*”")
_LISTED = re.compile(r"[、]|以及|和|及|与")
_WHOSE = re.compile(
    r"(?:全[国区市省县旗州盟])?(?:[\u4e00-\u9fff]{2,4}(?:经济|产业|工业|农业|行业|企业|贸易|市场|主体|工商户))"
)
_LIST_OF_TRAITS = re.compile(r"[^，。；、\d]{1,24}(?:、[^，。；、\d]{1,24})+的[^，。；、\d]{2,20}")
_BECOMES = re.compile(r"[^，。；、\d]{2,16}(?:成为|成长为|升级为|转型为|晋升为)[^，。；\d]+")
_BATCH = re.compile(r"一批(?P<noun>[^，。；、\d]{2,20})，")
_OVER = r"(?:超过?|突破|达到?|过)[\d.]+[万亿千百]*[元户家个人吨]?(?:以上)?的"
_BARE_THRESHOLD = re.compile(_OVER)
_FULL_THRESHOLD = re.compile(rf"(?P<of>[^\d，。]{{2,14}}?){_OVER}(?P<head>[^\d，。的]{{0,20}})")
_COUNTED_NEXT = re.compile(r"(?:和|及|以及|与)(?=\d)")
_RESPECTIVELY = re.compile(
    r"(?P<nouns>.+?)(?:要|将|力争|应)?(?:分别|各自)(?:不少于|不低于|达到|达|为|增至|突破|新增|完成|保持在|提高到|提升到|发展到|(?:年均)?增长)?$"
)
_EACH = re.compile(
    r"(?P<nouns>.*?)(?:各|均|都|皆|分别各)(?:要|力争|不少于|不低于|达到|达|为|突破|实现|新增|保持在|稳定在|提高到|提升到)*$"
)


def _outside_brackets(part: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    depth, depths = 0, []
    open_quotes = {one.start() for one in _GOALS_QUOTED.finditer(part)}
    close_quotes = {one.end() - 1 for one in _GOALS_QUOTED.finditer(part)}
    for place, char in enumerate(part):
        depth += char in "（【“" and place not in open_quotes
        depths.append(depth)
        depth -= char in "）】”" and depth > 0 and place not in close_quotes
    return [one for one in quantities if depths[one.start] == 0]


def _clean(left: str) -> str:
    """The noun phrase of what stands before a number, without dates, announcements and comparisons."""
    while True:
        shorter = words.TRAILING.sub("", left)
        if shorter == left:
            break
        left = shorter
    return left


def _skip_lead(text: str) -> int:
    """How many characters at the front announce (力争, 到2025年底 …) rather than name."""
    place = 0
    while place < len(text):
        rest = text[place:]
        lead = words.LEADING.match(rest)
        dated = next((day.end for day in find_days(rest[:20]) if day.start == 0), 0)
        step = dated or (lead.end() if lead and lead.end() < len(rest) else 0)
        if not step:
            break
        place += step
    return place


def _attributive(part: str, quantity: Quantity) -> bool:
    """Whether a quantity qualifies the noun behind it (500万元以上的企业): a threshold, no target."""
    after = part[quantity.full_end :]
    bounded = part[quantity.end : quantity.full_end].endswith(("以上", "以下", "以内"))
    if bounded and re.match(
        r"(?:的?(?:规模)?(?:工业|商贸|农业|民营|骨干|龙头|重点|大型)*(?:企业|项目|单位|园区|人员|人才))",
        after,
    ):
        return True
    if quantity.kind == "money" and words.OVER.match(quantity.prefix) and words.OVER_WHAT.match(after):
        return True
    return after.startswith("的") or bool(re.match(r"[）]?(?:含|（含)[^，。；）]{0,8}）?的", after))


def _named_after(part: str, quantity: Quantity) -> tuple[str, int]:
    """The noun behind a number (打造15个非遗工坊) and where it ends."""
    after = part[quantity.full_end :]
    lead = len(after) - len(after.removeprefix("的"))
    opened = after[lead : lead + 1] == "“"
    stop = (
        re.search(r"[，。；、]", after[lead:])
        if opened
        else words.NOUN_END.search(after, lead + after.startswith("在", lead))
    )
    length = (stop.start() + (lead if opened else 0)) if stop else len(after)
    if stop and after[stop.start() : stop.start() + 1] == "、" and not opened:
        listed = _LIST_OF_TRAITS.match(after)
        length = listed.end() if listed else length
    became = _BECOMES.match(after[lead:])
    length = max(length, lead + became.end()) if became else length
    counted = _COUNTED_NEXT.search(after[:length])
    length = counted.start() if counted else length
    if stop and not opened and after[stop.start()] == "“" and stop.start() > lead:
        close = re.search(r"[，。；、]", after[stop.start() :])
        length = stop.start() + close.start() if close else len(after)
    return after[lead:length], quantity.full_end + length


def _number_first(part: str, quantity: Quantity, cursor: int, base: int, last: Item | None) -> Item | None:
    left = part[cursor : quantity.full_start]
    by_prefix = quantity.prefix.endswith("有")
    verb = words.VERB_LAST.search(left)
    chained = last is not None and last.after_verb and left in ("、", "和", "以及", "及")
    chained = chained or bool(
        last and last.after_verb and not left and last.quantity.unit == quantity.unit == "名"
    )
    if not verb and not by_prefix and not chained:
        return None
    noun, end = _named_after(part, quantity)
    noun = noun.strip("“”") if noun.count("“") != noun.count("”") else noun
    if len(noun) < 2:
        return None
    head = verb["verb"] if verb else last.verb if chained and last else "有"
    if verb and verb["least"] and quantity.comparator == "=":
        quantity = replace(quantity, comparator=">=")
    start = cursor + (verb.start("verb") if verb else len(left) if chained else _skip_lead(left))
    named = noun if head in ("有", "实现", "达到") else head + noun
    return Item(named, noun, head, quantity, base + start, base + end, after_verb=True)


def _batch(before: str, noun: str) -> str:
    """What 营业收入超1000亿元的 counts where a batch was named before (提升一批产业集群，…的2个)."""
    named = list(_BATCH.finditer(before)) if noun.endswith("的") and len(noun) > 3 else []
    return str(named[-1]["noun"]) if named else ""


def _elided(noun: str, last: Item | None) -> str:
    """超500亿元的 behind 营业收入超100亿元的企业20个: with the measure and the noun of the one before."""
    if last is None or not _BARE_THRESHOLD.fullmatch(noun):
        return noun
    full = _FULL_THRESHOLD.match(last.noun.removeprefix(last.verb))
    return full["of"] + noun + full["head"] if full else noun


def _noun_first(part: str, quantity: Quantity, cursor: int, base: int, last: Item | None) -> Item | None:
    left = part[cursor : quantity.full_start]
    skipped = _skip_lead(left)
    phrase = left[skipped:]
    if "：" in phrase:
        skipped, phrase = skipped + phrase.rindex("：") + 1, phrase[phrase.rindex("：") + 1 :]
    noun, reached = _clean(phrase), ""
    if "实现" in noun and not noun.endswith("实现"):
        inner = noun.rindex("实现") + 2
        whose = noun[: inner - 2]
        if _WHOSE.fullmatch(whose) and not words.VERB_LAST.search(whose):
            noun, reached = whose + noun[inner:], "实现"
        else:
            skipped, noun, reached = skipped + inner, noun[inner:], "实现"
    if noun.startswith("“") and "”" not in noun:
        skipped, noun = skipped + 1, noun[1:]
    if quantity.per.startswith("每") and quantity.kind == "money":
        return None
    again = (
        not noun and last and left.strip("、，") in ("力争", "争取") and quantity.unit == last.quantity.unit
    )
    if last and (again or (not noun and quantity.prefix)):
        start, end = base + quantity.full_start, base + quantity.full_end
        subject = last.noun if again else subject_of(last)
        return Item(
            last.indicator if again else subject,
            subject,
            last.verb,
            quantity,
            start,
            end,
            predicate=True,
            inherited=True,
        )
    noun = _elided(noun, last)
    noun += _batch(part[: cursor + skipped], noun)
    barred = words.NOT_A_NOUN.search(noun) and not words.FALLING.search(noun)
    if noun.endswith("的") and last and "其中" in part[:cursor] + left and len(noun) < 12:
        barred = None
    elif words.FALLING.search(noun) and quantity.unit not in ("%", "‰", "个百分点"):
        return None
    if len(noun) < 2 or barred or words.VERB_LAST.fullmatch(noun):
        return None
    predicate = bool(quantity.prefix) or len(_clean(phrase)) < len(phrase)
    verb = own_verb(noun)
    if len(noun) - len(verb) < 2:
        verb = ""
    if not verb and "累计" in phrase[len(noun) :]:
        reached = "累计"
    start, end = base + cursor + skipped, base + quantity.full_end
    return Item(noun, noun, verb or reached, quantity, start, end, predicate=predicate)


def _town_and_country(nouns: list[str], tail: str) -> list[str]:
    """城乡居民收入分别…, 城镇、农村居民收入分别…: two nouns, with the growth the numbers tell."""
    if len(nouns) == 1 and "城乡居民" in nouns[0]:
        nouns = [nouns[0].replace("城乡", place) for place in ("城镇", "农村")]
    elif len(nouns) == 2 and nouns[0].endswith("城镇") and nouns[1].startswith("农村"):
        nouns = [nouns[0] + nouns[1].removeprefix("农村"), nouns[1]]
    grown = re.search("(?:年均)?增长$", tail)
    return [noun + grown[0] for noun in nouns] if grown else nouns


def _spread(part: str, left: str, run: Sequence[Quantity], cursor: int, base: int) -> list[Item]:
    """A、B各10个; A、B分别达到10个、20个; A、B翻番: one item per noun."""
    each = _EACH.fullmatch(left)
    pairs = _RESPECTIVELY.fullmatch(left) if len(run) > 1 else None
    grown = run[0].unit == "倍" or "翻" in part[run[0].start : run[0].end]
    match = pairs or each
    rated = run[0].kind == "rate" and re.fullmatch(r"[^，]*?率、[^，]*?率", _clean(left))
    listed = match["nouns"] if match else _clean(left) if grown or rated else ""
    skipped = _skip_lead(listed)
    nouns = [noun for noun in _LISTED.split(listed[skipped:]) if len(noun) > 1]
    if pairs:
        nouns = _town_and_country(nouns, left[pairs.end("nouns") :])
    if len(nouns) < 2 or (pairs and len(nouns) != len(run)):
        return []
    if pairs and "新增" in left[pairs.end("nouns") :]:
        nouns[0] = "新增" + nouns[0]
    verb = own_verb(nouns[0])
    if words.LEVEL.fullmatch(nouns[0].removeprefix(verb)):
        tail = words.LEVEL.sub("", nouns[-1])
        nouns = [noun + tail if words.LEVEL.fullmatch(noun.removeprefix(verb)) else noun for noun in nouns]
    named = [
        nouns[0],
        *(noun if own_verb(noun) or not verb else shared_head(verb) + noun for noun in nouns[1:]),
    ]
    quantities = list(run) if pairs else [run[0]] * len(nouns)
    quantities = [
        replace(one, comparator=run[0].comparator) if one.comparator == "=" else one for one in quantities
    ]
    start, end = base + cursor + skipped, base + quantities[-1].full_end
    return [
        Item(name, noun, verb, quantity, start, end, predicate=True, inherited=place > 0)
        for place, (name, noun, quantity) in enumerate(zip(named, nouns, quantities, strict=True))
    ]


def _chunks(part: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer("，", part):
        if part.count("（", 0, match.start()) == part.count("）", 0, match.start()):
            yield start, match.start()
            start = match.end()
    yield start, len(part)


def items_of(part: str, quantities: Sequence[Quantity], base: int) -> tuple[Item, ...]:
    """The pairs of one part of a sentence; `base` is where the part begins in the copy."""
    usable = _outside_brackets(part, quantities)
    found: list[Item] = []
    last: Item | None = None
    anchor: Item | None = None
    for first, stop in _chunks(part):
        run = [one for one in usable if first <= one.start < stop]
        cursor, place = first, 0
        while place < len(run):
            quantity = run[place]
            place += 1
            if quantity.full_start < cursor:
                continue
            left = part[cursor : quantity.full_start]
            spread = _spread(
                part, left + part[quantity.full_start : quantity.start], run[place - 1 :], cursor, base
            )
            if spread:
                found.extend(spread)
                last, cursor = spread[-1], spread[-1].end - base
                place += len({id(one.quantity) for one in spread}) - 1
                continue
            item = _number_first(part, quantity, cursor, base, last)
            if item is None and not _attributive(part, quantity):
                item = _noun_first(part, quantity, cursor, base, last)
            if item is None:
                continue
            joint = "，" if cursor == first and found else (_JOINT.match(left) or [""])[0]
            if item.noun.endswith("的") and anchor:
                item = among(item, anchor)
            else:
                anchor = item = inherit(item, last, joint)
            item = replace(item, among=part.startswith("其中", first))
            found.append(item)
            last, cursor = item, item.end - base
        if not run and last and re.search(r"[一-鿿]{6}", part[first:stop]):
            last = replace(last, verb="")
    return tuple(found)
