"""What the made-up registry is drawn from: distributions, divisions by population, named ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate
from typing import Any

import yaml

from zhitong.engine.facts.definitions import Vocabulary
from zhitong.engine.facts.reading import read_facts
from zhitong.engine.facts.vocabulary import read_vocabulary
from zhitong.engine.standards import Standards, packaged_standards
from zhitong.engine.standards.loading import PACKS

CENSUS_DAY = date(2020, 12, 31)


@dataclass(frozen=True, slots=True)
class Weighted:
    """Things with cumulative weights, ready for `random.choices`."""

    things: tuple[Any, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A lognormal by its median and sigma."""

    median: float
    sigma: float


@dataclass(frozen=True)
class Recipe:
    """Everything the generator draws from; `named` and `edges` come first, in their order."""

    standards: Standards
    regions: dict[str, Weighted]
    sections: dict[str, Weighted]
    classes: dict[str, tuple[str, ...]]
    revenue: dict[str, Curve]
    employees: Curve
    extra_employees: float
    size_examples: tuple[Mapping[str, Any], ...]
    named: tuple[Mapping[str, Any], ...]


def read_recipe(
    distributions: str, size_rules: str, named: str, vocabulary: Vocabulary, standards: Standards
) -> Recipe:
    """From the YAML texts of distributions, size rules (worked examples) and named businesses.

    Raises ValueError where a named business holds a fact the vocabulary refuses: the file ships with us.
    """
    proposed = yaml.safe_load(distributions)["proposed"]
    observed = yaml.safe_load(distributions)["inner_mongolia_observed"]["legal_top_leagues"]
    sole, enterprise = proposed["individual_revenue_wan"], proposed["enterprise_revenue_wan"]
    staff = proposed["enterprise_employees"]
    return Recipe(
        standards=standards,
        regions={
            "sole_trader": _counties(standards, {}),
            "enterprise": _counties(standards, {str(name): share for name, share in observed.items()}),
        },
        sections={
            "sole_trader": _weighted(proposed["individual_industry"]),
            "enterprise": _weighted(proposed["enterprise_industry"]),
        },
        classes={
            section.code: tuple(
                e.code for e in standards.industries.below(section.code) if e.level == "class"
            )
            for section in standards.industries.children("")
        },
        revenue={
            "sole_trader": Curve(sole["median"], sole["sigma"]),
            "enterprise": Curve(enterprise["median"], enterprise["sigma"]),
        },
        employees=Curve(staff["median"], staff["sigma"]),
        extra_employees=yaml.safe_load(distributions)["inner_mongolia_observed"]["employees_per_individual"]
        - 1,
        size_examples=tuple(yaml.safe_load(size_rules)["worked_examples"]),
        named=tuple(_named(entry, vocabulary) for entry in yaml.safe_load(named)),
    )


@cache
def packaged_recipe() -> Recipe:
    """The recipe of the files that come with the package."""
    standards = packaged_standards()
    national = PACKS / "china"
    facts, _ = read_vocabulary((national / "facts.yaml").read_text(encoding="utf-8"), standards.trees)
    return read_recipe(
        (national / "data" / "synthetic_distributions.yaml").read_text(encoding="utf-8"),
        (national / "data" / "sme_size_rules.yaml").read_text(encoding="utf-8"),
        (PACKS / "sample" / "data" / "demo_businesses.yaml").read_text(encoding="utf-8"),
        facts,
        standards,
    )


def _weighted(shares: Mapping[str, float]) -> Weighted:
    return Weighted(tuple(shares), tuple(accumulate(shares.values())))


def _counties(standards: Standards, observed: Mapping[str, float]) -> Weighted:
    """Counties by the census population of their league, split evenly; `observed` shares go first."""
    leagues = standards.regions.children("15")
    people = {
        league.code: figure.persons
        for league in leagues
        if (figure := standards.population.of(league.code, by=CENSUS_DAY)) is not None
    }
    fixed = {league.code: observed[league.name] for league in leagues if league.name in observed}
    rest = sum(persons for code, persons in people.items() if code not in fixed)
    weights: dict[str, float] = {}
    for code, persons in people.items():
        share = fixed.get(code, (1 - sum(fixed.values())) * persons / rest)
        counties = [county for county in standards.regions.children(code) if county.is_official]
        weights |= {county.code: share / len(counties) for county in counties}
    return _weighted(weights)


def _named(entry: Mapping[str, Any], vocabulary: Vocabulary) -> Mapping[str, Any]:
    sheets = []
    for sheet in entry["sheets"]:
        facts, problems = read_facts(sheet["values"], vocabulary)
        if problems:
            raise ValueError(f"{entry['name']}: {problems[0].message}")
        values = {key: known["value"] for key, known in facts.to_json().items()}
        sheets.append({"source": sheet["source"], "as_of": sheet["as_of"], "values": values})
    return {**entry, "sheets": sheets}
