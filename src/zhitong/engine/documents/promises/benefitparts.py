"""A part of a sentence cut into the words of one benefit each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zhitong.engine.documents.promises import benefitwords as words
from zhitong.engine.documents.promises.benefitamounts import CAP
from zhitong.engine.documents.promises.benefitjoining import is_umbrella

# 增长10%以上不足20%的奖励2万元，20%以上的奖励4万元: one benefit in steps.
_GRADE = re.compile(
    r"[^，。；]{0,12}\d[^，。；]{0,16}(?:以上|以下|不足|至)[^，。；]{0,16}的?，?(?:给予|奖励|补助|补贴|按)"
)
_RELIEF = dict(words.FINDERS)["relief"]
# 获得补贴的企业, 享受贷款的人: what somebody has, in front of the noun, is not given here.
_HAD = re.compile(r"^(?:获得|享受|申请|领取|取得|兑现|拨付|申领|获)")
_OF_HAD = re.compile(
    r"的(?!标准|方式|形式|比例|支持|优惠)[^，。；]{0,24}$|的[^，。；]{1,12}(?:由|应当?|须|不再|将)|[前时后]|条件|资格|申请条件"
)
_GIVING_NEXT = re.compile(
    r"^(?:再|另|可|均|都|每年|按规定)?(?:给予|予以|按|分别|依次|一次性|发放|奖励|补助|补贴|每|可|由|最高|享受|追补|叠加|免征|减征|减半|减按|免收)"
)
_ADDRESSED_LEAD = re.compile(r"^(?:同时|并|其中|再|另)?(?:对|凡|被|获|经|首次|新|当年)")
_JOINED_LEAD = re.compile(r"^(?:与其|自|且|并且?|及|以及|或者?|而|同时|在|符合|经|连续|年|持续|其|首次|当年)")
_MEASURED_LEAD = re.compile(r"^(?:可)?按(?:照|每|其)?[^，]*\d|[^，]*每[^，\d]{0,12}1(?:个|人|家|名|户)")
_HEADED_LEAD = re.compile(rf"(?:{words.BENEFICIARY}|{words.GIVEN_TO})(?:等|们)?(?:（[^（）]*）)?$")
_TASK = re.compile(
    r"^(?:推动|推进|加强|加快|完善|建立|健全|优化|深入|强化|提高|提升|扩大|进一步|发挥|充分|深化|规范|坚持|统筹|建设)"
)
_TOTAL = re.compile(r"(?:[一二两三四五六七八九十\d]+年(?:内)?|各年度?|全年)?(?:合计|总计|累计|共计)")
_OWN_TAIL = re.compile(
    r"(?:缓缴|补缴|补贴|补助|贴息|贷款|奖励)期[间限]|最高|单个|单户|单家|同一|累计|总额|每[户人家年个企业项目]{0,5}[^，]{0,8}(?:最高|不超过|最多)|人均补贴"
    r"|(?:具体)?(?:补贴|补助|奖励|奖补|资助|贴息|返还)(?:的)?(?:标准|额度|金额|比例|资金|总额)|标准[为按]|当季|年度"
)


@dataclass(frozen=True, slots=True)
class Group:
    """The words of one benefit; `core` is where what is given stands in `text`, `chunk_start` where its
    stretch between commas begins; `context` is the part of the sentence around it."""

    text: str
    kind: str
    core_start: int
    core_end: int
    start: int
    end: int
    vague: bool = False
    context: str = ""
    chunk_start: int = 0


def _chunks(part: str) -> list[tuple[int, int]]:
    """The spans between commas outside brackets; a list of whole reliefs is cut at 、 too."""
    found: list[tuple[int, int]] = []
    for first, last in cut(part, 0, len(part), "，"):
        listed = cut(part, first, last, "、")
        told = is_umbrella(part[first:last])
        whole = (
            not told and len(listed) > 2 and all(b - a > 5 and _RELIEF.search(part, a, b) for a, b in listed)
        )
        found.extend(listed if whole else [(first, last)])
    return found


def cut(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    """The spans between marks outside brackets, none empty."""
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
    hits = [
        (kind, match)
        for kind, finder in words.FINDERS
        if (match := finder.search(chunk))
        and not (_HAD.match(match[0]) and _OF_HAD.match(chunk[match.end() :]))
    ]
    if hits:
        # What is said last is what is given: 对提供担保的机构给予补偿 is a grant.
        kind, match = max(
            hits, key=lambda hit: (hit[0] == "interest_subsidy", hit[0] != "service", hit[1].end())
        )
        return kind, match.start(), match.end(), False
    served = words.SERVED.search(chunk)
    return ("service", served.start(), served.end(), True) if served else None


def _only_says_who(chunk: str, core: tuple[str, int, int, bool], following: str) -> bool:
    """当年认定为…的产品，一次性奖励…: words of a benefit that say who gets the next one."""
    if not _GIVING_NEXT.match(following):
        return False
    if core[0] == "recognition":
        return chunk.endswith("的") or bool(_HEADED_LEAD.search(chunk)) or bool(words.TURNED.search(chunk))
    if re.match(r"对(?![接外])|凡", chunk) and not re.search(
        "给予|予以|按|一次性|免征|减征|减按|减半", chunk[1:]
    ):
        return chunk.endswith(("的", "收入", "部分", "费用")) or bool(_HEADED_LEAD.search(chunk))
    had = re.search(r"(?:获得|享受|取得|获)[^，]{0,20}$", chunk[: core[2]])
    return bool(had) and (chunk.endswith("的") or bool(_HEADED_LEAD.search(chunk)))


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


def _leads(chunk: str) -> bool:
    """Whether a stretch before what is given says who gets it or when."""
    if _TASK.match(chunk):
        return False
    return bool(
        words.LEAD.search(chunk)
        or _ADDRESSED_LEAD.match(chunk)
        or _JOINED_LEAD.match(chunk)
        or _MEASURED_LEAD.match(chunk)
        or _HEADED_LEAD.search(chunk)
    )


def _groups(part: str, base: int) -> Iterator[Group]:
    chunks = _chunks(part)
    texts = [part[first:last] for first, last in chunks]
    cores = [_core(text) for text in texts]
    for place, core in enumerate(cores[:-1]):
        if core and _only_says_who(texts[place], core, texts[place + 1]):
            cores[place] = None
    place, free = 0, 0
    while place < len(chunks):
        core = cores[place]
        following = texts[place + 1] if place + 1 < len(chunks) else ""
        if core is None or (
            words.UMBRELLA.match(texts[place]) and following.startswith("对") and cores[place + 1]
        ):
            place += 1
            continue
        lead = place
        addressed = words.ADDRESSED.match(texts[place])
        while not addressed and lead > free and cores[lead - 1] is None and _leads(texts[lead - 1]):
            lead -= 1
            addressed = words.ADDRESSED.match(texts[lead])
        tail = place + 1
        while tail < len(chunks) and _is_tail(texts[tail], cores[tail]):
            tail += 1
        start, end = chunks[lead][0], chunks[tail - 1][1]
        offset = chunks[place][0] - start
        yield Group(
            part[start:end], core[0], offset + core[1], offset + core[2],
            base + start, base + end, core[3], part, offset,
        )  # fmt: skip
        place = free = tail


def _is_tail(chunk: str, core: tuple[str, int, int, bool] | None) -> bool:
    if core is None:
        return bool(words.TAIL.match(chunk) or CAP.match(chunk) or _TOTAL.match(chunk))
    return bool(_OWN_TAIL.match(chunk))
