"""Tokens are told once, kept as a digest, and end."""

import pytest

from zhitong.portal.foundation.models import Journal, Token
from zhitong.portal.foundation.tokens import NameTaken, NoSuchToken, end, is_valid, issue, valid_tokens

pytestmark = pytest.mark.django_db


def test_a_token_opens_its_scope_only_until_it_ends():
    token = issue(name="政务助手", scope="assistants")
    assert is_valid(token, "assistants")
    assert not is_valid(token, "other")
    assert not is_valid(token[:-1], "assistants")
    assert valid_tokens() == [("政务助手", "assistants")]
    end(name="政务助手")
    assert not is_valid(token, "assistants")
    assert valid_tokens() == []


def test_only_a_digest_is_kept():
    token = issue(name="a", scope="assistants")
    assert token not in str(list(Token.objects.values())) + str(list(Journal.objects.values()))


def test_a_name_is_used_once_at_a_time():
    issue(name="a", scope="assistants")
    with pytest.raises(NameTaken):
        issue(name="a", scope="assistants")
    assert Token.objects.count() == 1
    end(name="a")
    issue(name="a", scope="assistants")
    assert Token.objects.count() == 2


def test_ending_what_is_not_there_changes_nothing():
    with pytest.raises(NoSuchToken):
        end(name="a")
    assert Journal.objects.count() == 0
