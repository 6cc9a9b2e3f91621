"""The figures as a page with charts, made from whatever sizes were measured."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.charts import charts
from bench.results import Result

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "engine-figures.md"
NAMES = {
    "packed_2": "packed bits, 2 threads",
    "packed_1": "packed bits, 1 thread",
    "roaring": "packed bits to Roaring audiences",
    "polars_memory": "Polars by hand, in memory",
    "polars_streaming": "Polars by hand, streaming",
    "open_fisca": "OpenFisca, vectorised",
    "duckdb": "DuckDB, our SQL",
}
WANTED = (100_000, 1_000_000, 2_910_000, 10_000_000)
HEAD = """# Figures of the rule engine

Written by `make bench` (`bench/README.md` says how); read the ratios, not the seconds. All ways of one
table ran in one process on the same synthetic businesses, interleaved, and gave the same counts: the program
stops where they do not. Medians; facts, derived ones included, already in memory.

No way had less than its best form. Polars sees flags as booleans, choices and codes as enums, money as
integers. OpenFisca gets numbers with NaN for missing, codes as look-ups, and negations rewritten so that
"surely met" comes out; it says nothing about unknown, its sums are floats. DuckDB counts met and unknown but
does no sums. Ours and Polars count met and unknown and sum the amounts.
"""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def write(found: dict[int, Result]) -> None:
    """The page and, where matplotlib is installed, its charts; nothing where nothing was measured."""
    if not found:
        return
    pictures = charts(found, NAMES, DOCS / "pictures")
    parts = [HEAD.rstrip(), *pictures]
    parts += [_section(each) for each in reversed(found.values())]
    missing = [f"{rows / 1e6:g} million" for rows in WANTED if rows not in found]
    rest = [
        f"sizes: {', '.join(missing)}." if missing else "other sizes than these.",
        "DuckDB with more than 100 rules: a round takes minutes.",
        "businesses known only within bands, which the synthetic ones are not.",
        "other machines: ratios are what to compare.",
    ]
    parts.append("## Not measured\n\n" + "\n".join(f"- {each}" for each in rest))
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _section(one: Result) -> str:
    parts = [f"## {one['rows']:,} businesses", _machine(one), _seconds(one)]
    if "steps" in one:
        lines = [(name, f"{seconds:.2f}") for name, seconds in one["steps"]]
        parts += ["One change instead of a full run, 100 rules.", table(("step", "seconds"), lines)]
        parts += [
            f"Peak memory from the Parquet file to audiences and sums of 100 rules: {one['memory']} MB.",
            "Audiences as Roaring bitmaps, mean over two audiences of 100.",
            table(("what", "figure"), [(name, f"{value:,}") for name, value in one["audiences"].items()]),
        ]
    if one.get("one_by_one"):
        lines = [(name, f"{value:,}") for name, value in one["one_by_one"].items()]
        said = "One business at a time, 40 rules, a sample of 2,000, the same businesses met: microseconds."
        parts += [said, table(("way", "microseconds per business"), lines)]
    return "\n\n".join(parts)


def _seconds(one: Result) -> str:
    ways = [way for way in NAMES if any(way in each for each in one["seconds"].values())]
    peers = [way for way in ways if way in ("open_fisca", "duckdb")]
    lines = []
    for rules, seconds in one["seconds"].items():
        mine = seconds["packed_2"]
        best = min(seconds["polars_memory"], seconds["polars_streaming"])
        shares = [f"{mine / seconds[way]:.2f}" if way in seconds else "–" for way in peers]
        cells = [f"{seconds[way]:.3f}" if way in seconds else "–" for way in ways]
        lines.append([rules, *cells, f"{mine / best:.2f}", *shares])
    ratios = ["ours / best Polars", *(f"ours / {NAMES[way].split(',')[0]}" for way in peers)]
    return table(("rules", *(f"{NAMES[way]} (s)" for way in ways), *ratios), lines)


def _machine(one: Result) -> str:
    versions = ", ".join(f"{name} {found}" for name, found in one["versions"].items())
    return (
        f"{one['date']}, Python {one['python']}, {versions}, {one['machine']}, "
        f"load average {one['load'][0]} before and {one['load'][1]} after."
    )
