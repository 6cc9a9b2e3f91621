"""What may be done with a consultation, when and by whom: one table, walked by a test."""

from dataclasses import dataclass
from datetime import date

from zhitong.portal.consultations.models import Consultation, State
from zhitong.portal.consultations.problems import NotNow

PHASES = {
    "planned": "尚未开始",
    "open": "正在征求意见",
    "replying": "已截止，正在答复",
    "answered": "已反馈",
    "cancelled": "已取消",
}


@dataclass(frozen=True, slots=True)
class Step:
    """In a phase, a role may do an action; `guard` names what must hold, `then` the phase afterwards."""

    phase: str
    action: str
    role: str  # host: the organisation that asks · writer: who holds the receipt · anyone
    guard: str = ""
    then: str = ""


STEPS = (
    Step("planned", "extend", "host", "later_end"),
    Step("planned", "shorten", "host", "earlier_end_with_reason"),
    Step("planned", "replace_text", "host", "newer_text_with_reason"),
    Step("planned", "cancel", "host", "reason", "cancelled"),
    Step("open", "comment", "anyone", "few_enough"),
    Step("open", "withdraw", "writer"),
    Step("open", "extend", "host", "later_end"),
    Step("open", "shorten", "host", "earlier_end_with_reason"),
    Step("open", "replace_text", "host", "newer_text_with_reason"),
    Step("open", "cancel", "host", "reason", "cancelled"),
    Step("open", "release", "host"),
    Step("open", "hold", "host", "reason"),
    Step("replying", "release", "host"),
    Step("replying", "hold", "host", "reason"),
    Step("replying", "answer", "host", "reason"),
    Step("replying", "publish", "host", "all_answered", "answered"),
    Step("answered", "reopen", "host", "reason", "replying"),
    Step("answered", "hold", "host", "reason"),
)
BY_PLACE = {(one.phase, one.action): one for one in STEPS}
ACTIONS = {
    "comment": "提意见",
    "withdraw": "撤回意见",
    "extend": "延长期限",
    "shorten": "提前截止",
    "replace_text": "换用新文本",
    "cancel": "取消征求意见",
    "release": "公开意见",
    "hold": "不公开意见",
    "answer": "答复意见",
    "publish": "公布反馈",
    "reopen": "收回反馈",
}


def phase_of(consultation: Consultation, on: date) -> str:
    """The phase on a day: what was decided, else what the dates say."""
    if consultation.state != State.RUNNING:
        return consultation.state
    if on < consultation.starts:
        return "planned"
    return "open" if on <= consultation.ends else "replying"


def allowed(phase: str, role: str = "host") -> tuple[str, ...]:
    """The actions a role has in a phase."""
    return tuple(one.action for one in STEPS if (one.phase, one.role) == (phase, role))


def require(consultation: Consultation, action: str, on: date) -> Step:
    """The step of the table, or NotNow with the phase and when it would be possible."""
    phase = phase_of(consultation, on)
    step = BY_PLACE.get((phase, action))
    if step is None:
        others = [PHASES[one.phase] for one in STEPS if one.action == action]
        raise NotNow(ACTIONS[action], PHASES[phase], others)
    return step
