"""Pages of failure: what happened and what to do, in the person's language, never a trace."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.foundation.uploads import UploadTooLarge


def failure(request: HttpRequest, status: int, title: str, message: str, advice: str) -> HttpResponse:
    """One page for all of them."""
    words = {"status": status, "title": title, "message": message, "advice": advice}
    return render(request, "failure.html", words, status=status)


def refused(request: HttpRequest, problem: Refusal, status: int) -> HttpResponse:
    """A room refused; its own words are shown."""
    return failure(request, status, _("没有办成"), problem.message, problem.advice)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when the form or its files were too large."""
    if isinstance(exception, UploadTooLarge):
        said = _("这次上传超过 %(most)d MB，没有接收。") % {"most": settings.UPLOAD_MEGABYTES}
        return failure(request, 413, _("内容太大"), said, _("请分几批上传。"))
    if isinstance(exception, TooManyFilesSent):
        said = _("一次最多上传 %(most)d 个文件，这次没有接收。") % {
            "most": settings.DATA_UPLOAD_MAX_NUMBER_FILES
        }
        return failure(request, 413, _("内容太大"), said, _("请分几批上传，或压缩成 .zip。"))
    if isinstance(exception, RequestDataTooBig):
        return failure(
            request, 413, _("内容太大"), _("这次提交的内容超过了上限。"), _("请缩短内容，或改用文件上传。")
        )
    return failure(
        request, 400, _("请求有误"), _("服务器没有读懂这次请求。"), _("请返回上一页，刷新后重新填写。")
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: who may open it, and where to go instead."""
    said = str(exception) or _("您的账号没有打开这一页的权限。")
    return failure(request, 403, _("无权打开"), said, _("请换用有权限的账号登录，或联系本单位管理员开通。"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: a room's own sentence when it gave one."""
    given = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return failure(
        request, 404, _("没有找到"), given or _("这个地址没有内容。"), _("请核对地址，或从首页重新进入。")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault, and nothing was half-written."""
    return failure(
        request,
        500,
        _("系统出错了"),
        _("这次操作没有完成，已填写的内容没有写入。"),
        _("请稍后重试；若仍出错，请把这一页的地址和时间告诉管理员。"),
    )
