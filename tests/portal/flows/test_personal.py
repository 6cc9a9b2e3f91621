"""What there is about a person: all of it given out, erased by rule, nothing forgotten."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core import mail
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests.portal.accounts.factories import officer, person
from tests.portal.businesses.factories import business, owner
from zhitong.portal.accounts.consents import has_consent
from zhitong.portal.accounts.models import Consent, DataRequest, Person, SecondFactorReset
from zhitong.portal.businesses.bindings.claiming import DecidedAlready
from zhitong.portal.businesses.models import Owner, Proposal
from zhitong.portal.flows.personal import consenting, erasing, exporting, resetting
from zhitong.portal.flows.personal.rules import DEEDS, NOT_PERSONAL, PURPOSES, RULES
from zhitong.portal.foundation.jobs.working import drain
from zhitong.portal.foundation.models import Journal
from zhitong.portal.foundation.problems import NotFound, Refusal

pytestmark = pytest.mark.django_db
LOOKS_PERSONAL = re.compile(
    r"email|phone|mobile|contact|^ip$|user_agent|display_name|username|actor|^uid$|session_key|^address$|(^|_)by$"
)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def personal_fields(model):
    for field in model._meta.concrete_fields:
        points_at_person = field.related_model is Person
        if points_at_person or (not field.is_relation and LOOKS_PERSONAL.search(field.name)):
            yield field


def without_rule(models, rules):
    known = {rule.model: rule for rule in rules}
    missing = []
    for model in models:
        rule = known.get(model._meta.label)
        for field in personal_fields(model):
            said = f"{model._meta.label}.{field.name}"
            if field.name in DEEDS or said in NOT_PERSONAL:
                continue
            covered = rule and (
                field.name in (*rule.fields, *rule.unsaid, *rule.blank)
                or rule.person.split("__")[0] in (field.name, field.attname)
            )
            if not covered:
                missing.append(said)
    return missing


def test_every_personal_field_has_a_rule():
    assert without_rule(apps.get_models(), RULES) == []


def test_the_walk_finds_a_field_without_a_rule():
    found = without_rule(
        [Person, Owner, Consent], [rule for rule in RULES if rule.model != "businesses.Owner"]
    )

    assert found == ["businesses.Owner.person"]


def test_every_rule_names_fields_that_exist():
    for rule in RULES:
        if rule.model.split(".")[0] in apps.app_configs:
            model = apps.get_model(rule.model)
            assert list(model._base_manager.none().values(*rule.fields)) == []
            assert {*rule.unsaid, *rule.blank} <= {field.name for field in model._meta.concrete_fields}


def test_consent_is_given_withdrawn_and_asked_anew_for_a_new_text(monkeypatch):
    one = person("dian")
    consenting.agree(person=one, key="messages")
    consenting.agree(person=one, key="messages")
    held = Consent.objects.get()

    assert (held.version, held.channel, len(held.text_sha256)) == (1, "web", 64)
    assert has_consent(one, "messages", 1)
    assert not has_consent(one, "messages", 2)
    assert consenting.withdraw(person=one, key="messages")
    assert not has_consent(one, "messages", 1)
    assert not consenting.withdraw(person=one, key="messages")
    assert Journal.objects.filter(kind="person", action__endswith="consent").count() == 2
    with pytest.raises(NotFound):
        consenting.agree(person=one, key="everything")
    assert [row.given_at for row in consenting.consents(one)] == [None] * len(PURPOSES)


@pytest.mark.django_db(transaction=True)
def test_a_copy_holds_everything_and_nothing_of_others():
    one, other, shop = person("dian", email="=1+1@example.com"), person("bie"), business()
    owner(one, shop)
    owner(other, business(2))
    asked = exporting.ask_export(person=one)
    again = exporting.ask_export(person=one)
    drain()
    content = exporting.export_file(person=one, number=asked.pk)
    archive = zipfile.ZipFile(io.BytesIO(content))
    found = json.loads(archive.read("data.json"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(archive.read("data.xlsx")))

    assert asked.pk == again.pk
    assert found["账号"][0]["username"] == "dian"
    assert [row["business__uscc"] for row in found["与经营主体的绑定"]] == [shop.uscc]
    assert "bie" not in archive.read("data.json").decode()
    assert set(book.sheet_names) == set(found)
    assert "'=1+1@example.com" in str(book.get_sheet_by_name("账号").to_python())
    with pytest.raises(NotFound):
        exporting.export_file(person=other, number=asked.pk)
    DataRequest.objects.update(done_at=timezone.now() - timedelta(days=8))
    with pytest.raises(NotFound):
        exporting.export_file(person=one, number=asked.pk)


def erasable():
    one, shop = person("dian", email="dian@example.com"), business()
    owner(one, shop)
    one.emailaddress_set.create(email="dian@example.com", verified=True, primary=True)
    Proposal.objects.create(
        business=shop, person=one, fact="employees", value=3, note="我家三个人", as_of=timezone.localdate()
    )
    consenting.agree(person=one, key="match")
    return one


def test_erasure_takes_out_the_name_and_says_what_stays(django_capture_on_commit_callbacks):
    one = erasable()
    asked = erasing.ask_erasure(person=one)
    assert erasing.ask_erasure(person=one).pk == asked.pk
    with django_capture_on_commit_callbacks(execute=True):
        kept = erasing.erase(officer=officer("150302"), number=asked.pk)
    gone = Person.objects.get(pk=one.pk)

    assert (gone.username, gone.display_name, gone.email) == (f"erased-{one.pk}", "已注销用户", "")
    assert (gone.is_active, gone.has_usable_password()) == (False, False)
    assert not one.emailaddress_set.exists()
    assert Proposal.objects.get().note == ""
    assert not Owner.objects.filter(ended_at=None).exists()
    assert any(line.startswith("同意和撤回 1 条") for line in kept)
    assert DataRequest.objects.get().kept == kept
    assert mail.outbox[0].to == ["dian@example.com"]
    assert "同意和撤回 1 条" in mail.outbox[0].body


def test_one_county_erases_nobody_of_another():
    asked = erasing.ask_erasure(person=erasable())
    other = officer("150303")

    assert erasing.erasures_waiting(other) == []
    with pytest.raises(NotFound):
        erasing.erase(officer=other, number=asked.pk)
    assert Person.objects.get(username="dian").is_active


def test_staff_in_office_is_not_erased():
    with pytest.raises(Refusal, match="在职工作人员"):
        erasing.ask_erasure(person=officer("150302"))
    assert DataRequest.objects.count() == 0


def test_erasure_taken_back_or_refused_erases_nothing():
    one, clerk = erasable(), officer("150302")
    first = erasing.ask_erasure(person=one)
    erasing.take_back_erasure(person=one)
    with pytest.raises(DecidedAlready):
        erasing.erase(officer=clerk, number=first.pk)
    second = erasing.ask_erasure(person=one)
    with pytest.raises(Refusal, match="请写明"):
        erasing.refuse_erasure(officer=clerk, number=second.pk, reason=" ")
    erasing.refuse_erasure(officer=clerk, number=second.pk, reason="有案件在办")

    assert Person.objects.get(pk=one.pk).email == "dian@example.com"
    assert list(DataRequest.objects.values_list("state", flat=True)) == ["refused", "withdrawn"]


def with_second_factor():
    one = person("dian", email="dian@example.com")
    owner(one, business())
    Authenticator.objects.create(user=one, type="totp", data={"secret": "x"})
    UserSession.objects.create(user=one, ip="fd00::1", session_key="a" * 32, user_agent="")
    return one


def test_a_reset_takes_two_officers(django_capture_on_commit_callbacks):
    one, first = with_second_factor(), officer("150302")
    second = officer("150302", "administrator")
    asked = resetting.ask_reset(officer=first, login="dian", reason="本人持证件到窗口")

    assert [row.may_confirm for row in resetting.resets_waiting(first)] == [False]
    with pytest.raises(Refusal, match="须是两个人"):
        resetting.confirm_reset(officer=first, number=asked.pk)
    assert Authenticator.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        resetting.confirm_reset(officer=second, number=asked.pk)
    assert not Authenticator.objects.exists()
    assert not UserSession.objects.exists()
    assert mail.outbox[0].to == [one.email]
    with pytest.raises(DecidedAlready):
        resetting.confirm_reset(officer=second, number=asked.pk)


def test_one_county_resets_nobody_of_another():
    with_second_factor()
    with pytest.raises(NotFound, match="没有找到可以重置的账号"):
        resetting.ask_reset(officer=officer("150303"), login="dian", reason="本人持证件到窗口")
    asked = resetting.ask_reset(officer=officer("150302"), login="dian@example.com", reason="本人到窗口")
    with pytest.raises(NotFound):
        resetting.confirm_reset(officer=Person.objects.get(username="case_officer-150303"), number=asked.pk)
    assert SecondFactorReset.objects.get().state == "waiting"
