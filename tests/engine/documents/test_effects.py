"""What a text does to other documents it names."""

import pytest

from zhitong.engine.documents.parse import parse_canonical
from zhitong.engine.documents.promises.effects import find_effects

HEAD = "示例市人民政府办公室关于有关政策文件的通知\n示政办发〔2026〕30号\n\n各有关部门：\n"
TAIL = "\n\n示例市人民政府办公室\n2026年6月1日\n"


def effects(*sentences):
    body = "\n".join(f"{mark}、{one}" for mark, one in zip("一二三四", sentences, strict=False))
    parsed = parse_canonical(HEAD + body + TAIL)
    return find_effects(parsed.outline, parsed.meta)


@pytest.mark.parametrize(
    ("sentence", "kind", "until", "for_good"),
    [
        ("《示例市小店帮扶若干措施》有效期延长至2027年12月31日。", "extends", "2027-12-31", False),
        ("《示例市小店帮扶若干措施》继续有效。", "extends", None, False),
        ("《示例市小店帮扶若干措施》继续执行至2028年6月30日。", "extends", "2028-06-30", False),
        ("《示例市小店帮扶若干措施》延期执行。", "extends", None, False),
        ("《示例市小店帮扶若干措施》继续有效，长期执行。", "extends", None, True),
        ("《示例市小店帮扶若干措施》同时废止。", "repeals", None, False),
        ("《示例市小店帮扶若干措施》第三条同时废止。", "amends", None, False),
        ("对《示例市小店帮扶若干措施》作如下修改。", "amends", None, False),
        ("将《示例市小店帮扶若干措施》第三条第一款修改为两年内免收。", "amends", None, False),
    ],
)
def test_what_a_sentence_does(sentence, kind, until, for_good):
    [found] = effects(sentence, "请遵照执行。")

    assert (found.kind, found.until, found.is_long_term) == (kind, until, for_good)
    assert (found.title, found.path, sentence[:-1] in found.quote) == ("示例市小店帮扶若干措施", "一", True)


@pytest.mark.parametrize(
    "sentence",
    [
        "落实《示例市小店帮扶若干措施》各项要求。",
        "按照《关于废止和修改部分文件的决定》执行。",
        "《示例市小店帮扶若干措施》（2020年修正）规定的标准不变。",
    ],
)
def test_what_only_cites_does_nothing(sentence):
    assert effects(sentence, "请遵照执行。") == ()


def test_several_documents_in_one_sentence():
    found = effects("《示例市甲类店铺办法》《示例市乙类店铺办法》同时废止。", "请遵照执行。")

    assert [(one.kind, one.title) for one in found] == [
        ("repeals", "示例市甲类店铺办法"),
        ("repeals", "示例市乙类店铺办法"),
    ]
