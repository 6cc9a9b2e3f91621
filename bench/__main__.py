"""`make bench`: packed bits beside Polars, OpenFisca, DuckDB and zen-engine, on the same data in one run.

`make bench` takes 300,000 businesses. `make bench BENCH="--all"` takes 0.1, 1, 2.91 and 10 million; each
size is kept as it is done, so an interrupted run goes on with what is missing (`--again` measures anew).
`--page` only writes the page and the charts from what is kept; `--dry` leaves them alone.
"""

import argparse
import os
from pathlib import Path

from bench.report import write
from bench.results import load, machine, save
from bench.sizes import against_rules, alone, one_by_one, steps

FOLDER = Path("build/bench")
COUNTS = (10, 40, 100, 300)
MAIN = 2_910_000
EVERY = {100_000: (40,), 1_000_000: (40,), MAIN: COUNTS, 10_000_000: (40,)}


def main() -> None:
    """Measures what is missing, prints, and writes the page."""
    arguments = argparse.ArgumentParser(prog="bench")
    arguments.add_argument("--rows", type=int, default=300_000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--folder", type=Path, default=FOLDER, help="where results are kept")
    for name in ("all", "again", "page", "dry"):
        arguments.add_argument(f"--{name}", action="store_true")
    arguments.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.alone:
        alone(given.alone)
        return
    asked = EVERY if given.all else {given.rows: COUNTS}
    for rows, counts in {} if given.page else asked.items():
        if given.again or rows not in load(given.folder):
            measure(rows, counts, given.rounds, given.folder)
    if not given.dry:
        write(load(given.folder))


def measure(rows: int, counts: tuple[int, ...], rounds: int, folder: Path) -> None:
    """One size, kept as a file when it is done."""
    say(f"{rows:,} businesses …")
    before = os.getloadavg()[0]
    found = {"rows": rows, "seconds": against_rules(rows, counts, rounds, say)}
    if len(counts) > 1:
        found |= steps(rows) | {"one_by_one": one_by_one(say)}
    save(folder, found | machine(before))


def say(text: str) -> None:
    """To the terminal, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
