"""The words of the screens and their translations: `python tools/messages.py` brings both files up to date.

Keeps every translation, adds what is new with an empty one, drops what no screen says any more,
and compiles. A test refuses untranslated words and a stale compiled file.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

PORTAL = Path(__file__).resolve().parents[1] / "src" / "zhitong" / "portal"
FOLDER = PORTAL / "pages" / "locale" / "en" / "LC_MESSAGES"
PERSONAL = PORTAL / "flows" / "personal"  # its table is printed for the public
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
CALL = re.compile(r"""\b(?:n?gettext)\((?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|[^()'"]|\([^()]*\))*\)""")
Message = str | tuple[str, str]


def of_python(source: bytes) -> Iterator[Message]:
    """Messages of a module."""
    for _line, message, _comments, _context in extract("python", BytesIO(source), keywords=KEYWORDS):
        yield tuple(message) if isinstance(message, tuple | list) else message


def of_template(source: str) -> Iterator[Message]:
    """Messages of a template: Django turns its tags into calls, which are read like a module's."""
    calls = "\n".join(CALL.findall(templatize(source)))
    yield from of_python(calls.encode())


def messages() -> set[Message]:
    """Every message of every screen and setting."""
    found: set[Message] = set()
    for path in [
        *sorted((PORTAL / "pages").rglob("*.py")),
        *sorted(PERSONAL.glob("*.py")),
        PORTAL / "settings.py",
    ]:
        found.update(of_python(path.read_bytes()))
    for path in sorted((PORTAL / "pages" / "templates").rglob("*.html")):
        found.update(of_template(path.read_text(encoding="utf-8")))
    return found


def update() -> list[str]:
    """Brings both files up to date; returns the messages still without a translation."""
    old = polib.pofile(str(PO)) if PO.exists() else polib.POFile()
    known = {entry.msgid: entry for entry in old}
    new = polib.POFile(wrapwidth=0)
    new.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message in sorted(messages(), key=lambda one: one if isinstance(one, str) else one[0]):
        single = message if isinstance(message, str) else message[0]
        kept = known.get(single)
        flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", single) else []
        if isinstance(message, str):
            new.append(polib.POEntry(msgid=single, msgstr=kept.msgstr if kept else "", flags=flags))
        else:
            plural = dict(kept.msgstr_plural) if kept and kept.msgstr_plural else {0: "", 1: ""}
            new.append(
                polib.POEntry(msgid=single, msgid_plural=message[1], msgstr_plural=plural, flags=flags)
            )
    FOLDER.mkdir(parents=True, exist_ok=True)
    new.save(str(PO))
    MO.write_bytes(compiled(PO.read_text(encoding="utf-8")))
    return [entry.msgid for entry in new if not entry.translated()]


def compiled(po: str) -> bytes:
    """The compiled form of a translation file."""
    return bytes(polib.pofile(po).to_binary())


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    missing = update()
    print("\n".join(missing))
    sys.exit(1 if missing else 0)
