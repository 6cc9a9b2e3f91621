"""The units of a pack: who is responsible, under which names, from when to when, and who followed."""

from collections.abc import Mapping
from pathlib import Path

from zhitong.engine.packs.fields import Fields
from zhitong.engine.packs.model import Unit
from zhitong.engine.packs.yaml_files import load_list
from zhitong.engine.values import Problem

LEVELS = ("national", "region", "league_city", "banner_county")
_FIELDS = (
    "name",
    "region",
    "level",
    "aliases",
    "valid_from",
    "valid_to",
    "precision",
    "successor",
    "group",
    "note",
)


def read_units(path: Path, label: str, problems: list[Problem]) -> dict[str, Unit]:
    """The units of `units.yaml` by their full name."""
    units: dict[str, Unit] = {}
    for entry in load_list(path, label, problems):
        fields = Fields(entry, f"{label} {entry.get('name', '（无名称）')}", problems)
        unit = _unit(fields)
        if unit is None:
            continue
        if unit.name in units:
            fields.refuse("unit_twice", f"单位“{unit.name}”写了两次", "请删去一处")
            continue
        units[unit.name] = unit
    return units


def _unit(fields: Fields) -> Unit | None:
    found = len(fields.problems)
    fields.only(_FIELDS)
    starts, ends = fields.day("valid_from"), fields.day("valid_to")
    if starts is not None and ends is not None and starts > ends:
        fields.refuse("unit_backwards", f"起始日 {starts} 晚于截止日 {ends}", "请核对日期")
    unit = Unit(
        name=fields.text("name", required=True),
        region=fields.text("region"),
        level=fields.one_of("level", LEVELS),
        aliases=fields.texts("aliases"),
        valid_from=starts,
        valid_to=ends,
        precision=fields.one_of("precision", ("day", "year"), "day"),
        successor=fields.optional("successor"),
        is_group=fields.flag("group"),
        note=fields.text("note"),
    )
    return unit if len(fields.problems) == found else None


def check_units(units: Mapping[str, Unit], label: str, problems: list[Problem]) -> None:
    """Successors exist and do not come back to where they began; an alias means one unit per region."""
    for unit in units.values():
        place = f"{label} {unit.name}"
        if unit.successor is None:
            continue
        if unit.successor not in units:
            message = f"{place}：承接单位“{unit.successor}”不在单位表里，请补上该单位或改正 successor。"
            problems.append(Problem("successor_missing", message, where=place))
        elif _comes_back(unit.name, units):
            message = f"{place}：承接关系绕了一圈又回到自己，请改正其中一个 successor。"
            problems.append(Problem("successor_cyclic", message, where=place))
    _check_aliases(units, label, problems)


def _comes_back(name: str, units: Mapping[str, Unit]) -> bool:
    seen: set[str] = set()
    after = units[name].successor
    while after is not None and after in units and after not in seen:
        if after == name:
            return True
        seen.add(after)
        after = units[after].successor
    return False


def _check_aliases(units: Mapping[str, Unit], label: str, problems: list[Problem]) -> None:
    owners: dict[tuple[str, str], str] = {}
    for unit in units.values():
        for alias in unit.aliases:
            other = owners.setdefault((unit.region, alias), unit.name)
            if other != unit.name or (alias in units and units[alias].region == unit.region):
                place = f"{label} {unit.name}"
                message = f"{place}：别名“{alias}”同时指向“{other}”和“{unit.name}”，请只留一处。"
                problems.append(Problem("alias_twice", message, where=place))
