"""Reading packs for commands that need no database."""

from zhitong.engine.packs import PACKS, Pack, list_packs, read_pack
from zhitong.portal.flows.commands.answers import Unusable, sentences


def pack_named(name: str) -> Pack:
    """The pack with what it includes; Unusable when there is none or it has errors."""
    keys = [info.key for info in list_packs()]
    if name not in keys:
        raise Unusable(f"没有政策包“{name}”，可用：{'、'.join(keys)}。")
    pack, problems = read_pack(PACKS / name)
    errors = [one for one in problems if one.severity == "error"]
    if pack is None or errors:
        raise Unusable(f"政策包“{name}”有误：\n{sentences(errors)}")
    return pack


def all_packs() -> list[Pack]:
    """Every pack of the package."""
    return [pack_named(info.key) for info in list_packs()]
