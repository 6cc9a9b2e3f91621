"""Which column of a file is which fact."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhitong.engine.facts import FactDef, FactType, Vocabulary
from zhitong.engine.values.money import UNITS
from zhitong.portal.businesses.tables import CODE_HEADERS

NAMES = {
    "name": ("name", "名称", "企业名称", "主体名称", "经营主体名称", "字号名称", "单位名称"),
    "former_uscc": ("former_uscc", "原统一社会信用代码", "原代码"),
    "as_of": ("as_of", "数据日期"),
}
# What registers call some facts besides the label of the vocabulary.
SYNONYMS = {
    "类型": "kind",
    "市场主体类型": "kind",
    "行政区划": "region",
    "行政区划代码": "region",
    "登记地区划代码": "region",
    "行业": "industry",
    "行业代码": "industry",
    "成立日期": "registered_on",
    "登记状态": "registration_status",
    "从业人员": "employees",
    "从业人数": "employees",
    "从业人员数": "employees",
    "营业收入": "annual_revenue",
    "年营业收入": "annual_revenue",
    "资产总额": "total_assets",
}
ENDS = {"__low": "low", "__high": "high"}


@dataclass(frozen=True, slots=True)
class FactColumn:
    """A column that holds a fact; `unit` is what the header says (万元), `end` low or high of a band."""

    place: int
    definition: FactDef
    unit: str = ""
    end: str = ""
    needs_unit: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of the columns; `ignored` names headers that mean nothing here."""

    uscc: int
    name: int | None
    former_uscc: int | None
    as_of: int | None
    facts: tuple[FactColumn, ...]
    ignored: tuple[str, ...]


def split_unit(header: str) -> tuple[str, str]:
    """`年营业收入(万元)` is the words and the unit."""
    words, bracket, rest = header.partition("(")
    unit = rest.rstrip(")")
    return (words, unit) if bracket else (header, "")


def layout_of(header: tuple[str, ...], known: Vocabulary, mapping: Mapping[str, str] | None = None) -> Layout:
    """Columns by fact key, Chinese label or usual name; `mapping` (header → key) goes first."""
    by_label = {definition.label: key for key, definition in known.items()} | {
        word: key for word, key in SYNONYMS.items() if key in known
    }
    singles: dict[str, int] = {}
    facts: list[FactColumn] = []
    ignored: list[str] = []
    taken: set[tuple[str, str]] = set()
    for place, cell in enumerate(header):
        given = (mapping or {}).get(cell, cell)
        single = single_of(given)
        if single:
            singles.setdefault(single, place)
            continue
        column = fact_column(place, given, by_label, known)
        if column and (column.definition.key, column.end) not in taken:
            taken.add((column.definition.key, column.end))
            facts.append(column)
        elif cell:
            ignored.append(cell)
    return Layout(
        uscc=singles["uscc"],
        name=singles.get("name"),
        former_uscc=singles.get("former_uscc"),
        as_of=singles.get("as_of"),
        facts=tuple(facts),
        ignored=tuple(ignored),
    )


def single_of(header: str) -> str:
    """uscc, name, former_uscc or as_of, when the header says so."""
    if header.lower() in CODE_HEADERS:
        return "uscc"
    return next((key for key, words in NAMES.items() if header.lower() in words), "")


def fact_column(place: int, header: str, by_label: dict[str, str], known: Vocabulary) -> FactColumn | None:
    """The fact a header names; derived facts are computed, never imported."""
    bare, end = header, ""
    for suffix, which in ENDS.items():
        if header.endswith(suffix):
            bare, end = header.removesuffix(suffix), which
    words, unit = split_unit(bare)
    key = bare if bare in known else words if words in known else by_label.get(bare) or by_label.get(words)
    if key is None or known[key].derived:
        return None
    definition = known[key]
    is_money = definition.type is FactType.MONEY
    said = unit if is_money and unit in UNITS else ""
    return FactColumn(place, definition, said, end, needs_unit=is_money and not said and words not in known)
