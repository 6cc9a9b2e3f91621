"""Preparing the demo in steps; each is skipped when it was done on the same content, so that a start
that was killed goes on where it stopped."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.utils import timezone

from zhitong.engine.facts import synthetic
from zhitong.engine.packs import PACKS
from zhitong.portal.businesses.models import Business
from zhitong.portal.businesses.operations import take_rows
from zhitong.portal.flows.database import migrate
from zhitong.portal.flows.deliver_matches import deliver
from zhitong.portal.flows.demo.consulting import ask_about_the_draft
from zhitong.portal.flows.demo.people import OWNED, bind_owners, prepare_people
from zhitong.portal.flows.demo.ready import DEMO_SIZE, READY, Demo, folder_hash, sign_ins_mark, state_of
from zhitong.portal.flows.demo.registry import invented_rows
from zhitong.portal.flows.demo.sign_ins import SignIn, read_sign_ins
from zhitong.portal.flows.library import take_document
from zhitong.portal.flows.loading import load_packs
from zhitong.portal.flows.matching import is_matched, run_matching
from zhitong.portal.foundation import marks
from zhitong.portal.foundation.problems import Refusal

Say = Callable[[str], None]
SAMPLES = PACKS / "sample" / "documents"
STEPS = 6


class NotADemo(Refusal):
    """The database holds real businesses; invented ones are never mixed in."""


def prepare_demo(*, data: Path, as_of: date, say: Say, size: int = DEMO_SIZE) -> Demo:
    """Makes everything the demo shows; may be killed at any point and started again."""
    applied = migrate()
    say(f"[1/{STEPS}] 数据库：{f'更新了 {applied} 步' if applied else '已是最新'}")
    refuse_real_data()
    content = folder_hash(PACKS)
    packs_step(content, say)
    sign_ins = people_step(data, say)
    registry_step(content, size, say)
    documents_step(content, say)
    consulting_step(as_of, say)
    matching_step(as_of, say)
    telling_step(say)
    marks.set_done(READY, state_of(size, as_of))
    return Demo(sign_ins, Business.objects.count())


def refuse_real_data() -> None:
    """Raises NotADemo where a real business is registered."""
    if Business.objects.filter(is_demo=False).exists() and not marks.exists("demo"):
        raise NotADemo(
            "这个数据库里已有真实的经营主体，不能装入演示数据。",
            "请用 ZHITONG_DATA 指定另一个数据文件夹。",
            code="not_a_demo",
        )
    if not marks.exists("demo"):
        marks.set_done("demo", "1")


def packs_step(content: str, say: Say) -> None:
    """Units, documents' catalogue, provisions."""
    if marks.is_done("demo:packs", content):
        say(f"[2/{STEPS}] 政策包：已载入")
        return
    say(f"[2/{STEPS}] 政策包：载入 …")
    load_packs(lambda line: say(f"      {line}"))
    marks.set_done("demo:packs", content)


def people_step(data: Path, say: Say) -> list[SignIn]:
    """Accounts to sign in with."""
    kept = read_sign_ins(data)
    if kept and marks.is_done("demo:people", sign_ins_mark(kept)):
        say(f"[3/{STEPS}] 演示账号：{len(kept)} 个，已建")
        return kept
    sign_ins = prepare_people(data)
    marks.set_done("demo:people", sign_ins_mark(sign_ins))
    say(f"[3/{STEPS}] 演示账号：{len(sign_ins)} 个")
    return sign_ins


def registry_step(content: str, size: int, say: Say) -> None:
    """The invented registry, and the owner's business."""
    mark = f"{size}:{folder_hash(Path(synthetic.__file__).parent)[:16]}:{content}"
    if marks.is_done("demo:registry", mark):
        say(f"[4/{STEPS}] 登记库：{size} 户合成主体，已装入")
        return
    say(f"[4/{STEPS}] 登记库：装入 {size} 户合成主体（均为虚构，名称带“示例”）…")
    stored = take_rows(invented_rows(size), lambda read: say(f"      {read} / {size} 户"))
    owned = Business.objects.filter(name=OWNED, is_demo=True).values_list("name", "uscc")
    bind_owners(dict(owned))
    marks.set_done("demo:registry", mark)
    say(f"      新增 {stored.taken}，变更 {stored.changed}，未变 {stored.unchanged}")


def documents_step(content: str, say: Say) -> None:
    """The plan of the invented city."""
    if marks.is_done("demo:documents", content):
        say(f"[5/{STEPS}] 示例文件：已导入")
        return
    for path in sorted(SAMPLES.glob("*.txt")):
        taken = take_document(data=path.read_bytes(), name=path.name)
        say(f"[5/{STEPS}] 示例文件：{taken.document.title}")
    marks.set_done("demo:documents", content)


def consulting_step(as_of: date, say: Say) -> None:
    """The city's draft before the public; asked once, whatever day it is later."""
    if marks.exists("demo:consulting"):
        return
    made = ask_about_the_draft(username="shilishi", on=as_of)
    marks.set_done("demo:consulting", "1")
    say(f"      公开征求意见：1 份草案，{made} 条示例意见")


def matching_step(as_of: date, say: Say) -> None:
    """All rules over all businesses as of today."""
    if is_matched(as_of=as_of):
        say(f"[6/{STEPS}] 匹配：{as_of.isoformat()} 的结果已有")
        return
    say(f"[6/{STEPS}] 匹配：以 {as_of.isoformat()} 为准 …")
    run_matching(as_of=as_of, say=lambda line: say(f"      {line}"))


def telling_step(say: Say) -> None:
    """What the run means for the owner lies in the inbox."""
    made = deliver(now=timezone.localtime())["notices"]
    if made:
        say(f"      收件箱：{made} 条提醒")
