"""Automatic numbers of Word files, resolved from numbering.xml and the styles into text."""

import re
from dataclasses import dataclass, field
from typing import Any

from zhitong.engine.documents.text.marks import CIRCLED, int_to_han

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HAN_FORMATS = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanCounting",
        "chineseLegalSimplified",
        "ideographLegalTraditional",
    }
)
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass
class Level:
    """One level of a list: where it starts, how its number is written and with what around it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass
class Abstract:
    """A list definition; `style_link` names the numbering style that really defines it."""

    levels: dict[int, Level] = field(default_factory=dict)
    by_style: dict[str, int] = field(default_factory=dict)
    style_link: str | None = None


@dataclass
class Instance:
    """A use of a definition with its own starts and levels."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(W + name) if parent is not None else None
    return None if child is None else child.get(W + "val")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d+", text) else default


def _roman(number: int) -> str:
    words = ""
    while number >= 50:
        words, number = words + "L", number - 50
    for size, letters in ROMAN:
        while number >= size:
            words, number = words + letters, number - size
    return words


def written(number: int, style: str) -> str:
    """A number as Word writes it in a format; an unknown format falls back to Arabic digits."""
    if style in HAN_FORMATS:
        return int_to_han(number)
    if style in ("ideographDigital", "japaneseDigitalTenThousand", "chineseDigital"):
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if style in ("ideographTraditional", "ideographZodiac"):
        table = STEMS if style == "ideographTraditional" else BRANCHES
        return table[(number - 1) % len(table)]
    if style.startswith("decimalEnclosed"):
        if style == "decimalEnclosedParen":
            return f"（{number}）"
        if style == "decimalEnclosedFullstop":
            return f"{number}."
        return CIRCLED[number - 1] if 0 < number <= len(CIRCLED) else str(number)
    if style == "ideographEnclosedCircle":
        return f"（{int_to_han(number)}）"
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if style == "upperLetter" else letter.lower()
    if style in ("upperRoman", "lowerRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _level(element: Any) -> Level:
    restart = _value(element, "lvlRestart")
    return Level(
        start=_whole(_value(element, "start"), 1),
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        restart=None if restart is None else _whole(restart, 0),
        legal=element.find(W + "isLgl") is not None,
    )


def _abstract(element: Any) -> Abstract:
    found = Abstract(style_link=_value(element, "numStyleLink"))
    for level in element.findall(W + "lvl"):
        place = _whole(level.get(W + "ilvl"), 0)
        found.levels[place] = _level(level)
        style = _value(level, "pStyle")
        if style:
            found.by_style[style] = place
    return found


def _instance(element: Any) -> Instance:
    found = Instance(_value(element, "abstractNumId") or "")
    for override in element.findall(W + "lvlOverride"):
        place = _whole(override.get(W + "ilvl"), 0)
        start = _value(override, "startOverride")
        if start is not None:
            found.starts[place] = _whole(start, 1)
        level = override.find(W + "lvl")
        if level is not None:
            found.levels[place] = _level(level)
    return found


class Numbering:
    """Counts the automatic numbers of a document, paragraph by paragraph."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self.abstracts: dict[str, Abstract] = {}
        self.instances: dict[str, Instance] = {}
        if numbering is not None:
            for one in numbering.findall(W + "abstractNum"):
                self.abstracts[one.get(W + "abstractNumId")] = _abstract(one)
            for one in numbering.findall(W + "num"):
                self.instances[one.get(W + "numId")] = _instance(one)
        self.styles: dict[str, Any] = {}
        self.default_style: str | None = None
        for one in styles.findall(W + "style") if styles is not None else []:
            self.styles[one.get(W + "styleId")] = one
            if one.get(W + "type") == "paragraph" and one.get(W + "default") in ("1", "true"):
                self.default_style = one.get(W + "styleId")
        self.counters: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def _of_style(self, style: str | None) -> tuple[str | None, int | None, str | None]:
        """numId, level and the style they come from, along basedOn."""
        seen: set[str] = set()
        level: int | None = None
        while style is not None and style in self.styles and style not in seen:
            seen.add(style)
            element = self.styles[style]
            properties = element.find(f"{W}pPr/{W}numPr")
            if properties is not None:
                printed = _value(properties, "ilvl")
                level = _whole(printed, 0) if printed is not None and level is None else level
                number = _value(properties, "numId")
                if number is not None:
                    return number, level, style
            style = _value(element, "basedOn")
        return None, None, None

    def _definition(self, key: str) -> tuple[str, Abstract] | None:
        abstract = self.abstracts.get(key)
        if abstract is None:
            return None
        if abstract.style_link and not abstract.levels:
            number, _, _ = self._of_style(abstract.style_link)
            instance = self.instances.get(number or "")
            if instance is not None and instance.abstract in self.abstracts:
                return instance.abstract, self.abstracts[instance.abstract]
        return key, abstract

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(W + "pPr")
        style = _value(properties, "pStyle") or self.default_style
        own = properties.find(W + "numPr") if properties is not None else None
        number, level, source = self._of_style(style)
        if own is not None:
            direct = _value(own, "numId")
            printed = _value(own, "ilvl")
            if direct is not None:
                number, source = direct, None
            if printed is not None:
                level = _whole(printed, 0)
        if number is None or number == "0" or number not in self.instances:
            return None
        definition = self._definition(self.instances[number].abstract)
        if level is None and definition is not None:
            level = definition[1].by_style.get(source or style or "", 0)
        return number, level or 0

    def text_of(self, paragraph: Any) -> str:
        """The number Word would print before this paragraph, or '' for none; counts it."""
        place = self._place(paragraph)
        if place is None:
            return ""
        number, depth = place
        instance = self.instances[number]
        definition = self._definition(instance.abstract)
        if definition is None:
            return ""
        key, abstract = definition
        levels = {**abstract.levels, **instance.levels}
        level = levels.get(depth)
        if level is None or level.format == "none":
            return level.text if level is not None and "%" not in level.text else ""
        if level.format == "bullet":
            return level.text if re.fullmatch(r"[—–―─\-－]+", level.text) else "•"
        self._count(key, number, depth, levels, instance)
        return self._written(key, depth, levels)

    def _count(self, key: str, number: str, depth: int, levels: dict[int, Level], instance: Instance) -> None:
        counter = self.counters.setdefault(key, {})
        start = levels[depth].start
        if (number, depth) not in self.begun and depth in instance.starts:
            counter[depth] = instance.starts[depth]
        else:
            counter[depth] = counter[depth] + 1 if depth in counter else instance.starts.get(depth, start)
        self.begun.add((number, depth))
        for deeper in [one for one in counter if one > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart > 0 and depth < restart):
                del counter[deeper]

    def _written(self, key: str, depth: int, levels: dict[int, Level]) -> str:
        counter = self.counters[key]

        def one(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            level = levels.get(place, Level())
            style = "decimal" if levels[depth].legal else level.format
            return written(counter.get(place, level.start), style)

        text = re.sub(r"%(\d)", one, levels[depth].text)
        return text + " " if text.endswith(("条", "章", "节", "编")) else text
