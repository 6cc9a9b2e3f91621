"""The site's own inbox."""

from dataclasses import dataclass

from zhitong.portal.deliveries.sent import Letter, Outcome
from zhitong.portal.deliveries.states import State


@dataclass(frozen=True, slots=True)
class InApp:
    """Needs nothing and reaches nobody outside."""

    key: str = "in_app"
    label: str = "站内"
    order: int = 0
    needs: str = ""

    def missing(self) -> str:
        """Always there."""
        return ""

    def refuse_address(self, address: str) -> str:
        """None is needed."""
        return "" if not address else "站内提醒不需要地址。"

    def send(self, letter: Letter) -> Outcome:
        """The notice lies in the inbox already."""
        return Outcome(State.DELIVERED, ref=letter.key)
