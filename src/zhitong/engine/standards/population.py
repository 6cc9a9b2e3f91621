"""Resident population, always with the day it was counted."""

from dataclasses import dataclass
from datetime import date

from zhitong.engine.standards.tables import rows_of
from zhitong.engine.values import Problem, parse_date


@dataclass(frozen=True, slots=True)
class PopulationFigure:
    """Persons living in a region (bare code) on a day; `precision` as in the source."""

    region: str
    indicator: str
    counted_on: date
    persons: int
    precision: str


@dataclass(frozen=True, slots=True)
class Population:
    """All figures, oldest first."""

    figures: tuple[PopulationFigure, ...]

    def of(self, region: str, by: date | None = None) -> PopulationFigure | None:
        """The latest figure of a region (bare code), counted not later than `by`."""
        fitting = [f for f in self.figures if f.region == region and (by is None or f.counted_on <= by)]
        return fitting[-1] if fitting else None


def read_population(table: str) -> tuple[Population, tuple[Problem, ...]]:
    """From a CSV with columns code, indicator, period, value_persons, precision."""
    problems: list[Problem] = []
    figures: list[PopulationFigure] = []
    for number, row in rows_of(table):
        day, _ = parse_date(row.get("period", ""))
        if day is None or not row.get("value_persons", "").isdigit():
            message = f"人口表第{number}行的时点或人数有误，请更正后再导入。"
            problems.append(Problem("population_row", message, where=str(number)))
            continue
        region = row["code"].removesuffix("00").removesuffix("00")
        persons = int(row["value_persons"])
        figures.append(PopulationFigure(region, row["indicator"], day, persons, row["precision"]))
    return Population(tuple(sorted(figures, key=lambda figure: figure.counted_on))), tuple(problems)
