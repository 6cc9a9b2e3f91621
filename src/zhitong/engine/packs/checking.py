"""What ties a provision to the rest of its pack: facts, documents, units, cites, successors."""

from collections.abc import Iterator

from zhitong.engine.packs.model import Pack
from zhitong.engine.rules.amounts import Amount, NotStated, PerUnit, Rate, Tiers
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
    for name in provision.units:
        if pack.unit(name, provision.region) is None:
            yield problem("unit_unknown", f"责任单位“{name}”不在单位表里", "请在 units.yaml 补上，或改用全称")
    for other in (provision.replaced_by, provision.replaces):
        if other is not None and other not in pack.provisions:
            yield problem("provision_unknown", f"所指的事项“{other}”不存在", "请改正 replaced_by 或 replaces")
    if _replaced_in_circle(provision, pack):
        yield problem("replacement_cyclic", "取代关系绕了一圈又回到自己", "请改正其中一个 replaced_by")
    for cite in _cites(provision):
        if cite not in provision.references:
            yield problem("cite_unknown", f"引用了不存在的依据“{cite}”", "请在 references 补上，或改正编号")
    fact = _counted_fact(provision.amount)
    if fact is not None and fact not in pack.vocabulary:
        yield problem("fact_unknown", f"金额所依的要素“{fact}”不在要素表里", "请改正 of，或补充要素表")
    if not isinstance(provision.amount, NotStated) and not getattr(provision.amount, "cites", ()):
        yield problem("amount_uncited", "金额没有注明依据", "请在 amount 里写 cites")


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


def _cites(provision: Provision) -> Iterator[str]:
    yield from provision.window.cites
    yield from getattr(provision.amount, "cites", ())


def _counted_fact(amount: Amount) -> str | None:
    return amount.of if isinstance(amount, Rate | PerUnit | Tiers) else None
