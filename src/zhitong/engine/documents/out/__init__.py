"""A read document in forms other programs and people use: Akoma Ntoso, JSON, Markdown, Word."""

from zhitong.engine.documents.out.akn import to_akn
from zhitong.engine.documents.out.forms import FORMS, Form, written
from zhitong.engine.documents.out.legislation import to_legislation
from zhitong.engine.documents.out.markdown import to_markdown
from zhitong.engine.documents.out.publication import Publication, identified, publication_of
from zhitong.engine.documents.out.validating import check_akn
from zhitong.engine.documents.out.word import to_word

__all__ = [
    "FORMS",
    "Form",
    "Publication",
    "check_akn",
    "identified",
    "publication_of",
    "to_akn",
    "to_legislation",
    "to_markdown",
    "to_word",
    "written",
]
