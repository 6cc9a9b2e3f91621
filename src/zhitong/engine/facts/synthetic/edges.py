"""Businesses that sit exactly on the lines: every demo registry holds them, right after the named ones."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from zhitong.engine.facts.synthetic.recipe import Recipe

WAN = 1_000_000
YEAR_END, LATEST = date(2025, 12, 31), date(2026, 9, 30)
_CODES = {
    "agri": "A0111",
    "industry": "C3311",
    "construction": "E4710",
    "wholesale": "F5111",
    "retail": "F5211",
    "software": "I6513",
    "lease_business": "L7241",
    "other": "M7310",
    "property_mgmt": "K7020",
    "realestate_dev": "K7010",
    "storage": "G5990",
}
# Line of the above-quota table, kind, industry, bound in 万元.
_QUOTAS = (
    ("零售", "sole_trader", "F5211", 500),
    ("餐饮", "sole_trader", "H6210", 200),
    ("批发", "enterprise", "F5111", 2000),
    ("工业", "enterprise", "C1431", 2000),
)
# Sales of a quarter in yuan around the threshold of 300,000.
_QUARTERS = (299_900, 300_000, 300_100)


def edge_cases(recipe: Recipe) -> Iterator[Mapping[str, Any]]:
    """Size examples, above-quota bounds, VAT threshold, odd codes, a closed one, one without staff."""
    for number, example in enumerate(recipe.size_examples, start=1):
        figures: dict[str, Any] = {}
        if "revenue" in example:
            figures["annual_revenue"] = round(example["revenue"] * WAN)
        if "assets" in example:
            figures["total_assets"] = round(example["assets"] * WAN)
        staff = {"employees": example["employees"]} if "employees" in example else {}
        note = f"划型边界：{example['expect']}"
        yield _entry(f"示例划型第{number}例", "enterprise", _CODES[example["row"]], note, figures, staff)
    for name, kind, industry, bound in _QUOTAS:
        for step in (-1, 0, 1):
            revenue = {"annual_revenue": (bound + step) * WAN}
            yield _entry(
                f"示例{name}{bound + step}万元户", kind, industry, "入统标准上下", revenue, {"employees": 8}
            )
    for sales in _QUARTERS:
        monthly = {"vat_status": "small_scale", "monthly_sales": round(sales * 100 / 3)}
        note = f"季度销售额{sales / 10_000:g}万元"
        yield _entry(
            f"示例季销{sales / 10_000:g}万元户", "sole_trader", "F5213", note, monthly, {"employees": 2}
        )
    yield from _odd_codes()
    closed = _entry("示例已注销杂货店", "sole_trader", "F5213", "已注销", {"annual_revenue": 9 * WAN}, {})
    closed["sheets"][0]["values"]["registration_status"] = "closed"
    yield closed
    yield _entry("示例人数不详小厂", "enterprise", "C1431", "缺从业人员", {"annual_revenue": 350 * WAN}, {})


def _odd_codes() -> Iterator[dict[str, Any]]:
    old = _entry("示例老字号修理铺", "sole_trader", "O8111", "旧注册号15位", {}, {"employees": 2})
    yield old | {"former_uscc": "150302600012345"}
    village = _entry(
        "示例村股份经济合作社", "", "A0111", "村级集体经济组织", {"annual_revenue": 60 * WAN}, {}
    )
    del village["sheets"][0]["values"]["kind"]
    yield village | {"prefix": "N2"}
    # 152701 was the code of 东胜 before the league became a city; the business is now under 150602.
    moved = _entry(
        "示例东胜早年商行", "enterprise", "F5111", "赋码时的区划已撤并", {}, {"employees": 6}, "150602"
    )
    yield moved | {"region": "152701"}


def _entry(
    name: str,
    kind: str,
    industry: str,
    note: str,
    figures: Mapping[str, Any],
    staff: Mapping[str, Any],
    region: str = "150302",
) -> dict[str, Any]:
    register = {
        "kind": kind,
        "region": region,
        "industry": industry,
        "registered_on": "2018-05-04",
        "registration_status": "active",
        "abnormal_listed": False,
    }
    sheets = [{"source": "register", "as_of": LATEST, "values": register}]
    if figures:
        sheets.append({"source": "tax", "as_of": YEAR_END, "values": dict(figures)})
    if staff:
        sheets.append({"source": "social_security", "as_of": LATEST, "values": dict(staff)})
    prefix = "91" if kind == "enterprise" else "92"
    return {"name": name, "prefix": prefix, "region": region, "note": note, "sheets": sheets}
