"""The name of what is given, and until when, in the document's words."""

import re

from zhitong.engine.documents.figures.dates import find_days
from zhitong.engine.documents.promises import benefitwords as words
from zhitong.engine.documents.promises.benefitparts import Group
from zhitong.engine.documents.promises.phrases import whole_phrase

# 在某日前补缴 ends a benefit; 某日前新增的贷款 only says which loans.
_BEFORE = re.compile(r"前(?!新增|注册|成立|登记|认定|发放|购置|设立|取得|入库|已)")
_UNTIL = re.compile(r"(?:截?至|到|延续|延长|执行|截止)[^，。；\d]{0,4}$")


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
    nouns = list(words.WHO.finditer(before))
    return re.sub(r"^(?:的|等|在)+", "", before[nouns[-1].end() :] if nouns else before)[-16:]
