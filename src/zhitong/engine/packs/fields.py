"""Taking fields out of one YAML entry: each wrong one becomes a problem with file, key and remedy."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhitong.engine.values import Problem, parse_date, parse_money, parse_share


@dataclass(slots=True)
class Fields:
    """An entry being read; `place` is the file and key shown in problems."""

    entry: Mapping[str, Any]
    place: str
    problems: list[Problem]

    def refuse(self, code: str, message: str, advice: str) -> None:
        """Note a problem of this entry."""
        self.problems.append(
            Problem(code, f"{self.place}：{message}，{advice}。", where=self.place, advice=advice)
        )

    def only(self, known: Collection[str]) -> None:
        """Refuse fields nobody reads, so that a misspelt one is not lost."""
        for name in self.entry:
            if name not in known:
                self.refuse(
                    "field_unknown", f"不认识栏目“{name}”", f"可用的栏目是{'、'.join(known)}，请改正拼写"
                )

    def inner(self, name: str) -> "Fields":
        """The mapping under a name; empty where it is missing."""
        value = self.entry.get(name)
        if value is not None and not isinstance(value, Mapping):
            self.refuse("field_not_mapping", f"“{name}”应是“键: 值”", "请写成 {键: 值} 的形式")
            value = None
        return Fields(value or {}, f"{self.place} {name}", self.problems)

    def text(self, name: str, required: bool = False) -> str:
        """A text; numbers and dates are taken as they print."""
        value = self.entry.get(name)
        if isinstance(value, list | dict):
            self.refuse("field_not_text", f"“{name}”应是一段文字", "请改成文字")
            return ""
        text = "" if value is None else str(value).strip()
        if required and not text:
            self.refuse("field_missing", f"缺少“{name}”", "请补上")
        return text

    def optional(self, name: str) -> str | None:
        """A text or None."""
        return self.text(name) or None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        value = self.entry.get(name)
        if value is None:
            return ()
        listed = value if isinstance(value, list) else [value]
        if any(isinstance(item, list | dict) for item in listed):
            self.refuse("field_not_texts", f"“{name}”应是文字的列表", "请写成 [甲, 乙]；含冒号的文字请加引号")
            return ()
        return tuple(str(item).strip() for item in listed)

    def one_of(self, name: str, allowed: Collection[str], default: str = "") -> str:
        """A word of a fixed list."""
        value = self.text(name) or default
        if value not in allowed:
            self.refuse("field_word_unknown", f"“{name}”的值“{value}”不认识", f"可用：{'、'.join(allowed)}")
        return value

    def flag(self, name: str) -> bool:
        """True only where the entry says true."""
        value = self.entry.get(name, False)
        if not isinstance(value, bool):
            self.refuse("field_not_flag", f"“{name}”应是 true 或 false", "请改正")
        return value is True

    def day(self, name: str) -> date | None:
        """A legal date or None."""
        value = self.entry.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        found, problem = parse_date(str(value))
        if problem is not None:
            self.refuse(problem.code, f"“{name}”的{problem.message.rstrip('。')}", "请写成 2024-06-30")
        return found

    def fen(self, name: str) -> int | None:
        """A printed sum of money in fen, or None."""
        value = self.entry.get(name)
        if value is None:
            return None
        found, problem = parse_money(str(value))
        if problem is not None:
            self.refuse(problem.code, f"“{name}”的{problem.message.rstrip('。')}", "金额要带单位，如 10万元")
        return found

    def share(self, name: str) -> int | None:
        """A printed share in ten-thousandths, or None."""
        value = self.entry.get(name)
        if value is None:
            return None
        found, problem = parse_share(str(value))
        if problem is not None:
            self.refuse(problem.code, f"“{name}”的{problem.message.rstrip('。')}", "比例请写成 50%")
        return found

    def whole(self, name: str) -> int | None:
        """A whole number or None."""
        value = self.entry.get(name)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.refuse("field_not_whole", f"“{name}”应是整数", "请改成整数")
        return None
