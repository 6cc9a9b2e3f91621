"""The statement of a registered business, for the command."""

from collections.abc import Collection
from datetime import date
from typing import Any

from zhitong.engine.standards import check_uscc
from zhitong.portal.businesses.models import Business
from zhitong.portal.flows.commands.answers import Unusable
from zhitong.portal.flows.database import make_ready
from zhitong.portal.foundation.problems import Refusal
from zhitong.portal.matches.queries import statement_for


def registry_statement(uscc: str, packs: Collection[str] | None, as_of: date) -> dict[str, Any]:
    """As `zhitong statement --json`; Unusable for a bad or an unknown code."""
    code, problem = check_uscc(uscc)
    if code is None:
        raise Unusable(problem.message if problem else "统一社会信用代码有误。")
    try:
        make_ready()
    except Refusal as refusal:
        raise Unusable(str(refusal)) from refusal
    business = Business.objects.filter(uscc=code).first()
    if business is None:
        raise Unusable(f"登记库里没有“{code}”，请先导入经营主体，或用 --facts 给出要素文件。")
    return dict(statement_for(business, as_of=as_of, packs=packs).answer)
