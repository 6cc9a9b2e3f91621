"""Cases of a pack: invented businesses with what each provision must answer.

A file under `cases/` is a list of

    - key: noodle_shop
      title: 乌海一家面馆
      as_of: 2026-11-24
      facts: {kind: sole_trader, region: "150302", monthly_sales: 8万元}
      expect:
        china.vat_exempt_2026: {verdict: met, amount: 2400元, window: open}
        conversion_grant: not_met

Facts are written as people write them (money with its unit, yes/no, dates). A key without a pack
means the pack of the file. `amount` is one sum, or `{low: …, high: …}`; `window` is optional.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhitong.engine.facts import Vocabulary, read_facts
from zhitong.engine.packs.fields import Fields
from zhitong.engine.packs.model import Case, Expectation
from zhitong.engine.packs.provision_form import full_key
from zhitong.engine.packs.yaml_files import load_list
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Problem

VERDICTS = ("met", "not_met", "unknown")
WINDOWS = ("open", "upcoming", "ended", "not_stated", "")


def read_cases(
    path: Path, label: str, pack: str, vocabulary: Vocabulary, problems: list[Problem]
) -> tuple[Case, ...]:
    """The cases of one file; a wrong one is left out with its problems."""
    cases = []
    for entry in load_list(path, label, problems):
        fields = Fields(entry, f"{label} {entry.get('key', '（无键）')}", problems)
        found = len(problems)
        fields.only(("key", "title", "as_of", "facts", "expect"))
        as_of = fields.day("as_of")
        if as_of is None:
            fields.refuse("case_without_day", "缺少判定日 as_of", "请写成 2026-11-24")
            continue
        facts, fact_problems = read_facts(entry.get("facts"), vocabulary)
        for problem in fact_problems:
            fields.refuse(problem.code, problem.message.rstrip("。"), "请改正这一项")
        expectations = _expectations(fields.inner("expect"), pack)
        key, title = fields.text("key", required=True), fields.text("title", required=True)
        if len(problems) == found:
            cases.append(Case(f"{pack}.{key}", title, as_of, facts, expectations, pack))
    return tuple(cases)


def _expectations(fields: Fields, pack: str) -> tuple[Expectation, ...]:
    taken = []
    for name, said in fields.entry.items():
        entry: Mapping[str, Any] = said if isinstance(said, Mapping) else {"verdict": said}
        one = Fields(entry, f"{fields.place} {name}", fields.problems)
        one.only(("verdict", "amount", "window"))
        low, high = _sums(one)
        verdict = one.one_of("verdict", VERDICTS)
        taken.append(
            Expectation(full_key(str(name), pack), verdict, low, high, one.one_of("window", WINDOWS))
        )
    return tuple(taken)


def _sums(fields: Fields) -> tuple[int | None, int | None]:
    if isinstance(fields.entry.get("amount"), Mapping):
        ends = fields.inner("amount")
        return ends.fen("low"), ends.fen("high")
    fen = fields.fen("amount")
    return fen, fen


def check_cases(
    cases: tuple[Case, ...], provisions: Mapping[str, Provision], problems: list[Problem]
) -> None:
    """Every expected provision exists, and no two cases share a key."""
    seen: set[str] = set()
    for case in cases:
        if case.key in seen:
            message = f"算例“{case.key}”写了两次，请删去一处或改键。"
            problems.append(Problem("case_twice", message, where=case.key))
        seen.add(case.key)
        for expectation in case.expectations:
            if expectation.provision not in provisions:
                message = f"算例“{case.key}”：没有事项“{expectation.provision}”，请改正键。"
                problems.append(Problem("provision_unknown", message, where=case.key))
