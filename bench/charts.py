"""Time against rules and against businesses, as SVG; skipped where matplotlib is not installed."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from bench.results import Result

INSTALLED = find_spec("matplotlib") is not None
if INSTALLED:
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

SHOWN = ("packed_2", "polars_memory", "polars_streaming", "open_fisca", "duckdb")
MARKS = ("o", "s", "D", "^", "v")
COLOURS = ("#0b5cad", "#b45309", "#a16207", "#6d28d9", "#475569")


def charts(found: Mapping[int, Result], names: Mapping[str, str], folder: Path) -> list[str]:
    """Writes what there is enough of for a line, and gives the Markdown that shows it."""
    if not INSTALLED:
        print("matplotlib is not installed: charts stay as they are")
        return _there(folder)
    most = max(found.values(), key=lambda each: (len(each["seconds"]), each["rows"]))
    by_rules = {
        way: [(int(rules), each[way]) for rules, each in most["seconds"].items() if way in each]
        for way in SHOWN
    }
    by_rows = {
        way: [
            (rows, each["seconds"]["40"][way])
            for rows, each in found.items()
            if way in each["seconds"].get("40", ())
        ]
        for way in SHOWN
    }
    _draw(by_rules, names, "rules", f"{most['rows']:,} businesses", folder / "bench-rules.svg")
    _draw(by_rows, names, "businesses", "40 rules", folder / "bench-businesses.svg")
    return _there(folder)


def _there(folder: Path) -> list[str]:
    words = {"bench-rules.svg": "Seconds against rules", "bench-businesses.svg": "Seconds against businesses"}
    return [f"![{said}](pictures/{name})" for name, said in words.items() if (folder / name).exists()]


def _draw(
    lines: Mapping[str, list[tuple[int, float]]], names: Mapping[str, str], axis: str, title: str, path: Path
) -> None:
    lines = {way: points for way, points in lines.items() if len(points) > 1}
    if not lines:
        return
    # Text stays text and ids stay the same, so that a new drawing differs only where figures do.
    with pyplot.rc_context({"svg.fonttype": "none", "svg.hashsalt": "zhitong", "font.family": "sans-serif"}):
        figure, axes = pyplot.subplots(figsize=(7.2, 4.2), layout="constrained")
        for (way, points), mark, colour in zip(lines.items(), MARKS, COLOURS, strict=False):
            axes.plot(*zip(*points, strict=True), marker=mark, color=colour, label=names[way])
        axes.set(xscale="log", yscale="log", xlabel=axis, ylabel="seconds", title=title)
        ticks = sorted({place for points in lines.values() for place, _ in points})
        axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
        axes.minorticks_off()
        axes.grid(alpha=0.3)
        axes.legend(frameon=False, fontsize=9)
        figure.savefig(path, metadata={"Date": None})
        pyplot.close(figure)
