"""What a government page states beside the text: used where the text is silent, compared where it speaks."""

from zhitong.engine.documents.parse import parse

PAGE = """<html><body><table>
<tr><td>索引号：</td><td>0001</td><td>发文机关：</td><td>示例市人民政府</td></tr>
<tr><td>发文字号：</td><td>示政发〔2026〕8号</td><td>成文日期：</td><td>{issued}</td></tr>
<tr><td>发布日期：</td><td>2026-03-09</td><td>有效性：</td><td>{state}</td></tr></table>
<div id="UCAP-CONTENT"><p>示例市人民政府关于扶持小店的意见</p><p>各区人民政府：</p>
<p>现提出如下意见，请结合实际贯彻落实。</p><p>一、减免租金。减免三个月租金。</p><p>二、发放补贴。每户补贴一千元。</p>
<p>示例市人民政府</p><p>2026年3月2日</p></div></body></html>"""


def _read(issued: str, state: str = "有效"):
    document, problems = parse(PAGE.format(issued=issued, state=state).encode(), "page.html")
    return document, {one.code: one for one in problems}


def test_what_only_the_page_states_is_used_and_said():
    document, problems = _read("2026年03月02日")
    assert document.meta["doc_number"] == "示政发〔2026〕8号"
    assert "发文字号：示政发〔2026〕8号" in problems["from_page"].message
    assert "page_differs" not in problems
    assert "示政发" not in document.text


def test_where_page_and_text_differ_the_text_counts_and_both_are_named():
    document, problems = _read("2026年04月02日")
    assert document.meta["issued_on"] == "2026-03-02"
    assert "2026年04月02日" in problems["page_differs"].message
    assert "2026-03-02" in problems["page_differs"].message
    assert ("成文日期", "2026年04月02日") in document.claims


def test_a_page_that_says_repealed_is_believed():
    assert _read("2026年03月02日")[0].meta["status"] == "in_force"
    assert _read("2026年03月02日", "失效")[0].meta["status"] == "repealed"
