"""Why a document is not taken."""

from collections.abc import Sequence

from zhitong.engine.values import Problem
from zhitong.portal.foundation.problems import Refusal


class DocumentRefused(Refusal):
    """The file cannot be used; nothing was written. `problems` are the parser's."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        first = problems[0] if problems else Problem("unreadable", "文件读不出文字，请换用完整的文件。")
        super().__init__(f"“{name}”：{first.message}", first.advice, code=first.code)
        self.problems = tuple(problems)


def unnumbered(name: str) -> DocumentRefused:
    """Words that cannot be cited, unless somebody says that paragraphs will do."""
    message = "全文没有“一、”“（一）”“第一条”这样的编号，无法按条款引用。"
    advice = "请核对文件是否完整；确无编号的，请选择“按自然段处理”（--by-paragraph）。"
    return DocumentRefused(name, [Problem("no_numbering", message, advice=advice)])
