"""Responsible units: the lists of a note cut into names, each in full, with its role and place."""

import re
from dataclasses import dataclass

from zhitong.engine.documents.measures.names import (
    ALONE,
    ALONE_END,
    GROUP,
    LOCAL,
    NAME_END,
    OPEN_ENDED,
    SUFFIX,
    TAIL,
    is_group,
    own_prefix,
    restored,
)
from zhitong.engine.documents.measures.notes import NameList, Note, lists_of

JOINTS = re.compile(r"以及|会同|及(?!其所属|其下属)|和|与")
LEAD_IN = re.compile(r"[\s：:]*(?:具体)?(?:由|以|并|同时|会同|其中)?\s*")
OVERHANG = re.compile(
    rf"^(?P<name>[\u4e00-\u9fff（）()]{{2,24}}?{SUFFIX})(?:具体)?(?:负责|保障|做好|提供|牵头|加强|组织|推进|开展|指导|按照|统筹|为主)"
)
MANNER = re.compile(
    r"(?:结合(?:各自|本地|工作)*实际|(?:根据|依据|按照?)(?:各自|工作)*(?:职责|职能|要求|权限|分工).*|共同|分别)$"
)
NO_NAME = re.compile(
    r"\d{4}年|\d+月|^(?:不再|不|下同|以下|其中各|完成|长期|持续|年底|每年)|指标$|^[\dA-Za-z．.]+$"
)


@dataclass(frozen=True, slots=True)
class ResponsibleUnit:
    """One unit of a note: full name, role (lead, support, unspecified), words as printed and their place.

    `group` says that the name stands for several bodies (各区人民政府, 有关部门), never for one organ;
    `confidence` is below 0.9 where no level is printed or carried, and 0.6 where it reads like no name.
    """

    name: str
    role: str
    printed: str
    start: int
    end: int
    group: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Responsible:
    """The units of one note or of several; `open_ended` where the list ends in 等 or names 有关部门.

    `carried` is the prefix that holds at the end of the note.
    """

    units: tuple[ResponsibleUnit, ...]
    open_ended: bool
    carried: str = ""


def _pieces(text: str) -> list[tuple[str, int, str]]:
    """Names between separators outside brackets: words, offset, the separator before."""
    found: list[tuple[str, int, str]] = []
    depth, begin, before = 0, 0, ""
    for place, character in enumerate(text + "；"):
        if character in "（(【［":
            depth += 1
        elif character in "）)】］":
            depth = max(0, depth - 1)
        elif (character in "、，,；;。/\n\t " and depth == 0) or place == len(text):
            found.append((text[begin:place], begin, before))
            begin, before = place + 1, character
    return [piece for piece in found if piece[0].strip()]


def _split_joint(words: str, offset: int, before: str) -> list[tuple[str, int, str]]:
    """Cut at 和, 及, 与, 会同 where what stands before is a whole name (文化和旅游局 stays whole)."""
    for found in JOINTS.finditer(words):
        left, right = words[: found.start()], words[found.end() :]
        if left.count("（") > left.count("）") or len(left) < 2 or len(right) < 2:
            continue
        if found[0] != "会同" and not NAME_END.search(left):
            continue
        if right in ("单位", "部门", "企业"):
            continue
        if not any(pattern.search(right) for pattern in (NAME_END, LOCAL, GROUP, TAIL)):
            continue
        return [(left, offset, before), *_split_joint(right, offset + found.end(), "和")]
    return [(words, offset, before)]


def _trim(words: str, offset: int) -> tuple[str, int, bool]:
    """Without lead-in words, 等 and what the body is to do; whether the list is left open here."""
    lead = LEAD_IN.match(words)
    cut = lead.end() if lead else 0
    words, offset = MANNER.sub("", words[cut:].rstrip(" ：:")), offset + cut
    tail = TAIL.search(words)
    if tail is not None and tail.start() > 0:
        return words[: tail.start()], offset, True
    over = None if NAME_END.search(words) else OVERHANG.match(words)
    return (over["name"] if over else words), offset, False


def _confidence(printed: str, name: str, group: bool) -> float:
    if group:
        return 0.95
    if not any(pattern.search(printed) for pattern in (NAME_END, LOCAL, ALONE, ALONE_END)):
        return 0.6
    if printed != name:
        return 0.95
    return 0.8 if own_prefix(printed) is None else 1.0


def units_of(names: NameList, base: int, carried: str) -> tuple[list[ResponsibleUnit], str, bool]:
    """The units of one list that begins at `base`, the prefix that holds after it, and whether it is open."""
    units: list[ResponsibleUnit] = []
    open_ended = False
    level: str | None = None
    for words, offset, before in _pieces(names.text):
        for one, place, separator in _split_joint(words, offset, before):
            printed, at, left_open = _trim(one, place)
            open_ended = open_ended or left_open
            if not 2 <= len(printed) <= 60 or NO_NAME.search(printed):
                continue
            name, carried, level = restored(printed, carried, level if separator in "、和" else None)
            group = is_group(name)
            open_ended = open_ended or (group and bool(OPEN_ENDED.search(name)))
            start = base + names.offset + at
            sure = _confidence(printed, name, group)
            units.append(ResponsibleUnit(name, names.role, printed, start, start + len(printed), group, sure))
    return units, carried, open_ended


def read_note(note: Note, carried: str = "") -> Responsible:
    """The units a note names, in printed order; `carried` is the prefix of a note just before it."""
    units: list[ResponsibleUnit] = []
    open_ended = False
    for names in lists_of(note):
        found, carried, more = units_of(names, note.start, carried)
        units += found
        open_ended = open_ended or more
    return Responsible(tuple(units), open_ended, carried)
