"""The list of provisions."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from zhitong.engine.rules.of_day import rule_of_day
from zhitong.engine.rules.provision import Provision as Rule
from zhitong.engine.rules.whole import window_state
from zhitong.portal.foundation.paging import Page, bounds
from zhitong.portal.provisions.models import Pack
from zhitong.portal.provisions.queries.active import all_rules
from zhitong.portal.provisions.queries.shapes import PackRow, ProvisionRow
from zhitong.portal.provisions.queries.wording import amount_text

KINDS = {
    "grant": "奖补",
    "interest_subsidy": "贴息",
    "relief": "减免",
    "loan": "贷款",
    "guarantee": "担保",
    "recognition": "认定",
    "service": "服务",
}
STATES = {
    "open": "有效",
    "not_stated": "未载明期限",
    "upcoming": "未开始",
    "ended": "已到期",
    "draft": "征求意见稿",
}


def state_of(rule: Rule, on: date) -> str:
    """open | not_stated | upcoming | ended, or draft whatever the day."""
    return window_state(rule.window, on) if rule.stage == "published" else "draft"


def row_of(rule: Rule, samples: set[str], on: date) -> ProvisionRow:
    """A rule as a line of the list."""
    pack = rule.key.split(".", 1)[0]
    state = state_of(rule, on)
    return ProvisionRow(
        key=rule.key,
        pack=pack,
        is_sample=pack in samples,
        title=rule.title,
        kind=rule.kind,
        kind_label=KINDS.get(rule.kind, rule.kind),
        summary=rule.summary,
        beneficiary=rule.beneficiary,
        region=rule.region,
        units=rule.units,
        topics=rule.topics,
        starts=rule.window.starts,
        ends=rule.window.ends,
        long_term=rule.window.long_term,
        state=state,
        state_label=STATES[state],
        amount_text=amount_text(rule_of_day(rule, on).amount),
        evidence=rule.evidence,
        replaced_by=rule.replaced_by or "",
    )


def sample_packs() -> set[str]:
    """Keys of the packs that are invented."""
    return set(Pack.objects.filter(is_sample=True).values_list("key", flat=True))


def provision_rows(*, on: date, keys: Iterable[str] | None = None) -> dict[str, ProvisionRow]:
    """Rows by key, all when no keys are named; drafts included."""
    wanted = None if keys is None else set(keys)
    samples = sample_packs()
    return {
        rule.key: row_of(rule, samples, on) for rule in all_rules() if wanted is None or rule.key in wanted
    }


def provision_list(
    *,
    on: date,
    text: str = "",
    kind: str = "",
    state: str = "",
    pack: str = "",
    topic: str = "",
    region: str = "",
    number: int = 1,
    size: int = 50,
) -> Page[ProvisionRow]:
    """Provisions as of a day; `region` keeps what holds there, `state` is one of `STATES`."""
    rows = [
        row
        for row in provision_rows(on=on).values()
        if (not kind or row.kind == kind)
        and (not state or row.state == state)
        and (not pack or row.pack == pack)
        and (not topic or topic in row.topics)
        and (not region or region.startswith(row.region))
        and all(word in row.title + row.summary + row.beneficiary for word in text.split())
    ]
    order = list(STATES)
    rows.sort(key=lambda row: (order.index(row.state), row.is_sample, row.title))
    number, start, stop = bounds(number, size, len(rows))
    return Page(rows[start:stop], number, size, len(rows))


def pack_list() -> list[PackRow]:
    """The loaded packs with the number of their provisions."""
    counted = Pack.objects.annotate(n=Count("provisions", filter=Q(provisions__is_withdrawn=False)))
    return [
        PackRow(one.key, one.title, one.region, one.is_sample, one.n, one.fingerprint, one.loaded_at)
        for one in counted.order_by("is_sample", "key")
    ]
