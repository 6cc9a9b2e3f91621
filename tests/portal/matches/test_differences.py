"""Between two runs of the registry: who newly gets what, lost it, gets another amount, and why."""

import os
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.portal.accounts.factories import officer, person
from tests.portal.businesses.factories import business, sheet
from zhitong.engine.facts import with_derived
from zhitong.engine.standards import packaged_standards
from zhitong.engine.values import Verdict
from zhitong.engine.verdicts import evaluate
from zhitong.portal.businesses.models import Business, FactSheet
from zhitong.portal.businesses.operations import take_rows
from zhitong.portal.businesses.queries import facts_of
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.flows.demo.registry import invented_rows
from zhitong.portal.flows.loading import load_packs
from zhitong.portal.flows.matching import run_matching
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.matches.models import Audience, Difference, MatchRun
from zhitong.portal.matches.problems import AlreadyRunning, TakenOver
from zhitong.portal.matches.queries import changed_businesses, changes_of, changes_seen, latest_run
from zhitong.portal.matches.running import keep_alive, start_run, this_process
from zhitong.portal.provisions.queries import active_provisions

DAY, LATER = date(2026, 11, 24), date(2026, 12, 20)
pytestmark = pytest.mark.django_db


def answers(day):
    """(provision, business) → ends of the amount, for all who surely get it: the engine, one by one."""
    known, standards = vocabulary(), packaged_standards()
    found = {}
    for one in Business.objects.exclude(status__in=("closed", "revoked")):
        facts = with_derived(facts_of(one, day), known, standards, day)
        for rule in active_provisions():
            told = evaluate(rule, facts, day, known)
            if told.verdict is Verdict.MET:
                found[rule.key, one.uscc] = (told.amount.low_fen, told.amount.high_fen)
    return found


@pytest.fixture
def twice():
    """A registry matched, changed, and matched again on a later day; with what the engine says of both."""
    load_packs()
    take_rows(invented_rows(60))
    answers_before = answers(DAY)
    run_matching(as_of=DAY)
    known = set(Business.objects.values_list("uscc", flat=True))
    take_rows(invented_rows(70))
    new = set(Business.objects.values_list("uscc", flat=True)) - known
    for one in FactSheet.objects.order_by("pk")[:20]:
        for key in ("annual_revenue", "employees", "monthly_sales"):
            if isinstance(one.values.get(key), int):
                one.values[key] = one.values[key] * 3 + 1
        one.save()
    FactSheet.objects.filter(business=Business.objects.order_by("-pk")[1]).delete()
    gone = Business.objects.order_by("-pk")[2]
    Business.objects.filter(pk=gone.pk).update(status="closed")
    FactSheet.objects.filter(business=gone).update(values={"registration_status": "closed"})
    run_matching(as_of=LATER)
    return answers_before, answers(LATER), gone.uscc, new


def test_differences_are_those_of_two_full_evaluations(twice):
    before, after, gone, new = twice
    viewer = officer("")
    shown = {one.provision_key: one for one in changes_of().provisions}
    moved = set()
    for rule in active_provisions():
        had = {pk for key, pk in before if key == rule.key}
        has = {pk for key, pk in after if key == rule.key}
        other = {pk for pk in had & has if before[rule.key, pk] != after[rule.key, pk]}
        for kind, wanted in (("newly", has - had), ("lost", had - has), ("amounts", other)):
            assert (getattr(shown[rule.key], kind) if rule.key in shown else 0) == len(wanted)
            if not wanted:
                continue
            moved.add(kind)
            rows = changed_businesses(viewer, rule.key, kind, size=500).rows
            assert {row.business.uscc for row in rows} == wanted
            if kind == "amounts":
                assert {row.business.uscc: (row.was, row.now) for row in rows} == {
                    pk: (before[rule.key, pk], after[rule.key, pk]) for pk in wanted
                }
            for row in rows:
                said = {"newly": "新登记（前次名单中没有）", "lost": "本次名单中已没有"}.get(kind)
                assert row.reason
                assert (row.reason == said) is (row.business.uscc in {*new, gone})
    assert moved >= {"newly", "lost"}


def test_a_person_sees_the_changes_of_their_regions(twice):
    whole = {one.provision_key: one for one in changes_of().provisions}
    parts = [
        {one.provision_key: one for one in changes_seen(officer(code)).provisions}
        for code in sorted({one.region[:4] for one in Business.objects.all()})
    ]
    for key, one in whole.items():
        for kind in ("newly", "lost", "amounts", "closing"):
            assert sum(getattr(part[key], kind) for part in parts if key in part) == getattr(one, kind)
    assert changes_seen(person("nobody")).provisions == []
    key = next(key for key, one in whole.items() if one.newly)
    assert changed_businesses(person("neither"), key, "newly").total == 0
    with pytest.raises(NotFound, match="没有这项变化"):
        changed_businesses(officer(""), key, "perhaps")


def test_the_first_run_has_nothing_before_it():
    load_packs()
    with pytest.raises(NotFound, match="没有这一批次"):
        changes_of()
    take_rows(invented_rows(5))
    run_matching(as_of=DAY)
    found = changes_of()
    assert (found.before, found.amounts_compared) == (None, False)
    assert all((one.newly, one.lost, one.amounts) == (0, 0, 0) for one in found.provisions)
    assert not Difference.objects.exists()


def test_without_the_files_of_the_run_before_amounts_are_not_compared(settings, tmp_path):
    load_packs()
    take_rows(invented_rows(5))
    run_matching(as_of=DAY)
    settings.MATCHING_FOLDER = tmp_path / "elsewhere"
    run_matching(as_of=DAY)
    found = changes_of()
    assert (found.before, found.amounts_compared) == (DAY, False)


def test_a_second_run_is_refused_and_changes_nothing():
    load_packs()
    sheet(business(), registered_on="2020-01-01", region="150302")
    start_run(as_of=DAY, rules_sha256="")
    with pytest.raises(AlreadyRunning, match="请等它结束后再运行；现有结果照常可用。"):
        run_matching(as_of=LATER)
    assert [run.state for run in MatchRun.objects.all()] == ["running"]
    assert not Audience.objects.exists()


@pytest.mark.parametrize("sign", ["gone", "used again", "silent"])
def test_the_place_of_a_dead_run_is_taken(sign):
    load_packs()
    sheet(business(), registered_on="2020-01-01", region="150302")
    dead = start_run(as_of=DAY, rules_sha256="")
    host, _, started = this_process().split()
    if sign == "silent":
        long_ago = timezone.now() - timedelta(minutes=11)
        MatchRun.objects.update(worker="another-machine 12 345", seen_at=long_ago)
    else:
        number, began = (os.getpid(), "1") if sign == "used again" else (2**22 + 1, started)
        MatchRun.objects.update(worker=f"{host} {number} {began}")
    done = run_matching(as_of=DAY)
    assert latest_run().pk == done.pk
    assert [run.state for run in MatchRun.objects.order_by("pk")] == ["failed", "done"]
    with pytest.raises(TakenOver, match="已由后一批次接替"):
        keep_alive(dead)


def test_a_run_of_another_machine_that_is_alive_is_left_alone():
    start_run(as_of=DAY, rules_sha256="")
    MatchRun.objects.update(worker="another-machine 12 345")
    with pytest.raises(AlreadyRunning):
        start_run(as_of=DAY, rules_sha256="")
