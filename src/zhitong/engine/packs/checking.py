"""What ties a provision to the rest of its pack: facts, documents, units, cites, successors."""

from collections.abc import Iterator

from zhitong.engine.packs.model import Pack
from zhitong.engine.rules.check import check_provision
from zhitong.engine.rules.provision import Provision
from zhitong.engine.values import Problem


def check_provisions(pack: Pack, problems: list[Problem]) -> None:
    """Every provision of the pack against its vocabulary, documents, units and other provisions."""
    for provision in pack.provisions.values():
        problems.extend(_problems_of(provision, pack))


def _problems_of(provision: Provision, pack: Pack) -> Iterator[Problem]:
    def problem(code: str, message: str, advice: str) -> Problem:
        return Problem(code, f"{provision.key}：{message}，{advice}。", where=provision.key, advice=advice)

    for name, reference in provision.references.items():
        if reference.document not in pack.documents:
            advice = "请在 documents.yaml 补上该文件，或改正键"
            yield problem("document_unknown", f"依据 {name} 的文件“{reference.document}”不在目录里", advice)
    for parameter in provision.parameters.values():
        for each in parameter.values:
            if each.reference.document not in pack.documents:
                said = f"参数“{parameter.label}”所依的文件“{each.reference.document}”不在目录里"
                yield problem("document_unknown", said, "请在 documents.yaml 补上该文件，或改正键")
    for name in provision.units:
        if pack.unit(name, provision.region) is None:
            yield problem("unit_unknown", f"责任单位“{name}”不在单位表里", "请在 units.yaml 补上，或改用全称")
    for other in (provision.replaced_by, provision.replaces):
        if other is not None and other not in pack.provisions:
            yield problem("provision_unknown", f"所指的事项“{other}”不存在", "请改正 replaced_by 或 replaces")
    if _replaced_in_circle(provision, pack):
        yield problem("replacement_cyclic", "取代关系绕了一圈又回到自己", "请改正其中一个 replaced_by")
    yield from check_provision(provision, pack.vocabulary)


def _replaced_in_circle(provision: Provision, pack: Pack) -> bool:
    seen: set[str] = set()
    after = provision.replaced_by
    while after is not None and after not in seen:
        if after == provision.key:
            return True
        seen.add(after)
        following = pack.provisions.get(after)
        after = following.replaced_by if following is not None else None
    return False
