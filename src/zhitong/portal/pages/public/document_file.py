"""A document as a file: Akoma Ntoso, JSON, Markdown, Word."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from zhitong.engine.documents.out import FORMS, written
from zhitong.portal.documents.queries.publishing import publication
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.pages.access import Audience, open_to
from zhitong.portal.pages.asked import whole_number

LONGEST_NAME = 60


@open_to(Audience.EVERYONE)
def document_file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The newest text (or `?revision=`) in the form of the address."""
    if form not in FORMS:
        raise NotFound("没有这种格式。", f"可以下载：{'、'.join(FORMS)}。")
    found = publication(key, whole_number(request, "revision"))
    answer = HttpResponse(written(found, form), content_type=FORMS[form].media_type)
    name = f"{found.title[:LONGEST_NAME]}{FORMS[form].suffix}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
