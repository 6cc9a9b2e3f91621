"""The whole rule of a provision: its region, its condition and its window."""

from datetime import date
from typing import Literal

from zhitong.engine.rules.nodes import All, Condition, Leaf
from zhitong.engine.rules.parameters import resolved
from zhitong.engine.rules.provision import Provision, Window

WindowState = Literal["upcoming", "open", "ended", "not_stated"]


def region_leaf(provision: Provision) -> Leaf | None:
    """The region as an ordinary condition without reference, None for the whole nation."""
    return Leaf("region", "within", provision.region) if provision.region else None


def whole_condition(provision: Provision) -> Condition:
    """The condition with the region as its first part: nothing outside this tree decides."""
    leaf = region_leaf(provision)
    if leaf is None:
        return provision.condition
    rest = provision.condition
    return All((leaf, *rest.parts)) if isinstance(rest, All) else All((leaf, rest))


def condition_on(provision: Provision, as_of: date) -> Condition:
    """The whole condition with the figures in force on a day in place of parameters."""
    condition = whole_condition(provision)
    if not provision.parameters:
        return condition
    return resolved(condition, provision.parameters, figures_day(provision, as_of))


def figures_day(provision: Provision, as_of: date) -> date:
    """The day whose figures count: never outside the window, so that what is over keeps its last ones."""
    window = provision.window
    day = as_of if window.starts is None else max(as_of, window.starts)
    return day if window.ends is None else min(day, window.ends)


def window_state(window: Window, as_of: date) -> WindowState:
    """Whether a window is upcoming, open, ended, or without a stated end on a day."""
    if window.starts is not None and as_of < window.starts:
        return "upcoming"
    if window.ends is not None:
        return "ended" if as_of > window.ends else "open"
    return "open" if window.long_term else "not_stated"


def is_in_force(window: Window, as_of: date) -> bool:
    """Whether a provision may match on a day: begun and not ended."""
    return window_state(window, as_of) in ("open", "not_stated")
