"""Amounts of provisions in YAML: `{type: fixed, value: 10万元}`; `$key` names a dated parameter."""

from collections.abc import Callable
from dataclasses import dataclass

from zhitong.engine.packs.fields import Fields
from zhitong.engine.rules.amounts import (
    Amount,
    Ceiling,
    Dated,
    Fixed,
    NotStated,
    PerUnit,
    ProRata,
    Rate,
    Tier,
    Tiers,
    WrittenAmount,
)
from zhitong.engine.rules.pro_rata import ROUNDED
from zhitong.engine.rules.quantities import PERIODS

COMPARATORS = ("=", ">=", "<=")
_UNCLEAR = NotStated("金额没有写对，见读取问题")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Reads the numbers of an entry; where a parameter stands instead, notes it and reads 0."""

    fields: Fields
    named: list[tuple[str, str]]
    above: str = ""

    def fen(self, name: str, place: str) -> int | None:
        return 0 if self._is_named(name, place) else self.fields.fen(name)

    def share(self, name: str, place: str = "share") -> int | None:
        return 0 if self._is_named(name, place) else self.fields.share(name)

    def _is_named(self, name: str, place: str) -> bool:
        printed = self.fields.entry.get(name)
        if not isinstance(printed, str) or not printed.startswith("$"):
            return False
        if printed[1:].isidentifier() and printed.isascii():
            self.named.append((f"{self.above}{place}", printed[1:]))
        else:
            said = f"“{name}”的参数“{printed}”写错了"
            self.fields.refuse("parameter_unreadable", said, "请写成 $ 加参数的键，如 $loan_cap")
        return True


def read_amount(fields: Fields) -> WrittenAmount:
    """The amount an entry describes; where it is wrong, a stand-in beside the problems."""
    kind = fields.text("type")
    reader = _READERS.get(kind)
    if reader is None:
        fields.refuse("amount_type_unknown", f"金额类型“{kind}”不认识", f"可用：{'、'.join(_READERS)}")
        return _UNCLEAR
    named: list[tuple[str, str]] = []
    amount = reader(fields, _Numbers(fields, named))
    return Dated(amount, tuple(named)) if named and not isinstance(amount, NotStated) else amount


def _period(fields: Fields) -> str:
    period = fields.text("period")
    if period and period not in PERIODS:
        fields.refuse("amount_period_unknown", f"期间“{period}”不认识", f"可用：{'、'.join(PERIODS)}")
    return period


def _comparator(fields: Fields, default: str = "=") -> str:
    return fields.one_of("comparator", COMPARATORS, default)


def _pro_rata(fields: Fields) -> ProRata | None:
    if "pro_rata" not in fields.entry:
        return None
    inner = fields.inner("pro_rata")
    inner.only(("by", "of", "rounding", "to"))
    by, of = inner.one_of("by", ("months", "days", "share"), "none"), inner.text("of")
    rounding = inner.one_of("rounding", tuple(ROUNDED), "half_up")
    unit = inner.one_of("to", ("分", "元"), "分")
    if (by == "share") != bool(of):
        inner.refuse(
            "pro_rata_unclear", "折算的依据没有写对", "按比例折算写 by: share 和 of: 要素，其他不写 of"
        )
        return None
    if by not in ("months", "days", "share") or rounding not in ROUNDED:
        return None
    # one_of has looked at both words.
    return ProRata(by, of, rounding, 100 if unit == "元" else 1)  # type: ignore[arg-type]


def _not_stated(fields: Fields, numbers: _Numbers) -> Amount:
    fields.only(("type", "why"))
    return NotStated(fields.text("why", required=True))


def _fixed(fields: Fields, numbers: _Numbers) -> Amount:
    fields.only(("type", "value", "comparator", "period", "cites", "pro_rata"))
    fen = numbers.fen("value", "fen")
    if fen is None:
        fields.refuse("amount_missing", "缺少金额 value", "请写成 10万元")
        return _UNCLEAR
    return Fixed(fen, _comparator(fields), _period(fields), fields.texts("cites"), _pro_rata(fields))


_COMMON = ("type", "period", "cites", "pro_rata")


def _rate(fields: Fields, numbers: _Numbers) -> Amount:
    fields.only(
        ("type", "share", "of", "of_text", "cap", "floor", "period", "comparator", "cites", "pro_rata")
    )
    share = numbers.share("share")
    if share is None:
        fields.refuse("amount_missing", "缺少比例 share", "请写成 50%")
        return _UNCLEAR
    return Rate(
        share=share,
        of=fields.optional("of"),
        of_text=fields.text("of_text", required=True),
        cap_fen=numbers.fen("cap", "cap_fen"),
        floor_fen=numbers.fen("floor", "floor_fen"),
        period=_period(fields),
        comparator=_comparator(fields),
        cites=fields.texts("cites"),
        pro_rata=_pro_rata(fields),
    )


def _per_unit(fields: Fields, numbers: _Numbers) -> Amount:
    fields.only(("type", "value", "of", "unit_text", "cap", "period", "comparator", "cites", "pro_rata"))
    fen = numbers.fen("value", "fen")
    if fen is None:
        fields.refuse("amount_missing", "缺少每单位金额 value", "请写成 1000元")
        return _UNCLEAR
    return PerUnit(
        fen=fen,
        of=fields.text("of", required=True),
        unit_text=fields.text("unit_text", required=True),
        cap_fen=numbers.fen("cap", "cap_fen"),
        period=_period(fields),
        comparator=_comparator(fields),
        cites=fields.texts("cites"),
        pro_rata=_pro_rata(fields),
    )


def _tiers(fields: Fields, numbers: _Numbers) -> Amount:
    fields.only(("type", "of", "tiers", "cap", "period", "cites", "pro_rata"))
    tiers = []
    for number, entry in enumerate(fields.entry.get("tiers") or (), start=1):
        line = Fields(
            entry if isinstance(entry, dict) else {}, f"{fields.place} 第{number}档", fields.problems
        )
        line.only(("from", "value", "share"))
        bound = _bound(line)
        figures = _Numbers(line, numbers.named, f"tiers.{number}.")
        fen, share = figures.fen("value", "fen"), figures.share("share")
        if bound is None or (fen is None) == (share is None):
            line.refuse(
                "tier_unclear",
                "这一档没有写对",
                "每档写 {from: 起点, value: 金额} 或 {from: 起点, share: 比例}",
            )
            continue
        tiers.append(Tier(bound, fen, share))
    if not tiers or [tier.from_amount for tier in tiers] != sorted({tier.from_amount for tier in tiers}):
        fields.refuse("tiers_unordered", "分档为空或没有从小到大排列", "请按起点从小到大写，不要重复")
        return _UNCLEAR
    cites = fields.texts("cites")
    of, cap = fields.text("of", required=True), numbers.fen("cap", "cap_fen")
    return Tiers(of, tuple(tiers), cap, _period(fields), cites, _pro_rata(fields))


def _bound(line: Fields) -> int | None:
    """Where a tier begins, in the unit of the counted fact: money and shares by their sign, else a count."""
    printed = line.text("from")
    if printed.endswith("元"):
        return line.fen("from")
    return line.share("from") if printed.endswith("%") else line.whole("from")


def _ceiling(fields: Fields, numbers: _Numbers) -> Amount:
    fields.only(("type", "what", "value", "share", "comparator", "cites"))
    fen, share = numbers.fen("value", "fen"), numbers.share("share")
    if (fen is None) == (share is None):
        fields.refuse("ceiling_unclear", "上限要写金额 value 或比例 share 之一", "请写成 value: 30万元")
        return _UNCLEAR
    what = fields.text("what", required=True)
    return Ceiling(what, fen, share, _comparator(fields, "<="), fields.texts("cites"))


_READERS: dict[str, Callable[[Fields, _Numbers], Amount]] = {
    "not_stated": _not_stated,
    "fixed": _fixed,
    "rate": _rate,
    "per_unit": _per_unit,
    "tiers": _tiers,
    "ceiling": _ceiling,
}
