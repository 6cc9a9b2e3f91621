"""Word files for tests, written part by part so that every numbering feature can be set."""

import io
import zipfile

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName='
    '"/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    'styles+xml"/></Types>'
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def paragraph(text: str, *, number: str = "", level: int | None = None, style: str = "") -> str:
    """One w:p; a line feed in the text becomes a soft break."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        depth = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
        properties += f'<w:numPr>{depth}<w:numId w:val="{number}"/></w:numPr>'
    runs = '</w:t><w:br/><w:t xml:space="preserve">'.join(text.split("\n"))
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{runs}</w:t></w:r></w:p>'


def level(depth: int, form: str, text: str, *, start: int = 1, style: str = "", extra: str = "") -> str:
    """One w:lvl."""
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}{linked}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def table(*rows: tuple[str, ...]) -> str:
    """One w:tbl."""
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def word_file(
    body: str, *, numbering: str = "", styles: str = "", external: str = "", macro: bool = False
) -> bytes:
    """The bytes of a .docx with these parts."""
    relations = (
        f'<Relationship Id="rId1" Type="{KIND}/numbering" Target="numbering.xml"/>'
        f'<Relationship Id="rId2" Type="{KIND}/styles" Target="styles.xml"/>{external}'
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS
        + f'<Relationship Id="rId1" Type="{KIND}/officeDocument" Target="word/document.xml"/>'
        + "</Relationships>",
        "word/_rels/document.xml.rels": RELS + relations + "</Relationships>",
        "word/document.xml": f"<w:document {SPACE}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {SPACE}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {SPACE}>{styles}</w:styles>",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
        if macro:
            package.writestr("word/vbaProject.bin", b"never run")
    return written.getvalue()
