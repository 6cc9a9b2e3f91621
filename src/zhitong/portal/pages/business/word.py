"""惠企明白卡 as a Word file."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FAMILY = "宋体"


def statement_docx(data: dict[str, Any], code: bytes) -> bytes:
    """The paper of `printing.paper` with the QR code (PNG), as .docx."""
    book = Document()
    base = book.styles["Normal"]
    base.font.size = Pt(10.5)
    base.font.name = FAMILY
    base.element.rPr.rFonts.set(qn("w:eastAsia"), FAMILY)
    book.add_heading(data["title"], 0)
    book.add_paragraph(data["subject"]).runs[0].bold = True
    for line in [*data["about"], data["as_of"]]:
        book.add_paragraph(line)
    book.add_picture(BytesIO(code), width=Cm(2.6))
    book.add_paragraph(f"{data['scan']} {data['footer']}")
    if data["totals"]:
        book.add_heading(data["words"]["totals"], 1)
    for one in data["totals"]:
        book.add_paragraph(f"{one['amount']}：{'、'.join(one['titles'])}", style="List Bullet")
    for text in data["not_counted"]:
        book.add_paragraph(text, style="List Bullet")
    for group in data["groups"]:
        book.add_heading(f"{group['title']}（{len(group['cards'])}）", 1)
        if not group["cards"]:
            book.add_paragraph(data["words"]["none"])
        for card in group["cards"]:
            _add_card(book, card)
    book.add_paragraph(data["caution"])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _add_card(book: Any, card: dict[str, Any]) -> None:
    book.add_heading(f"{card['title']} {card['amount']}".strip(), 2)
    for line in filter(None, [card["window"], *card["lines"]]):
        book.add_paragraph(line)
    for reason in card["reasons"]:
        evidence = f"（{reason['evidence']}）" if reason["evidence"] else ""
        book.add_paragraph(f"{reason['mark']}{reason['text']}{evidence}", style="List Bullet")
    for source in card["sources"]:
        book.add_paragraph(source)
