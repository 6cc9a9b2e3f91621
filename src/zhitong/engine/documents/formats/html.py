"""Web pages (.html): the article without the page around it; scripts are never run, nothing is fetched."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from zhitong.engine.documents.formats import txt
from zhitong.engine.documents.formats.blocks import lines_of
from zhitong.engine.documents.formats.source import Source
from zhitong.engine.documents.formats.webpage import (
    article_of,
    clean,
    drop_link_lists,
    stated_in_head,
    take_claims,
    trim,
)
from zhitong.engine.values import Problem, Severity

ENDINGS = (".html", ".htm", ".xhtml", ".shtml")
MAX_DEPTH = 200
_START = re.compile(
    rb"^(?:\xef\xbb\xbf|\s)*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TRADITIONAL = frozenset("發國務關於區為與業個體們經濟產實現辦強會議條進導動單負責錢貸稅財監")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def sniff(data: bytes) -> bool:
    """Begins as a page does."""
    return bool(_START.match(data[:4_000]))


def _decode(data: bytes) -> str | None:
    text = txt.decode(data)
    named = _CHARSET.search(data[:4_000])
    if text is None and named is not None:
        encoding = named[1].decode("ascii").lower()
        encoding = "gb18030" if encoding in ("gb2312", "gbk") else encoding
        try:
            text = data.decode(encoding, errors="replace")
        except LookupError:
            return None
        text = None if text.count("\ufffd") > len(text) // 100 else text
    return text


def _depth(root: HtmlElement) -> int:
    deepest, open_elements = 0, 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        open_elements += 1 if event == "start" else -1
        deepest = max(deepest, open_elements)
    return deepest


def _doubts(text: str, name: str) -> list[Problem]:
    """Marks of a mirrored page whose words were tampered with."""
    problems = []
    if text.count("@@") >= 3:
        message = "网页的文字里反复插入了“@@”，多半是转载站做过手脚，请改用发文机关网站的原文。"
        problems.append(Problem("mirror_marks", message, where=name, severity=Severity.WARNING))
    han = _HAN.findall(text)
    if han and sum(character in _TRADITIONAL for character in han) > 0.03 * len(han):
        message = "网页是繁体转写，可能有转换错误，请改用发文机关网站的简体原文。"
        problems.append(Problem("traditional_mirror", message, where=name, severity=Severity.WARNING))
    return problems


def read(data: bytes, name: str) -> tuple[Source | None, list[Problem]]:
    """The lines of the article; the page's own metadata table goes to `claims`."""
    text = _decode(data)
    if text is None:
        message = "网页的编码无法识别。请在浏览器里另存为 UTF-8 的网页或复制成 .txt，再上传。"
        return None, [Problem("not_text", message, where=name)]
    empty = Problem(
        "empty", "网页里没有正文。请确认保存的是文件正文页，而不是目录页或需要登录的页面。", where=name
    )
    parser = HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = document_fromstring(_DECLARATION.sub("", text).replace("\x00", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, [empty]
    if _depth(root) > MAX_DEPTH:
        message = f"网页的嵌套超过 {MAX_DEPTH} 层，未读取。请复制正文存成 .txt，再上传。"
        return None, [Problem("too_deep", message, where=name)]
    head = stated_in_head(root)
    headline = clean(root) or dict(head).get("网页标题", "")
    article = article_of(root)
    drop_link_lists(article)
    claims = take_claims(root, article)
    lines, stated = trim(lines_of(article), headline)
    if sum(len(_HAN.findall(line)) for line in lines) < 20:
        return None, [empty]
    body = "\n".join(lines)
    return Source(body, "html", name, claims=(*claims, *stated, *head), paragraphs=True), _doubts(body, name)
