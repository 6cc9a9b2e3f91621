"""Synthetic businesses for measuring: every fact of the vocabulary, plausible gaps, no meaning."""

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from zhitong.engine.facts import FactDef, FactType, Vocabulary
from zhitong.engine.standards import Standards

FIRST_DAY, DAYS = date(2005, 1, 1), 7_600
KINDS, KIND_SHARES = ("enterprise", "sole_trader", "cooperative", "family_farm"), (0.24, 0.7, 0.04, 0.02)
KNOWN = {"kind": 1.0, "region": 1.0, "industry": 1.0, "converted_on": 0.03}
REGISTER = frozenset({"registered_on", "registration_status", "abnormal_listed", "vat_status"})


def synthetic_rows(rows: int, vocabulary: Vocabulary, standards: Standards, seed: int = 4) -> pl.DataFrame:
    """One row per business, columns named by fact key; money in fen; gaps as null."""
    rng = np.random.default_rng(seed)
    kind = rng.choice(np.array(KINDS), rows, p=KIND_SHARES)
    company = kind == "enterprise"
    turnover = np.where(company, rng.lognormal(5.2, 1.5, rows), rng.lognormal(2.5, 1.1, rows))
    revenue = (turnover * 1_000_000).astype(np.int64)
    staff = np.where(company, rng.lognormal(1.8, 1.0, rows), 1 + rng.poisson(0.6, rows)).astype(np.int64)
    stated = {
        "kind": kind,
        "annual_revenue": revenue,
        "monthly_sales": revenue // 12,
        "taxable_income": (revenue * rng.uniform(0, 0.25, rows)).astype(np.int64),
        "total_assets": (revenue * rng.uniform(0.2, 3, rows)).astype(np.int64),
        "employees": staff,
    }
    codes = {
        "region": [each.code for each in standards.regions.below("15") if len(each.code) == 6],
        "industry": [each.code for each in standards.industries if each.level == "class"],
    }
    columns = [pl.Series("uscc", np.arange(rows)).cast(pl.String).str.zfill(18)]
    for definition in vocabulary.values():
        if definition.derived:
            continue
        values = stated.get(definition.key)
        series = pl.Series(definition.key, _drawn(definition, rng, rows, codes) if values is None else values)
        share = KNOWN.get(definition.key, 0.9 if definition.key in REGISTER else 0.6)
        columns.append(series if share == 1 else series.set(pl.Series(rng.random(rows) >= share), None))
    return pl.DataFrame(columns)


def _drawn(
    definition: FactDef, rng: np.random.Generator, rows: int, codes: dict[str, list[str]]
) -> npt.NDArray[Any]:
    if definition.type is FactType.FLAG:
        return rng.random(rows) < 0.4
    if definition.type is FactType.DATE:
        return np.datetime64(FIRST_DAY) + rng.integers(0, DAYS, rows).astype("timedelta64[D]")
    if definition.type is FactType.CODE:
        return rng.choice(np.array(codes[definition.tree]), rows)
    if definition.type is FactType.CHOICE:
        return rng.choice(np.array([option for option, _ in definition.options]), rows)
    if definition.type is FactType.MONEY:
        return (rng.lognormal(2, 1.5, rows) * 1_000_000).astype(np.int64)
    most = 10_000 if definition.type is FactType.SHARE else 400
    return rng.integers(0, most, rows)
