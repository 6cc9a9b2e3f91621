"""The workbench page: who gets in, links both ways, judging without scripts, and what everybody else sees."""

from datetime import date

import pytest
from django.test import Client

from tests.portal.documents.factories import PLAN, imported
from zhitong.portal.accounts.models import Membership, Organisation, Person, Role
from zhitong.portal.documents.models import Correction, Document
from zhitong.portal.documents.review.workbench import workbench

pytestmark = pytest.mark.django_db
TEXT = PLAN.replace(
    "（三）组织对接。", "（三）组织对接。到2028年底，新培育示范小店120家以上，建成服务站30个。"
)


def signed_in(name, region, role=Role.EDITOR):
    unit = Organisation.objects.create(key=name, name=f"示例单位{name}", region=region)
    person = Person.objects.create(username=name, display_name=f"示例人员{name}")
    Membership.objects.create(person=person, organisation=unit, role=role, starts=date(2020, 1, 1))
    client = Client(HTTP_HOST="localhost")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def key():
    document = imported(TEXT).document
    Document.objects.filter(pk=document.pk).update(region="991101")
    return document.key


def address(key, rest=""):
    return f"/documents/{key}/workbench{rest}"


def first(key, kind):
    return workbench(key, kind=kind).rows.rows[0].item


@pytest.mark.parametrize(
    ("region", "role", "status"),
    [
        ("991101", Role.EDITOR, 200),
        ("99", Role.REVIEWER, 200),
        ("991102", Role.EDITOR, 403),
        ("991101", Role.CASE_OFFICER, 403),
    ],
)
def test_only_editors_of_the_region_get_in(key, region, role, status):
    client = signed_in("one", region, role)

    assert client.get(address(key)).status_code == status
    if status == 403:
        item = first(key, "target").key
        assert client.post(address(key, "/judge"), {"do": "accept", "item": item}).status_code == 403
        assert client.get(address(key, f"/edit?item={item}")).status_code == 403
        assert Correction.objects.count() == 0


def test_rows_and_words_lead_to_each_other(key):
    html = signed_in("one", "991101").get(address(key)).content.decode()
    item = first(key, "target").key

    assert f'id="r-{item}"' in html
    assert f'href="#r-{item}"' in html
    assert f'id="w-{item}"' in html
    assert f'href="#w-{item}"' in html


def test_accept_then_undo_by_forms_alone(key):
    client = signed_in("one", "991101")
    total = workbench(key).total
    sent = client.post(
        address(key, "/judge"), {"do": "accept", "item": first(key, "target").key, "kind": "target"}
    )
    row = Correction.objects.get()
    html = client.get(address(key)).content.decode()

    assert sent["Location"] == address(key, f"?kind=target#r-c{row.pk}.0")
    assert f"1／{total}" in html
    assert "人工核对" in html
    assert "示例人员one" in html
    client.post(address(key, "/judge"), {"do": "undo", "number": row.pk})
    assert f"0／{total}" in client.get(address(key)).content.decode()


def test_rejecting_without_a_reason_says_what_to_do(key):
    item = first(key, "target").key
    answer = signed_in("one", "991101").post(
        address(key, "/judge"), {"do": "reject", "item": item, "reason": ""}
    )

    assert (answer.status_code, "请写明排除的理由" in answer.content.decode()) == (400, True)
    assert Correction.objects.count() == 0


def form_of(item, **changed):
    said = {
        "indicator": "示范小店",
        "comparator": ">=",
        "value": "120",
        "unit": "家",
        "quote": item.words.quote,
    }
    return {f"p0-{name}": value for name, value in (said | changed).items()}


def test_corrected_figure_is_shown_on_the_documents_page(key):
    client = signed_in("one", "991101")
    item = first(key, "target")
    sent = client.post(address(key, f"/edit?item={item.key}"), form_of(item, value="150"))
    html = Client(HTTP_HOST="localhost").get(f"/documents/{key}").content.decode()

    assert sent.status_code == 302
    assert "150家" in html
    assert "人工核对" in html
    assert "示例单位one" in html
    assert "示例人员one" not in html


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"quote": "原文里没有的话"}, "原文里没有这几个字"),
        ({"value": "许多"}, "不是数字"),
        ({"deadline": "明年"}, "不是日期"),
    ],
)
def test_a_form_that_cannot_be_kept_keeps_what_was_typed(key, changed, message):
    client = signed_in("one", "991101")
    item = first(key, "target")
    answer = client.post(address(key, f"/edit?item={item.key}"), form_of(item, **changed))

    html = answer.content.decode()
    assert (answer.status_code, message in html, next(iter(changed.values())) in html) == (400, True, True)
    assert Correction.objects.count() == 0


def test_split_merge_and_add_forms_open_and_save(key):
    client = signed_in("one", "991101")
    one, two = [row.item for row in workbench(key, kind="target").rows.rows]
    assert client.get(address(key, f"/edit?item={one.key}&parts=2")).status_code == 200
    assert client.get(address(key, f"/edit?item={one.key}&item={two.key}")).status_code == 200
    sent = {"p0-what": "举办对接会", "p0-value": "1", "p0-unit": "次", "p0-quote": "每季度举办一次对接会"}

    assert client.post(address(key, "/edit?kind=time_limit"), sent).status_code == 302
    assert Correction.objects.get().action == "add"


def test_bulk_shows_the_count_before(key):
    client = signed_in("one", "991101")
    html = client.get(address(key, "?kind=target&least=0.7")).content.decode()
    assert "认可把握不低于 0.7 的 2 条" in html

    client.post(address(key, "/judge"), {"do": "bulk", "kind": "target", "least": "0.7", "count": "2"})
    assert Correction.objects.count() == 2


def test_filters_by_kind_and_state(key):
    client = signed_in("one", "991101")
    client.post(address(key, "/judge"), {"do": "accept", "item": first(key, "target").key})
    html = client.get(address(key, "?kind=target&state=accepted")).content.decode()

    assert html.count("data-row") == 1


def test_words_that_are_gone_are_listed_for_another_look(key):
    client = signed_in("one", "991101")
    client.post(address(key, "/judge"), {"do": "accept", "item": first(key, "target").key})
    quote = Correction.objects.get().bases[0]["words"]["quote"]
    imported(TEXT.replace(quote, quote.replace("120", "130").replace("30个", "40个")), name="newer.txt")

    assert "需重新核对" in client.get(address(key)).content.decode()


def test_the_page_asks_the_database_little(key, django_assert_max_num_queries):
    client = signed_in("one", "991101")
    client.get(address(key))
    with django_assert_max_num_queries(14):
        client.get(address(key))


def test_five_hundred_readings_come_in_pages():
    lines = "\n".join(
        f"（{number}）任务。到2028年底，新培育示范小店{number + 100}家以上。（责任单位：县商务局）"
        for number in range(1, 260)
    )
    key = imported(
        TEXT.replace("（三）组织对接。", f"{lines}\n（三）组织对接。"), name="long.txt"
    ).document.key
    html = signed_in("one", "99").get(address(key)).content.decode()

    assert workbench(key).total > 500
    assert html.count("data-row") == 40
    assert len(html) < 250_000


def test_reading_again_keeps_what_people_said(key):
    client = signed_in("one", "991101")
    item = first(key, "target")
    client.post(address(key, f"/edit?item={item.key}"), form_of(item, value="150"))
    before = workbench(key).rows.rows

    client.post(address(key, "/judge"), {"do": "reread"})

    assert workbench(key).rows.rows == before


def test_a_field_of_the_document_is_asked_by_its_name(key):
    client = signed_in("one", "991101")
    item = next(row.item for row in workbench(key).rows.rows if row.item.values.get("field") == "doc_number")
    html = client.get(address(key, f"/edit?item={item.key}")).content.decode()
    client.post(address(key, f"/edit?item={item.key}"), {"p0-value": "示政办发〔2026〕9号", "p0-quote": ""})

    assert '<label for="p0-value">文号</label>' in html
    assert Document.objects.get(key=key).doc_number == "示政办发〔2026〕9号"


def test_the_filters_are_kept_through_the_form(key):
    client = signed_in("one", "991101")
    item = first(key, "target")
    listed = client.get(address(key, "?kind=target&state=unreviewed")).content.decode()
    assert f"?item={item.key}&amp;f_kind=target&amp;f_state=unreviewed" in listed

    edit = address(key, f"/edit?item={item.key}&f_kind=target&f_state=unreviewed")
    assert f'href="{address(key)}?kind=target&amp;state=unreviewed"' in client.get(edit).content.decode()
    sent = client.post(edit, form_of(item, value="150"))
    assert sent["Location"].startswith(address(key, "?kind=target&state=unreviewed#r-c"))


def test_words_chosen_in_the_text_are_carried_into_the_form(key):
    client = signed_in("one", "991101")
    html = client.get(address(key, "/edit?kind=duty&quote=每季度举办一次对接会")).content.decode()

    assert ">每季度举办一次对接会</textarea>" in html
    assert "data-pick>" in html
    assert "示例县人民政府办公室关于印发" in html


def test_a_judgement_that_lost_its_words_is_given_others(key):
    client = signed_in("one", "991101")
    item = first(key, "target")
    client.post(address(key, f"/edit?item={item.key}"), form_of(item, value="150"))
    old = Correction.objects.get()
    imported(TEXT.replace("新培育示范小店120家以上", "新增示范小店达到130家"))
    html = client.get(address(key)).content.decode()
    assert f"?item=c{old.pk}.0" in html

    edit = address(key, f"/edit?item=c{old.pk}.0")
    assert "原句在现在的文本里找不到了" in client.get(edit).content.decode()
    assert client.post(edit, form_of(item, value="150")).status_code == 400
    sent = client.post(edit, form_of(item, value="130", quote="新增示范小店达到130家"))

    held = [one for one in workbench(key, kind="target").rows.rows if one.item.is_reviewed]
    assert sent.status_code == 302
    assert [(one.item.values["value"], one.item.words.quote) for one in held] == [
        (130, "新增示范小店达到130家")
    ]
    assert workbench(key).lost == ()
    assert Correction.objects.get(pk=old.pk).ended_at is not None
