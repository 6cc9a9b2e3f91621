"""The life of a document on screen: extensions by form, what rests on it, the work on the desk."""

from datetime import date

import pytest

from tests.pages.test_public import text_of
from tests.pages.test_workbench import signed_in
from tests.portal.documents.factories import PLAN, imported
from tests.portal.documents.test_extending import HIGHER, SENTENCE
from zhitong.portal.consultations.queries.public import public_list
from zhitong.portal.documents.models import Document, Effect, ReviewedDependant
from zhitong.portal.flows.library import take_document
from zhitong.portal.foundation.models import Journal

LAPSED = "nmg-2023-30"


@pytest.fixture
def key(db):
    document = imported(PLAN).document
    Document.objects.filter(pk=document.pk).update(region="991101", expires_on=date(2026, 8, 31))
    higher = imported(HIGHER, "higher.txt").document
    Document.objects.filter(pk=higher.pk).update(region="991101")
    return document.key


def life(key, rest=""):
    return f"/documents/{key}/versions{rest}"


def form(**more):
    said = {"act": "extend", "source": "示政办发〔2026〕25号", "path": "一/（一）", "words": SENTENCE}
    return said | {"until": "2027-12-31"} | more


def test_an_editor_records_an_extension_and_every_badge_says_so(visit, key):
    client = signed_in("own", "991101")
    assert "到期，是否延续待确认" in text_of(visit().get(f"/documents/{key}"))
    answer = client.post(life(key, "/judge"), form(words="有效期延长至2027年12月31日"))

    assert (answer.status_code, answer.url) == (302, life(key, "#extensions"))
    for address in (f"/documents/{key}", life(key), "/documents?q=小店成长", "/search?q=管理费"):
        assert "延续至 2027年12月31日" in text_of(visit().get(address)), address
    assert "现行有效" in text_of(visit().get(f"/documents/{key}", {"on": "2026-08-31"}))


def test_a_refused_form_keeps_what_was_typed(visit, key):
    answer = signed_in("own", "991101").post(life(key, "/judge"), form(words="没有这样的句子在里面"))

    page = answer.content.decode()
    assert (answer.status_code, Effect.objects.filter(state="holds").count()) == (400, 0)
    assert "条款“一/（一）”里没有这些字句。" in page
    assert "没有这样的句子在里面</textarea>" in page
    assert signed_in("again", "991101").post(life(key, "/judge"), form(until="明年")).status_code == 400
    assert signed_in("odd", "991101").post(life(key, "/judge"), {"act": "nothing"}).status_code == 400


def test_another_county_sees_no_form_and_is_refused(visit, key):
    client = signed_in("other", "991102")

    assert "记录一项延续" not in client.get(life(key)).content.decode()
    assert client.post(life(key, "/judge"), form()).status_code == 404
    assert client.post(life(key, "/judge"), {"act": "check", "kind": "document"}).status_code == 404
    assert Effect.objects.filter(state="holds").count() == 0


def test_a_proposal_is_accepted_with_one_press(visit, key):
    client, number = signed_in("own", "991101"), Effect.objects.get().pk
    assert "识别到一处可能的延续，待确认" in client.get(life(key)).content.decode()
    client.post(life(key, "/judge"), {"act": "accept", "number": number, "until": "2027-12-31"})
    assert "延续至 2027年12月31日" in text_of(visit().get(life(key)))

    client.post(life(key, "/judge"), {"act": "undo", "number": number})
    assert "延续至 2027年12月31日" not in text_of(visit().get(f"/documents/{key}"))


def test_what_rests_on_it_is_work_until_it_was_looked_at(visit, key):
    client = signed_in("own", "991101")
    higher = Document.objects.get(doc_number="示政办发〔2026〕25号")
    assert "依据已变，需要核对" in text_of(client.get("/desk"))
    sent = {"act": "check", "kind": "document", "name": higher.key, "reason": "只引用登记要求，仍然成立"}
    assert client.post(life(key, "/judge"), sent | {"reason": " "}).status_code == 400
    assert client.post(life(key, "/judge"), sent).url == life(key, "#resting")

    assert "依据已变，需要核对" not in text_of(client.get("/desk"))
    assert "只引用登记要求，仍然成立" in text_of(client.get(life(key)))
    assert Journal.objects.filter(action="check_dependant").count() == 1
    Document.objects.filter(key=key).update(status="repealed")
    assert "依据已变，需要核对" in text_of(client.get("/desk"))

    Document.objects.filter(key=key).update(status="unknown")
    client.post(life(key, "/judge"), sent | {"act": "uncheck"})
    assert ReviewedDependant.objects.filter(ended_at=None).count() == 0
    assert "依据已变，需要核对" in text_of(client.get("/desk"))


def test_the_desk_of_another_region_has_none_of_it(visit, key):
    assert "依据已变，需要核对" not in text_of(signed_in("other", "991102").get("/desk"))


def test_provisions_rest_on_a_plan_whose_term_is_over(visit):
    client = visit("zizhiqu")
    desk, page = client.get("/desk").content.decode(), client.get(life(LAPSED)).content.decode()

    assert f'href="{life(LAPSED)}#resting"' in desk
    assert "政策事项" in page
    assert "二/（三）/10/¶4" in page


def test_the_life_page_keeps_to_its_queries(visit, key, django_assert_max_num_queries):
    client = visit()
    client.get(life(key))
    with django_assert_max_num_queries(20):
        client.get(life(key))


def test_a_draft_leads_to_its_open_consultation(visit):
    row = next(one for one in public_list(date(2026, 11, 24)).page.rows if one.phase == "open")
    page = visit().get(f"/documents/{row.document_key}").content.decode()

    assert "正在征求意见" in text_of(visit().get("/documents?state=draft"))
    assert f'href="/consultations/{row.key}"' in page
    assert "看草案并提意见" in page


@pytest.mark.seeds
def test_a_day_inside_the_plan_finds_it_and_a_day_after_shows_what_it_is(visit, seeds):
    path = seeds("000")
    take_document(data=path.read_bytes(), name=path.name)
    asked = {"q": "个转企", "region": "15"}
    inside = text_of(visit().get("/search", asked | {"on": "2025-12-31"}))
    after = text_of(visit().get("/search", asked | {"on": "2026-01-01"}))
    page = visit().get(f"/documents/{LAPSED}").content.decode()

    assert ("内政办发〔2023〕30号" in inside, "到期，是否延续待确认" in inside) == (True, False)
    assert ("内政办发〔2023〕30号" in after, "到期，是否延续待确认" in after) == (True, True)
    before = text_of(visit().get("/search", asked | {"on": "2023-04-11"}))
    assert "内政办发〔2023〕30号" not in before
    assert (
        'href="/documents/nmg-2023-30/%E4%B8%80/%EF%BC%88%E4%B8%80%EF%BC%89?s=1">2025年12月31日</a>' in page
    )


def test_a_repeal_read_wrongly_is_dismissed_and_taken_back(visit, key):
    ends = HIGHER.replace("25号", "26号").replace(SENTENCE, "示政办发〔2026〕8号同时废止")
    imported(ends, "ends.txt")
    client = signed_in("own", "991101")
    assert "识别有误，不采用" in client.get(life(key)).content.decode()
    assert "已废止" in text_of(visit().get(f"/documents/{key}"))
    number = Effect.objects.get(kind="repeals").pk
    client.post(life(key, "/judge"), {"act": "dismiss", "number": number, "reason": "只废止附件"})

    assert "已废止" not in text_of(visit().get(f"/documents/{key}"))
    assert "只废止附件" in text_of(visit().get(life(key)))
    client.post(life(key, "/judge"), {"act": "undo", "number": number})
    assert "已废止" in text_of(visit().get(f"/documents/{key}"))
