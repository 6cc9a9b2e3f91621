"""Blanks inside a line: those that printing put into words go, those that part names and titles stay."""

import re

HAN = r"\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·％∶"
SPACE = r"[ \t\u00a0\u2000-\u200b\u3000]"
ORGAN_END = (
    r"(?:(?<!全)(?<!内)(?<!外)(?<!干)(?<!各)部|(?<!格)(?<!布)(?<!结)局|厅|院|[总公]?署(?<!部署)|政府|委员会|"
    r"(?:[监联总协商工学改康资法纪党]|办公)?(?:委|监会|合会|协会|商会|工会|学会|总会|管委会|理事会|办公室)|"
    r"[网金人医]\w{0,2}办|银行|[人央分支]行|中心|集团|公司|法院|检察院)"
)
_CLOSE_UP = re.compile(
    rf"(?<=[{HAN}{PUNCTUATION}]){SPACE}+(?=\S)|(?<=\S){SPACE}+(?=[{HAN}{PUNCTUATION}])|"
    rf"(?<=\d){SPACE}+(?=[%％])|(?<=[(\[])({SPACE})+|({SPACE})+(?=[)\]])"
)
_SPACED_DIGITS = re.compile(rf"(?<=[{HAN}])((?:{SPACE}?\d){{2,}}){SPACE}?(?=[{HAN}])")
_STATUTE_HEAD = re.compile(
    rf"(第{SPACE}?(?:[零〇一二三四五六七八九十百千]+|[\d ]+){SPACE}?[编篇章节条]"
    rf"(?:之[一二三四五六七八九十]+)?){SPACE}+(?=\S)"
)
_LETTERSPACED = re.compile(rf"(?<![{HAN}])[{HAN}](?P<gap>{SPACE}+)[{HAN}](?:(?P=gap)[{HAN}])+(?![{HAN}])")
_STRAY = re.compile(rf"[{HAN}]{SPACE}+[{HAN}]")
_ORGAN_BEFORE = re.compile(rf"[{HAN}]{{2,24}}{ORGAN_END}$")
_ORGAN_AFTER = re.compile(
    rf"(?!会同|联合|和|与|及|等|的|在|对|按|将|由)[{HAN}]{{1,16}}?{ORGAN_END}"
    rf"(?:办公厅|办公室)?(?=关于|公告|令|印发|转发|文件|通知|{SPACE}|[、，。：；（(〔《》）)]|等|$)"
)
_TITLE_LINE = re.compile(
    r"[^。；！？：，\t]{12,90}(?:通知|公告|意见|决定|办法|规定|方案|措施|条例|规划|计划|细则|纲要|要点|通告|批复|政策|清单"
    r"|目录|指南|法|[（(][^（）()]{2,12}[）)])》?"
)
# The second of two calls to act, side by side; what only names a thing goes on from the line before.
_CALL = re.compile(
    r"(?:进一步|全面|深入|着力|大力)?(?:促进|推动|推进|支持|服务|助力|加快|加强|强化|深化|扩大|提升|提高|激发|保障|培育"
    r"|做好|建设|打造|优化|完善|落实|改善|增强|减轻|稳定|稳住|繁荣|发展|创新|规范|实现|构建|方便|便利|帮助|护航|改造|转变|调整|引进|壮大|激活|释放|维护|坚持|聚焦|统筹|巩固|拓展|破解|缓解|应对|开展|实施)"
)
_SIDE = 4  # a blank parts two halves of a title, each at least this long


def stray_blanks(texts: list[str]) -> int:
    """How many blanks stand between two characters of running sentences: typing puts none there."""
    sentences = [_STATUTE_HEAD.sub("", text) for text in texts if "。" in text or "，" in text]
    return sum(
        1
        for text in sentences
        for found in _STRAY.finditer(text)
        if not _in_title(text, found.start() + 1)
        and not _joint(text[: found.start() + 1], text[found.end() - 1 :])
    )


def _joint(before: str, after: str) -> bool:
    """Whether a blank parts two organs (财政部 税务总局关于…)."""
    return bool(_ORGAN_BEFORE.search(before[-26:]) and _ORGAN_AFTER.match(after))


def _in_title(text: str, start: int) -> bool:
    """Whether a place is inside 《…》."""
    return text.rfind("《", 0, start) > text.rfind("》", 0, start) and "》" in text[start:]


def _parts(text: str, start: int, end: int, titled: bool) -> bool:
    """Whether a blank parts two halves of a title."""
    if not (titled or _in_title(text, start)):
        return False
    before = re.search(rf"[{HAN}]*$", text[:start])
    after = re.match(rf"[{HAN}]*", text[end:])
    long = before and after and len(before[0]) >= _SIDE and len(after[0]) >= _SIDE
    return bool(long and _CALL.match(text, end))


def close_up(text: str, typed: bool = False) -> tuple[str, int]:
    """Take out blanks that printing put inside words and numbers; the text and how many places.

    A blank between two organs stays, as one; where blanks were `typed` (no sentence of the source has
    a stray one) so does a blank between two calls to act in a title.
    """
    count = 0

    def squeeze(found: re.Match[str]) -> str:
        nonlocal count
        groups = found[1].split()
        if len(groups) > 1 and all(len(group) == 1 for group in groups):
            count += 1
            return "".join(groups)
        return found[0]

    def letters(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return re.sub(SPACE, "", found[0])

    head = _STATUTE_HEAD.match(text)
    lead = ""
    if head is not None:
        lead, text = re.sub(SPACE, "", head[1]) + " ", text[head.end() :]
    text = _LETTERSPACED.sub(letters, _SPACED_DIGITS.sub(squeeze, text))
    titled = typed and not lead and bool(_TITLE_LINE.fullmatch(text))
    written, reached = "", 0
    for found in _CLOSE_UP.finditer(text):
        written += text[reached : found.start()]
        reached = found.end()
        kept = _joint(written, text[reached:]) or (typed and _parts(text, found.start(), reached, titled))
        written += " " if kept else ""
        count += not kept
    return lead + re.sub(r"(?<=\S)[ \u00a0\u3000]{2,}(?=\S)", " ", written + text[reached:]), count
