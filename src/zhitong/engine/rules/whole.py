"""A provision's region as a condition, and what its window says on a day."""

from datetime import date
from typing import Literal

from zhitong.engine.rules.nodes import All, Condition, Leaf
from zhitong.engine.rules.provision import Provision, Window

WindowState = Literal["upcoming", "open", "ended", "not_stated"]


def region_leaf(provision: Provision) -> Leaf | None:
    """The region as an ordinary condition without reference, None for the whole nation."""
    return Leaf("region", "within", provision.region) if provision.region else None


def with_region(provision: Provision) -> Condition:
    """The condition as written, with the region as its first part: nothing outside this tree decides."""
    leaf = region_leaf(provision)
    if leaf is None:
        return provision.condition
    rest = provision.condition
    return All((leaf, *rest.parts)) if isinstance(rest, All) else All((leaf, rest))


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
