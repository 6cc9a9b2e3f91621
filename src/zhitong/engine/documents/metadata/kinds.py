"""What kind of document it is, for which years, and whether it is in force."""

import re

PLAN_WORD = re.compile(r"计划|规划|方案|行动|纲要|工作要点|分工|分解|任务|安排")
PERIOD = re.compile(
    r"[（(]?\s?(?P<start>20\d{2})\s?年?\s?(?:[—–\-－~～―]{1,2}|至|到)\s?(?P<end>20\d{2})\s?年?\s?[）)]?"
)
FIVE_YEARS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
KINDS = (
    ("regulation", r"条例|规定(?!.*(?:方案|通知))|实施细则|细则|规则"),
    ("law", r"(?<!办)法"),
    ("activity_plan", r"活动(?:实施|工作)?方案|活动计划|行动月.*方案"),
    ("implementation_plan", r"实施方案|落实方案|实施计划"),
    ("plan", r"计划|规划|方案|预案|纲要|行动|要点|分工|任务分解"),
    ("measures", r"措施|政策|办法|若干条|\d+条"),
    ("opinion", r"意见"),
    ("announcement", r"公告|通告|公示"),
    ("reply", r"批复|复函|函|答复"),
    ("notice", r"通知"),
)
LEADS = (
    ("notice", r"(?:有关|相关)(?:事项|工作|要求)(?:通知|安排)?(?:通知)?如下[：:]|通知如下[：:]"),
    ("announcement", r"(?:公告|通告|公示)如下[：:]"),
    ("reply", r"(?:批复|答复|函复|复函)如下[：:]|收悉"),
)
WRAPPED = re.compile(r"关于(?:印发|转发|发布|公布).+通知$")
TITLE_TAIL = re.compile(r"(?:\s?[（(〔\[【][^（）()〔〕]{1,30}[）)〕\]】])+$")
DRAFT = re.compile(r"征求意见稿|草案|送审稿|讨论稿|公开征求.{0,30}意见|草稿|意见征集稿")
REPEALED = re.compile(
    r"(?:本(?:文件|办法|规定|条例)|该文件)已(?:于.{0,20})?(?:废止|失效)|^(?:【|\[)?(?:已废止|全文废止|失效)|"
    r"时\s?效[：:]\s?\|?\s?(?:失效|废止)|(?:发文字号|文号)[^\n]{0,40}时\s?效[^\n]{0,80}(?:失效|废止)|有\s?效\s?性[：:]\s?\|?\s?(?:废止|失效|已废止)"
)


def kind_of(title: str | None, lead: str) -> str:
    """The kind of document by its title; without one by what its preamble says it lays down."""
    words = TITLE_TAIL.sub("", re.sub(r"[《》]", "", title)) if title else ""
    words = (
        re.sub(r"(?:的|之)?(?:通知|批复|公告|决定|函)$", "", words)
        if re.search(r"关于(?:印发|转发|发布|公布)", words)
        else words
    )
    if not words:
        said = re.search(
            r"(?:制定|提出|制订|出台)(?:了)?(?:本|以下|如下|此)(?P<kind>[\u4e00-\u9fff]{2,8})", lead
        )
        words = said["kind"] if said else ""
    for kind, pattern in KINDS:
        if words and re.search(rf"(?:{pattern})$", words):
            return kind
    if title and WRAPPED.search(TITLE_TAIL.sub("", title)):
        return "notice"
    return next((kind for kind, pattern in LEADS if re.search(pattern, lead)), "other")


def plan_period(titles: list[str]) -> dict[str, str] | None:
    """The years a plan is for, by its titles: printed span, five-year plan or single year."""
    for title in titles:
        found = PERIOD.search(title)
        if found is not None:
            return {"start": f"{found['start']}-01-01", "end": f"{found['end']}-12-31"}
        for words, (start, end) in FIVE_YEARS.items():
            ordinal = f"第{words[:-1]}个五年"
            if any(one in title for one in (f"“{words}”", f"{words}规划", f"{words}时期", ordinal)):
                return {"start": f"{start}-01-01", "end": f"{end}-12-31"}
        ahead = title.partition("执行情况")[2]  # a yearly report tells of one year and plans the next
        year = re.search(r"(?<!\d)(20\d{2})年(?:度)?(?!月|远景)", ahead if "草案" in ahead else title)
        if year is not None and PLAN_WORD.search(title):
            return {"start": f"{year[1]}-01-01", "end": f"{year[1]}-12-31"}
    return None


def status_of(title: str | None, text: str, has_dates: bool) -> str:
    """draft, repealed, in_force where the document bears a date or number, else unknown."""
    if DRAFT.search(title or "") or DRAFT.search(text[:120]):
        return "draft"
    if REPEALED.search(text):
        return "repealed"
    return "in_force" if has_dates else "unknown"
