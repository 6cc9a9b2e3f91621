"""Lines that hold nothing but a note on who is responsible."""

import re

NOTE_LINE = re.compile(r"[（(][^（(）)]*(?:[（(][^（(）)]*[）)][^（(）)]*)*[）)][。；]?$")
LABELLED = re.compile(
    r"(?:总?牵头|责任|负责|主办|承办|配合|协办|参与|实施|落实|主管)(?:责任)?(?:单位|部门|主体|机构)\s?[：:]|"
    r"(?:完成时限|完成时间|时限要求|时间节点|适用范围|政策依据|联系电话|联系人|咨询电话)\s?[：:]"
)
TRAILING_NOTE = re.compile(
    r"[（(〔【][^（(）)]*(?:责任单位|牵头|负责|配合|落实)[^（(）)]*[）)〕】]$|[；，。]\s?(?:责任|牵头)(?:单位|部门)[：:].*$"
)
NOTE_WORD = re.compile(r"责任单位|责任部门|负责|牵头|配合|落实|主办|承办|实施单位|主体")


def is_note(text: str) -> bool:
    """A line that holds nothing but a note on who is responsible, in brackets or after a label."""
    return bool((NOTE_LINE.match(text) and NOTE_WORD.search(text)) or LABELLED.match(text))
