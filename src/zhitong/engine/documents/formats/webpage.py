"""What of a web page is the document, and what is the page around it."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from zhitong.engine.documents.formats.blocks import is_layout, rows_of, words_of
from zhitong.engine.documents.formats.pagewords import (
    BODIES,
    CHROME_CLASS,
    CHROME_LINE,
    CREDITS,
    DROPPED,
    HIDDEN,
    KEPT_LINK,
    LABEL,
    LABELS,
    META_NAMES,
    STATED,
)

HEAD_LINES = 40


def stated_in_head(root: HtmlElement) -> list[tuple[str, str]]:
    """What the standard meta tags of government sites say about the article."""
    stated = []
    for element in root.iter("meta"):
        label = META_NAMES.get((element.get("name") or "").lower())
        words = " ".join((element.get("content") or "").split())
        if label and words:
            stated.append((label, words[:200]))
    return stated


def clean(root: HtmlElement) -> str:
    """Take out what is never read: scripts, navigation, hidden parts. Gives the page's headline."""
    for element in list(root.iter(*DROPPED)):
        if element.tag != "form" or len(element.text_content()) < 500:
            _drop(element)
    for element in list(root.iter()):
        if element.getparent() is None or not isinstance(element.tag, str) or element.tag in ("html", "body"):
            continue
        hidden = HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        chrome = CHROME_CLASS.search(named) and len(element.text_content()) < 600
        if hidden or (chrome and next(element.iter("h1"), None) is None):
            _drop(element)
    for heading in root.iter("h1"):
        words = words_of(heading)
        if len(words) >= 6:
            return words
    return ""


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def article_of(root: HtmlElement) -> HtmlElement:
    """The element that holds the article: by the marks of known sites, else by where the sentences are."""
    everything = _weight(root)
    for path in BODIES:
        found = [element for element in root.xpath(path) if isinstance(element.tag, str)]
        if found:
            best = max(found, key=_weight)
            if _weight(best) >= max(20, everything // 3):
                return best
    return _densest(root, everything)


def _weight(element: HtmlElement) -> int:
    """Characters of running text, links left out."""
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return max(0, len("".join(element.text_content().split())) - linked)


def _densest(root: HtmlElement, everything: int) -> HtmlElement:
    """Go down while one child still holds nearly all running text; a table of metadata is no such child."""
    place = root
    while True:
        heavy = [
            child for child in place if isinstance(child.tag, str) and _weight(child) >= 0.85 * everything
        ]
        if not heavy or heavy[0].tag in ("p", "tr", "td", "span"):
            if heavy and heavy[0].tag in ("tr", "td"):
                place = heavy[0]
                continue
            return place
        place = heavy[0]


def take_claims(root: HtmlElement, article: HtmlElement) -> list[tuple[str, str]]:
    """Read the page's metadata tables and remove them from the tree."""
    claims: list[tuple[str, str]] = []
    for table in list(root.iter("table")):
        if table is article or is_layout(table) or article in table.iterdescendants():
            continue
        pairs = list(_pairs(table))
        if len(pairs) >= 3:
            claims += pairs
            _drop(table)
    return claims


def _pairs(table: HtmlElement) -> Iterator[tuple[str, str]]:
    for row in rows_of(table):
        cells = [words_of(cell) for cell in row]
        place = 0
        while place < len(cells):
            stated = STATED.match(cells[place])
            label = LABEL.sub("", cells[place])
            if stated is not None and stated[2]:
                yield LABEL.sub("", stated[1]), stated[2].strip()
            elif label in LABELS and place + 1 < len(cells):
                place += 1
                yield label, cells[place].strip(" ：:")
            place += 1


def trim(lines: list[str], headline: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The lines of the document, and what lines around it state about it.

    Takes out crumbs, buttons and credits wherever they stand alone near either end, and a block of
    at least three `label：value` lines before the document; puts the headline first where the
    article lacks it.
    """
    stated = [
        (index, found) for index, line in enumerate(lines[:HEAD_LINES]) if (found := STATED.match(line))
    ]
    claims: list[tuple[str, str]] = []
    taken: set[int] = set()
    if len(stated) >= 3:
        taken = {index for index, _ in stated}
        claims = [(LABEL.sub("", found[1]), found[2].strip()) for _, found in stated]
    last = len(lines) - HEAD_LINES
    kept = []
    for index, line in enumerate(lines):
        outer = index < HEAD_LINES or index >= last
        if index in taken or (outer and len(line) <= 120 and _is_chrome(line)):
            continue
        kept.append(line)
    plain = LABEL.sub("", headline)
    titles = [index for index, line in enumerate(kept[:HEAD_LINES]) if plain and LABEL.sub("", line) == plain]
    if len(titles) > 1 and titles[1] - titles[0] <= 4:
        del kept[titles[0]]  # the page's own headline above that of the document
    if plain and not any(plain in LABEL.sub("", "".join(kept[start : start + 4])) for start in range(8)):
        kept.insert(0, headline)
    return kept, claims


def _is_chrome(line: str) -> bool:
    return bool(CHROME_LINE.match(line) or CREDITS.search(line))


def drop_link_lists(article: HtmlElement) -> None:
    """Take out lists of links inside the article; links to attachments stay."""
    for block in list(article.iter("ul", "ol", "div", "dl")):
        links = list(block.iter("a"))
        if block is article or len(links) < 3 or any(KEPT_LINK.search(link.text_content()) for link in links):
            continue
        linked = sum(len(link.text_content()) for link in links)
        if linked >= 0.8 * len("".join(block.text_content().split())):
            _drop(block)
