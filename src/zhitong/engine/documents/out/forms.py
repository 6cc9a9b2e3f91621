"""The forms a document is written in, one record each."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from zhitong.engine.documents.out.akn import to_akn
from zhitong.engine.documents.out.markdown import to_markdown
from zhitong.engine.documents.out.publication import Publication
from zhitong.engine.documents.out.word import to_word


@dataclass(frozen=True, slots=True)
class Form:
    """A form: how its files end, what they are called in HTTP, how they are written."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Publication], bytes]


def _json(publication: Publication) -> bytes:
    return (json.dumps(publication.content, ensure_ascii=False, indent=2, default=str) + "\n").encode()


FORMS = {
    form.name: form
    for form in (
        Form("akn", ".xml", "application/akn+xml; charset=utf-8", to_akn),
        Form("json", ".json", "application/json; charset=utf-8", _json),
        Form("md", ".md", "text/markdown; charset=utf-8", lambda one: to_markdown(one).encode()),
        Form(
            "docx",
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            to_word,
        ),
    )
}


def written(publication: Publication, form: str) -> bytes:
    """The file in a form of `FORMS`."""
    return FORMS[form].write(publication)
