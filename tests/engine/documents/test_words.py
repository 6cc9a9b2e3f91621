"""Text and question meet in one normal form."""

import pytest

from zhitong.engine.documents.words import (
    cover,
    document_number,
    indexed_tokens,
    normalise,
    normalise_with_places,
    packaged_thesaurus,
    read_question,
    read_thesaurus,
    sentence_around,
    tokens_of,
)

WORDS = packaged_thesaurus()


def terms(text):
    return [term.text for term in read_question(text, WORDS).terms]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("国发［２０１９］３号", "国发〔2019〕3号"),
        ("国发（2019）3号", "国发〔2019〕3号"),
        ("国发【2019】 3 号", "国发〔2019〕3号"),
        ("第一条　内 容\n续行", "第一条内容续行"),
        ("New York　ＡＢ１２", "new york ab12"),
        ("（一）到2025年", "(一)到2025年"),
    ],
)
def test_both_sides_have_one_form(written, normal):
    assert normal == normalise(written)


def test_every_character_leads_back_to_its_place():
    text = "甲 发 ［２０１９］ ３号，ＡＢ  CD"
    normal = normalise_with_places(text)

    assert normalise(text) == normal.text
    assert len(normal.text) == len(normal.places)
    assert text[slice(*normal.back(0, 9))] == "甲 发 ［２０１９］ ３"


def test_two_character_words_are_tokens():
    assert tokens_of("个体户") == ["个体", "体户"]
    assert tokens_of("贴息") == ["贴息"]
    assert tokens_of("税") == ["税*"]
    assert indexed_tokens("减税2.5%") == ["减税", "税", "2p5"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("大学生创业有什么补贴", ["大学生", "创业", "补贴"]),
        ("国有企业的房租", ["国有", "企业", "房租"]),
        ("人工智能", ["人工智能"]),
        ("奖励10万元", ["奖励", "10万元"]),
        ("采暖费", ["采暖"]),
        ("税", ["税"]),
        ("怎么办", ["怎么办"]),
        ("示发[2026] 8号 贷款", ["示发〔2026〕8号", "贷款"]),
        ("。？", []),
    ],
)
def test_a_question_becomes_terms(asked, expected):
    assert expected == terms(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "示发〔2026〕8号",
        "示发[2026]8号",
        "示发（2026）8号",
        "示发2026年8号",
        "示 发【2026】第8号",
        "根据示发〔2026〕08号",
    ],
)
def test_a_document_number_in_any_writing(asked):
    assert document_number(normalise(asked)) == "示发〔2026〕8号"


def test_a_day_is_no_document_number():
    assert document_number(normalise("2026年8月3日")) == ""


def test_a_number_is_not_found_inside_a_longer_one():
    question = read_question("10万元", WORDS)

    assert cover(normalise("最高10万元"), question).grades == (1.0,)
    assert cover(normalise("最高110万元"), question).grades == (0.0,)


def test_the_sentence_with_most_of_the_question_is_shown():
    text = "支持个体工商户。个体工商户租用场地的，房租减半收取。其他另行规定。"
    (start, end), marks = sentence_around(text, read_question("个体户 房租", WORDS))

    assert text[start:end] == "个体工商户租用场地的，房租减半收取。"
    assert [text[low:high] for low, high in marks] == ["个体工商户", "房租"]


def test_synonyms_are_asked_along():
    found = {term.text: term.others for term in read_question("公司 货款", WORDS).terms}

    assert found == {"公司": ("企业",), "货款": ("款项", "账款")}
    assert len(WORDS.others) > 120


def test_a_group_of_one_word_is_named_and_left_out():
    found, problems = read_thesaurus({"groups": [["甲"], ["乙", "丙"]]})

    assert [problem.code for problem in problems] == ["synonym_group"]
    assert dict(found.others) == {"乙": ("丙",), "丙": ("乙",)}


def test_traditional_characters_ask_for_simplified_words():
    typed, simple = "個體工商戶補貼", "个体工商户补贴"
    first, second = (read_question(one, packaged_thesaurus()) for one in (typed, simple))

    assert first.terms == second.terms
    assert first.text == typed
    assert normalise("國發〔2019〕3號") == "国发〔2019〕3号"
