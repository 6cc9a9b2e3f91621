"""The operations of /api/v1/."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import django_auth

from zhitong.engine.facts import read_facts
from zhitong.engine.packs.changing import settable
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.documents.queries import document_page
from zhitong.portal.flows.trying import DIRECTIONS
from zhitong.portal.flows.trying_registry import Unreadable, try_change
from zhitong.portal.foundation.paging import Page, bounds
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.matches.queries import statement_for
from zhitong.portal.pages.access import Audience
from zhitong.portal.pages.api.answers import Interface, PageOut, ProblemOut, explain, open_to, paged
from zhitong.portal.pages.api.shapes import (
    ClauseOut,
    CodeOut,
    Day,
    Number,
    ProvisionOut,
    ProvisionPageOut,
    Size,
    StatementIn,
    WhatIfIn,
    WhatIfOut,
    Words,
)
from zhitong.portal.provisions.queries import provision_list, provision_page

api = Interface(
    title="直通接口", version="1", urls_namespace="api", description="错误以 application/problem+json 给出。"
)
explain(api)
REFUSED = {404: ProblemOut, 422: ProblemOut}
TREES = {"regions": "region", "industries": "industry"}


@api.get("provisions", response={200: PageOut[ProvisionOut], 422: ProblemOut}, url_name="provisions")
@open_to(Audience.EVERYONE)
def provisions(
    request: HttpRequest,
    q: Words = "",
    kind: Words = "",
    state: Words = "",
    region: Words = "",
    on: Day | None = None,
    page: Number = 1,
    size: Size = 50,
) -> Any:
    """惠企事项：按文字、种类、状态、地区查找。"""
    found = provision_list(
        on=on or timezone.localdate(),
        text=q,
        kind=kind,
        state=state,
        region=region,
        number=page,
        size=size,
    )
    return paged(found, found.rows)


@api.get("provisions/{key}", response={200: ProvisionPageOut, **REFUSED}, url_name="provision")
@open_to(Audience.EVERYONE)
def provision(request: HttpRequest, key: str, on: Day | None = None) -> Any:
    """一个事项：条件的文字、依据的原句、可以测算的数字。"""
    found = provision_page(key, on=on or timezone.localdate())
    row = {name: getattr(found.provision, name) for name in ProvisionOut.model_fields}
    return row | {
        "version": found.version.number,
        "rule_hash": found.version.rule_hash,
        "condition_text": found.condition_text,
        "references": dict(found.references),
        "settable": settable(found.rule, vocabulary()),
    }


@api.get("documents/{key}/clauses", response={200: PageOut[ClauseOut], **REFUSED}, url_name="clauses")
@open_to(Audience.EVERYONE)
def clauses(request: HttpRequest, key: str, page: Number = 1, size: Size = 50) -> Any:
    """一份文件最新文本的条款。"""
    blocks = [one for one in document_page(key).blocks if one.path]
    if not blocks:
        raise NotFound("这份文件的全文尚未导入。", "导入全文后即可取得条款。")
    number, start, stop = bounds(page, size, len(blocks))
    names = [name for name in ClauseOut.model_fields if name != "text"]
    rows = [
        {name: getattr(one, name) for name in names} | {"text": "".join(piece.text for piece in one.pieces)}
        for one in blocks[start:stop]
    ]
    return paged(Page(rows, number, size, len(blocks)), rows)


@api.post("statement", response={200: dict[str, Any], 400: ProblemOut, 422: ProblemOut}, url_name="statement")
@open_to(Audience.EVERYONE)
def statement(request: HttpRequest, asked: StatementIn) -> Any:
    """按给出的要素出具惠企明白卡；内容不保存。"""
    facts, problems = read_facts(asked.facts, vocabulary())
    if problems:
        raise Unreadable(problems)
    day = asked.as_of or timezone.localdate()
    return statement_for(None, as_of=day, answers=facts.as_of(day)).answer


@api.get("codes/{tree}", response={200: PageOut[CodeOut], **REFUSED}, url_name="codes")
@open_to(Audience.EVERYONE)
def codes(request: HttpRequest, tree: str, below: Words = "", page: Number = 1, size: Size = 50) -> Any:
    """公布的代码：regions 行政区划、industries 行业、size-classes 规模；below 只取某代码之下。"""
    if tree == "size-classes":
        found = [
            {"code": code, "name": name, "level": ""} for code, name in vocabulary()["size_class"].options
        ]
    elif tree in TREES:
        entries = vocabulary().trees[TREES[tree]]
        listed = entries.below(below) if below else tuple(entries)
        found = [{"code": one.code, "name": one.name, "level": one.level} for one in listed]
    else:
        raise NotFound("没有这份代码表。", "可用：regions、industries、size-classes。")
    number, start, stop = bounds(page, size, len(found))
    return paged(Page(found[start:stop], number, size, len(found)), found[start:stop])


@api.post(
    "what-if",
    auth=django_auth,
    response={200: WhatIfOut, 400: ProblemOut, 401: ProblemOut, 403: ProblemOut, **REFUSED},
    url_name="what_if",
)
@open_to(Audience.OFFICER)
def what_if(request: HttpRequest, asked: WhatIfIn) -> Any:
    """如果这样改：谁新增、谁失去、要花多少钱；只算您管辖地区内的经营主体，什么都不保存。"""
    effect, answer = try_change(
        request.user,
        key=asked.provision,
        changes=asked.set,
        entry=asked.replace or None,
        as_of=asked.as_of or timezone.localdate(),
        budget_fen=asked.budget_fen,
    )
    lists = {name: effect.businesses(getattr(effect, name), most=asked.most) for name in DIRECTIONS}
    return answer | {"lists": lists}
