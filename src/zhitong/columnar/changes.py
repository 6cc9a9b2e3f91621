"""What changed between two runs: who newly gets a provision, who loses it, and why."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from pyroaring import BitMap

from zhitong.columnar.audiences import Kept, PastRun
from zhitong.engine.values import Verdict

Places = npt.NDArray[np.int64]
NOBODY = Kept("", "", BitMap(), BitMap())

REASONS: dict[str, str] = {
    "business_new": "新登记（前次名单中没有）",
    "business_gone": "本次名单中已没有",
    "provision_new": "新增事项",
    "provision_gone": "事项已撤下",
    "window_opened": "已到开始日期",
    "window_ended": "已过截止日期",
    "rule_changed": "条件有修改",
    "facts_changed": "要素有变化",
    "time_passed": "随时间推移（如满年限）",
}


@dataclass(frozen=True, slots=True)
class Change:
    """Businesses (by code, in order) whose entitlement to one provision changed, and the common reason.

    `was` and `now` are None where the business or the provision is on one side only.
    """

    provision: str
    direction: str  # newly | lost
    reason: str
    was: Verdict | None
    now: Verdict | None
    uscc: tuple[str, ...]


def changes(before: PastRun, now: PastRun) -> tuple[Change, ...]:
    """Every business that is surely entitled on one side only; grouped by provision, direction, reason."""
    there, here = row_places(before.uscc, now.uscc)
    found: list[Change] = []
    for key in sorted({*before, *now}):
        found += _of_provision(key, before, now, there, here)
    return tuple(found)


def counted(found: tuple[Change, ...]) -> dict[str, dict[str, int]]:
    """Provision → {"newly": …, "lost": …}."""
    totals: dict[str, dict[str, int]] = {}
    for change in found:
        totals.setdefault(change.provision, {"newly": 0, "lost": 0})[change.direction] += len(change.uscc)
    return totals


def row_places(before: pl.Series, after: pl.Series) -> tuple[Places, Places]:
    """For each row of the one its row in the other, -1 where it is not there."""
    if before.len() == after.len() and before.equals(after):
        same = np.arange(before.len())
        return same, same
    old = pl.DataFrame({"uscc": before}).with_row_index("old")
    new = pl.DataFrame({"uscc": after}).with_row_index("new")
    there = old.join(new, on="uscc", how="left", maintain_order="left")["new"].cast(pl.Int64).fill_null(-1)
    here = new.join(old, on="uscc", how="left", maintain_order="left")["old"].cast(pl.Int64).fill_null(-1)
    return there.to_numpy(), here.to_numpy()


def _of_provision(key: str, before: PastRun, now: PastRun, there: Places, here: Places) -> list[Change]:
    old, new = before.get(key, NOBODY), now.get(key, NOBODY)
    sides = (
        ("newly", new, old, here, now.uscc, key in before),
        ("lost", old, new, there, before.uscc, key in now),
    )
    found = []
    for direction, having, other, places, uscc, on_both in sides:
        for verdict, rows in _split(having, other, places, on_both).items():
            reason = _reason(direction, verdict, on_both, old, new, before, now)
            was, is_now = (verdict, Verdict.MET) if direction == "newly" else (Verdict.MET, verdict)
            codes = tuple(uscc.gather(pl.Series(rows)).to_list())
            found.append(Change(key, direction, reason, was, is_now, codes))
    return found


def _split(having: Kept, other: Kept, places: Places, on_both: bool) -> dict[Verdict | None, Places]:
    """Rows entitled here and not there, by the verdict there; None: not there at all."""
    rows = np.frombuffer(having.met.to_array(), dtype=np.uint32).astype(np.int64)
    elsewhere = places[rows]
    if not on_both:
        return {None: rows} if rows.size else {}
    met, unknown = _members(other.met, elsewhere), _members(other.unknown, elsewhere)
    groups = {
        None: elsewhere < 0,
        Verdict.UNKNOWN: unknown,
        Verdict.NOT_MET: (elsewhere >= 0) & ~met & ~unknown,
    }
    return {verdict: rows[chosen] for verdict, chosen in groups.items() if chosen.any()}


def _members(bitmap: BitMap, rows: Places) -> npt.NDArray[np.bool_]:
    members = np.frombuffer(bitmap.to_array(), dtype=np.uint32)
    table = np.zeros(int(max(rows.max(initial=-1), members.max(initial=0))) + 2, dtype=np.bool_)
    table[members] = True
    return table[rows] & (rows >= 0)


def _reason(
    direction: str,
    verdict: Verdict | None,
    on_both: bool,
    old: Kept,
    new: Kept,
    before: PastRun,
    now: PastRun,
) -> str:
    if not on_both:
        return "provision_new" if direction == "newly" else "provision_gone"
    if verdict is None:
        return "business_new" if direction == "newly" else "business_gone"
    open_states = ("open", "not_stated")
    return gain_or_loss_reason(
        direction,
        was_open=old.window_state in open_states,
        is_open=new.window_state in open_states,
        same_rule=old.rule_hash == new.rule_hash,
        same_facts=before.snapshot_sha == now.snapshot_sha,
    )


def gain_or_loss_reason(
    direction: str, *, was_open: bool, is_open: bool, same_rule: bool, same_facts: bool
) -> str:
    """Why a business in both runs newly gets a provision of both, or loses it: a key of `REASONS`."""
    if was_open != is_open:
        return "window_opened" if direction == "newly" else "window_ended"
    if not same_rule:
        return "rule_changed"
    return "time_passed" if same_facts else "facts_changed"
