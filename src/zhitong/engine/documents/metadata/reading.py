"""Metadata a document prints about itself. Unknown is None, never a guess."""

import re
from datetime import date, timedelta
from typing import Any

from zhitong.engine.documents.measures.names import LOCAL, own_prefix
from zhitong.engine.documents.metadata.kinds import kind_of, plan_period, status_of
from zhitong.engine.documents.structure.rows import Row
from zhitong.engine.documents.structure.titles import ADDRESSEES, TAG
from zhitong.engine.documents.structure.zones import Zones
from zhitong.engine.documents.text.lines import DATE_LINE
from zhitong.engine.documents.text.marks import han_to_int

NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fffA-Z]{1,14})\s?[〔［\[【（(﹝]\s?(?P<year>\d{4})\s?[〕］\]】）)﹞]\s?第?\s?(?P<number>\d{1,5})\s?号"
)
ORDER = re.compile(
    r"(?:[（(]?(?P<organ>[\u4e00-\u9fff]{2,20}令)\s?(?P<year>\d{4}年)?\s?第\s?(?P<number>[\d〇零一二三四五六七八九十百]+)\s?号)|"
    r"(?P<notice>(?:[\u4e00-\u9fff]{2,12}\s?){1,3}公告)\s?(?P<noticed>\d{4})年?第\s?(?P<ordinal>\d+)\s?号"
)
DAY = (
    r"(?P<year>\d{4}|[二〇○零一二三四五六七八九十]{4})\s?年\s?(?P<month>[\d一二三四五六七八九十]{1,3})\s?月"
    r"\s?(?P<day>[\d一二三四五六七八九十]{1,3})\s?日"
)
DATE = re.compile(DAY)
EFFECTIVE = re.compile(rf"自\s?{DAY}\s?(?:起)?(?:正式)?(?:施行|实施|执行|生效)")
EFFECTIVE_ON_ISSUE = re.compile(
    r"自(?:印发|发布|公布|颁布)之日起(?:正式)?(?:施行|实施|执行|生效)(?![^。]{0,6}个?[日月]后)"
)
EFFECTIVE_AFTER = re.compile(
    r"自(?:印发|发布|公布)之?日起(?P<days>\d{1,3}|[一二三四五六七八九十]{1,3})日后(?:施行|实施|执行)"
)
UNTIL = re.compile(rf"(?:有效期|执行期限|实施期限|有效)?(?:至|到|截止到?|截至)\s?{DAY}(?:止)?")
TERM = re.compile(
    r"有效期(?:限)?为?\s?(?P<years>\d{1,2}|[一二两三四五六七八九十])\s?年|(?:暂定|试行(?:期)?)(?P<more>[\d一二两三四五]{1,2})年"
)
BARE_ORDER = re.compile(r"^[^关《]{4,40}(?:公告|令|通告)$")
ANNOUNCED = re.compile(
    r"(?P<term>[〔［\[（(][^〔〕（）()\[\]]{1,6}届[^〔〕（）()\[\]]{0,4}[〕］\]）)])?\s?第\s?[\d〇零一二三四五六七八九十百]+\s?号"
)
PASSED = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,24}?)(?:第[一二三四五六七八九十\d]+届)?人民代表大会(?P<standing>常务委员会)?(?:第[一二三四五六七八九十\d]+次会议)?(?:.{0,12})?通过"
)
EACH_LEVEL = re.compile(r"各[市州盟县旗区乡镇](?:[（(][^（()）]*[）)])?")
ORGAN = re.compile(r"(?:人民政府|办公厅|办公室|委员会|[局厅部院署委行]|领导小组|公司|中心)$")
UNIT_LINE = re.compile(r"[\u4e00-\u9fff（）()\s·、]{3,60}$")


def iso(found: re.Match[str]) -> str | None:
    """The matched day as ISO text, or None if there is no such day."""
    parts = [found["year"], found["month"], found["day"]]
    numbers = [int(part) if part.isdigit() else han_to_int(part.replace("○", "〇")) for part in parts]
    if None in numbers:
        return None
    try:
        return date(*[number or 0 for number in numbers]).isoformat()
    except ValueError:
        return None


def _number_of(rows: list[Row], title: str = "") -> str | None:
    """The document's own number: on a line of its own, or at the head of the text."""
    above = title
    for row in rows:
        announced = ANNOUNCED.fullmatch(row.text.strip("（）() "))
        if announced is not None:
            organ = above if BARE_ORDER.search(above) and not announced["term"] else ""
            return organ + re.sub(r"\s", "", announced[0])
        above = re.sub(r"\s", "", row.text)
        text = re.sub(r"^(?:文\s?号|发文字号|文件编号)[：:]?\s?", "", row.text.strip("（）() "))
        found = NUMBER.match(text) or NUMBER.search(row.text) if len(row.text) < 40 else None
        if found is not None and found.end() >= len(text) - 24 and "《" not in row.text:
            return f"{found['code']}〔{found['year']}〕{int(found['number'])}号"
        order = ORDER.fullmatch(text.strip()) if len(row.text) < 50 else None
        if order is not None:
            if order["organ"]:
                return f"{order['organ']}{order['year'] or ''}第{order['number']}号"
            return f"{order['notice'].strip()}{order['noticed']}年第{order['ordinal']}号"
    return None


def _title_of(rows: list[Row]) -> str | None:
    """The title on one line; a title printed whole in 《》 is given without them."""
    title = TAG.sub("", re.sub(r"[^\S ]+", "", "".join(row.text.strip() for row in rows)))
    whole = re.fullmatch(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》", title)
    return (whole[1] if whole else title) or None


def _labelled_title(text: str) -> str | None:
    """The title a page's table of metadata prints after 标题 or 名称."""
    found = re.search(r"(?:^|\n|\|)\s?(?:标\s?题|名\s?称)[：:]?[\s|]+([^|\n]{6,120})", text[:3000])
    return re.sub(r"\s+", "", found[1]) if found else None


def _issuer(title: str | None, zones: Zones, text: str) -> str | None:
    passed = PASSED.search(text[:400]) if not zones.wrapper else None
    if passed is not None:
        organ = re.sub(r"^.*日", "", passed["organ"])
        organ = re.sub(r"第[一二三四五六七八九十\d]+届", "", organ)
        return f"{organ}人民代表大会{passed['standing'] or ''}"
    if title:
        found = re.match(r"(?P<organ>[\u4e00-\u9fff、\s（）()]{3,60}?)关于", title)
        signed = _signatures(zones)
        if found is not None and ORGAN.search(found["organ"].strip()):
            organ = re.sub(r"\s+", "、", found["organ"].strip())
            return "、".join(signed) if "".join(signed) == organ else organ
    signed = _signatures(zones)
    if signed:
        return "、".join(signed)
    standing = [one.text for one in (*zones.head, *zones.body[:2]) if _is_organ(one.text)]
    if standing:
        return "、".join(organ for line in standing for organ in _organs_of(line))
    labelled = re.search(
        r"(?:发文机关|发布机构|发文单位|制发机关|发文机构)[：:]\s?(?P<organ>[\u4e00-\u9fff、]{3,40})", text
    )
    if labelled is not None:
        return labelled["organ"]
    printed = re.search(
        r"(?:^|\n)(?P<organ>[\u4e00-\u9fff]{4,30}(?:办公厅|办公室|政府|委员会|局|厅))(?:文电处|秘书处|秘书科)?\s?\d{4}年\d{1,2}月\d{1,2}日\s?印发",
        text,
    )
    return printed["organ"] if printed else None


def _is_organ(line: str) -> bool:
    """A line that holds nothing but the name of an organ, as below the title of a plan."""
    return 4 <= len(line) <= 30 and bool(UNIT_LINE.fullmatch(line) and ORGAN.search(line))


def _organs_of(line: str) -> list[str]:
    """The organs of one signature line: parted by spaces, or by the name of the region coming again."""
    found = []
    for part in re.split(r"[\s\t]+", line):
        again = rf"(?<=[局厅委会部署行室府])(?={re.escape(part[:2])}[省市自壮回维县区盟\u4e00-\u9fff]{{3,}})"
        found += re.split(again, part) if len(part) > 8 else [part]
    return [organ for organ in found if organ]


def _signatures(zones: Zones) -> list[str]:
    """The organs that signed, in printed order: the lines just above the date."""
    for rows in (zones.wrapper, zones.closing):
        for place, row in enumerate(rows):
            if not DATE_LINE.fullmatch(row.text):
                continue
            begin = place
            while (
                begin > 0 and UNIT_LINE.fullmatch(rows[begin - 1].text) and ORGAN.search(rows[begin - 1].text)
            ):
                begin -= 1
            organs = [re.sub(r"[（(]代章[）)]", "", one.text) for one in rows[begin:place]]
            if organs:
                return [organ for line in organs for organ in _organs_of(line)]
    return []


def _issued(zones: Zones, text: str) -> str | None:
    if not zones.wrapper:
        passed = re.search(rf"[（(]\s?{DAY}[^（）()]{{0,60}}?(?:通过|公布|发布|印发|令)", text[:600])
        if passed is not None:
            return iso(passed)
    for rows in (zones.wrapper, zones.closing, zones.head, zones.body[:3]):
        for row in rows:
            found = DATE.fullmatch(re.sub(r"\s", "", row.text.strip("（）()")))
            if found is not None:
                return iso(found)
    labelled = re.search(rf"(?:成文日期|发文日期|印发日期|制发日期)[：:\s]*{DAY}", text)
    return iso(labelled) if labelled else None


def _printed(text: str) -> str | None:
    found = list(re.finditer(rf"{DAY}\s?印发(?!的)", text))
    return iso(found[-1]) if found else None


def _effective(text: str, issued: str | None) -> str | None:
    found = None
    for found in EFFECTIVE.finditer(text):
        sentence = text[
            max(0, text.rfind("。", 0, found.start()), text.rfind("\n", 0, found.start())) : found.start()
        ]
        if "《" not in sentence[-40:]:
            return iso(found)
    if issued and EFFECTIVE_ON_ISSUE.search(text):
        return issued
    labelled = re.search(rf"(?:实施日期|生效日期|施行日期)[：:\s]*{DAY}", text)
    if labelled is not None:
        return iso(labelled)
    later = EFFECTIVE_AFTER.search(text)
    if issued and later is not None:
        days = int(later["days"]) if later["days"].isdigit() else han_to_int(later["days"]) or 0
        return (date.fromisoformat(issued) + timedelta(days=days)).isoformat()
    return None


def _expires(text: str, zones: Zones, effective: str | None) -> str | None:
    """The day the document says it ends to hold; a measure's own term does not count."""
    spots = [
        row.text
        for row in zones.closing
        if "有效" in row.text or "施行" in row.text or "执行" in row.text or "实施" in row.text
    ]
    spots += re.findall(
        r"(?:本(?:实施|若干)?(?:办法|措施|意见|方案|规定|细则|政策|通知|条例|计划))[^。\n]{0,60}(?:有效|施行|执行|实施)[^。\n]{0,60}。",
        text,
    )
    labelled = re.search(rf"(?:失效日期|废止日期|终止日期)[：:\s]*{DAY}", text)
    if labelled is not None:
        return iso(labelled)
    for spot in spots:
        until = UNTIL.search(spot)
        if until is not None:
            return iso(until)
        term = TERM.search(spot)
        start = EFFECTIVE.search(spot)
        begins = (iso(start) if start else None) or effective
        if term is not None and begins:
            printed = term["years"] or term["more"]
            years = int(printed) if printed.isdigit() else (han_to_int(printed) or 0)
            day = date.fromisoformat(begins)
            ends = date(day.year + years, day.month, min(day.day, 28) if day.month == 2 else day.day)
            return (ends - timedelta(days=1)).isoformat()
    return None


def _addressees(zones: Zones) -> list[str]:
    for row in (*zones.head, *zones.wrapper, *zones.body[:4]):
        if row.mark is not None or not ADDRESSEES.match(row.text):
            continue
        line = re.split(r"[：:]", row.text)[0]
        if len(line) < 300 and "《" not in line:
            names: list[str] = []
            for group in re.split(r"[，,；;]", line):
                names.extend(_one_group(group.strip()))
            return names
    return []


def _one_group(group: str) -> list[str]:
    if group.startswith("各省、自治区、直辖市"):
        return [group]
    parts = re.split(r"、(?![^（(]*[）)])", group)
    if len(parts) > 1 and all(len(part) <= 1 or part in ("直属机构",) for part in parts[1:]):
        return [group]
    if EACH_LEVEL.fullmatch(parts[0]) and re.search(r"政府$|行政公署$", parts[1]):
        return [f"{parts[0]}、{parts[1]}", *_one_group("、".join(parts[2:]))] if parts[2:] else [group]
    joint = re.match(r"各(?:盟市|市|州|县|区|旗县)(?=[\u4e00-\u9fff]{2,}[局委厅办]$)", parts[0])
    if joint is not None and len(parts) > 1:
        alone = [own_prefix(part) is not None or part.startswith("各") for part in parts]
        return [part if known else joint[0] + part for part, known in zip(parts, alone, strict=True)]
    names: list[str] = []
    of_all = False
    for part in parts:
        if (
            of_all
            and not part.startswith(("各", "自治区", "省", "市直", "中"))
            and (LOCAL.fullmatch(part) or len(part) <= 6)
        ):
            level = re.match(r"各(?P<level>.+?)(?:党委|党工委)$", names[-1])
            bare = level is not None and re.fullmatch(r"(?:人民)?政府|管委会|办事处", part)
            part = f"各{level['level'] if level and bare else ''}{part}"
        names.append(part)
        of_all = part.startswith("各")
    return [name for name in names if name]


def read_metadata(text: str, zones: Zones) -> dict[str, Any]:
    """All `meta` fields of the contract, and `inner_title` for a plan wrapped in a notice."""
    outer, inner = _title_of(zones.title), _title_of(zones.inner_title)
    title = outer or inner or _labelled_title(text)
    if inner and outer and BARE_ORDER.search(outer):
        title, outer = inner, None
    head = [*zones.head, *zones.title, *zones.wrapper, *zones.body[:3]]
    number = _number_of(
        [row for row in head if row not in zones.title or len(zones.title) > 1], _title_of(zones.title) or ""
    ) or _number_of(zones.closing)
    issued = _issued(zones, text)
    effective = _effective(text, issued)
    lead = "".join(row.text for row in zones.body[:4])
    titles = [one for one in (inner, outer) if one]
    return {
        "title": title,
        "doc_number": number,
        "issuer": _issuer(outer, zones, text),
        "issued_on": issued,
        "printed_on": _printed(text),
        "effective_on": effective,
        "expires_on": _expires(text, zones, effective),
        "plan_period": plan_period(titles),
        "kind": kind_of(inner or title, lead),
        "status": status_of(" ".join(titles), text, bool(number or issued or effective)),
        "addressees": _addressees(zones),
        "inner_title": inner if outer else None,
    }


__all__ = ["iso", "kind_of", "read_metadata"]
