"""How the interface answers: problem JSON (RFC 9457) in Chinese, pages of lists, who may ask."""

import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from zhitong.portal.accounts.perms import lacks_second_factor
from zhitong.portal.flows.trying_registry import NotYours
from zhitong.portal.foundation.paging import Page
from zhitong.portal.foundation.problems import NotFound, Refusal, TooMany
from zhitong.portal.foundation.rates import take
from zhitong.portal.pages.access import Audience, belongs
from zhitong.portal.pages.rates import asker

PROBLEM = "application/problem+json"
Row = TypeVar("Row")
View = Callable[..., Any]


class ProblemOut(Schema):
    """What went wrong and what to do."""

    title: str
    status: int
    detail: str
    code: str
    advice: str = ""
    fields: list[str] = []


class PageOut(Schema, Generic[Row]):
    """One page of a list, from page 1."""

    page: int
    size: int
    total: int
    rows: list[Row]


class Interface(NinjaAPI):
    """Says in the schema too that problems come as problem JSON."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The schema with the media type of problems put right."""
        schema = super().get_openapi_schema(**given)
        for path in schema["paths"].values():
            for operation in path.values():
                described = next(
                    (
                        answer["content"]
                        for status, answer in operation["responses"].items()
                        if int(status) >= 400
                    ),
                    None,
                )
                if described:
                    late = {"description": "Too Many Requests", "content": dict(described)}
                    operation["responses"].setdefault(429, late)
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return schema


def open_to(audience: Audience) -> Callable[[View], View]:
    """Marks and guards an operation; a test walks all of them."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **names: Any) -> Any:
            if audience is not Audience.EVERYONE and not belongs(request.user, audience):
                raise PermissionDenied("这个接口只对有相应职责的账号开放。")
            if audience is not Audience.EVERYONE and lacks_second_factor(request.user):
                raise PermissionDenied("本站要求工作人员启用两步验证，请先在“我的账号”中启用。")
            who = "api_person" if request.user.is_authenticated else "api_stranger"
            take(who, asker(request), "调用太频繁")
            return view(request, *arguments, **names)

        guarded.open_to = audience  # type: ignore[attr-defined]
        return guarded

    return guard


def paged(page: Page[Any], rows: Sequence[Any]) -> dict[str, Any]:
    """A page of a query as JSON."""
    return {"page": page.number, "size": page.size, "total": page.total, "rows": list(rows)}


def problem(
    status: int, title: str, detail: str, code: str, advice: str = "", fields: Sequence[str] = ()
) -> HttpResponse:
    """One problem as problem JSON."""
    body = {
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "advice": advice,
        "fields": list(fields),
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=PROBLEM)


def refusal(request: HttpRequest, error: Refusal) -> HttpResponse:
    """A room refused."""
    if isinstance(error, TooMany):
        answer = problem(429, "调用太频繁", error.message, error.code, error.advice)
        answer.headers["Retry-After"] = str(error.wait_seconds)
        return answer
    kinds = {NotFound: (404, "没有找到"), NotYours: (403, "无权操作")}
    status, title = next((each for kind, each in kinds.items() if isinstance(error, kind)), (422, "没有办成"))
    return problem(status, title, error.message, error.code, error.advice)


def explain(api: NinjaAPI) -> None:
    """Every failure as a problem."""
    api.exception_handler(Refusal)(refusal)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "没有找到", "这个地址没有内容。", "not_found", "请核对地址。")

    @api.exception_handler(PermissionDenied)
    def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return problem(403, "无权操作", str(error), "forbidden", "请换用有权限的账号。")

    @api.exception_handler(AuthenticationError)
    def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(401, "尚未登录", "这个接口要先登录。", "not_signed_in", "请登录后带上会话再调用。")

    @api.exception_handler(HttpError)
    def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
        said = "请求的内容不是有效的 JSON。" if error.status_code == 400 else "这次请求没有被接受。"
        return problem(error.status_code, "请求有误", said, "bad_request", "请核对请求的格式。")

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        places = [".".join(str(part) for part in one["loc"][1:]) for one in error.errors]
        said = f"这些项缺少或写法不对：{'、'.join(places)}。"
        return problem(422, "内容有误", said, "invalid", "请按接口文档改正。", places)
