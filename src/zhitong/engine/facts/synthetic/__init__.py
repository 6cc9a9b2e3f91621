"""A made-up registry: pure, seeded, every name carries 示例 and every code has DEM in its subject part."""

from zhitong.engine.facts.synthetic.generator import SyntheticBusiness, claims_of, synthetic_businesses
from zhitong.engine.facts.synthetic.recipe import Recipe, packaged_recipe, read_recipe

__all__ = [
    "Recipe",
    "SyntheticBusiness",
    "claims_of",
    "packaged_recipe",
    "read_recipe",
    "synthetic_businesses",
]
