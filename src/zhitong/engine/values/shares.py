"""Shares are whole ten-thousandths: 1 % is 100, 100 % is 10,000."""

import re
import unicodedata
from decimal import Decimal

from zhitong.engine.values.problems import Problem

WHOLE = 10_000
_SHARE = re.compile(r"(?P<number>[+-]?\d{1,12}(?:\.\d{1,8})?)(?P<unit>%|‰|‱)")
_STEPS = {"%": 100, "‰": 10, "‱": 1}
_REMEDY = "请写成“50%”或“0.5%”这样的比例"


def parse_share(text: str) -> tuple[int | None, Problem | None]:
    """Ten-thousandths of a printed share: `50%`, `5‰`, `百分之50`; finer than 0.01 % is refused."""
    clean = unicodedata.normalize("NFKC", text).replace(" ", "")
    if clean.startswith("百分之"):
        clean = clean.removeprefix("百分之") + "%"
    found = _SHARE.fullmatch(clean)
    if found is None:
        return None, Problem("share_unreadable", f"比例“{text}”读不懂，{_REMEDY}。")
    share = Decimal(found["number"]) * _STEPS[found["unit"]]
    if share != share.to_integral_value():
        return None, Problem("share_too_fine", f"比例“{text}”比万分之一还细，无法记录，{_REMEDY}。")
    return int(share), None


def print_share(share: int) -> str:
    """`50%`, `0.5%`, `33.33%`."""
    return f"{(Decimal(share) / 100).normalize():f}%"
