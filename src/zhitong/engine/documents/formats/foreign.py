"""Files that are no document to read, known by their first bytes whatever their name says."""

import io
import zipfile

ENCRYPTED = "文件加了密码，无法读取。请用 Word 或 WPS 打开，去掉密码后另存为 .docx，再上传。"
OLD_WORD = "这是旧版 Word（.doc）文件，请用 Word 或 WPS 另存为 .docx 后再上传。"
SHEET = "这是表格文件，不是公文；请上传 .docx、.pdf、.html 或 .txt。"
PICTURE = "这是图片，没有可读的文字；请先做文字识别（OCR），再上传文字版。"
RICH_TEXT = "这是 RTF 格式，请用 Word 或 WPS 另存为 .docx 后再上传。"
ARCHIVE = "这是压缩包，但不是 .zip 格式，打不开。请解压后重新压缩成 .zip，或逐个上传里面的文件。"
LAYOUT = "这是 OFD 版式文件，还不能读取；请从原软件导出 .docx 或带文字的 .pdf，再上传。"
SLIDES = "这是演示文稿，不是公文；请上传 .docx、.pdf、.html 或 .txt。"
OPEN_TEXT = "这是 OpenDocument（.odt）文件，请另存为 .docx 后再上传。"

_OLE = b"\xd0\xcf\x11\xe0"
# The name of the stream that holds a document locked with a password.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLE_SHEET = "Workbook".encode("utf-16-le")
_BEGINNINGS = (
    (b"\x89PNG\r\n", "picture", PICTURE),
    (b"\xff\xd8\xff", "picture", PICTURE),
    (b"GIF8", "picture", PICTURE),
    (b"II*\x00", "picture", PICTURE),
    (b"MM\x00*", "picture", PICTURE),
    (b"{\\rtf", "rich_text", RICH_TEXT),
    (b"Rar!\x1a\x07", "foreign_archive", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", "foreign_archive", ARCHIVE),
    (b"\x1f\x8b", "foreign_archive", ARCHIVE),
)
_INSIDE = (
    ("OFD.xml", "layout_file", LAYOUT),
    ("xl/", "sheet", SHEET),
    ("ppt/", "slides", SLIDES),
)
ENDINGS_REFUSED = {
    ".doc": OLD_WORD,
    ".wps": "这是 WPS 专用格式，请另存为 .docx 后再上传。",
    ".ofd": LAYOUT,
    ".rtf": RICH_TEXT,
    ".odt": OPEN_TEXT,
    ".xls": SHEET,
    ".xlsx": SHEET,
    ".ppt": SLIDES,
    ".pptx": SLIDES,
    ".rar": ARCHIVE,
    ".7z": ARCHIVE,
    ".jpg": PICTURE,
    ".jpeg": PICTURE,
    ".png": PICTURE,
    ".bmp": PICTURE,
    ".tif": PICTURE,
    ".tiff": PICTURE,
}


def refusal_of(data: bytes) -> tuple[str, str] | None:
    """Code and sentence for bytes of a kind that is never read here, or None."""
    for beginning, code, sentence in _BEGINNINGS:
        if data.startswith(beginning):
            return code, sentence
    if data.startswith(_OLE):
        if _LOCKED in data:
            return "encrypted", ENCRYPTED
        return ("sheet", SHEET) if _OLE_SHEET in data else ("old_word", OLD_WORD)
    return _packed_refusal(data) if data.startswith(b"PK\x03\x04") else None


def _packed_refusal(data: bytes) -> tuple[str, str] | None:
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        return "open_text", OPEN_TEXT
    if b"word/document.xml" in data:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    for mark, code, sentence in _INSIDE:
        is_office = "[Content_Types].xml" in names or mark == "OFD.xml"
        if is_office and any(name == mark or (mark[-1] == "/" and name.startswith(mark)) for name in names):
            return code, sentence
    return None
