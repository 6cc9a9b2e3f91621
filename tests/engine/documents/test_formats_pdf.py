"""PDF files: the text layer, and what is refused."""

import pytest

from zhitong.engine.documents.formats import pdf, read


def made(pages, encrypted=False):
    """A small PDF whose words are found through its ToUnicode table; a leading space sets a line in."""
    characters = sorted({character for page in pages for line in page for character in line})
    codes = {character: number for number, character in enumerate(characters, start=1)}
    table = "\n".join(f"<{n:04x}> <{c.encode('utf-16-be').hex()}>" for c, n in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n{table}\n"
        "endbfchar\nendcmap end end"
    )
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    )
    cid = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        " /FontDescriptor << /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 0 1000 1000]"
        " /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>"
    )
    objects += [font, cid, f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream"]
    kids = []
    for lines in pages:
        shown = "".join(
            f"1 0 0 1 {60 + 12 * line.count(' ')} {780 - 24 * row} Tm"
            f" <{''.join(f'{codes[c]:04x}' for c in line.strip())}> Tj\n"
            for row, line in enumerate(lines)
        )
        stream = f"BT /F1 12 Tf\n{shown}ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    lock = ""
    if encrypted:
        keys = f"/O <{'11' * 32}> /U <{'22' * 32}>"
        lock = f" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 {keys} >> /ID [<00> <00>]"
    xref = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{xref}".encode()
    return (
        out
        + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{lock} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )


PAGE = ["一、减轻经营负担", "（一）承租国有房屋的，减免两个月租金。", "（责任单位：市国资委）"]


@pytest.mark.parametrize("name", ["a.pdf", "无扩展名"])
def test_the_text_layer_is_read_in_order(name):
    source, problems = read(made([PAGE, ["二、扩大融资规模，用好各类贷款贴息政策。"]]), name)
    assert problems == []
    assert (source.format, source.paragraphs) == ("pdf", False)
    assert [line for line in source.text.replace("\f", "\n").split("\n") if line] == [
        *PAGE,
        "二、扩大融资规模，用好各类贷款贴息政策。",
    ]
    assert source.text.count("\f") == 1


def test_printed_indents_come_back_as_spaces():
    page = [
        "  一、要让利于民，凡承租国有房屋的经营",
        "主体都可以减免两个月的租金，由市国资",
        "委负责落实。",
        "        示例市人民政府",
    ]
    source, _ = read(made([page]), "a.pdf")
    assert source.text.split("\n") == [
        "　　" + page[0].strip(),
        page[1],
        page[2],
        "　" * 8 + "示例市人民政府",
    ]


def test_running_heads_go_and_page_numbers_stay_for_the_repairs_to_list():
    pages = [
        ["示例市文件汇编", f"第{n}条有关单位要抓好落实，按月报送进展情况。", f"— {n} —"] for n in range(1, 6)
    ]
    source, problems = read(made(pages), "a.pdf")
    assert "汇编" not in source.text
    assert "— 3 —" in source.text
    assert [problem.code for problem in problems] == ["running_heads"]


def test_a_scan_is_refused_with_a_word_about_ocr():
    source, problems = read(made([[], ["1"], []]), "scan.pdf")
    assert source is None
    assert [problem.code for problem in problems] == ["scanned"]
    assert "OCR" in problems[0].message


def test_single_scanned_pages_are_named():
    source, problems = read(made([PAGE, [], PAGE]), "a.pdf")
    assert source is not None
    assert [problem.code for problem in problems] == ["thin_pages"]
    assert "第 2 页" in problems[0].message


def test_a_locked_file_is_refused():
    source, problems = read(made([PAGE], encrypted=True), "a.pdf")
    assert source is None
    assert [problem.code for problem in problems] == ["encrypted"]


@pytest.mark.parametrize("data", [b"%PDF-1.5\n", b"%PDF-1.7\n" + bytes(range(256)) * 40, made([PAGE])[:300]])
def test_a_broken_file_is_refused(data):
    source, problems = read(data, "a.pdf")
    assert source is None
    assert [problem.code for problem in problems] == ["broken_pdf"]


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 3)
    source, problems = read(made([PAGE] * 4), "a.pdf")
    assert source is None
    assert problems[0].code == "too_many_pages"
    assert "有 4 页" in problems[0].message
