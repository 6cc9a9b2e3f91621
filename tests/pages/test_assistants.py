"""Assistants get words, not inventions: every answer quotes, unknown stays unknown."""

import json

import pytest
from asgiref.sync import async_to_sync
from mcp.client.client import Client

from zhitong.portal.documents.models import Clause
from zhitong.portal.flows.assistants.server import assistants_server
from zhitong.portal.matches.models import MatchRun

SITE = "https://zhitong.example"
pytestmark = pytest.mark.usefixtures("world", "db")


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_ADDRESS = SITE


@pytest.fixture
def ask(world):
    """`ask("search", question=…)` is the answer of a tool, as an assistant gets it."""

    async def called(tool, given):
        async with Client(assistants_server(lambda: world.today)) as client:
            result = await client.call_tool(tool, given)
            return json.loads(result.content[0].text)

    return lambda tool, **given: async_to_sync(called)(tool, given)


def test_four_tools_are_offered(world):
    async def names():
        async with Client(assistants_server(lambda: world.today)) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    assert async_to_sync(names)() == ["search", "clause", "provision", "statement"]


def test_an_answer_is_a_literal_run_of_a_clause_with_its_link(ask):
    found = ask("search", question="创业担保贷款")
    first = found["documents"][0]["clauses"][0]
    clause = Clause.objects.select_related("revision__document").get(
        path=first["clause"], revision__document__title=found["documents"][0]["document"]
    )
    assert first["quote"] in clause.revision.text[clause.start : clause.end]
    assert first["link"].startswith(f"{SITE}/documents/")


def test_a_clause_is_given_whole(ask, world):
    kept = Clause.objects.filter(revision__document__key="sample-city-2026").first()
    given = ask("clause", document="sample-city-2026", path=kept.path)
    assert given["quote"].replace("\n", "") == kept.revision.text[kept.start : kept.end].replace("\n", "")


def test_words_nobody_wrote_are_named(ask):
    assert ask("search", question="量子咖啡") == {
        "documents": [],
        "words_no_clause_has": ["量子咖啡"],
        "caution": ask("search", question="量子咖啡")["caution"],
    }


def test_a_provision_brings_its_sentences(ask):
    given = ask("provision", key=ask("statement", facts={"kind": "sole_trader"})["items"][0]["provision"])
    assert given["condition"]
    assert given["sources"]
    assert all(source["link"].startswith(SITE) for source in given["sources"].values())


def test_what_is_not_known_is_unknown_and_says_what_is_missing(ask):
    answer = ask("statement", facts={"kind": "sole_trader"})
    unknown = [one for one in answer["items"] if one["verdict"] == "unknown"]
    assert unknown
    assert all(one["missing"] for one in unknown)
    assert MatchRun.objects.count() == 1


@pytest.mark.parametrize(
    ("tool", "given", "code"),
    [
        ("search", {"question": " "}, "unanswerable"),
        ("search", {"question": "字" * 81}, "unanswerable"),
        ("clause", {"document": "none", "path": "一"}, "not_found"),
        ("provision", {"key": "none"}, "not_found"),
        ("statement", {"facts": {"no_such_fact": 1}}, "unanswerable"),
    ],
)
def test_a_refusal_is_one_sentence_with_advice(ask, tool, given, code):
    answer = ask(tool, **given)
    assert answer["code"] == code
    assert answer["error"]
    assert answer["advice"]
