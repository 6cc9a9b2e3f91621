"""Web pages: the article, the metadata table beside it, and nothing of the page around."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhitong.engine.documents.formats import read
from zhitong.engine.documents.parse import parse

TITLE = "示例市人民政府办公室关于印发帮扶措施的通知"
BODY = [
    "各旗人民政府，市各有关部门：",
    "现将《帮扶措施》印发给你们，请认真贯彻执行。",
    "一、减轻负担",
    "（一）房租优惠。承租国有房屋的，减免两个月租金。（责任单位：市国资委）",
    "（二）用电优惠。容量不超过一百六十千瓦的，接电不花钱。（责任单位：市供电公司）",
    "2026年3月1日",
]
META = """<table class="meta">
<tr><td>索 引 号</td><td>000014349/2026-00012</td><td>主题分类</td><td>综合政务</td></tr>
<tr><td>发文机关：</td><td>示例市人民政府办公室</td><td>成文日期：</td><td>2026年3月1日</td></tr>
<tr><td>标　　题</td><td colspan="3">关于印发帮扶措施的通知</td></tr>
<tr><td>发文字号：示政办发〔2026〕3号</td><td>发布日期：2026年3月4日</td></tr></table>"""


def paragraphs(tag="p"):
    return "".join(f"<{tag}>　　{line}</{tag}>\n" for line in BODY)


def page(inner, head=""):
    return f"""<!DOCTYPE html><html><head><title>{TITLE}-示例市政府网</title>{head}</head><body>
<div class="header">示例市人民政府门户网站</div><nav><a href="/">首页</a><a href="/zw">政务公开</a></nav>
<div class="breadcrumb">当前位置：首页 &gt; 政务公开 &gt; 政策发布</div>{inner}
<div class="footer">主办单位：示例市人民政府办公室　网站标识码1500000000</div>
<script>document.write('脚本写的字')</script></body></html>""".encode()


def lines_of(data, name="a.html"):
    source, problems = read(data, name)
    assert source is not None, problems
    assert source.format == "html"
    return [line.strip("　 ") for line in source.text.split("\n")], source, problems


@pytest.mark.parametrize(
    "inner",
    [
        f'<h1>{TITLE}</h1><div id="UCAP-CONTENT">{paragraphs()}</div>',
        f'<h1>{TITLE}</h1><div class="view TRS_Editor">{paragraphs()}</div>',
        f'<div id="zoomcon"><h1>{TITLE}</h1>{paragraphs()}</div>',
        f"<h1>{TITLE}</h1><div><div><section>{paragraphs()}</section></div></div>",
        f"<table><tr><td><h1>{TITLE}</h1></td></tr><tr><td>{paragraphs()}</td></tr></table>",
        f"<h1>{TITLE}</h1><div class='pages_content'><table><td>{paragraphs('div')}</td></table></div>",
        f"<h1>{TITLE}</h1><article><table><tr><td>{paragraphs('div')}</td></tr></table></article>",
    ],
    ids=["ucap", "trs", "zoom", "unmarked", "table", "cell_without_row", "table_inside"],
)
def test_the_article_is_found_and_the_page_left_out(inner):
    lines, _, problems = lines_of(page(inner))
    assert lines == [TITLE, *BODY]
    assert problems == []


def test_the_metadata_table_is_a_claim_and_not_text():
    inner = f'<div class="xxgk"><h1>{TITLE}</h1>{META}<div class="TRS_Editor">{paragraphs()}</div></div>'
    for around in (inner, inner.replace("TRS_Editor", "plain")):
        lines, source, _ = lines_of(page(around))
        assert lines == [TITLE, *BODY]
        assert dict(source.claims) == {
            "索引号": "000014349/2026-00012",
            "主题分类": "综合政务",
            "发文机关": "示例市人民政府办公室",
            "成文日期": "2026年3月1日",
            "标题": "关于印发帮扶措施的通知",
            "发文字号": "示政办发〔2026〕3号",
            "发布日期": "2026年3月4日",
        }


def test_labels_in_plain_lines_and_menus_after_the_body():
    labels = ("文 号：示政办发〔2026〕3号", "实施日期：2026年4月1日", "失效日期：2029年3月31日")
    head = "<ul>" + "".join(f"<li>- {label}</li>" for label in labels) + "</ul>"
    menu = "<div>" + "".join(f'<p><a href="/{n}">第{n}个栏目的名称</a></p>' for n in range(40)) + "</div>"
    lines, source, _ = lines_of(page(f"<div><h1>{TITLE}</h1>{head}{paragraphs()}{menu}</div>"))
    assert lines == [TITLE, *BODY]
    assert ("失效日期", "2029年3月31日") in source.claims
    assert ("文号", "示政办发〔2026〕3号") in source.claims


def test_the_tags_of_government_sites_give_the_title_where_the_article_lacks_it():
    head = f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2026-03-04 10:00">'
    lines, source, _ = lines_of(page(f'<div class="TRS_Editor">{paragraphs()}</div>', head))
    assert lines == [TITLE, *BODY]
    assert source.claims == (("网页标题", TITLE), ("网页发布时间", "2026-03-04 10:00"))


@pytest.mark.parametrize(
    "chrome",
    [
        "[ 打印 ]",
        "字体大小：【 A- A A+ 】",
        "&gt; 政务公开 &gt; 政策发布",
        "来源：示例市政府网　发布时间：2026-03-04　浏览次数：12",
        "分享到：微信",
        "【字体：大 中 小】",
        "扫一扫在手机打开当前页",
        "相关解读：一图读懂",
    ],
)
def test_buttons_crumbs_and_credits_inside_the_article(chrome):
    lines, _, _ = lines_of(
        page(f'<div id="UCAP-CONTENT"><p>{chrome}</p><h1>{TITLE}</h1>{paragraphs()}</div>')
    )
    assert lines == [TITLE, *BODY]


def test_scripts_styles_forms_and_hidden_text_are_never_read():
    trap = """<script>alert("脚本")</script><style>p{color:red}</style><p style="display: none">藏起来的字</p>
    <p hidden>也藏起来</p><form><input value="搜索"><button>提交</button></form><iframe src="http://x"></iframe>
    <!-- 注释 --><noscript>请开启脚本</noscript>"""
    lines, _, _ = lines_of(page(f'<div id="UCAP-CONTENT"><h1>{TITLE}</h1>{trap}{paragraphs()}</div>'))
    assert lines == [TITLE, *BODY]


def test_word_spans_entities_and_source_wraps_keep_the_words_whole():
    inner = (
        "<p class=MsoNormal>对月销售额<span lang=EN-US>10</span>万元以下的\n小规模纳税人&ldquo;免征&rdquo;"
        "增值税，&nbsp;执行到<font>2025</font>年底，之后按新的规定办理。</p>" + paragraphs()
    )
    lines, _, _ = lines_of(page(f'<div class="TRS_Editor">{inner}</div>'))
    assert (
        lines[0]
        == "对月销售额10万元以下的小规模纳税人“免征”增值税，\u00a0执行到2025年底，之后按新的规定办理。"
    )


def test_single_breaks_are_soft_and_double_ones_end_a_paragraph():
    inner = "<div class='TRS_Editor'>" + "<br><br>".join(BODY) + "<br/>接着上一行的话，说完为止。</div>"
    lines, _, _ = lines_of(page(inner))
    assert lines == [*BODY[:-1], BODY[-1] + "\v接着上一行的话，说完为止。"]


def test_data_tables_become_rows():
    table = "<table><tr><th>序号</th><th>任务</th></tr><tr><td>1</td><td>减免<br>租金</td></tr></table>"
    lines, _, _ = lines_of(page(f'<div class="TRS_Editor">{paragraphs()}{table}</div>'))
    assert lines == [*BODY, "序号\t任务", "1\t减免 租金"]


def test_links_to_attachments_stay():
    links = "".join(f'<li><a href="/{n}.docx">附件{n}：申请表.docx</a></li>' for n in (1, 2, 3))
    lines, _, _ = lines_of(page(f'<div class="TRS_Editor">{paragraphs()}<ul>{links}</ul></div>'))
    assert lines[-3:] == [f"附件{n}：申请表.docx" for n in (1, 2, 3)]


# Without an ending, pages in UTF-16 cannot be told from plain text.
@pytest.mark.parametrize(
    ("encoding", "name"),
    [(encoding, "a.html") for encoding in ("utf-8", "gb18030", "gb2312", "utf-16", "utf-8-sig")]
    + [(encoding, "无扩展名") for encoding in ("utf-8", "gb18030", "utf-8-sig")],
)
def test_encodings(encoding, name):
    text = page(f'<h1>{TITLE}</h1><div id="zoom">{paragraphs()}</div>').decode()
    lines, _, _ = lines_of(text.encode(encoding), name)
    assert lines == [TITLE, *BODY]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html></html>", "empty"),
        (b"<html><body><p>x</p></body></html>", "empty"),
        ("<html><body><a href='/'>目录</a><a>栏目</a></body></html>".encode(), "empty"),
        (b"<html>" + b"<div>" * 400 + "字".encode() * 50, "too_deep"),
        (b"<html>" + bytes(range(1, 32)) * 100, "not_text"),
    ],
)
def test_pages_without_a_document_are_refused_in_one_sentence(data, code):
    source, problems = read(data, "a.html")
    assert source is None
    assert [problem.code for problem in problems] == [code]
    assert problems[0].message.endswith("。")


def test_tampered_mirrors_are_flagged():
    marked = paragraphs().replace("优惠", "优@@惠").replace("负担", "负@@担")
    _, _, problems = lines_of(page(f'<div id="zoom">{marked}</div>'))
    assert [problem.code for problem in problems] == ["mirror_marks"]
    traditional = (
        "<p>關於對個體經營單位發給補貼的實施辦法，請財稅機關負責進行，強調產業動員會議條件。</p>" * 2
    )
    _, _, problems = lines_of(page(f'<div id="zoom">{traditional}</div>'))
    assert [problem.code for problem in problems] == ["traditional_mirror"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_happens_to_a_page_there_is_an_answer(data):
    whole = page(
        f'{META}<h1>{TITLE}</h1><div class="TRS_Editor">{paragraphs()}<table><tr><td>1</table></div>'
    )
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 400)))
    broken = whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:]
    source, problems = read(broken, "a.html")
    assert source is not None or len(problems) == 1


@pytest.mark.seeds
@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_a_document_reads_the_same_from_a_page_as_from_plain_text(seeds, number):
    path = seeds(number)
    plain, _ = parse(path.read_bytes(), path.name)
    body = "".join(f"<p>　　{escape(line)}</p>" for line in plain.text.split("\n"))
    web, _ = parse(page(f'<div id="UCAP-CONTENT">{body}</div>'), "a.html")
    assert web.text == plain.text
    assert web.measures == plain.measures
