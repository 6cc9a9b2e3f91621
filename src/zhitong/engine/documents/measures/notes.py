"""Notes on who is responsible: found by bracket or by label, cut into lists of names with roles."""

import re
from dataclasses import dataclass

from zhitong.engine.documents.measures.names import LOCAL, is_group, own_prefix

OPEN, CLOSE = "（([【［〔", "）)]】］〕"
LABEL = re.compile(
    r"(?P<word>(?:总)?牵头|主责|主办|主要责任|责任|负责|承办|实施|落实|主管|配合|协办|协同|协助|参与|参加|支持|组织实施|完成|联合|督导|监督|指导)"
    r"(?:责任)?(?:单位|部门|主体|机构|处室|科室|地区)(?:及分工)?\s?[：:]"
)
OTHER_LABEL = re.compile(
    r"(?:(?:责任|牵头|分管|包联|挂点|协调|联系)(?:领导|人员?|同志)|适用范围|完成时限|完成时间|时限(?:要求)?|时间(?:安排|节点|要求)?|实施期限|执行期限|有效期|联系(?:人|电话|方式)|政策(?:依据|来源)|文件依据|备注|资金来源)\s?[：:]"
)
VERB = re.compile(
    r"(?:按照?(?:各自)?(?:职责|职能)(?:和)?(?:分工)?(?:，)?)?(?:分别|共同|具体|联合|统筹|协同|统一|各自)?"
    r"(?P<verb>牵头(?:负责|组织|落实|实施|推进|抓好落实)?(?:组织实施)?|(?:协助|积极)?配合(?:落实|实施|负责|推进|做好)?|协助|参与|参加|协办|"
    r"(?:组织|推进|抓好)?落实|负责(?:落实|实施|组织实施|推进|解释)?|组织实施|实施|主办|承办|推进|"
    r"(?:督促)?指导|督导|监督|协同|支持)(?:工作)?(?=[，,；;。、\s]|$)"
)
SHARE_OUT = re.compile(
    r"[，,]?(?:按照?(?:各自)?(?:职责|职能)(?:和)?(?:分工)?)(?:分别|共同)?$|[，,]?(?:分工)$"
)
LEAD_WORDS = ("牵头", "主办", "主责")
SUPPORT_WORDS = ("配合", "协办", "协同", "协助", "参与", "参加", "支持")
ALL_BEAR = re.compile(
    r"(?:以(?P<side>上|下|后)|(?:本|全)文)?(?:各项|所列|具体)?(?:政策|工作)?(?:措施|任务|事项)?[，,]?均(?:需|须|由|应|涉及|要求)"
    r"(?P<unit>[\u4e00-\u9fff（）()、，,]{1,40}?(?:政府|[区县市旗盟州]|部门|单位|机构|管委会|地区|办事处))"
    r"(?:负责)?(?:组织|贯彻|抓好)?(?:落实|实施|负责)?[，,；;]?\s?不再(?:逐项|逐一|一一|单独|重复|另行|做|作)?[\u4e00-\u9fff]{0,6}"
    r"(?:[，,]\s?下同)?"
)
BASIS = re.compile(
    r"^.{0,6}(?:以上|上述|该)?(?:政策|措施|内容)?(?:见|依据|详见|执行).*?(?:文件|号|规定)[，,；;](?=由|[^，]*(?:牵头|负责|落实))"
)
FIRST_LEADS = re.compile(
    r"[，,；;。]?\s?[（(]?(?:以下)?(?:排|列|名列|排名|排列)?在?(?:第一|首)(?:位|名|个)?(?:者|的)?(?:责任)?(?:单位|部门)?(?:的)?(?:即)?(?:为|是)(?:工作)?(?:总)?牵头(?:责任)?(?:单位|部门|者)?(?:或[\u4e00-\u9fff]{2,4}(?:单位|部门))?"
    r"(?:[，,；;]?\s?(?:下同|以下同|以下相同|不再(?:单独|重复|一一)(?:列出|注明|标注)))?[）)]?[。]?"
)
SAME_BELOW = re.compile(r"[，,；;]\s?(?:下同|以下同|以下相同)[。]?$")
ENDING = re.compile(
    r"(?:负责|牵头|配合|落实|实施|承办|主办|分工|参与|协助|参加|推进|指导|督导)(?:工作)?[。]?$"
)
UNIT_HINT = re.compile(r"[局厅委办部院署行司社会府盟科股处]|中心|单位|部门|企业|机构|总队|集团|海关")


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its brackets, in canonical offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class NameList:
    """A list of names that share a role; `offset` is where its text begins in the note."""

    text: str
    role: str
    offset: int


BARE = re.compile(
    r"(?:^|[。；\n])\s?(?P<note>(?:总?牵头|责任|负责|主办|承办|配合|协办|参与|实施|落实|主管)(?:责任)?(?:单位|部门|主体|机构)"
    r"\s?[：:][^\n]{2,300})"
)


def groups(text: str) -> list[tuple[int, int]]:
    """Outermost bracket groups; either width of bracket closes either, an open end closes at the end."""
    found: list[tuple[int, int]] = []
    depth = begin = 0
    for place, character in enumerate(text):
        if character in OPEN:
            if depth == 0:
                begin = place
            depth += 1
        elif character in CLOSE and depth:
            depth -= 1
            if depth == 0:
                found.append((begin, place + 1))
    if depth:
        found.append((begin, len(text.rstrip("。 \n"))))
    return found


STRICT = re.compile(
    r"(?:局|厅|委|办|部|院|署|府|会|联|中心|银行|支行|分行|公司|办公室|管委会|总队|支队|海关|部门|单位|等)(?:[（(][^（）()]*[）)])?$"
)


def _names_only(inner: str) -> bool:
    """Nothing but names of bodies, as where a note leaves out 负责: （市财政局、人社局）."""
    pieces = [one.strip() for one in re.split(r"[、，,；;]", re.sub(r"[（(][^（）()]*[）)]", "", inner))]
    if re.search(r"[\d《》。：:]", inner) or any(len(one) < 2 for one in pieces):
        return False
    known = [STRICT.search(one) or LOCAL.search(one) or is_group(one) for one in pieces]
    return all(known) and (len(pieces) > 1 or own_prefix(pieces[0]) is not None)


def _names_duty(inner: str) -> bool:
    if LABEL.match(inner) or LABEL.search(inner[:40]):
        return True
    if len(inner) > 400 or "。" in inner.rstrip("。"):
        return False
    if re.match(r"[^，；。]{2,60}(?:局|厅|委|办|部|院|政府)(?:牵头|负责)[，；;]", inner):
        return True
    words = SAME_BELOW.sub("", FIRST_LEADS.sub("", inner)).rstrip("。")
    return bool(
        ENDING.search(words)
        and UNIT_HINT.search(words)
        and not re.match(r"(?:不|未|除|如|若|即|含|包括)", words)
    )


def find_notes(text: str, start: int, end: int) -> list[Note]:
    """The notes within `text[start:end]`, in order."""
    piece = text[start:end]
    found = []
    for first, last in groups(piece):
        inner = piece[first + 1 : last - 1 if piece[last - 1] in CLOSE else last]
        before, after = piece[first - 1 : first], piece[last : last + 1]
        closes = after in ("", "。", "；", "\n", "，") or before in ("。", "；", "！", "”", "\n", "")
        ends = after in ("", "\n") and before in ("。", "；", "！", "”", "\n", "")
        if closes and (_names_duty(inner.strip()) or (ends and _names_only(inner.strip()))):
            found.append(Note(start + first, start + last, piece[first:last]))
    if found:
        return found
    return [
        Note(start + bare.start("note"), start + bare.end("note"), bare["note"])
        for bare in BARE.finditer(piece)
    ]


def inner_of(note: Note) -> tuple[str, int]:
    """The words inside the brackets and where they begin in the note."""
    text = note.text
    begin = 1 if text[:1] in OPEN else 0
    return text[begin : len(text) - 1 if begin and text[-1:] in CLOSE else len(text)], begin


def _role(word: str) -> str:
    if any(one in word for one in LEAD_WORDS):
        return "lead"
    return "support" if any(one in word for one in SUPPORT_WORDS) else "unspecified"


def _by_label(inner: str, offset: int) -> list[NameList]:
    marks = sorted([*LABEL.finditer(inner), *OTHER_LABEL.finditer(inner)], key=lambda found: found.start())
    lists: list[NameList] = []
    for index, found in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(inner)
        if found.re is OTHER_LABEL:
            continue
        role = _role(found["word"])
        part = inner[found.end() : end]
        verbs = _by_verb(part, offset + found.end())
        if role == "unspecified" or len(verbs) > 1:
            lists.extend(verbs or [NameList(part, role, offset + found.end())])
        else:
            lists.append(NameList(part, role, offset + found.end()))
    return lists


def _by_verb(inner: str, offset: int) -> list[NameList]:
    lists: list[NameList] = []
    begin = 0
    for found in VERB.finditer(inner):
        names = inner[begin : found.start()]
        if names.strip("，,；;、。由 "):
            lists.append(NameList(names, _role(found["verb"]), offset + begin))
        begin = found.end()
    rest = inner[begin:]
    if rest.strip("，,；;、。 "):
        lists.append(NameList(rest, "unspecified", offset + begin))
    return lists


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Overwrite what the pattern finds with semicolons, so that offsets stay."""
    return pattern.sub(lambda found: "；" * len(found[0]), text)


def lists_of(note: Note) -> list[NameList]:
    """The lists of names in a note, in printed order."""
    inner, offset = inner_of(note)
    stop = inner.find("。")
    if 0 <= stop < len(inner) - 1:
        inner = inner[:stop]
    inner = _blank(SAME_BELOW, _blank(FIRST_LEADS, _blank(ALL_BEAR, inner)))
    basis = BASIS.match(inner)
    if basis is not None:
        inner = "；" * basis.end() + inner[basis.end() :]
    found = _by_label(inner, offset) if LABEL.search(inner) else _by_verb(inner, offset)
    cleaned = []
    for one in found:
        text = SHARE_OUT.sub("", one.text.rstrip("，,；;。 "))
        cleaned.append(NameList(text, one.role, one.offset))
    return cleaned
