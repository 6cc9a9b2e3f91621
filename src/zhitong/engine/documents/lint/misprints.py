"""Misprints: repeated words, doubled marks, mixed brackets, a sentence copied with one wrong character."""

import re
from collections.abc import Iterator
from itertools import pairwise

from zhitong.engine.documents.lint.findings import Draft, Finding

_REPEATED = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_ECHO = re.compile(r"研究研究|商量商量|讨论讨论|考虑考虑|分分|[零一二三四五六七八九十百千万亿〇]+$")
_MARKS = re.compile(r"[，。；：、]{2,}")
_MIXED = re.compile(r"（[^（）()]{1,60}\)|\([^（）()]{1,60}）")
# Numbers and names of levels rightly differ from the upper document.
_LEVELS = re.compile(r"[零一二三四五六七八九十两国省市县区旗州盟厅局委全我各]")
_WRONG_WORD = re.compile(r"、个(?=有关|相关|部门|单位|地区)")


def _fixed(draft: Draft, code: str, message: str, pattern: re.Pattern[str], advice: str) -> Iterator[Finding]:
    for match in pattern.finditer(draft.document.text):
        if code == "words_repeated" and (_ECHO.search(match[1]) or _chained(draft.document.text, match)):
            continue
        yield draft.find(code, "info", message, match.start(), match.end(), advice)


def _chained(text: str, match: re.Match[str]) -> bool:
    """Two characters that only look repeated from their middle (创业创新 in 企业创业创新)."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return len(match[1]) == 2 and len(re.findall(r"[\u4e00-\u9fff]", around)) == 2


def misprints(draft: Draft) -> Iterator[Finding]:
    """Slips that a proof-reader marks."""
    yield from _fixed(draft, "words_repeated", "字词重复。", _REPEATED, "删去多出的字。")
    yield from _fixed(draft, "marks_doubled", "标点重复。", _MARKS, "只留一个标点。")
    yield from _fixed(draft, "brackets_mixed", "括号一半全角、一半半角。", _MIXED, "统一用全角括号。")
    yield from _fixed(draft, "word_wrong", "“个”疑为“各”。", _WRONG_WORD, "核对原文。")
    for problem in draft.document.problems:
        if problem.code == "page_break_repeat" and problem.start is not None and problem.end is not None:
            message = f"{problem.message}原稿此处换页多印了字。"
            yield draft.find("page_break_repeat", "info", message, problem.start, problem.end, "改正原稿。")


def copied_wrongly(draft: Draft) -> Iterator[Finding]:
    """A run of words that differs from the upper document in one character only."""
    if draft.against is None:
        return
    upper: dict[str, set[str]] = {}
    same = {run for _, run in _runs(draft.against.text)}
    for model in same:
        for place in range(len(model)):
            upper.setdefault(model[:place] + "?" + model[place + 1 :], set()).add(model)
    for start, run in _runs(draft.document.text):
        for place in range(len(run)) if run not in same else ():
            near = sorted(upper.get(run[:place] + "?" + run[place + 1 :], ()))
            if near and not _LEVELS.search(run[place] + near[0][place]):
                message = f"上级文件此处为“{near[0][place]}”，本文为“{run[place]}”，其余相同。"
                advice = "核对是否抄写差错。"
                yield draft.find("copied_wrongly", "info", message, start, start + len(run), advice)
                break


def _runs(text: str) -> list[tuple[int, str]]:
    """Runs of 7 to 40 Chinese characters between marks, with where they begin."""
    cuts = [-1, *(match.start() for match in re.finditer(r"[^\u4e00-\u9fff]", text)), len(text)]
    return [(a + 1, text[a + 1 : b]) for a, b in pairwise(cuts) if 7 <= b - a - 1 <= 40]
