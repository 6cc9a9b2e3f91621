"""/api/v1/: official reads for everybody, what-if within an officer's regions, problems in Chinese."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from zhitong.portal.businesses.models import Business
from zhitong.portal.pages.access import Audience
from zhitong.portal.pages.api.operations import api
from zhitong.portal.wsgi import application

GRANT = "neimenggu.conversion_grant"
OPEN = {"provisions", "provision", "clauses", "statement", "codes"}
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def operations():
    return [
        one
        for _, router in api._routers
        for view in router.path_operations.values()
        for one in view.operations
    ]


def post(client, path, body):
    return client.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json")


def test_every_operation_says_who_may_ask():
    said = {one.url_name: one.view_func.open_to for one in operations()}
    assert said == {**dict.fromkeys(OPEN, Audience.EVERYONE), "what_if": Audience.OFFICER}


def test_provisions_come_in_pages_and_lead_to_their_sources(visit):
    client = visit()
    first = client.get("/api/v1/provisions", {"size": 3}).json()
    second = client.get("/api/v1/provisions", {"size": 3, "page": 2}).json()
    keys = [row["key"] for row in first["rows"] + second["rows"]]
    assert (len(set(keys)), first["total"]) == (6, second["total"])
    one = client.get(f"/api/v1/provisions/{GRANT}").json()
    assert one["references"]["r1"]["document_key"] == "nmg-2023-30"
    assert {"path": "amount.value", "now": "10万元"} in one["settable"]


def test_clauses_are_the_words_of_the_document(visit):
    answer = visit().get("/api/v1/documents/sample-city-2026/clauses", {"size": 200}).json()
    assert answer["total"] == len(answer["rows"])
    assert all(row["end"] > row["start"] for row in answer["rows"])
    missing = visit().get("/api/v1/documents/nothing/clauses")
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/problem+json")
    assert missing.json()["detail"] == "没有这份文件。"


def test_codes_are_the_official_ones(visit):
    client = visit()
    below = client.get("/api/v1/codes/regions", {"below": "1503", "size": 200}).json()["rows"]
    assert ("150302", "海勃湾区") in [(row["code"], row["name"]) for row in below]
    sizes = client.get("/api/v1/codes/size-classes").json()["rows"]
    assert [row["code"] for row in sizes] == ["micro", "small", "medium", "large"]
    assert client.get("/api/v1/codes/industries").json()["total"] > 1000
    assert client.get("/api/v1/codes/animals").status_code == 404


def test_a_statement_of_given_facts_is_not_kept(visit):
    before = Business.objects.count()
    facts = {"kind": "sole_trader", "region": "150702", "vat_status": "small_scale"}
    answer = post(visit(), "statement", {"facts": facts, "as_of": "2024-06-30"})
    assert answer.json()["as_of"] == "2024-06-30"
    assert any(item["verdict"] == "met" for item in answer.json()["items"])
    assert Business.objects.count() == before
    wrong = post(visit(), "statement", {"facts": {"nonsense": 1}})
    assert (wrong.status_code, "没有名为“nonsense”的要素" in wrong.json()["detail"]) == (422, True)


def test_an_officer_tries_a_change_within_the_own_regions(visit):
    asked = {"provision": GRANT, "set": {"condition.converted_on": "1个月"}, "as_of": "2025-06-30"}
    asked["set"] = {"amount.value": "20万元"}
    answer = post(visit("zizhiqu"), "what-if", asked | {"budget_fen": 1, "replace": {}})
    assert answer.status_code == 200, answer.content.decode()
    found = answer.json()
    assert found["changes"] == [{"path": "amount.value", "before": "10万元", "after": "20万元"}]
    inside = Business.objects.filter(region__startswith="15").count()
    assert 0 < found["businesses"] <= inside
    wide = {"provision": GRANT, "replace": {"condition": "region within 15\n"}, "as_of": "2025-06-30"}
    total = post(visit("zizhiqu"), "what-if", wide).json()
    assert total["total"]["after"] == found["businesses"]
    assert len(total["lists"]["gained"]) == total["total"]["gained"]


@pytest.mark.parametrize(
    ("who", "asked", "status", "said"),
    [
        ("", {"provision": GRANT}, 401, "要先登录"),
        ("dianzhu", {"provision": GRANT}, 403, "只对有相应职责的账号开放"),
        ("haibowan", {"provision": GRANT}, 403, "不在您的管辖地区内"),
        ("zizhiqu", {"provision": "nothing"}, 404, "没有"),
        ("zizhiqu", {"provision": GRANT, "set": {"amount.value": "20"}}, 422, "没有单位"),
        ("zizhiqu", {"provision": GRANT, "replace": {"title": "x"}}, 422, "不能改“title”"),
        ("zizhiqu", {"provision": GRANT, "budget_fen": -1}, 422, "budget_fen"),
        ("zizhiqu", {}, 422, "provision"),
    ],
)
def test_what_is_refused_is_said_in_chinese(visit, who, asked, status, said):
    answer = post(visit(who), "what-if", asked)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert said in answer.json()["detail"]


def test_broken_json_and_a_missing_token_are_refused(visit):
    broken = visit().post("/api/v1/statement", "{", content_type="application/json")
    assert (broken.status_code, broken.json()["detail"]) == (400, "请求的内容不是有效的 JSON。")
    client = visit("zizhiqu")
    client.handler.enforce_csrf_checks = True
    assert post(client, "what-if", {"provision": GRANT}).status_code == 403


def test_documentation_works_offline(visit):
    page = visit().get("/api/v1/docs").content.decode()
    assert "cdn" not in page
    assert set(visit().get("/api/v1/openapi.json").json()["paths"]) >= {"/api/v1/what-if"}


def test_reads_keep_to_their_queries(visit, django_assert_max_num_queries):
    client = visit()
    client.get("/api/v1/provisions")
    with django_assert_max_num_queries(4):
        client.get("/api/v1/provisions")


def test_answers_keep_to_the_schema(visit):
    visit()  # the world is there
    for signal, way in ((request_started, reset_queries), (request_started, close_old_connections)):
        signal.disconnect(way)
    request_finished.disconnect(close_old_connections)
    try:
        schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
        schema.app = application
        schema.location = "/api/v1/openapi.json"
        for found in schema.get_all_operations():

            @given(case=found.ok().as_strategy())
            @settings(max_examples=6, deadline=None, database=None, derandomize=True,
                      suppress_health_check=list(HealthCheck))  # fmt: skip
            def holds(case):
                case.call_and_validate(
                    checks=CHECKS, headers={"Host": "localhost", "Accept-Encoding": "identity"}
                )

            holds()
    finally:
        request_started.connect(reset_queries)
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)
