"""Who is responsible, said in the sentence itself: …，由A会同B研究落实。"""

import re

from zhitong.engine.documents.measures.names import ALONE, GROUP, LOCAL
from zhitong.engine.documents.measures.notes import STRICT, VERB, Note

DOES = (
    r"(?:(?:分别|共同|具体|联合|统筹)?(?:牵头|负责|研究|组织|落实|推进|实施|承担|制定|提出|抓好))"
    r"[^，。；、]{0,16}"
)
NAMES = r"[^，,；;。由]{2,120}?"
SENTENCE = re.compile(
    rf"(?:^|[，,；;。）)\n])\s?(?P<note>由(?P<first>{NAMES})(?P<does>{DOES})"
    rf"(?:[，,]{NAMES}(?:积极|协助|密切)?(?:配合|参与|协助|支持)[^，。；、]{{0,10}})?)(?=[。；]?\s*$)"
)
NOT_A_DUTY = re.compile(r"解释|另行|审批|审核后|批准")


def _are_bodies(words: str) -> bool:
    named = re.sub(r"等(?:有关|相关)?(?:部门|单位)?$", "", words)
    pieces = [one for one in re.split(r"[、，,]|会同|和", named) if one]
    return bool(pieces) and all(
        STRICT.search(one) or LOCAL.search(one) or GROUP.search(one) or ALONE.match(one) for one in pieces
    )


def running_note(text: str, start: int, end: int) -> Note | None:
    """The closing words of a clause that hand it to bodies, or None."""
    piece = text[start:end].rstrip()
    found = SENTENCE.search(piece)
    if found is None or NOT_A_DUTY.search(found["does"]) or not _are_bodies(found["first"]):
        return None
    end = found.end("note")
    if VERB.match(found["does"]) is None:  # what they are to do in particular is no part of the names
        end = found.end("first") + (2 if found["does"].startswith("牵头") else 0)
    return Note(start + found.start("note"), start + end, piece[found.start("note") : end])
