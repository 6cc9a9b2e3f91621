"""Titles of documents: over several lines, after a news item, inside a notice; and lines that are none."""

import re

from zhitong.engine.documents.structure.rows import Row
from zhitong.engine.documents.text.lines import DATE_LINE, NUMBER_LINE

KIND_WORDS = (
    "通知|意见|方案|计划|规划|办法|规定|细则|条例|措施|政策|决定|公告|通告|批复|函|复函|报告|纲要|要点|指南|指引|"
    "制度|规则|若干政策|清单|目录|法|标准|规范|实施意见|行动|预案|决议|令|工作规程|解读|安排|任务分工|分工"
)
BRACKETS = r"(?:\s?[（(〔\[【][^（）()〔〕]{1,30}[）)〕\]】])*"
TRAILING_DATE = re.compile(
    r"(?<=通知|意见|方案|办法|措施|公告|条例|规定)[》”]?[\s（(]+20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[）)]?$"
)
TITLE_END = re.compile(rf"(?:{KIND_WORDS})[》”]?{BRACKETS}[》”]?$")
LABELLED_LINE = re.compile(
    r"[-·•\s]*(?:索引号|发文机关|发文机构|发布机构|成文日期|发文字号|发布日期|发布时间|主题分类|标题(?=[\s\u4e00-\u9fff])|名称[：:])"
)
TAG = re.compile(r"^[【\[][^【】\[\]《》]{2,10}[】\]]\s?")
WRAPPER = re.compile(
    r"(?:现|特)?将.{2,200}?印发(?:给你们|你们|各|，|。)|现(?:予)?印发(?:给你们|，)|现(?:制定|修订)?印发《|印发给你们|现将.{2,160}?(?:予以|通知如下)|"
    r"现(?:予|将).{0,120}?(?:公布|发布|转发)|已经.{2,80}?(?:通过|同意).{0,40}?(?:印发|公布|发布)"
)
ADDRESSEES = re.compile(
    r"^(?:各|自治区|省|市|县|区|国务院|有关|[\u4e00-\u9fff]{2,12}(?:人民政府|行政公署|委员会|局|厅|公司|单位)|[\u4e00-\u9fff]{4,16}(?:管委会|办事处|办公室)[，,、])[^。]*[：:]$"
)


def plain(text: str) -> str:
    """Without spaces, marks of omission and the width of brackets, for comparing titles."""
    return re.sub(r"[\s《》“”〈〉（）()\[\]〔〕—\-－–·.．…\d]", "", text)


def looks_like_title(text: str) -> bool:
    """A short line without sentence end that closes with the name of a kind of document."""
    return (
        4 < len(text) <= 90
        and not re.search(r"[。；！？\t>»|]|[：:]$|^[^：:《]{1,6}[：:]", text)
        and bool(TITLE_END.search(text))
        and not DATE_LINE.fullmatch(text)
        and not text.startswith(("（此件", "(此件"))
    )


def find_title(rows: list[Row]) -> tuple[list[Row], int]:
    """The rows of a title that begins within the first rows, and how many rows are used up."""
    for begin in range(min(len(rows), 12)):
        if dated := TRAILING_DATE.search(rows[begin].text):
            cut = rows[begin]
            rows = [*rows]
            rows[begin] = Row(cut.start, cut.start + dated.start(), cut.text[: dated.start()], cut.mark)
        opening = rows[begin].mark
        if opening is not None and opening.form != "dash":
            return [], 0
        for count in range(1, 5):
            part = rows[begin : begin + count]
            if len(part) < count or any(ends_head(row) for row in part):
                break
            joined = "".join(row.text for row in part)
            if not looks_like_title(joined):
                continue
            more = rows[begin + count : begin + count + 1]
            if (
                more
                and not ends_head(more[0])
                and looks_like_title(joined + more[0].text)
                and len(more[0].text) < 40
            ):
                continue
            return part, begin + count
        if WRAPPER.search(rows[begin].text) or len(rows[begin].text) > 120:
            break
    return _title_after_news(rows)


def _title_after_news(rows: list[Row]) -> tuple[list[Row], int]:
    """A title that follows a news item: only where a number or addressees stand right below it."""
    for begin in range(min(len(rows), 20)):
        if rows[begin].mark is not None:
            break
        for count in range(1, 4):
            part = rows[begin : begin + count]
            below = rows[begin + count : begin + count + 2]
            if any(ends_head(row) for row in part) or not looks_like_title("".join(row.text for row in part)):
                continue
            if any(NUMBER_LINE.fullmatch(row.text) or ADDRESSEES.match(row.text) for row in below):
                return part, begin + count
    return [], 0


def ends_head(row: Row) -> bool:
    """A line that is no part of a title: it ends a sentence, bears a mark, a date or a number."""
    text = row.text
    return bool(
        re.search(r"[。；]|[：:]$|\t|^[（(].*(?:通过|公布|发布|修[订正]|施行|批准)", text)
        or NUMBER_LINE.search(text)
        or LABELLED_LINE.match(text)
        or DATE_LINE.fullmatch(text)
        or (row.mark is not None and row.mark.form != "dash")
        or len(text) > 80
    )
