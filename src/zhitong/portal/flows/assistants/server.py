"""The server assistants speak to: four tools, each an answer of `quoting`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from asgiref.sync import sync_to_async
from mcp.server.mcpserver import MCPServer

from zhitong.portal.flows.assistants import quoting
from zhitong.portal.foundation.problems import Refusal

INSTRUCTIONS = (
    "直通：中国惠企政策的原文、条件和金额。回答政策问题前先用 search 或 statement 取得依据；"
    "只引用返回的原句并附上链接，不要自行改写金额、比例和日期；待确认（unknown）不得说成符合或不符合。"
)


async def answered(answer: Callable[..., dict[str, Any]], *given: Any, **named: Any) -> dict[str, Any]:
    """The answer, or the refusal as data: an assistant can read it to the person."""
    try:
        return await sync_to_async(answer)(*given, **named)
    except Refusal as refused:
        return {"error": refused.message, "advice": refused.advice, "code": refused.code}


def assistants_server(today: Callable[[], date]) -> MCPServer[Any]:
    """A server over this installation's documents; `today` is the day meant when none is given."""
    server: MCPServer[Any] = MCPServer("zhitong", title="直通", instructions=INSTRUCTIONS)

    @server.tool(title="检索条款")
    async def search(question: str, on: date | None = None, region: str = "") -> dict[str, Any]:
        """按关键词检索政策条款，返回原句和链接。on：哪一天有效；region：行政区划代码，如 150302。"""
        return await answered(quoting.search, question, on=on, region=region)

    @server.tool(title="条款原文")
    async def clause(document: str, path: str) -> dict[str, Any]:
        """一个条款的全部原文和责任单位。document 和 path 取自 search 结果链接中的两段。"""
        return await answered(quoting.clause, document, path)

    @server.tool(title="惠企事项")
    async def provision(key: str, on: date | None = None) -> dict[str, Any]:
        """一个惠企事项的条件、金额、期限、办理方式和依据原句。"""
        return await answered(quoting.provision, key, on=on or today())

    @server.tool(title="惠企明白卡")
    async def statement(facts: dict[str, Any], on: date | None = None) -> dict[str, Any]:
        """按经营主体的要素逐项判定：符合、待确认（缺什么）及依据。facts 如 {"kind": "sole_trader"}。"""
        return await answered(quoting.statement, facts, on=on or today())

    return server
