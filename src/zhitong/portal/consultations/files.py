"""The published answers as a Word and as an Excel file."""

from io import BytesIO

import xlsxwriter
from docx import Document as WordFile

from zhitong.portal.consultations.models import Decision, Voice
from zhitong.portal.consultations.queries.shapes import CommentRow, ConsultationRow, Summary
from zhitong.portal.foundation.sheets import escape_formula

WHOLE = "全文"
HEADER = ("回执编号", "条款", "意见人类型", "意见", "处理", "理由", "修改后的条款")
BY_PLACE = ("条款", "意见数", "采纳", "部分采纳", "未采纳")


def cells(row: CommentRow) -> tuple[str, ...]:
    """One released comment as a line of the tables."""
    voice, decision = Voice(row.voice).label, Decision(row.decision).label
    changed = f"第{row.change_revision}版 {row.change_path}" if row.change_revision else ""
    return (row.receipt, row.path or WHOLE, str(voice), row.text, str(decision), row.reason, changed)


def figures(summary: Summary) -> list[tuple[str, str]]:
    """The counts, each share with what it is a share of."""
    return [
        ("收到意见", str(summary.total)),
        ("采纳", summary.share(summary.adopted)),
        ("部分采纳", summary.share(summary.partly)),
        ("未采纳", summary.share(summary.not_adopted)),
        ("不公开内容的意见", str(summary.held)),
        ("已撤回（不计入）", str(summary.withdrawn)),
    ]


def as_word(consultation: ConsultationRow, summary: Summary) -> bytes:
    """The answers as a Word file: figures, by clause, then every reply with its reason."""
    file = WordFile()
    file.add_heading(f"{consultation.title}公开征求意见反馈", 0)
    file.add_paragraph(
        f"征求意见单位：{consultation.host}；期限：{consultation.starts} 至 {consultation.ends}"
    )
    for name, value in figures(summary):
        file.add_paragraph(f"{name}：{value}", style="List Bullet")
    places = [
        (one.path or WHOLE, *map(str, (one.total, one.adopted, one.partly, one.not_adopted)))
        for one in summary.by_place
    ]
    for heading, header, rows in (
        ("各条款意见", BY_PLACE, places),
        ("意见和答复", HEADER, [cells(one) for one in summary.rows]),
    ):
        file.add_heading(heading, 1)
        table = file.add_table(rows=1, cols=len(header), style="Table Grid")
        for line in (header, *rows):
            into = table.rows[0].cells if line is header else table.add_row().cells
            for cell, text in zip(into, line, strict=True):
                cell.text = text
    kept = BytesIO()
    file.save(kept)
    return kept.getvalue()


def as_excel(consultation: ConsultationRow, summary: Summary) -> bytes:
    """The answers as an Excel file of text and numbers only."""
    kept = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    places = [
        (one.path or WHOLE, one.total, one.adopted, one.partly, one.not_adopted) for one in summary.by_place
    ]
    with xlsxwriter.Workbook(kept, options) as book:
        bold = book.add_format({"bold": True})
        for name, header, rows in (
            ("汇总", ("征求意见", consultation.title), figures(summary)),
            ("各条款", BY_PLACE, places),
            ("意见和答复", HEADER, [cells(one) for one in summary.rows]),
        ):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, [escape_formula(cell) for cell in header], bold)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, [escape_formula(cell) for cell in row])
    return kept.getvalue()
