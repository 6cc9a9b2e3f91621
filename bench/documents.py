"""`python -m bench.documents [FOLDER]`: how long a document takes to read, beside a plain walk over it.

The folder holds official documents; without one, the sample plan of the packs is read. Processor time, the
best of five, so that other work on the machine counts little; the ratio holds on any machine.
"""

import sys
import time
import unicodedata
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from zhitong.engine.documents import parse

ROUNDS = 5


def best(work: Callable[[], object]) -> float:
    """Processor seconds of the best round."""
    seconds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return min(seconds)


def walk(text: str) -> int:
    """The yardstick: each character's category, once."""
    return sum(unicodedata.category(sign).startswith("L") for sign in text)


def main() -> None:
    """A line per document: characters, seconds, and how many plain walks that is."""
    given = [Path(one) for one in sys.argv[1:]]
    sample = Path(str(files("zhitong") / "packs" / "sample" / "documents" / "plan.txt"))
    listed = sorted(path for folder in given for path in folder.glob("*.txt")) or [sample]
    for path in listed:
        data = path.read_bytes()
        document, problems = parse(data, path.name)
        if document is None:
            print(f"{path.name}: {problems[0].message}")
            continue
        seconds, plain = best(lambda d=data, n=path.name: parse(d, n)), best(lambda t=document.text: walk(t))
        size = len(document.text)
        print(f"{path.name}: {size:,} characters, {seconds:.3f} s, {seconds / plain:.0f} plain walks")


if __name__ == "__main__":
    main()
