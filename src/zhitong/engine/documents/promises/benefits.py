"""Benefits: what a business or a person gets, and under which words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhitong.engine.documents.outline import Outline
from zhitong.engine.documents.promises import benefitwords as words
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


@dataclass(frozen=True, slots=True)
class Benefit:
    """One thing a beneficiary gets.

    `kind` is grant, interest_subsidy, relief, loan, guarantee, recognition or service;
    `amount_type` fixed, rate, cap, tiers, per_unit or none, `amount_value` in `amount_unit` as printed;
    `amount_high` ends a range, `amount_tiers` are the steps of a graded one. `valid_until` is an ISO day
    or None; `condition` and `cap` are the words that limit it, `cap_value` in `cap_unit` what `cap` says.
    """

    name: str
    beneficiary: str | None
    kind: str
    amount_type: str
    amount_value: Decimal | None
    amount_unit: str | None
    valid_until: str | None
    path: str
    start: int
    end: int
    quote: str
    condition: str | None
    cap: str | None
    confidence: float
    amount_high: Decimal | None = None
    amount_tiers: tuple[Decimal, ...] = ()
    cap_value: Decimal | None = None
    cap_unit: str | None = None


def _kept(group: Group, beneficiary: str | None, amount: Amount, statute: bool) -> bool:
    """Whether a group of words gives somebody something, rather than telling an office to work."""
    if words.REFUSED.search(group.text):
        return False
    if group.kind == "service" and group.vague:
        return beneficiary is not None and not statute
    return beneficiary is not None or amount.type != "none" or bool(_PLAIN.search(group.text))


def _benefits(
    outline: Outline, passage: Passage, start: int, end: int, carried: str | None, statute: bool
) -> Iterator[Benefit]:
    text = passage.copy.text
    for first, last in passage.parts(start, end):
        for group in groups_of(text[first:last], first):
            if carried and _ONLY_BOUND.match(group.text):
                continue
            whom = whom_of(group)
            beneficiary, condition = whom.who, whom.condition
            amount = amount_of(group.text, group.chunk_start, group.core_start, group.kind)
            if not whom.own:
                beneficiary = carried or beneficiary
            if not _kept(group, beneficiary, amount, statute):
                continue
            carried = beneficiary or carried
            begin, stop, quote = literal(outline, passage.copy, group.start, group.end)
            sure = 0.9 if amount.type != "none" else 0.75 if whom.own and not group.vague else 0.6
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
            if passage.above and passage.copy.text[start:end] == squeeze(passage.above[-1]).text:
                continue
            if not passage.path and _TITLE.search(passage.copy.text[start:end]):
                continue
            got = list(_benefits(outline, passage, start, end, carried, statute))
            carried = got[-1].beneficiary if got else carried
            found.extend(got)
    return tuple(found)
