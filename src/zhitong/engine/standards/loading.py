"""All standards together, read from a folder of data files or from the package."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhitong.engine.standards.above_scale import AboveScale, read_above_scale
from zhitong.engine.standards.industries import read_industries
from zhitong.engine.standards.population import Population, read_population
from zhitong.engine.standards.regions import read_regions
from zhitong.engine.standards.sizes import SizeRules, read_size_rules
from zhitong.engine.standards.small_profit import SmallLowProfit, read_small_low_profit
from zhitong.engine.standards.working_days import Calendar, read_calendar
from zhitong.engine.values import CodeTree, Problem

PACKS = Path(__file__).resolve().parents[2] / "packs"


@dataclass(frozen=True)
class Standards:
    """The reference data every rule may rely on; `problems` name rows that had to be left out."""

    regions: CodeTree
    industries: CodeTree
    sizes: SizeRules
    above_scale: AboveScale
    small_low_profit: SmallLowProfit
    calendar: Calendar
    population: Population
    problems: tuple[Problem, ...] = ()

    @property
    def trees(self) -> dict[str, CodeTree]:
        """Code trees by the name facts use for them."""
        return {"region": self.regions, "industry": self.industries}


def load_standards(folder: Path, *more: Path) -> Standards:
    """Reads one folder of data files; `more` folders may add divisions and holiday years."""

    def text(name: str) -> str:
        return (folder / name).read_text(encoding="utf-8")

    def texts(pattern: str) -> list[str]:
        paths = [path for place in (folder, *more) for path in sorted(place.glob(pattern))]
        return [path.read_text(encoding="utf-8") for path in paths]

    # The county table knows which divisions are statutory, so it goes before the national one.
    county, rest = "divisions_inner_mongolia_county.csv", texts("divisions_*.csv")
    regions, region_problems = read_regions(text(county), *rest)
    industries, industry_problems = read_industries(text("industry_gbt4754_2017.csv"))
    calendar, calendar_problems = read_calendar(*texts("holidays_*.csv"))
    population, population_problems = read_population(text("population_inner_mongolia.csv"))
    return Standards(
        regions=regions,
        industries=industries,
        sizes=read_size_rules(text("sme_size_rules.yaml"), text("sme_size_thresholds.csv"), industries),
        above_scale=read_above_scale(text("above_scale_thresholds.yaml"), industries),
        small_low_profit=read_small_low_profit(text("small_low_profit.yaml")),
        calendar=calendar,
        population=population,
        problems=(*region_problems, *industry_problems, *calendar_problems, *population_problems),
    )


@cache
def packaged_standards() -> Standards:
    """The standards that come with the package, with the divisions every pack adds."""
    national = PACKS / "china" / "data"
    others = sorted(folder for folder in PACKS.glob("*/data") if folder != national)
    return load_standards(national, *others)
