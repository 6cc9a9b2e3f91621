"""The parts of a document: title, wrapper notice, inner plan, closing part, attachments, contents list."""

import re
from dataclasses import dataclass, field

from zhitong.engine.documents.structure.rows import Row
from zhitong.engine.documents.structure.titles import WRAPPER, ends_head, find_title, looks_like_title, plain
from zhitong.engine.documents.text.lines import DATE_LINE
from zhitong.engine.documents.text.marks import STATUTE_FORMS

OTHER = "另件"
ATTACHMENT_ALONE = re.compile(r"附\s?件\s?(?P<number>[\d一二三四五六七八九十]*)\s?[：:]?$")
ATTACHMENT_TITLED = re.compile(
    r"附\s?件\s?(?P<number>[\d一二三四五六七八九十]*)[：:\s]\s?(?P<title>[^。；]{4,60})$"
)
ATTACHMENT_LIST = re.compile(r"附\s?件\s?[：:]\s?(?:\d[.．、])?\s?\S")
HEADS = STATUTE_FORMS - {"article"}
CONTENTS = re.compile(r"目\s*[录次]$")
LEADER = re.compile(r"[.．·…]{3,}\s?\d{0,4}$|\s\d{1,3}$|\t\d{1,3}$")
OWN = (
    "通知|意见|方案|办法|措施|规定|计划|政策|细则|若干措施|若干政策|规划|实施意见|实施方案|条款|公告|决定|"
    "实施细则|条例|制度|指南|规则"
)
CLOSING = re.compile(
    rf"(?:本|此|上述|以上|前述)(?:实施|若干|工作|行动)?(?:{OWN}).{{0,80}}(?:施行|实施|执行|有效期|解释|为准|负责)|"
    r"抄\s?送[：:]|主\s?送[：:]|[（(]此件|[（(]联系人|联系人[：:]|联系电话|附\s?件[：:]|特此(?:通知|公告|通告|函|批复|报告)|"
    r"(?:各|请)(?:盟|市|地|区|县|旗|有关|省|部门|单位|乡|镇).{0,60}(?:报送|贯彻|落实|执行|实施细则|遵照).{0,80}[。]$|"
    r"(?:此前|以前|原有?|过去).{0,40}(?:不一致|废止|为准)|(?:国家|上级|自治区|省).{0,30}另有规定的"
)
PRINTED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日\s?(?:印发|印)$")
ORGAN_LINE = re.compile(
    r"[\u4e00-\u9fff\s（）()、·]{4,60}(?:政府|办公厅|办公室|委员会|局|厅|部|委|院|会|公司|中心|银行|处|行|组|盟|署)(?:[（(]代章[）)])?$"
)


@dataclass
class Zones:
    """Rows of a document by part, in order; each row is in one part at most."""

    title: list[Row] = field(default_factory=list)
    head: list[Row] = field(default_factory=list)
    wrapper: list[Row] = field(default_factory=list)
    inner_title: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    closing: list[Row] = field(default_factory=list)
    attachments: list[tuple[str, list[Row], list[Row]]] = field(default_factory=list)
    contents: list[Row] = field(default_factory=list)


def _unnamed_contents(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Leave out a list of chapters in front of the text whose first chapter comes again below it."""
    heads = [place for place, row in enumerate(rows[:60]) if row.mark and row.mark.form in HEADS]
    if not heads:
        return rows, []
    begin = end = heads[0]
    while end < len(rows) and (mark := rows[end].mark) is not None and mark.form in HEADS:
        end += 1
    first = plain(LEADER.sub("", rows[begin].text))
    again = next(
        (at for at in range(begin + 2, end + 1) if at < len(rows) and plain(rows[at].text) == first), 0
    )
    return (rows[:begin] + rows[again:], rows[begin:again]) if again else (rows, [])


def _without_contents(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Leave out a list of contents: from 目录 to where its first entry comes again."""
    for place, row in enumerate(rows[:60]):
        if not CONTENTS.fullmatch(row.text) or place + 2 >= len(rows):
            continue
        first = plain(LEADER.sub("", rows[place + 1].text))
        for again in range(place + 2, min(len(rows), place + 300)):
            if first and plain(LEADER.sub("", rows[again].text)) == first:
                return rows[:place] + rows[again:], rows[place:again]
        end = place + 1
        while end < len(rows) and LEADER.search(rows[end].text):
            end += 1
        return rows[:place] + rows[end:], rows[place:end]
    return _unnamed_contents(rows)


def _first_mark(rows: list[Row]) -> int:
    for index, row in enumerate(rows):
        if row.mark is not None and row.mark.form != "dash" and row.mark.number == 1:
            return index
    return len(rows)


def _split_wrapper(rows: list[Row], zones: Zones) -> list[Row]:
    """If a notice wraps an inner plan, set the notice aside and give back the plan's rows."""
    limit = _first_mark(rows)
    for place, row in enumerate(rows[:limit]):
        if not WRAPPER.search(row.text):
            continue
        named = re.findall(r"《(.+?)》(?=.{0,12}(?:印发|予以|转发|公布|发布|，|等))", row.text)
        for begin in range(place + 1, min(limit + 1, len(rows))):
            count = _inner_title_rows(rows, begin, named[0] if named else "")
            if count:
                zones.wrapper = [one for one in rows[:begin] if not ATTACHMENT_ALONE.fullmatch(one.text)]
                zones.inner_title = rows[begin : begin + count]
                return rows[begin + count :]
        if place + 1 < len(rows):
            zones.wrapper = _wrapper_rows(rows, place, limit)
            return rows[len(zones.wrapper) :]
    return rows


def _wrapper_rows(rows: list[Row], place: int, limit: int) -> list[Row]:
    """The notice without an inner title after it: up to its date or bracketed remark, if any."""
    last = place
    for index in range(place + 1, limit):
        text = rows[index].text
        if DATE_LINE.fullmatch(text) or text.startswith(("（此件", "(此件")):
            last = index
    return rows[: last + 1] if last > place else []


def _inner_title_rows(rows: list[Row], begin: int, named: str) -> int:
    for count in range(1, 4):
        part = rows[begin : begin + count]
        if len(part) < count or any(ends_head(row) or (row.text[0] in "（(" and count == 1) for row in part):
            return 0
        joined = "".join(row.text for row in part)
        bracket = rows[begin + count : begin + count + 1]
        more = int(
            bool(bracket) and re.fullmatch(r"[（(〔][^（()）]{2,30}[）)〕]", bracket[0].text) is not None
        )
        more = 0 if more and ends_head(bracket[0]) else more
        if named and plain(joined) == plain(named):
            return count + more
        if looks_like_title(joined) and not ATTACHMENT_ALONE.fullmatch(joined):
            rest = rows[begin + count : begin + count + 1]
            if rest and looks_like_title(rest[0].text) and rest[0].mark is None and len(rest[0].text) < 24:
                continue
            return count + more
    return 0


def _split_attachments(rows: list[Row], zones: Zones) -> list[Row]:
    starts: list[tuple[int, int, str]] = []
    for index, row in enumerate(rows):
        alone = ATTACHMENT_ALONE.fullmatch(row.text)
        titled = ATTACHMENT_TITLED.fullmatch(row.text) if alone is None else None
        if alone is not None and index + 1 < len(rows):
            starts.append((index, index + 1, "附件" + alone["number"]))
        elif titled is not None and index + 1 < len(rows) and starts:
            starts.append((index, index, "附件" + titled["number"]))
    if not starts:
        return rows
    ends = [one[0] for one in starts[1:]] + [len(rows)]
    for (_, begin, label), end in zip(starts, ends, strict=True):
        count = _attachment_title(rows, begin, end)
        zones.attachments.append((label, rows[begin : begin + count], rows[begin + count : end]))
    return rows[: starts[0][0]]


def _split_second(rows: list[Row], zones: Zones) -> list[Row]:
    """After a date, a title and marks that begin anew: the plan of a numbered notice, or another document."""
    for index, row in enumerate(rows):
        if not DATE_LINE.fullmatch(row.text) or not any(one.mark for one in rows[:index]):
            continue
        for begin in range(index + 1, min(index + 4, len(rows))):
            count = _inner_title_rows(rows, begin, "")
            rest = rows[begin + count :]
            if count and _first_mark(rest) < min(len(rest), 12):
                title = plain("".join(one.text for one in rows[begin : begin + count]))
                named = any(title in plain(one.text) for one in rows[:index] + zones.title)
                zones.attachments.insert(0, ("附件" if named else OTHER, rows[begin : begin + count], rest))
                return rows[:begin]
    return rows


def _attachment_title(rows: list[Row], begin: int, end: int) -> int:
    """How many rows the title below 附件 takes: up to three where only together they read as a title."""
    if begin >= end or ends_head(rows[begin]) or len(rows[begin].text) > 60:
        return 0
    for count in range(1, 4):
        part = rows[begin : min(begin + count, end)]
        if any(ends_head(row) for row in part):
            break
        if looks_like_title("".join(row.text for row in part)):
            return len(part)
    return 1


def _attachment_list(rows: list[Row]) -> int | None:
    """Where a closing list of attachments (附件：1.… 2.…) begins, if only a sign-off follows."""
    for index, row in enumerate(rows):
        if not ATTACHMENT_LIST.match(row.text) or len(row.text) > 80:
            continue
        rest = rows[index + 1 :]
        if all((one.mark is None or one.mark.form == "digit") and len(one.text) < 80 for one in rest):
            return index
    return None


def _split_closing(rows: list[Row], zones: Zones) -> list[Row]:
    """Sign-off, date, 抄送, and last paragraphs that speak of the document as a whole."""
    last_mark = max((i for i, row in enumerate(rows) if row.mark and row.mark.form != "dash"), default=-1)
    begin = len(rows)
    for index in range(last_mark + 1, len(rows)):
        text = rows[index].text
        signature = bool(DATE_LINE.fullmatch(text) or PRINTED.search(text)) or (
            ORGAN_LINE.fullmatch(text) is not None
            and len(rows) - index <= 12
            and "，" not in text
            and index > last_mark
        )
        if CLOSING.match(text) or signature:
            begin = index
            break
    listed = _attachment_list(rows)
    begin = begin if listed is None else min(begin, listed)
    if begin == len(rows):
        for index in range(last_mark, -1, -1):
            if ATTACHMENT_LIST.match(rows[index].text):
                begin = index
                break
            mark = rows[index].mark
            if mark is None or mark.form != "digit":
                break
    zones.closing = rows[begin:]
    return rows[:begin]


def _said_again(rows: list[Row], title: list[Row], used: int) -> tuple[list[Row], int]:
    """A page prints its headline, then the document with the same title: the document's counts."""
    words = plain("".join(row.text for row in title))
    for begin in range(used, min(used + 30, len(rows))) if len(words) > 6 else ():
        if rows[begin].mark is not None:
            break
        for count in range(1, 4):
            if plain("".join(row.text for row in rows[begin : begin + count])) == words:
                return rows[begin : begin + count], begin + count
    return title, used


def body_of(rows: list[Row]) -> list[Row]:
    """The rows of a further document between its head and its closing part."""
    body = _split_closing(rows, Zones())
    return body[_first_mark(body) :] or body


def divide(rows: list[Row]) -> Zones:
    """Assign every row to its part."""
    zones = Zones()
    rows = [row for row in rows if row.text]
    rows, zones.contents = _without_contents(rows)
    zones.title, used = find_title(rows)
    zones.title, used = _said_again(rows, zones.title, used)
    before = [row for row in rows[:used] if row not in zones.title]
    rest = _split_wrapper(rows[used:], zones)
    zones.head = before
    rest = _split_second(_split_attachments(rest, zones), zones)
    zones.body = _split_closing(rest, zones)
    if zones.attachments and not zones.inner_title and _first_mark(zones.body) == len(zones.body):
        label, title, content = zones.attachments.pop(0)
        if _first_mark(content) < len(content) and label:
            zones.wrapper = zones.wrapper + zones.body + zones.closing
            zones.inner_title, zones.closing = title, []
            zones.body = _split_closing(content, zones)
        else:
            zones.attachments.insert(0, (label, title, content))
    return zones
