"""Why the answer to one business is another than it was: what turned between two receipts of a provision."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Cause = Literal["fact", "rule", "day", "window"]
Receipt = dict[str, Any]
Row = dict[str, Any]
OPEN = ("open", "not_stated")


@dataclass(frozen=True, slots=True)
class Turned:
    """One thing that turned and what turned it.

    `text` is the condition, or empty for the amount and the window; `was` and `now` are verdicts, window
    states or amounts in fen as "low-high" (empty: not there). `facts` are the keys behind a cause `fact`;
    `document` and `clause` are where the condition stands.
    """

    cause: Cause
    text: str
    was: str
    now: str
    facts: tuple[str, ...] = ()
    document: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """What turned between two receipts; `turned` is empty exactly where nothing did."""

    provision: str
    was: str  # verdicts
    now: str
    turned: tuple[Turned, ...]


def explain_change(before: Receipt, after: Receipt) -> Explained:
    """What turned from one receipt of a provision to a later one of the same provision and business.

    Of conditions only those are told whose verdict turned or that stand in one rule only. The cause is the
    rule where the condition or the amount is written differently, a fact where one it looks at has another
    value, the day where neither differs, the window where the provision began or ended.
    """
    turned = [*_window(before, after), *_conditions(before, after), *_amount(before, after)]
    was, now = before["verdict"], after["verdict"]
    return Explained(after["provision"], was, now, tuple(turned))


def _window(before: Receipt, after: Receipt) -> Iterator[Turned]:
    was, now = before["window_state"], after["window_state"]
    if was != now:
        window = [each["rule"].get("window") for each in (before, after)]
        yield Turned("window" if window[0] == window[1] else "rule", "", was, now)


def _conditions(before: Receipt, after: Receipt) -> Iterator[Turned]:
    old, new = list(before["conditions"]), list(after["conditions"])
    # The same rule is worded differently where a figure in it is another on the later day.
    written: Cause = "rule" if before["rule"] != after["rule"] else "day"
    for row in new:
        earlier = next((each for each in old if each["text"] == row["text"]), None)
        if earlier is None:
            yield _told(written, row, "", row["verdict"])
            continue
        old.remove(earlier)
        if earlier["verdict"] != row["verdict"]:
            facts = _differing(before, after, _facts_of(row, before) | _facts_of(row, after))
            cause: Cause = "fact" if facts else "day"
            yield _told(cause, row, earlier["verdict"], row["verdict"], facts)
    for row in old:
        yield _told(written, row, row["verdict"], "")
    if _without_rows(before) != _without_rows(after):
        yield Turned(
            "rule", str(after["tree"]["text"]), before["condition_verdict"], after["condition_verdict"]
        )


def _amount(before: Receipt, after: Receipt) -> Iterator[Turned]:
    was, now = (_ends(each["amount"]) for each in (before, after))
    if was == now:
        return
    rules = before["rule"], after["rule"]
    used = {*before["facts"], *after["facts"]} & _named(rules[1].get("amount"))
    facts = _differing(before, after, used)
    if rules[0].get("amount") != rules[1].get("amount"):
        yield Turned("rule", "", was, now)
    elif facts:
        yield Turned("fact", "", was, now, facts)
    else:  # a part of the window, or a figure of the day
        same = before["rule"] == after["rule"] or before["as_of"] != after["as_of"]
        yield Turned("day" if same else "rule", "", was, now)


def _told(cause: Cause, row: Row, was: str, now: str, facts: tuple[str, ...] = ()) -> Turned:
    return Turned(cause, row["text"], was, now, facts, row["document"] or "", row["clause"] or "")


def _differing(before: Receipt, after: Receipt, keys: set[str]) -> tuple[str, ...]:
    """Facts whose value is another, or known on one side only."""
    values = [{key: each["facts"].get(key, {}).get("value") for key in keys} for each in (before, after)]
    return tuple(sorted(key for key in keys if values[0][key] != values[1][key]))


def _facts_of(row: Row, receipt: Receipt) -> set[str]:
    """The facts a condition looks at: its own, and those its figure is made of."""
    if row["fact"] is None:
        return set()
    leaves = [leaf for leaf in _leaves(receipt["rule"]["condition"]) if leaf["fact"] == row["fact"]]
    return {row["fact"], *(name for leaf in leaves for name in _named(leaf.get("operand")))}


def _leaves(node: Any) -> Iterator[Row]:
    if isinstance(node, dict):
        if "fact" in node:
            yield node
        for part in node.values():
            yield from _leaves(part)
    elif isinstance(node, list):
        for part in node:
            yield from _leaves(part)


def _named(node: Any) -> set[str]:
    """All words in a part of a rule; those that are no facts differ on neither side."""
    if isinstance(node, dict):
        return {name for part in node.values() for name in _named(part)}
    if isinstance(node, list):
        return {name for part in node for name in _named(part)}
    return {node} if isinstance(node, str) else set()


def _without_rows(receipt: Receipt) -> Any:
    """How conditions are joined, without what they are."""

    def joined(node: Any) -> Any:
        if "row" in node:
            return "row"
        return [node["text"], node.get("needed"), [joined(part) for part in node.get("parts", ())]]

    return joined(receipt["tree"])


def _ends(amount: Row) -> str:
    if amount["state"] != "computed":
        return ""
    return "-".join("" if amount[end] is None else str(amount[end]) for end in ("low", "high"))
