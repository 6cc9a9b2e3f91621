"""Measurements kept as JSON, one file per number of businesses, each written whole."""

import json
import os
import platform
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("numpy", "polars", "pyroaring", "openfisca-core", "duckdb", "zen-engine")
Result = dict[str, Any]


def save(folder: Path, found: Result) -> None:
    """Takes the place of an earlier measurement of the same size."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{found['rows']}.part"
    part.write_text(json.dumps(found, indent=1), encoding="utf-8")
    part.replace(folder / f"{found['rows']}.json")


def load(folder: Path) -> dict[int, Result]:
    """Every size that was measured, largest last."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")]
    return {each["rows"]: each for each in sorted(found, key=lambda each: each["rows"])}


def machine(load_before: float) -> Result:
    """When, with which versions, on what, and how busy it was before and after."""
    return {
        "date": date.today().isoformat(),  # noqa: DTZ011
        "python": platform.python_version(),
        "versions": {name: found for name in PACKAGES if (found := _version(name))},
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "load": [round(load_before, 1), round(os.getloadavg()[0], 1)],
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
