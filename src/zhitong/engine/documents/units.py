"""Names of responsible units: lists cut into names, carried prefixes restored, groups told apart."""

import re
from dataclasses import dataclass

from zhitong.engine.documents.notes import FIRST_LEADS, NameList, Note, inner_of, lists_of

SUFFIX = (
    r"(?:局|厅|委|办|部|院|署|会|府|中心|银行|支行|分行|公司|集团|处|站|所|队|社|盟|办公室|室|企业|机构|单位|部门|行|团|海关|"
    r"法院|检察院|学院|大学|学校|协会|工会|妇联|残联|工商联|等|专班|平台|基金|保险|支队|总队|公署)"
)
NAME_END = re.compile(rf"{SUFFIX}(?:[（(][^（）()]*[）)])?$")
TAIL = re.compile(
    r"(?:等(?:有关|相关|各有关|各相关)?(?:部门|单位|地区|市直部门|成员单位|机构|部门和单位|单位和部门|地方)?)$"
)
GENERIC_PREFIX = re.compile(
    r"(?P<prefix>内蒙古自治区|自治区|自治州|兵团|省|市|州|盟|县|旗|区)(?=[\u4e00-\u9fff（])(?!场|容|域|政(?!务|府|协|法|策|研|数|企|工|文)|镇|区|盟|行政公署|人民政府$|政府$|县)"
)
PLACE_PREFIX = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{2,6}?(?:自治区|自治州|自治县|自治旗|省|市|盟|县|旗|新区|区|州))(?=[\u4e00-\u9fff]{2,})"
)
PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    "甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
ALONE = re.compile(
    rf"(?:国家|中国|中央|全国|国务院|中共|国网|南网|中铁|中石|华能|大唐|华电|人民银行|国有|农业银行|工商银行|建设银行|交通银行|邮储|农信|"
    rf"财政部|[\u4e00-\u9fff]{{2,6}}部驻?(?=[\u4e00-\u9fff]{{2,}}(?:局|办))|(?:{PROVINCES})(?!省|市|自治区)|团[省市区县州旗盟]委|税务总局|海关总署)"
)
ALONE_END = re.compile(
    r"(?:公司|集团|银行|支行|分行|海关|海事局|监管分局|监局|监分局|供电局|铁路局|总局|企业|大学|学院|学校|联合体|合作社|农商行|信用社)$"
)
GROUP = re.compile(
    r"^(?:各|属地|地方|基层|辖区|有关|相关|其他|全体|所有|涉及|本|上述|以上|承担)|各(?:有关|相关|级|部门|单位|区|县|旗|盟|市|地|行政|成员)|(?:有关|相关)(?:部门|单位|企业|机构|地区|方面|省级|行业)"
)
SEVERAL = re.compile(
    r"(?:旗县区?|县区|区县|市县|县市|县市区|旗县市区|盟市|市州|州市|镇街|乡镇|开发区|园区|功能区|街道)"
    r"(?:[（(][、市县区旗盟州]+[）)])?(?:人民政府|政府|行政公署|管委会|党委|党工委|办事处)?"
)
OPEN_ENDED = re.compile(r"有关|相关|其他")
LOCAL = re.compile(
    r"(?:(?:盟|市|州|旗|县|区|乡|镇|苏木|街道|地区|旗县|县区|县市|区县|市县|市区|乡镇|镇街|开发区|园区|功能区|新区|经开区|高新区|工业园区)"
    r"[（(]?[、市县区旗盟州）)]*)?(?:人民政府|政府|行政公署|行署|管委会|管理委员会|办事处|党工委|党委)$|"
    r"(?:旗县区?|县区|区县|市县|县市|开发区|园区|功能区|乡镇|镇街|街道|苏木乡镇|盟市)$"
)


@dataclass(frozen=True, slots=True)
class ResponsibleUnit:
    """One unit of a note: full name, role (lead, support, unspecified), words as printed and their place.

    `group` says that the name stands for several bodies (各区人民政府, 有关部门), never for one organ.
    """

    name: str
    role: str
    printed: str
    start: int
    end: int
    group: bool = False


@dataclass(frozen=True, slots=True)
class Responsible:
    """The units of one note or of several; `open_ended` where the list ends in 等 or names 有关部门."""

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


def _split_and(words: str, offset: int, before: str) -> list[tuple[str, int, str]]:
    """Cut at 和, 及, 与 where what stands before is a whole name."""
    for found in re.finditer(r"以及|及其(?=所属|下属)|会同|及|和|与", words):
        left, right = words[: found.start()], words[found.end() :]
        if words[: found.start()].count("（") > words[: found.start()].count("）"):
            continue
        if found[0] != "会同" and not NAME_END.search(left):
            continue
        if len(left) < 2 or len(right) < 2 or found[0].startswith("及其"):
            continue
        if not (NAME_END.search(right) or LOCAL.search(right) or GROUP.search(right) or TAIL.search(right)):
            continue
        if re.match(r"(?:单位|部门|企业)$", right):
            continue
        return [(left, offset, before), *_split_and(right, offset + found.end(), "和")]
    return [(words, offset, before)]


def _trim(words: str, offset: int) -> tuple[str, int, bool]:
    """Without lead-in words and 等; whether the list is left open here."""
    lead = re.match(r"[\s：:]*(?:由|以|并|同时|会同|（?其中[，,]?)?\s*", words)
    cut = lead.end() if lead else 0
    words, offset = words[cut:].rstrip(" ：:"), offset + cut
    tail = TAIL.search(words)
    if tail is not None and tail.start() > 0:
        return words[: tail.start()], offset, True
    return words, offset, False


def is_group(name: str) -> bool:
    """Stands for several bodies, so it is never an organ of its own."""
    return bool(GROUP.search(name)) or bool(SEVERAL.fullmatch(name))


def own_prefix(name: str) -> str | None:
    """The printed prefix of a name (自治区, 市, 乌海市); '' if it stands alone; None if it has none."""
    if ALONE.match(name):
        return ""
    if name.startswith("直"):  # 市…、直各部门: the prefix of 市直 is carried
        return None
    found = GENERIC_PREFIX.match(name)
    if found is not None:
        return found["prefix"]
    if is_group(name):
        return ""
    place = PLACE_PREFIX.match(name)
    if place is not None and not LOCAL.search(name):
        return place["prefix"] if not ALONE_END.search(name) else ""
    if ALONE_END.search(name) or LOCAL.search(name):
        return ""
    return None


def _restored(name: str, carried: str, of_all: bool) -> tuple[str, str, bool]:
    """The full name, the prefix carried on, and whether 各 still holds for the next name."""
    if name.startswith("各"):
        return name, carried, True
    if of_all and LOCAL.fullmatch(name):
        return "各" + name, carried, True
    prefix = own_prefix(name)
    if prefix is None:
        return carried + name, carried, False
    if prefix:
        return name, prefix, False
    return name, carried, False


def _units_of(names: NameList, base: int, carried: str) -> tuple[list[ResponsibleUnit], str, bool]:
    units: list[ResponsibleUnit] = []
    open_ended = of_all = False
    for words, offset, before in _pieces(names.text):
        for one, place, separator in _split_and(words, offset, before):
            printed, at, left_open = _trim(one, place)
            open_ended = open_ended or left_open
            if len(printed) < 2 or len(printed) > 60:
                continue
            name, carried, of_all = _restored(printed, carried, of_all and separator in "、和")
            group = is_group(name)
            open_ended = open_ended or (group and bool(OPEN_ENDED.search(name)))
            start = base + names.offset + at
            units.append(ResponsibleUnit(name, names.role, printed, start, start + len(printed), group))
    return units, carried, open_ended


def read_note(note: Note, carried: str = "") -> Responsible:
    """The units a note names, in printed order; `carried` is the prefix of a note just before it."""
    units: list[ResponsibleUnit] = []
    open_ended = False
    for names in lists_of(note):
        found, carried, more = _units_of(names, note.start, carried)
        units += found
        open_ended = open_ended or more
    return Responsible(tuple(units), open_ended, carried)


def first_leads(note: Note) -> bool:
    """Does the note say that the first unit of every list is the lead (列第一位者为牵头单位)."""
    return bool(FIRST_LEADS.search(inner_of(note)[0]))
