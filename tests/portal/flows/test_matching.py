"""A matching outside any transaction, as the command runs it: it reads one moment and writes meanwhile."""

from datetime import date
from unittest.mock import patch

import pytest

from zhitong.portal.businesses.models import Business
from zhitong.portal.flows.demo.preparing import prepare_demo
from zhitong.portal.flows.matching import run_matching
from zhitong.portal.matches.models import MatchRun, RunState

DAY = date(2026, 11, 24)


@pytest.mark.django_db(transaction=True)
def test_signs_of_life_are_written_while_the_registry_is_read(tmp_path, settings):
    settings.MATCHING_FOLDER = tmp_path / "matching"
    with patch("zhitong.portal.flows.demo.preparing.migrate", return_value=0):
        prepare_demo(data=tmp_path, as_of=DAY, say=lambda _line: None, size=20)
    before = MatchRun.objects.count()

    seen = []
    done = run_matching(as_of=date(2026, 11, 25), say=seen.append)

    assert MatchRun.objects.count() == before + 1
    assert done.state == RunState.DONE
    assert 0 < done.businesses <= Business.objects.count() == 20
    assert seen[0] == f"已完成 1/1 段，{done.businesses} 户"
