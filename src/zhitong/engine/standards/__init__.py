"""Reference data: divisions, industries, size classes, above-quota thresholds, credit codes, working days."""

from zhitong.engine.standards.above_scale import AboveScale, ScaleRow
from zhitong.engine.standards.industries import read_industries
from zhitong.engine.standards.loading import Standards, load_standards, packaged_standards
from zhitong.engine.standards.population import Population, PopulationFigure
from zhitong.engine.standards.regions import bare_region, read_regions
from zhitong.engine.standards.sizes import CLASSES, INDICATORS, SizeRow, SizeRules
from zhitong.engine.standards.small_profit import SmallLowProfit
from zhitong.engine.standards.uscc import check_uscc, demo_uscc, is_demo, kind_of_uscc
from zhitong.engine.standards.working_days import Calendar, read_calendar

__all__ = [
    "CLASSES",
    "INDICATORS",
    "AboveScale",
    "Calendar",
    "Population",
    "PopulationFigure",
    "ScaleRow",
    "SizeRow",
    "SizeRules",
    "SmallLowProfit",
    "Standards",
    "bare_region",
    "check_uscc",
    "demo_uscc",
    "is_demo",
    "kind_of_uscc",
    "load_standards",
    "packaged_standards",
    "read_calendar",
    "read_industries",
    "read_regions",
]
