"""Benefits: what a business or a person gets, and under which words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.promises import benefitjoining as joining
from zhitong.engine.documents.promises import benefitwords as words
from zhitong.engine.documents.promises.benefit import Benefit
from zhitong.engine.documents.promises.benefitamounts import Amount, amount_of
from zhitong.engine.documents.promises.benefitnames import name_of, until
from zhitong.engine.documents.promises.benefitparts import Group, groups_of
from zhitong.engine.documents.promises.benefitwhom import whom_of
from zhitong.engine.documents.structure.passages import Passage, literal, passages
from zhitong.engine.documents.text.squeezing import squeeze

_SKIPPED_HEADING = re.compile(r"目标(?:任务)?$|指导思想|总体要求|基本原则|工作步骤|组织领导$")
# Given to whoever asks, so that no beneficiary needs to be named.
_PLAIN = re.compile(r"免费|贴息政策|贴息资金|贴息额度|贷款额度")
# 当季每家企业奖励最高不超过6万元: a bound of what was given just before.
_ONLY_BOUND = re.compile(
    r"(?:当季|年度|同一|单个|单户|单家|每[家户个])[^，]{0,14}(?:最高|不超过|累计|最多)[^，]*$"
)
_TITLE = re.compile(r"(?:关于|印发).*(?:通知|意见|公告|决定|批复|措施|办法|方案|细则)$")
_STATUTES = {"regulation", "law"}


def _kept(group: Group, beneficiary: str | None, amount: Amount, statute: bool) -> bool:
    """Whether a group of words gives somebody something, rather than telling an office to work."""
    if words.REFUSED.search(group.text) or joining.is_ground(group.text):
        return False
    if group.kind == "service" and group.vague:
        return beneficiary is not None and not statute
    if amount.type != "none" or _PLAIN.search(group.text):
        return True
    return beneficiary is not None or (group.kind in ("relief", "grant") and joining.is_umbrella(group.text))


def _benefits(
    outline: Outline, passage: Passage, start: int, end: int, carried: str | None, statute: bool
) -> Iterator[Benefit]:
    text, within = passage.copy.text, False
    for first, last in passage.parts(start, end):
        for group in groups_of(text[first:last], first):
            if carried and _ONLY_BOUND.match(group.text):
                continue
            whom = whom_of(group)
            beneficiary, condition = whom.who, whom.condition
            amount = amount_of(group.text, group.chunk_start, group.core_start, group.kind)
            if not whom.own and (within or not whom.addressed):
                beneficiary = carried or beneficiary
            if joining.is_umbrella(group.text) and "、" in group.text:
                beneficiary = None  # several policies, each with its own
            if not _kept(group, beneficiary or whom.addressed, amount, statute):
                continue
            carried, within = beneficiary or carried, True
            begin, stop, quote = literal(outline, passage.copy, group.start, group.end)
            sure = 0.9 if amount.type != "none" else 0.75 if whom.own and not group.vague else 0.6
            sure = min(sure, 0.5) if joining.is_umbrella(group.text) else sure
            yield Benefit(
                name_of(group), beneficiary, group.kind, amount.type, amount.value, amount.unit,
                until(group.text) or until(text[start:end]), passage.path, begin, stop, quote,
                condition, amount.cap, sure, amount.high, amount.tiers, amount.cap_value, amount.cap_unit,
            )  # fmt: skip


def find(outline: Outline, meta: Mapping[str, Any]) -> tuple[Benefit, ...]:
    """The benefits of a document in printed order."""
    statute = meta.get("kind") in _STATUTES
    found: list[Benefit] = []
    for passage in passages(outline):
        if any(_SKIPPED_HEADING.search(heading) for heading in passage.above) or passage.kind == "closing":
            continue
        carried: str | None = None
        for start, end in passage.sentences():
            words_here = passage.copy.text[start:end]
            if passage.above and words_here == squeeze(passage.above[-1]).text and "，" not in words_here:
                continue
            if not passage.path and _TITLE.search(passage.copy.text[start:end]):
                continue
            begun = len(found)
            for one in _benefits(outline, passage, start, end, carried, statute):
                carried = one.beneficiary
                last = found[-1] if found else None
                if last and joining.joins(last, one, one.quote, len(found) > begun):
                    found[-1] = joining.joined(last, one, outline.text)
                elif last and joining.spells_out(last, one, len(found) > begun):
                    found[-1] = replace(
                        one, name=last.name, start=last.start, quote=outline.text[last.start : one.end]
                    )
                else:
                    found.append(one)
            if joining.STANDARD.match(passage.copy.text[start:end]):
                _take_standard(outline, passage, found, begun, start, end)
    return tuple(found)


def _take_standard(
    outline: Outline, passage: Passage, found: list[Benefit], begun: int, start: int, end: int
) -> None:
    """A sentence that opens with 标准为 gives its amount to the benefit of the sentence before."""
    if not joining.wants_standard(found[:begun], passage.path):
        return
    last = found[begun - 1]
    amount = amount_of(passage.copy.text[start:end], 0, 0, last.kind)
    if amount.type == "none":
        return
    _, stop, _ = literal(outline, passage.copy, start, end)
    others = [one for one in found[begun:] if one.kind != last.kind]
    found[begun - 1 :] = [
        replace(
            last, amount_type=amount.type, amount_value=amount.value, amount_unit=amount.unit,
            amount_high=amount.high, amount_tiers=amount.tiers, cap=amount.cap or last.cap,
            cap_value=amount.cap_value, cap_unit=amount.cap_unit, end=stop,
            quote=outline.text[last.start : stop], confidence=0.85,
        ),
        *others,
    ]  # fmt: skip


__all__ = ["Benefit", "find"]
