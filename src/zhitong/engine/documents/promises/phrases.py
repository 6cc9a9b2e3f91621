"""Names cut out of sentences become phrases that stand by themselves."""

import re

_PAIRS = {"”": "“", "》": "《", "）": "（", ")": "(", "’": "‘", "〉": "〈"}
_FRONT = re.compile(
    r"^(?:[、，；：。·\s]+|(?:和|及|与|或|等|的|对|并|再|按照?|由|将|把|被|其|月|日)(?=[^，。]{4})(?<!和谐)(?<!等级)(?<!对口)(?<!按揭)(?<!日常)(?<!月度)"
    r"|(?:月)?\d{1,2}日(?:前|之前|以前)?|(?:予以|给予|进行)(?=[^，。]{4,}))"
)
_BACK = re.compile(r"(?:[、，；：。\s]+|(?:以及|和|及|与|或|并|以|按照?|给予|进行|予以|为|至|的)(?<!目的))$")
LONGEST = 40


def _balanced(text: str) -> str:
    """Without quotation marks and brackets that lack their partner."""
    keep = [True] * len(text)
    waiting: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        if character in _PAIRS.values():
            waiting.append((character, place))
        elif character in _PAIRS:
            if waiting and waiting[-1][0] == _PAIRS[character]:
                waiting.pop()
            else:
                keep[place] = False
    for _, place in waiting:
        keep[place] = False
    return "".join(character for character, kept in zip(text, keep, strict=True) if kept)


def whole_phrase(text: str) -> str:
    """The words as a phrase of at most 40 characters: no loose quotes, no joints at its ends."""
    if len(text) > LONGEST:
        stops = [one.start() for one in re.finditer(r"[，、；和及]", text[: LONGEST + 1]) if one.start() > 8]
        text = text[: stops[-1]] if stops else text[:LONGEST]
    text = _balanced(text)
    while (shorter := _BACK.sub("", _FRONT.sub("", text))) != text and len(shorter) >= 4:
        text = shorter
    return text.strip("、，；：。 ") or text
