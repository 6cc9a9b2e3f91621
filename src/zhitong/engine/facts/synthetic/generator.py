"""Drawing made-up businesses one by one; the same seed gives the same businesses, whatever the count."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import exp
from random import Random
from typing import Any, TypedDict

from zhitong.engine.facts.definitions import Vocabulary
from zhitong.engine.facts.known import FactValue
from zhitong.engine.facts.reading import read_facts
from zhitong.engine.facts.synthetic.edges import edge_cases
from zhitong.engine.facts.synthetic.names import fictional_name
from zhitong.engine.facts.synthetic.recipe import Curve, Recipe, packaged_recipe
from zhitong.engine.standards import demo_uscc

WAN = 1_000_000
FIRST_YEAR_END, LAST_YEAR_END = date(2023, 12, 31), date(2025, 12, 31)
LATEST, ANSWERED = date(2026, 9, 30), date(2026, 10, 20)
EARLIEST = date(2004, 1, 1)
PREFIXES = {"enterprise": "91", "sole_trader": "92", "cooperative": "93", "family_farm": "92"}
_KINDS = ("sole_trader", "enterprise", "cooperative", "family_farm")
_KIND_WEIGHTS = (0.72, 0.95, 0.99, 1.0)
_BANDS = ((1, 4), (5, 9), (10, 19), (20, 49), (50, 99), (100, 299), (300, None))
_GENERAL_ABOVE = 500 * WAN


class SyntheticBusiness(TypedDict):
    """One made-up business; `sheets` are what each source says as of a day, values as in JSON."""

    uscc: str
    former_uscc: str
    name: str
    note: str
    sheets: list[dict[str, Any]]


def synthetic_businesses(
    count: int, seed: int = 1, recipe: Recipe | None = None
) -> Iterator[SyntheticBusiness]:
    """The named businesses, the edge cases, then as many drawn ones as are wanted."""
    recipe = recipe or packaged_recipe()
    random = Random(seed)  # noqa: S311 a reproducible demo needs no secrets
    fixed = [*recipe.named, *edge_cases(recipe)]
    for number in range(1, count + 1):
        if number <= len(fixed):
            yield _fixed(fixed[number - 1], number)
        else:
            yield _drawn(random, recipe, number)


def claims_of(business: SyntheticBusiness, vocabulary: Vocabulary) -> list[tuple[str, FactValue]]:
    """Everything the sheets say, for `resolve`."""
    claims: list[tuple[str, FactValue]] = []
    for sheet in business["sheets"]:
        facts, _ = read_facts(sheet["values"], vocabulary, sheet["source"], sheet["as_of"])
        claims.extend(facts.items())
    return claims


def _fixed(entry: Mapping[str, Any], number: int) -> SyntheticBusiness:
    former = entry.get("former_uscc", "")
    if entry.get("former_prefix"):
        former = demo_uscc(entry["former_prefix"], entry["region"], number)
    return SyntheticBusiness(
        uscc=demo_uscc(entry["prefix"], entry["region"], number),
        former_uscc=former,
        name=entry["name"],
        note=entry.get("note", ""),
        sheets=list(entry["sheets"]),
    )


def _drawn(random: Random, recipe: Recipe, number: int) -> SyntheticBusiness:
    (kind,) = random.choices(_KINDS, cum_weights=_KIND_WEIGHTS)
    like = "enterprise" if kind in ("enterprise", "cooperative") else "sole_trader"
    places, trades = recipe.regions[like], recipe.sections[like]
    (county,) = random.choices(places.things, cum_weights=places.weights)
    (section,) = random.choices(trades.things, cum_weights=trades.weights)
    if kind in ("cooperative", "family_farm"):
        section = "A"
    registered = _registered_on(random)
    register = {
        "kind": kind,
        "region": _place(random, recipe, county),
        "industry": _trade(random, recipe, section),
        "registered_on": registered.isoformat(),
        "registration_status": "active" if random.random() < 0.93 else "closed",
        "abnormal_listed": random.random() < 0.06,
    }
    former = _conversion(random, register, registered, county, number) if kind == "enterprise" else ""
    sheets = _sheets(random, recipe, like, number, registered, register)
    name = fictional_name(random, recipe.standards.regions.entries[county].name, section, kind)
    return SyntheticBusiness(
        uscc=demo_uscc(PREFIXES[kind], county, number), former_uscc=former, name=name, note="", sheets=sheets
    )


def _registered_on(random: Random) -> date:
    # Most businesses are young: the square of a uniform draw counts back from the latest extract.
    span = (LATEST - EARLIEST).days
    return LATEST - timedelta(days=int(span * random.random() ** 2) + 1)


def _place(random: Random, recipe: Recipe, county: str) -> str:
    """Mostly the county, sometimes its township, seldom only the league."""
    draw = random.random()
    if draw < 0.03:
        return county[:4]
    townships = recipe.standards.regions.children(county) if draw > 0.7 else ()
    return random.choice(townships).code if townships else county


def _trade(random: Random, recipe: Recipe, section: str) -> str:
    """Mostly a class, sometimes only the division or the section, as registers have it."""
    code = random.choice(recipe.classes[section])
    draw = random.random()
    return section if draw < 0.03 else code[:3] if draw < 0.13 else code


def _conversion(random: Random, register: dict[str, Any], registered: date, county: str, number: int) -> str:
    if registered < date(2021, 1, 1) or random.random() > 0.03:
        return ""
    register["converted_on"] = registered.isoformat()
    register["first_conversion"] = random.random() < 0.9
    if random.random() < 0.8:
        register["bad_credit"] = random.random() < 0.04
    return demo_uscc("92", county, number)


def _lognormal(random: Random, curve: Curve) -> float:
    return curve.median * exp(random.gauss(0, curve.sigma))


def _poisson(random: Random, mean: float) -> int:
    left, count = random.random(), 0
    chance = total = exp(-mean)
    while left > total and count < 30:
        count += 1
        chance *= mean / count
        total += chance
    return count


def _sheets(
    random: Random, recipe: Recipe, like: str, number: int, registered: date, register: dict[str, Any]
) -> list[dict[str, Any]]:
    revenue = round(_lognormal(random, recipe.revenue[like]) * 100) * (WAN // 100)
    if like == "sole_trader" and number % 1000 == 500:
        revenue = (501 + number % 400) * WAN
    staff = 1 + _poisson(random, recipe.extra_employees)
    if like == "enterprise":
        staff = max(1, round(_lognormal(random, recipe.employees)))
    sheets: list[dict[str, Any]] = []

    def add(source: str, day: date, values: Mapping[str, Any]) -> None:
        if values and registered <= day:
            sheets.append({"source": source, "as_of": day, "values": dict(values)})

    add("register", FIRST_YEAR_END, register | {"registration_status": "active", "abnormal_listed": False})
    if random.random() < 0.82:
        before = int(revenue * random.uniform(0.6, 1.15)) // 10_000 * 10_000
        add("tax", FIRST_YEAR_END, _tax(random, like, before, full=True))
    if random.random() < 0.6:
        add("social_security", FIRST_YEAR_END, {"employees": max(1, round(staff * random.uniform(0.7, 1.2)))})
    if random.random() < 0.88:
        add("tax", LAST_YEAR_END, _tax(random, like, revenue, full=True))
    if revenue >= 2000 * WAN or (like == "enterprise" and random.random() < 0.04):
        add(
            "statistics",
            LAST_YEAR_END,
            {"above_quota_listed": revenue >= 2000 * WAN and random.random() < 0.8},
        )
    add("register", LATEST, register)
    if random.random() < 0.75:
        now = int(revenue * random.uniform(0.85, 1.25)) // 10_000 * 10_000
        add("tax", LATEST, _tax(random, like, now, full=False))
    add("social_security", LATEST, _staff(random, staff))
    if random.random() < 0.25:
        add("declared", ANSWERED, _declared(random, like))
    return sheets


def _tax(random: Random, like: str, revenue: int, full: bool) -> dict[str, Any]:
    general = revenue > _GENERAL_ABOVE or (like == "enterprise" and random.random() < 0.2)
    values: dict[str, Any] = {"vat_status": "general" if general else "small_scale"}
    if random.random() < 0.9:
        values["monthly_sales"] = int(revenue / 12 * random.uniform(0.8, 1.25)) // 100 * 100
    if random.random() < 0.85:
        values["tax_declared"] = random.random() < 0.95
    if not full:
        return values
    values["annual_revenue"] = revenue
    if random.random() < 0.6:
        values["restricted_industry"] = random.random() < 0.01
    if like == "enterprise" and random.random() < 0.75:
        values["taxable_income"] = max(0, int(revenue * random.uniform(-0.05, 0.16)) // 100 * 100)
        values["total_assets"] = int(revenue * random.lognormvariate(0, 0.7)) // 10_000 * 10_000
    if random.random() < 0.5:
        values["six_taxes_due"] = int(revenue * random.uniform(0.001, 0.006)) // 100 * 100
    return values


def _staff(random: Random, staff: int) -> dict[str, Any]:
    values: dict[str, Any] = {}
    draw = random.random()
    if draw < 0.15:
        low, high = next((low, high) for low, high in _BANDS if high is None or staff <= high)
        values["employees"] = {"low": low, "high": high}
    elif draw < 0.8:
        values["employees"] = staff
        values["employs_others"] = staff > 1
    if random.random() < 0.4:
        hired = min(staff - 1, _poisson(random, 0.15))
        values["graduates_hired"] = hired
    return values


def _declared(random: Random, like: str) -> dict[str, Any]:
    chances = (0.9, 0.97, 1.0) if like == "sole_trader" else (0.5, 0.62, 1.0)
    (premises,) = random.choices(("rented_other", "rented_state", "owned"), cum_weights=chances)
    values: dict[str, Any] = {"premises": premises}
    if random.random() < 0.7:
        values["power_capacity"] = round(random.lognormvariate(3.4 if like == "sole_trader" else 4.4, 0.7))
        values["low_voltage"] = values["power_capacity"] <= 160
    for key, chance in (
        ("gas_water_user", 0.8),
        ("heat_user", 0.6),
        ("guarantee_loan", 0.1),
        ("needs_testing", 0.15),
    ):
        if random.random() < 0.6:
            values[key] = random.random() < chance
    if random.random() < 0.2:
        values["loan_amount_wanted"] = random.choice((0, 10, 20, 30, 50, 100)) * WAN
    return values
