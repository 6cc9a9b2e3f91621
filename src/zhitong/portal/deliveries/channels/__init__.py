"""Channels messages leave by: each folder here is one, found by being here.

A folder's `__init__` defines `CHANNEL`, something that keeps to `Channel`; nothing else is edited to add one.
"""

from importlib import import_module
from pkgutil import iter_modules

from zhitong.portal.deliveries.sent import Channel


def _found() -> dict[str, Channel]:
    modules = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__) if each.ispkg]
    listed: list[Channel] = [module.CHANNEL for module in modules]
    return {each.key: each for each in sorted(listed, key=lambda each: (each.order, each.key))}


CHANNELS: dict[str, Channel] = _found()


def usable() -> list[Channel]:
    """The channels that are set up here, in the order they are offered."""
    return [each for each in CHANNELS.values() if not each.missing()]
