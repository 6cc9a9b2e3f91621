"""English is complete, and what is compiled is what is written."""

import re

import polib

from tools.messages import MO, PO, compiled, messages


def catalogue():
    return {entry.msgid: entry for entry in polib.pofile(str(PO))}


def test_every_word_of_every_screen_is_in_the_file():
    asked = {message if isinstance(message, str) else message[0] for message in messages()}

    assert asked == set(catalogue())


def test_every_word_has_an_english_one():
    missing = [msgid for msgid, entry in catalogue().items() if not entry.translated() or entry.fuzzy]

    assert missing == []


def test_no_chinese_is_left_in_english_except_names_of_columns():
    quoted = re.compile(r"“[^”]*”|for example .*")
    chinese = re.compile(r"[\u4e00-\u9fff]")
    left = [
        text
        for entry in catalogue().values()
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if chinese.search(quoted.sub("", text))
    ]

    assert left == []


def test_english_keeps_every_place_holder():
    holder = re.compile(r"%\(\w+\)[sd]")
    wrong = [
        msgid
        for msgid, entry in catalogue().items()
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if text and sorted(holder.findall(text)) != sorted(holder.findall(msgid))
    ]

    assert wrong == []


def test_the_compiled_file_is_not_stale():
    assert MO.read_bytes() == compiled(PO.read_text(encoding="utf-8"))
