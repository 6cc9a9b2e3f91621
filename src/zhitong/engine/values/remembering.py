"""Remembering what was made of the very same objects, where comparing them would cost more than it saves."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def by_identity(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A function of unchanging objects, given by place, that is run once for the very same ones.

    The objects are held as long as their result, so that no other can take their place; when there are
    `most`, all are forgotten.
    """

    def decorate(make: Callable[P, R]) -> Callable[P, R]:
        kept: dict[tuple[int, ...], tuple[object, R]] = {}

        @wraps(make)
        def remembered(*objects: P.args, **named: P.kwargs) -> R:
            key = tuple(map(id, objects))
            found = kept.get(key)
            if found is None:
                if len(kept) >= most:
                    kept.clear()
                found = kept[key] = (objects, make(*objects, **named))
            return found[1]

        return remembered

    return decorate
