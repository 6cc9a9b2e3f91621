"""Synthetic businesses for measuring: plausible shapes and gaps, no meaning."""

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from zhitong.engine.standards import Standards

FIRST_DAY, DAYS = date(2005, 1, 1), 7_600
KINDS = ("enterprise", "sole_trader", "cooperative", "family_farm")
FLAGS = {
    "abnormal_listed": 0.05,
    "restricted_industry": 0.02,
    "first_conversion": 0.5,
    "bad_credit": 0.03,
    "low_voltage": 0.8,
    "above_quota_listed": 0.01,
    "first_startup": 0.3,
    "employs_others": 0.4,
    "tax_declared": 0.7,
    "gas_water_user": 0.6,
    "heat_user": 0.7,
    "guarantee_loan": 0.1,
    "needs_testing": 0.2,
}
KNOWN = {"converted_on": 0.03, "taxable_income": 0.6, "total_assets": 0.55, "power_capacity": 0.5}


def synthetic_rows(rows: int, standards: Standards, seed: int = 4) -> pl.DataFrame:
    """One row per business, columns named by fact key; money in fen; gaps as null."""
    rng = np.random.default_rng(seed)
    kind = _drawn(rng, rows, KINDS, (0.24, 0.7, 0.04, 0.02))
    company = kind == "enterprise"
    staff = np.where(company, rng.lognormal(1.8, 1.0, rows), 1 + rng.poisson(0.6, rows)).astype(np.int64)
    turnover = np.where(company, rng.lognormal(5.2, 1.5, rows), rng.lognormal(2.5, 1.1, rows))
    revenue = (turnover * 1_000_000).astype(np.int64)
    counties = [each.code for each in standards.regions.below("15") if len(each.code) == 6]
    trades = [each.code for each in standards.industries if each.level == "class"]
    frame = pl.DataFrame(
        {
            "uscc": [f"{row:018d}" for row in range(rows)],
            "kind": kind,
            "region": _drawn(rng, rows, counties),
            "industry": _drawn(rng, rows, trades[::12]),
            "registered_on": _days(rng, rows, 0),
            "registration_status": _drawn(rng, rows, ("active", "closed", "revoked"), (0.9, 0.07, 0.03)),
            "vat_status": _drawn(rng, rows, ("small_scale", "general"), (0.85, 0.15)),
            "annual_revenue": revenue,
            "monthly_sales": revenue // 12,
            "taxable_income": (revenue * rng.uniform(0, 0.25, rows)).astype(np.int64),
            "total_assets": (revenue * rng.uniform(0.2, 3, rows)).astype(np.int64),
            "employees": staff,
            "premises": _drawn(rng, rows, ("owned", "rented_state", "rented_other")),
            "power_capacity": rng.integers(1, 400, rows),
            "graduates_hired": rng.poisson(0.2, rows),
            "converted_on": _days(rng, rows, 5_000),
            **{flag: rng.random(rows) < share for flag, share in FLAGS.items()},
        }
    )
    known = dict.fromkeys((key for key in frame.columns[4:]), 0.9) | KNOWN
    gaps = {key: pl.Series(rng.random(rows) < share) for key, share in known.items()}
    return frame.with_columns(pl.when(there).then(pl.col(key)).alias(key) for key, there in gaps.items())


def _drawn(
    rng: np.random.Generator, rows: int, values: Any, shares: tuple[float, ...] | None = None
) -> npt.NDArray[Any]:
    return rng.choice(np.array(values), rows, p=shares)


def _days(rng: np.random.Generator, rows: int, after: int) -> npt.NDArray[Any]:
    return np.datetime64(FIRST_DAY) + rng.integers(after, DAYS, rows).astype("timedelta64[D]")
