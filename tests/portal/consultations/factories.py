"""A draft of an invented county, put before the public."""

from datetime import date

from tests.portal.accounts.factories import officer
from tests.portal.documents.factories import PLAN, imported
from zhitong.portal.accounts.models import Organisation, Person, Role
from zhitong.portal.consultations.commenting import Said, make_comment
from zhitong.portal.consultations.models import Comment, Consultation
from zhitong.portal.consultations.opening import Asking, open_consultation
from zhitong.portal.documents.models import Document

REGION = "159921"
STARTS, ENDS = date(2026, 11, 1), date(2026, 11, 30)
DURING, AFTER = date(2026, 11, 10), date(2026, 12, 1)
DRAFT = (
    PLAN.replace("示例县人民政府办公室关于印发小店成长行动方案的通知", "小店成长行动方案（征求意见稿）")
    .replace("示政办发〔2026〕8号\n", "")
    .replace("示例县人民政府办公室\n2026年3月5日\n", "")
)
REVISED = DRAFT.replace("第四年减半收取", "第四年、第五年减半收取")
ASKING = Asking(STARTS, ENDS, "就小店成长行动方案征求意见。", "县商务局 0478-0000000")


def draft(text: str = DRAFT, name: str = "draft.txt") -> Document:
    """The draft, taken, in its county."""
    document = imported(text, name).document
    Document.objects.filter(pk=document.pk).update(status="draft", region=REGION)
    document.refresh_from_db()
    return document


def editor(region: str = REGION) -> Person:
    """An editor of a county."""
    return officer(region, Role.EDITOR)


def opened(asking: Asking = ASKING) -> tuple[Consultation, Person]:
    """A consultation on the draft, and the editor who opened it."""
    person = editor()
    return open_consultation(document=draft().key, asking=asking, person=person, on=STARTS), person


def commented(held: Consultation, number: int = 1, *, on: date = DURING, **more: str) -> tuple[Comment, str]:
    """A comment with its secret; another number is another form."""
    said = Said(**{"path": "一/（二）", "text": "建议再延长一年。", "once": f"form-{number}"} | more)
    return make_comment(key=held.key, said=said, browser=f"b{number}", address=f"a{number}", on=on)


def turns(*comments: Comment) -> dict[str, int]:
    """What an officer saw: each comment at its turn now."""
    found = Comment.objects.filter(pk__in=[one.pk for one in comments])
    return dict(found.values_list("receipt", "turn"))


def host(held: Consultation) -> Organisation:
    """The organisation that asks."""
    return held.host
