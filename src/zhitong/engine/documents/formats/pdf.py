"""PDF files: the text layer by pypdfium2; scans, locked and oversized files are refused with a reason."""

import re
from collections import Counter
from collections.abc import Iterator
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium_c

from zhitong.engine.documents.formats.source import Progress, Source
from zhitong.engine.values import Problem, Severity

ENDINGS = (".pdf",)
HAS_PAGES = True
MAX_PAGES = 600
MAX_CHARACTERS = 5_000_000
# A page with fewer characters has no text of its own: a scan, or a drawing.
THIN_PAGE = 15
LONG_LINE = 12
MAX_INDENT = 20
_ODD = {0x0D: None, 0: None, 0xFFFE: None, 0xFFFF: None, 0x200B: None, 0xFEFF: None, 0x02: None}
_DIGITS = re.compile(r"\d+")


def sniff(data: bytes) -> bool:
    """Carries the PDF mark within its first bytes."""
    return b"%PDF-" in data[:1024]


def _refused(code: str, message: str, name: str) -> tuple[None, list[Problem]]:
    return None, [Problem(code, message, where=name)]


def _repeated_edges(pages: list[list[str]]) -> set[str]:
    """First and last lines that stand on most pages: running heads and feet, their numbers left out."""
    if len(pages) < 4:
        return set()
    seen: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line.strip()]
        seen.update({_DIGITS.sub("#", line.strip()) for line in {*filled[:1], *filled[-1:]}})
    return {line for line, count in seen.items() if count > 0.6 * len(pages) and line.strip("#—–- ·第页共/")}


def _without_edges(page: list[str], edges: set[str]) -> list[str]:
    filled = [index for index, line in enumerate(page) if line.strip()]
    ends = {index for index in (*filled[:1], *filled[-1:]) if _DIGITS.sub("#", page[index].strip()) in edges}
    return [line for index, line in enumerate(page) if index not in ends]


def _pages(document: pypdfium2.PdfDocument, progress: Progress | None) -> list[list[str]]:
    """The lines of every page, each with the indent it is printed with; one page is open at a time.

    Reading stops behind the page with which the words pass the limit.
    """
    pages: list[list[tuple[str, float, float]]] = []
    count, read_so_far = len(document), 0
    for place in range(count):
        page = document[place]
        words = page.get_textpage()
        pages.append(list(_placed_lines(words)))
        words.close()
        page.close()
        read_so_far += sum(len(line) for line, _, _ in pages[-1])
        if progress is not None:
            progress(place + 1, count)
        if read_so_far > 2 * MAX_CHARACTERS:
            break
    placed = [one for page in pages for one in page]
    margin = _margin([left for line, left, _ in placed if len(line) > LONG_LINE])
    size = median([advance for _, _, advance in placed if advance > 0] or [0.0])
    return [[_indent(left - margin, size) + line for line, left, _ in page] for page in pages]


def _placed_lines(words: pypdfium2.PdfTextPage) -> Iterator[tuple[str, float, float]]:
    """Each line with its left edge and the advance of its first character (0 unless Han), in points."""
    text, start = words.get_text_range(), 0
    for raw in text.split("\n"):
        line = raw.translate(_ODD).rstrip()
        first = start + len(raw) - len(raw.lstrip())
        start += len(raw) + 1
        if not line.strip():
            yield "", 0.0, 0.0
            continue
        left = _left(words, first)
        # Two Han characters side by side show how wide one is.
        han = len(line.lstrip()) > 1 and all("\u4e00" <= one <= "\u9fff" for one in line.lstrip()[:2])
        yield line.lstrip(), left, _left(words, first + 1) - left if han else 0.0


def _left(words: pypdfium2.PdfTextPage, place: int) -> float:
    index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(words.raw, place)
    try:
        return float(words.get_charbox(index)[0]) if index >= 0 else 0.0
    except pypdfium2.PdfiumError:  # a character without a box, such as a generated space
        return 0.0


def _margin(lefts: list[float]) -> float:
    """The leftmost edge that many long lines share."""
    counts = Counter(round(left) for left in lefts)
    most = max(counts.values(), default=0)
    return float(min((left for left, count in counts.items() if 3 * count >= most), default=0))


def _indent(offset: float, size: float) -> str:
    """Ideographic spaces for an indent: a printed paragraph is known by its first line set in."""
    if size < 4 or offset < 1.4 * size:
        return ""
    return "\u3000" * min(MAX_INDENT, max(2, round(offset / size)))


def read(data: bytes, name: str, progress: Progress | None = None) -> tuple[Source | None, list[Problem]]:
    """The lines of all pages in order; a form feed stands between pages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            return _refused("encrypted", "PDF 加了密码，无法读取。请去掉密码后另存，再上传。", name)
        return _refused("broken_pdf", "PDF 文件已损坏，无法读取。请重新导出或下载后再上传。", name)
    try:
        count = len(document)
        if count > MAX_PAGES:
            message = f"PDF 有 {count} 页，超过 {MAX_PAGES} 页的上限，未读取。请拆分后再上传。"
            return _refused("too_many_pages", message, name)
        pages = _pages(document, progress)
    except pypdfium2.PdfiumError:
        return _refused("broken_pdf", "PDF 有的页面已损坏，无法读取。请重新导出或下载后再上传。", name)
    finally:
        document.close()
    return _assembled(pages, name)


def _assembled(pages: list[list[str]], name: str) -> tuple[Source | None, list[Problem]]:
    sizes = [sum(len("".join(line.split())) for line in page) for page in pages]
    thin = [place for place, size in enumerate(sizes, start=1) if size < THIN_PAGE]
    if sum(sizes) > MAX_CHARACTERS:
        return _refused("too_large", "PDF 的文字超过五百万字，未读取。请拆分后再上传。", name)
    if not sizes or len(thin) > 0.8 * len(sizes) or sum(sizes) < THIN_PAGE:
        message = "PDF 是扫描件或图片，没有文字层。请先做文字识别（OCR），再上传文字版。"
        return _refused("scanned", message, name)
    problems = []
    if thin:
        listed = "、".join(map(str, thin[:10])) + ("等" if len(thin) > 10 else "")
        message = f"PDF 第 {listed} 页没有文字，可能是扫描页，内容没有读到；需要时请先做文字识别（OCR）。"
        problems.append(Problem("thin_pages", message, where=name, severity=Severity.WARNING))
    edges = _repeated_edges(pages)
    if edges:
        message = f"每页重复的页眉页脚（{len(edges)} 种）已去掉。"
        problems.append(Problem("running_heads", message, where=name, severity=Severity.INFO))
    text = "\f".join("\n".join(_without_edges(page, edges)) for page in pages)
    return Source(text, "pdf", name), problems
