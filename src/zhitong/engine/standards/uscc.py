"""Unified social credit codes, GB 32100-2015 with its first amendment."""

import unicodedata

from stdnum.cn.uscc import calc_check_digit

from zhitong.engine.values import Problem

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# First two characters: registering department and kind of body (GB 32100-2015, table 1 as amended).
_DEPARTMENTS = {
    "1": "1239",
    "2": "19",
    "3": "123459",
    "4": "19",
    "5": "1239",
    "6": "129",
    "7": "129",
    "8": "19",
    "9": "1239",
    "A": "19",
    "N": "1239",
    "Y": "1",
}
KINDS: dict[str, str] = {"91": "enterprise", "92": "sole_trader", "93": "cooperative"}
_SUBJECT_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LOOKALIKE = {"I": "1", "O": "0", "Z": "2", "S": "5", "V": "U"}
DEMO_PREFIX = "DEM"


def check_uscc(text: str) -> tuple[str | None, Problem | None]:
    """The code in its 18 plain characters, or what is wrong with it.

    Full width, spaces, hyphens and lower case are understood; codes that begin with N, Y or A are
    as valid as the rest. The region in characters 3–8 may have been merged since and is not looked up.
    """
    code = "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "").upper()
    message = _fault(code)
    if message is not None:
        return None, Problem("uscc_invalid", f"统一社会信用代码“{text.strip()}”{message}。")
    return code, None


def _fault(code: str) -> str | None:
    if not code:
        return "是空的，请填写18位代码"
    if len(code) == 15 and code.isdigit():
        return "是15位旧注册号，请换成营业执照上的18位代码"
    if len(code) != 18:
        return f"有{len(code)}位，应为18位，请核对"
    for place, character in enumerate(code, start=1):
        if character not in ALPHABET:
            hint = f"，是否应为“{_LOOKALIKE[character]}”" if character in _LOOKALIKE else ""
            return f"的第{place}位“{character}”不是代码可用的字符{hint}，请核对"
    if code[1] not in _DEPARTMENTS.get(code[0], ""):
        return f"的开头“{code[:2]}”不是登记部门和机构类别，请核对"
    if not code[2:8].isdigit():
        return "的第3至8位应为区划数字，请核对"
    expected = calc_check_digit(code)
    if code[-1] != expected:
        return f"的校验码不符（按前17位应为“{expected}”），请核对是否抄错"
    return None


def kind_of_uscc(code: str) -> str | None:
    """enterprise, sole_trader or cooperative by the first two characters; None for every other body."""
    return KINDS.get(code[:2])


def is_demo(code: str) -> bool:
    """Whether the code belongs to a made-up business: its subject part begins with DEM."""
    return code[8:11] == DEMO_PREFIX


def subject_check_digit(eight: str) -> str:
    """The 17th character of a credit code: the check digit of the organisation code (GB 11714)."""
    total = sum(
        int(character, 36) * weight for character, weight in zip(eight, _SUBJECT_WEIGHTS, strict=True)
    )
    digit = 11 - total % 11
    return "X" if digit == 10 else "0" if digit == 11 else str(digit)


def demo_uscc(prefix: str, region: str, number: int) -> str:
    """A valid code that no real business can have: `92` + six digits of a county + DEM + number.

    Numbers run from 1 to 31⁵ − 1; past 99,999 they go on in the alphabet of the codes.
    """
    subject = DEMO_PREFIX + _in_alphabet(number)
    code = f"{prefix}{region}{subject}{subject_check_digit(subject)}"
    return code + str(calc_check_digit(code))


def _in_alphabet(number: int) -> str:
    if number < 100_000:
        return f"{number:05d}"
    # Codes with a letter in front: A0000 and on, in base 31, so that none repeats a plain number.
    rest, digits = number - 100_000 + 10 * 31**4, ""
    for _ in range(5):
        rest, place = divmod(rest, 31)
        digits = ALPHABET[place] + digits
    return digits
