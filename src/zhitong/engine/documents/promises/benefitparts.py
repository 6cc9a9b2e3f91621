"""A part of a sentence cut into the words of one benefit each: whom, what, how much, until when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zhitong.engine.documents.figures.dates import find_days
from zhitong.engine.documents.promises import benefitwords as words
from zhitong.engine.documents.promises.benefitamounts import CAP
from zhitong.engine.documents.promises.phrases import whole_phrase

_TO_WHOM = re.compile(
    r"(?:^|，|[^，。；]{2,24}?(?=[对向为给]))(?:同时|并|其中|再|即|\d{1,3}[.、]|（[一二三四五六七八九十\d]+）)*(?:对于?(?!接)|为(?!主)|给(?!予)|向|面向|针对|凡是?)"
)
_BACKED = re.compile(r"^(?:\d{1,3}[.、]|（[一二三四五六七八九十\d]+）)?(?:引导和?鼓励|引导|支持|鼓励|帮助)")
_GIVES = re.compile(
    r"(?:给予|予以|发放|提供|鼓励|引导|推动|免征|减征|减按|减半|减免|免收|减收|缓缴|缓征|按照?|可按?|实行|执行|开展|享受|申请|允许|进行|优先|一次性|分别|继续|实施|出台"
    r"|在相关|稳定经营|奖励|补助|补贴|认定|授予|办理|做好|采取|组织|由|从|统一|下调|不停|免费)"
)
_SUBJECT = re.compile(
    rf"(?P<who>[^，。；：]{{0,40}}?(?:{words.BENEFICIARY}))(?:，)?(?:等)?(?:均|都|也|还)?(?:可以?|享受|申请|自愿|符合条件的|统一|拥有)"
)
# 增长10%以上不足20%的奖励2万元，20%以上的奖励4万元: one benefit in steps.
_GRADE = re.compile(
    r"[^，。；]{0,12}\d[^，。；]{0,16}(?:以上|以下|不足|至)[^，。；]{0,16}的?，?(?:给予|奖励|补助|补贴|按)"
)
_RELIEF = dict(words.FINDERS)["relief"]
_NOT_WHOM = re.compile(r"接|外|主|主体的|重点|基础|依据|提升|促进|推动|导向")
_NOUN = words.WHO
_LEADING = re.compile(rf"[^，。；：]{{2,80}}的{words.WHO.pattern}，")
_ACTS = re.compile(
    r"招用|招聘|吸纳|录用|购买|参加|申请|新增|获得|入驻|引进|开展|投保|自愿|通过|首次|当年|年度|为|在|从事|租用|租赁|转型|升级"
)
# 在某日前补缴 ends a benefit; 某日前新增的贷款 only says which loans.
_BEFORE = re.compile(r"前(?!新增|注册|成立|登记|认定|发放|购置|设立|取得|入库|已)")
# Conditions that name nobody, and words before what is only a means (通过服务平台发放).
_NOBODY = re.compile(r"(?:经[^，]{2,8})?(?:符合|满足)(?:[^，]{0,6})(?:条件|规定|要求)")
_MEANS = re.compile(r"(?:通过|依托|借助|利用|运用)[^，。；]{0,16}$")
_UNTIL = re.compile(r"(?:截?至|到|延续|延长|执行|截止)[^，。；\d]{0,4}$")


@dataclass(frozen=True, slots=True)
class Group:
    """The words of one benefit; `core` is where what is given stands, inside `text`."""

    text: str
    kind: str
    core_start: int
    core_end: int
    start: int
    end: int
    vague: bool = False
    context: str = ""


def _chunks(part: str) -> list[tuple[int, int]]:
    """The spans between commas outside brackets; a list of whole reliefs is cut at 、 too."""
    found: list[tuple[int, int]] = []
    for first, last in _cut(part, 0, len(part), "，"):
        listed = _cut(part, first, last, "、")
        whole = len(listed) > 2 and all(b - a > 5 and _RELIEF.search(part, a, b) for a, b in listed)
        found.extend(listed if whole else [(first, last)])
    return found


def _cut(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    found, depth = [], 0
    for place in range(start, end):
        char = text[place]
        depth += char in "（【"
        depth -= char in "）】" and depth > 0
        if char == mark and depth == 0:
            found.append((start, place))
            start = place + 1
    found.append((start, end))
    return [(first, last) for first, last in found if last > first]


def _core(chunk: str) -> tuple[str, int, int, bool] | None:
    hits = [(kind, match) for kind, finder in words.FINDERS if (match := finder.search(chunk))]
    if hits:
        # What is said last is what is given: 对提供担保的机构给予补偿 is a grant.
        kind, match = max(
            hits, key=lambda hit: (hit[0] == "interest_subsidy", hit[0] != "service", hit[1].end())
        )
        return kind, match.start(), match.end(), False
    served = words.SERVED.search(chunk)
    return ("service", served.start(), served.end(), True) if served else None


def groups_of(part: str, base: int) -> list[Group]:
    """The benefits of one part of a sentence; `base` is where the part begins in the copy.

    Neighbours of one kind that name neither an amount nor a beneficiary are one benefit.
    """
    found: list[Group] = []
    for group in _groups(part, base):
        last = found[-1] if found else None
        if (
            last
            and last.kind == group.kind == "grant"
            and _GRADE.match(group.text)
            and _GRADE.search(last.text)
        ):
            text = part[last.start - base : group.end - base]
            found[-1] = replace(last, text=text, end=group.end)
            continue
        plain = last and last.kind == group.kind and not re.search(r"\d|减半", last.text + group.text)
        listed = part[group.start - base - 1 : group.start - base] == "、"
        if last and plain and not listed and group.kind != "service" and not words.LEAD.match(group.text):
            text = part[last.start - base : group.end - base]
            found[-1] = replace(last, text=text, end=group.end)
        else:
            found.append(group)
    return found


def _groups(part: str, base: int) -> Iterator[Group]:
    chunks = _chunks(part)
    cores = [_core(part[first:last]) for first, last in chunks]
    place, free = 0, 0
    while place < len(chunks):
        core = cores[place]
        if core is None:
            place += 1
            continue
        chunk, following = (
            part[slice(*chunks[place])],
            part[slice(*chunks[place + 1])] if place + 1 < len(chunks) else "",
        )
        if words.UMBRELLA.match(chunk) and following.startswith("对") and cores[place + 1]:
            place += 1
            continue
        lead = place
        addressed = words.ADDRESSED.match(chunk)
        while (
            not addressed
            and lead > free
            and cores[lead - 1] is None
            and words.LEAD.search(part[slice(*chunks[lead - 1])])
        ):
            lead -= 1
        tail = place + 1
        while tail < len(chunks) and _is_tail(part[slice(*chunks[tail])], cores[tail]):
            tail += 1
        start, end = chunks[lead][0], chunks[tail - 1][1]
        offset = chunks[place][0] - start
        yield Group(
            part[start:end],
            core[0],
            offset + core[1],
            offset + core[2],
            base + start,
            base + end,
            core[3],
            part,
        )
        place = free = tail


def _is_tail(chunk: str, core: tuple[str, int, int, bool] | None) -> bool:
    if core is None:
        return bool(words.TAIL.match(chunk)) or bool(CAP.match(chunk))
    return bool(
        re.match(
            r"(?:缓缴|补缴|补贴|补助|贴息|贷款)期[间限]|最高|单个企业|同一企业|累计|每[户人家年个企业]{0,5}[^，]{0,4}最高|人均补贴",
            chunk,
        )
    )


def _stop(rest: str, limit: int) -> int:
    """Where the words for the beneficiary end and those for what is given begin."""
    gives = [one.start() for one in _GIVES.finditer(rest) if one.start() >= 2]
    reach = [one for one in gives if re.search(rf"(?:{words.BENEFICIARY}|的|等)，?$", rest[:one])]
    handed = re.search(r"提供|给予|予以|开展", rest)
    if reach:
        return min(reach[0], limit) if limit >= 2 else reach[0]
    return handed.start() if handed and handed.start() >= 2 else limit if limit >= 2 else len(rest)


def _named(phrase: str) -> str | None:
    """A phrase if it names somebody who may benefit."""
    phrase = phrase.strip("，、")
    return phrase if len(phrase) >= 2 and re.search(rf"(?:{words.BENEFICIARY}|群体)", phrase) else None


def _tidy(phrase: str) -> str:
    """A beneficiary phrase up to its last noun that can benefit."""
    nouns = list(_NOUN.finditer(phrase))
    return phrase[: nouns[-1].end()].lstrip("、和及") if nouns else phrase


def _whom(group: Group) -> tuple[str | None, bool]:
    text, core = group.text, group.core_start
    for addressed in reversed(list(_TO_WHOM.finditer(text[: core + (12 if group.vague else 0)]))):
        rest = text[addressed.end() :]
        phrase = _named(rest[: _stop(rest, core - addressed.end())])
        first = phrase.split("，")[0] if phrase else ""
        phrase = first if re.search(rf"(?:{words.BENEFICIARY})等?$", first) else phrase
        if phrase and not _NOT_WHOM.search(phrase[:12]):
            return phrase, True
    leading = _LEADING.match(text[:core])
    if leading:
        return leading[0].rstrip("，"), True
    spoken = re.match(r"(?:对|向|给(?!予))([^，。；]{2,40}?)(?:的?，|给予|一次性|按|发放|提供)", text)
    if spoken and not _NOUN.search(text[:core]) and not _NOBODY.fullmatch(spoken[1]):
        return spoken[1], True
    freed = re.match(r"(?:免收|减收|减免|免除|给予)", text[core:])
    after = _NOUN.match(text[core + 2 :]) if freed else None
    if after:
        return after[0], True
    subject = _SUBJECT.search(text)
    if subject and (who := _named(subject["who"])):
        return who, True
    backed = _BACKED.match(text)
    begin = backed.end() if backed else 0
    named = [one for one in _NOUN.finditer(text, begin, core) if not _MEANS.search(text[: one.start()])]
    noun = (named[0] if named and begin < core else None) or _NOUN.search(text, core)
    if noun:
        return noun[0], True
    spoken = re.search(rf"[对为向给](?!予)({words.WHO.pattern})", group.context)
    if spoken:
        return spoken[1], False
    around = _NOUN.search(group.context)
    return (around[0], False) if around else (None, False)


def beneficiary_of(group: Group) -> tuple[str | None, str | None, bool]:
    """Who gets it, the qualifying words before that noun, and whether the group itself names them."""
    phrase, own = _whom(group)
    if not phrase:
        return None, None, False
    opening = _NOUN.match(phrase)
    if opening and _ACTS.match(phrase[opening.end() :]):
        return opening[0], phrase, own
    depth, cut = 0, -1
    for place, char in enumerate(phrase[:-1]):
        depth += char in "（“《"
        depth -= char in "）”》"
        if char == "的" and depth <= 0:
            cut = place
    head = phrase[cut + 1 :].strip("，、")
    if cut > 0 and re.search(words.BENEFICIARY, head):
        return _tidy(head), phrase[:cut], own
    if phrase.endswith("的"):
        noun = _NOUN.search(phrase)
        return (noun[0] if noun else phrase[:-1]), phrase[:-1], own
    return _tidy(phrase)[:60], None, own


def until(text: str) -> str | None:
    """The last day a text says its benefit runs (至2024年底, 在2023年12月31日前); ISO or None."""
    for day in reversed(find_days(text)):
        if _UNTIL.search(text[: day.start]) or _BEFORE.match(text[day.end :]):
            return day.last.isoformat()
    return None


def name_of(group: Group) -> str:
    """What is given, in the document's words, at most 40 characters."""
    core = group.text[group.core_start : group.core_end]
    if group.kind in ("relief", "service", "loan", "guarantee"):
        stop = re.search(r"[，。；]", group.text[group.core_end :])
        core += group.text[group.core_end : group.core_end + stop.start() if stop else len(group.text)]
    while (shorter := words.NAME_LEAD.sub("", core)) != core and len(shorter) >= 4:
        core = shorter
    if len(re.sub("给予|进行|予以", "", core)) <= 2 or re.match(r"减免|减半|下调|缓缴|补缴|进行", core):
        core = _object_before(group) + core
    return whole_phrase(core)


def _object_before(group: Group) -> str:
    """The noun a bare verb works on, printed before it (房租 in 房租减免)."""
    before = re.sub(r"（[^）]*）", "", group.text[: group.core_start])
    before = re.split(r"[，。；：、]|对|继续|落实|实施|实行|出台|给予|予以|可|统一|全面", before)[-1]
    nouns = list(_NOUN.finditer(before))
    return re.sub(r"^(?:的|等|在)+", "", before[nouns[-1].end() :] if nouns else before)[-16:]
