"""Provisions in YAML: one entry to one Provision, every mistake named with its place."""

from zhitong.engine.packs.amount_form import read_amount
from zhitong.engine.packs.fields import Fields
from zhitong.engine.packs.limit_form import read_budget, read_quota
from zhitong.engine.rules.nodes import All, Condition
from zhitong.engine.rules.provision import KINDS, HowTo, Provision, Window
from zhitong.engine.rules.text import parse_condition
from zhitong.engine.values import Problem, Reference

STAGES = ("published", "draft")
GRADES = ("A", "B", "C")
MODES = ("automatic", "declare", "apply", "unknown", "")
FIELDS = (
    "key",
    "title",
    "kind",
    "stage",
    "summary",
    "beneficiary",
    "region",
    "units",
    "topics",
    "window",
    "condition",
    "amount",
    "budget",
    "quota",
    "group",
    "replaced_by",
    "replaces",
    "how",
    "evidence",
    "notes",
    "references",
)
TITLE_LENGTH = 20


def read_provision(fields: Fields, pack: str) -> Provision | None:
    """The provision of an entry, keyed `<pack>.<key>`; None when anything in it is wrong."""
    found = len(fields.problems)
    fields.only(FIELDS)
    title = fields.text("title", required=True)
    if len(title) > TITLE_LENGTH:
        fields.refuse("title_too_long", f"标题有{len(title)}个字", f"请缩短到{TITLE_LENGTH}个字以内")
    provision = Provision(
        key=full_key(fields.text("key", required=True), pack),
        title=title,
        kind=fields.one_of("kind", KINDS),
        summary=fields.text("summary", required=True),
        beneficiary=fields.text("beneficiary", required=True),
        region=fields.text("region"),
        units=fields.texts("units"),
        condition=_condition(fields),
        amount=read_amount(fields.inner("amount")),
        window=_window(fields.inner("window")),
        how=_how(fields.inner("how")),
        references=_references(fields.inner("references")),
        replaced_by=_other(fields, "replaced_by", pack),
        replaces=_other(fields, "replaces", pack),
        group=fields.optional("group"),
        stage=fields.one_of("stage", STAGES, "published"),
        evidence=fields.one_of("evidence", GRADES, "A"),
        notes=fields.texts("notes"),
        topics=fields.texts("topics"),
        budget=read_budget(fields),
        quota=read_quota(fields),
    )
    return provision if len(fields.problems) == found else None


def full_key(key: str, pack: str) -> str:
    """A key with its pack; one that already names a pack stays."""
    return key if "." in key or not key else f"{pack}.{key}"


def _other(fields: Fields, name: str, pack: str) -> str | None:
    key = fields.text(name)
    return full_key(key, pack) if key else None


def _condition(fields: Fields) -> Condition:
    condition, problems = parse_condition(str(fields.entry.get("condition") or ""))
    for problem in problems:
        place = f"{fields.place} condition"
        advice = f"，{problem.advice.rstrip('。')}。" if problem.advice else ""
        message = f"{place} {problem.message.rstrip('。') + advice if advice else problem.message}"
        fields.problems.append(Problem(problem.code, message, where=place, advice=problem.advice))
    return condition if condition is not None else All(())


def _window(fields: Fields) -> Window:
    fields.only(("from", "to", "long_term", "note", "cites"))
    starts, ends = fields.day("from"), fields.day("to")
    window = Window(starts, ends, fields.flag("long_term"), fields.text("note"), fields.texts("cites"))
    if starts is not None and ends is not None and starts > ends:
        fields.refuse("window_backwards", f"起始日 {starts} 晚于截止日 {ends}", "请核对日期")
    if window.long_term and ends is not None:
        fields.refuse("window_contradicts", "既写了长期又写了截止日", "请只留一个")
    if ends is None and not window.long_term and not window.note:
        fields.refuse(
            "window_unstated", "没有截止日", "请写 to，或写 long_term: true，或在 note 说明“文件未载明期限”"
        )
    return window


def _how(fields: Fields) -> HowTo:
    fields.only(("mode", "steps", "materials", "channel", "time_limit", "phone"))
    return HowTo(
        mode=fields.one_of("mode", MODES),
        steps=fields.texts("steps"),
        materials=fields.texts("materials"),
        channel=fields.text("channel"),
        time_limit=fields.text("time_limit"),
        phone=fields.text("phone"),
    )


def _references(fields: Fields) -> dict[str, Reference]:
    references: dict[str, Reference] = {}
    for name in fields.entry:
        one = fields.inner(str(name))
        one.only(("document", "clause", "sentence", "note", "expect"))
        references[str(name)] = Reference(
            document=one.text("document", required=True),
            clause=one.text("clause", required=True),
            sentence=one.whole("sentence"),
            note=one.text("note"),
            expect=one.texts("expect"),
        )
    if not references:
        fields.refuse("references_missing", "没有写依据", "请至少写一条 {document: 文件键, clause: 条款路径}")
    return references
