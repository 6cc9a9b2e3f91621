"""What could name a person: found before a comment is shown, and covered where it is shown."""

import re

COVER = "＊＊＊"
KINDS = (
    ("身份证号", re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[0-9Xx](?![0-9A-Za-z])")),
    ("手机号", re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")),
    ("固定电话", re.compile(r"(?<!\d)0\d{2,3}[-—－ ]\d{7,8}(?!\d)")),
    ("邮箱", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("银行卡号", re.compile(r"(?<!\d)\d{16,19}(?!\d)")),
)


def found_in(text: str) -> list[str]:
    """The kinds of personal data that stand in a text."""
    return [name for name, pattern in KINDS if pattern.search(text)]


def covered(text: str) -> str:
    """The text with such data covered."""
    for _name, pattern in KINDS:
        text = pattern.sub(COVER, text)
    return text


def masked_name(name: str) -> str:
    """The first sign of a name, the rest covered; "" stays empty."""
    return name[:1] + "＊＊" if name else ""
