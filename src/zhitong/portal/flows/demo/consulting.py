"""The invented city asks the public about its draft; three invented comments, one of them released."""

from datetime import date, timedelta

from zhitong.portal.accounts.models import Person
from zhitong.portal.consultations.answering import show_comments
from zhitong.portal.consultations.commenting import Said, make_comment
from zhitong.portal.consultations.opening import Asking, open_consultation

DRAFT = "sample-city-draft-2026"
DAYS = 30
COMMENTS = (
    ("一/（二）", "business", "示例小吃摊", "（示例）夜间摆卖点请放在公交站附近，收摊时间能到零点。"),
    ("二/（三）", "association", "示例商会", "（示例）减收上限800元偏低，建议按招牌面积分两档。"),
    ("", "public", "", "（示例）各条写明了单位，建议再写明从哪天开始办。"),
)


def ask_about_the_draft(*, username: str, on: date) -> int:
    """Opens the consultation as the city's editor and makes the comments; returns how many."""
    person = Person.objects.get(username=username)
    asking = Asking(
        starts=on,
        ends=on + timedelta(days=DAYS),
        question="（示例）就小店服务若干措施公开征求意见，欢迎逐条提出。",
        contact="示例市商务局（虚构单位，不接受来电）",
    )
    opened = open_consultation(document=DRAFT, asking=asking, person=person, on=on)
    receipts = []
    for number, (path, voice, name, text) in enumerate(COMMENTS):
        said = Said(path=path, text=text, once=f"demo-{number}", voice=voice, name=name)
        comment, _secret = make_comment(
            key=opened.key, said=said, browser="demo", address="demo", on=on, is_sample=True
        )
        receipts.append(comment.receipt)
    show_comments(key=opened.key, turns={receipts[0]: 1}, person=person, on=on)
    return len(receipts)
