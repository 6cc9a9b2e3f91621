"""One record per fact, and the vocabulary that holds them all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from zhitong.engine.values import CodeTree


class FactType(StrEnum):
    """What a value is made of; money in fen, share in ten-thousandths, count in its unit."""

    MONEY = "money"
    COUNT = "count"
    SHARE = "share"
    DATE = "date"
    CODE = "code"
    FLAG = "flag"
    CHOICE = "choice"


class Sensitivity(StrEnum):
    """Who may see a value: anybody; officers and the business; only those who need it about a person."""

    PUBLIC = "public"
    INTERNAL = "internal"
    SENSITIVE = "sensitive"


TYPES: dict[str, str] = {
    "money": "金额",
    "count": "数量",
    "share": "比例",
    "date": "日期",
    "code": "代码",
    "flag": "是否",
    "choice": "选项",
}
PERIODS: dict[str, str] = {"": "", "year": "每年", "quarter": "每季度", "month": "每月", "day": "每日"}
SOURCE_LABELS: dict[str, str] = {
    "register": "市场监管登记",
    "tax": "税务",
    "statistics": "统计",
    "social_security": "社保",
    "declared": "本人填报",
    "derived": "系统推算",
}
NUMBERS = frozenset({FactType.MONEY, FactType.COUNT, FactType.SHARE})


@dataclass(frozen=True, slots=True)
class FactDef:
    """One thing that may be known about a business.

    `sources` are in order of trust, `freshness_days` is how long a value counts as current
    (None: for ever), `minimum` and `maximum` are in the fact's own unit and inclusive,
    `changeable` says whether a business may honestly change it (near misses look only at these),
    `derived` names the rule of a derived fact and `inputs` are the facts it is computed from.
    """

    key: str
    label: str
    type: FactType
    unit: str = ""
    period: str = ""
    question: str = ""
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    tree: str = ""
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    sources: tuple[str, ...] = ("declared",)
    freshness_days: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    changeable: bool = False
    derived: str = ""
    inputs: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Money, count or share: may be a band."""
        return self.type in NUMBERS

    def option_label(self, option: str) -> str | None:
        """The Chinese word of a choice."""
        return dict(self.options).get(option)

    def rank(self, source: str) -> int:
        """Place of a source in the order of trust, 0 first; an unlisted source comes last."""
        return self.sources.index(source) if source in self.sources else len(self.sources)

    def is_stale(self, as_of: date | None, day: date) -> bool:
        """Whether a value of that date is too old to rely on by `day`; undated values never are."""
        if self.freshness_days is None or as_of is None:
            return False
        return as_of + timedelta(days=self.freshness_days) < day


@dataclass(frozen=True)
class Vocabulary(Mapping[str, FactDef]):
    """All facts of a field by key, with the code trees their values come from."""

    facts: dict[str, FactDef]
    trees: dict[str, CodeTree] = field(default_factory=dict)
    source_labels: dict[str, str] = field(default_factory=lambda: dict(SOURCE_LABELS))

    def __getitem__(self, key: str) -> FactDef:
        return self.facts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    @cached_property
    def derived_facts(self) -> tuple[FactDef, ...]:
        """The facts that follow from others."""
        return tuple(definition for definition in self.facts.values() if definition.derived)

    def label(self, key: str) -> str:
        """The Chinese label of a fact, or the key itself where it is not in the vocabulary."""
        return self.facts[key].label if key in self.facts else key

    def source_label(self, source: str) -> str:
        """市场监管登记, 税务, 统计, 社保, 本人填报, 系统推算."""
        return self.source_labels.get(source, source)
