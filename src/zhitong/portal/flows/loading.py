"""Loading packs: units, then the documents they refer to, then provisions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from zhitong.engine.packs import PACKS, Pack, list_packs, read_pack
from zhitong.engine.values import Problem
from zhitong.portal.accounts.operations import load_units
from zhitong.portal.documents.importing.catalogue import link_units, load_catalogue
from zhitong.portal.documents.relations.relating import relate_all
from zhitong.portal.documents.search.keeping import refresh_index
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.provisions.operations import Loaded, load_pack

Say = Callable[[str], None]


class PackRefused(Refusal):
    """A pack with problems is not loaded; `problems` name the places."""

    def __init__(self, key: str, problems: tuple[Problem, ...]) -> None:
        first = problems[0].message if problems else "没有可用的 pack.yaml。"
        more = f"（另有 {len(problems) - 1} 处）" if len(problems) > 1 else ""
        super().__init__(
            f"政策包“{key}”有误：{first}{more}", "运行 zhitong check packs 查看全部。", code="pack"
        )
        self.problems = problems


@dataclass(frozen=True, slots=True)
class PackLoaded:
    """What loading one pack changed."""

    pack: Pack
    units: int
    documents: int
    provisions: Loaded


@cache
def read_or_refuse(key: str) -> Pack:
    """The pack of the package, or PackRefused; read once per process."""
    pack, problems = read_pack(PACKS / key)
    errors = tuple(one for one in problems if one.severity == "error")
    if pack is None or errors:
        raise PackRefused(key, errors)
    return pack


def load_packs(say: Say | None = None) -> list[PackLoaded]:
    """Loads every pack of the package; the same content again changes nothing."""
    done = []
    for info in list_packs():
        pack = read_or_refuse(info.key)
        own = [one for one in pack.documents.values() if one.pack == pack.key]
        loaded = PackLoaded(
            pack,
            load_units(pack.units.values()),
            load_catalogue(own, is_sample="示例" in pack.label),
            load_pack(pack),
        )
        done.append(loaded)
        if say:
            provisions = loaded.provisions
            say(
                f"{pack.title}：单位 {len(pack.units)} 个，文件 {len(own)} 份，惠企事项"
                f" {len(pack.own_provisions())} 项（新增 {provisions.new}，变更 {provisions.changed}）"
            )
    link_units()
    relate_all()
    refresh_index()  # what a catalogue says about a document is what filters ask
    return done
