"""The text form of a condition: one node per line, children two spaces deeper, references in brackets.

`parse_condition(text)` gives (condition, problems), `print_condition(condition)` the canonical text;
each undoes the other exactly. A problem names its line and the offsets of that line.
"""

import re
from dataclasses import dataclass, field

from zhitong.engine.rules.leaf_text import parse_leaf, print_leaf, print_word, read_word
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Condition, Judgement, Leaf, Not
from zhitong.engine.values import Problem

MAX_DEPTH = 30
_AT_LEAST = re.compile(r"at_least\s+(\d{1,4}):")
_CITES = re.compile(r"\s*\[([A-Za-z0-9_.\-, ，、]*)\]$")


@dataclass(slots=True)
class _Line:
    number: int
    start: int
    indent: int
    words: str
    children: list["_Line"] = field(default_factory=list)

    def problem(self, code: str, message: str, advice: str = "") -> Problem:
        """A finding about this line."""
        end = self.start + self.indent + len(self.words)
        where = f"第{self.number}行"
        return Problem(code, f"{where}：{message}", self.start + self.indent, end, where, advice)


def parse_condition(text: str) -> tuple[Condition | None, tuple[Problem, ...]]:
    """The condition a text says; None when anything in it cannot be understood."""
    problems: list[Problem] = []
    roots = _nest(text, problems)
    if not roots and not problems:
        advice = "请至少写一行条件；如果人人可享，请写“all:”"
        problems.append(Problem("condition_empty", "条件是空的。", 0, len(text), "第1行", advice))
    for extra in roots[1:]:
        extra.children.clear()
        problems.append(
            extra.problem("several_roots", "最外层只能有一个节点。", "请用“all:”或“any:”把这些条件包在一起")
        )
    found = [_read(line, problems) for line in roots[:1]]
    if problems or not found:
        return None, tuple(problems)
    return found[0], ()


def _nest(text: str, problems: list[Problem]) -> list[_Line]:
    """Lines as trees by indentation."""
    roots: list[_Line] = []
    open_lines: list[_Line] = []
    offset = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        words = raw.strip()
        line = _Line(number, offset, len(raw) - len(raw.lstrip()), words)
        offset += len(raw) + 1
        if not words:
            continue
        depth, odd = divmod(line.indent, 2)
        if odd or "\t" in raw[: line.indent] or depth > len(open_lines) or (depth == 0 and line.indent):
            problems.append(
                line.problem("bad_indent", "缩进不对。", "每深一层用两个空格缩进，不要用制表符，也不要跳级")
            )
            depth = min(depth, len(open_lines))
        if depth >= MAX_DEPTH:
            problems.append(line.problem("too_deep", f"条件嵌套超过{MAX_DEPTH}层。", "请把条件拆浅一些"))
            depth = 0
        del open_lines[depth:]
        (open_lines[-1].children if open_lines else roots).append(line)
        open_lines.append(line)
    return roots


def _read(line: _Line, problems: list[Problem]) -> Condition:
    """The node of a line; after a problem, a stand-in that is thrown away."""
    words = line.words.replace("：", ":") if line.words.endswith("：") else line.words
    counted = _AT_LEAST.fullmatch(words)
    if words in ("all:", "any:", "not:") or counted:
        parts = tuple(_read(child, problems) for child in line.children)
        return _group(line, words, int(counted[1]) if counted else 0, parts, problems)
    if line.children:
        advice = "只有 all:、any:、not:、at_least N: 下面可以再缩进；组合行请以英文冒号结尾"
        problems.append(line.problem("leaf_with_children", "这一行下面不能再有缩进的条件。", advice))
        for child in line.children:
            _read(child, problems)
    words, cites = split_cites(line.words)
    if words == "judge" or words.startswith("judge "):
        return _judgement(line, words.removeprefix("judge").strip(), cites, problems)
    leaf, problem = parse_leaf(words, cites)
    if problem is not None:
        problems.append(line.problem(problem.code, problem.message, problem.advice))
    return leaf or Judgement("")


def _group(
    line: _Line, words: str, needed: int, parts: tuple[Condition, ...], problems: list[Problem]
) -> Condition:
    if words == "all:":
        return All(parts)
    if words == "any:":
        return AnyOf(parts)
    if needed or words.startswith("at_least"):
        return AtLeast(needed, parts)
    if len(parts) != 1:
        advice = "请在下面缩进写且只写一个条件；有几个时先用 all: 或 any: 包起来"
        problems.append(line.problem("not_needs_one", "not: 下面应当正好有一个条件。", advice))
        return All(())
    return Not(parts[0])


def _judgement(line: _Line, words: str, cites: tuple[str, ...], problems: list[Problem]) -> Condition:
    text = read_word(words)
    if not text:
        problems.append(
            line.problem(
                "judge_empty", "judge 后面没有内容。", "请写出需要人工判断的内容，如“judge 有发展前景 [r1]”"
            )
        )
    return Judgement(text or "", cites)


def split_cites(words: str) -> tuple[str, tuple[str, ...]]:
    """A line without its closing `[r1, r2]`, and those keys."""
    found = _CITES.search(words)
    if found is None:
        return words, ()
    keys = tuple(key for key in re.split(r"[ ,，、]+", found[1]) if key)
    return words[: found.start()], keys


def print_condition(condition: Condition) -> str:
    """The canonical text of a condition, each line ended by a newline."""
    return "".join(f"{line}\n" for line in _lines(condition, 0))


def _lines(node: Condition, depth: int) -> list[str]:
    indent = "  " * depth
    if isinstance(node, Leaf):
        return [indent + print_leaf(node) + _brackets(node.cites)]
    if isinstance(node, Judgement):
        words = print_word(node.text, in_list=False)
        ends_in_bracket = not node.cites and _CITES.search(words) is not None
        return [f"{indent}judge {words}{' []' if ends_in_bracket else _brackets(node.cites)}"]
    parts = (node.part,) if isinstance(node, Not) else node.parts
    return [indent + _head(node), *(line for part in parts for line in _lines(part, depth + 1))]


def _head(node: All | AnyOf | Not | AtLeast) -> str:
    if isinstance(node, AtLeast):
        return f"at_least {node.needed}:"
    return {All: "all:", AnyOf: "any:", Not: "not:"}[type(node)]


def _brackets(cites: tuple[str, ...]) -> str:
    return f" [{', '.join(cites)}]" if cites else ""
