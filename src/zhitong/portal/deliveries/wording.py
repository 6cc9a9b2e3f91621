"""The words of notices as letters carry them: Chinese, in whole sentences."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zhitong.engine.values.money import print_money
from zhitong.portal.deliveries.models import Event, Notice

Json = Mapping[str, Any]
PERIODS = {"year": "每年", "quarter": "每季度", "month": "每月", "day": "每日"}
CAUSES = {
    "first": "条件此前已经满足，这是第一次告知",
    "provision_new": "新增事项",
    "provision_gone": "事项已撤下",
    "window_opened": "已到开始日期",
    "window_ended": "已过截止日期",
    "rule_changed": "条件有修改",
    "facts_changed": "登记数据有变化",
    "time_passed": "随时间推移，条件的结果变了",
}
VERDICTS = {"met": "满足", "not_met": "不满足", "unknown": "不能确定"}


def amount_text(amount: Json | None) -> str:
    """`每年3万元至5万元`; empty where the document gives no figure, never a guess."""
    if not amount:
        return ""
    low, high = amount.get("low"), amount.get("high")
    if low is None and high is None:
        return ""
    if low is not None and high is not None:
        words = print_money(low) if low == high else f"{print_money(low)}至{print_money(high)}"
    else:
        words = f"不低于{print_money(low)}" if low is not None else f"不超过{print_money(high or 0)}"
    return PERIODS.get(amount.get("period") or "", "") + words


def day_text(day: date) -> str:
    """`2026年1月1日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def deadline_of(content: Json) -> date | None:
    """The last day, if the document states one."""
    told = content.get("deadline")
    return date.fromisoformat(told) if told else None


def what_text(notice: Notice) -> str:
    """What changed, in one sentence."""
    content, title = notice.content, notice.content.get("title", notice.subject)
    match notice.event:
        case Event.NEWLY:
            return f"现在可以享受“{title}”。"
        case Event.LOST if content.get("verdict") == "unknown":
            return f"按现有数据不能再确定是否可享受“{title}”。"
        case Event.LOST:
            return f"不再可享受“{title}”。"
        case Event.AMOUNT:
            was = amount_text(content.get("was_amount")) or "金额不定"
            now = amount_text(content.get("amount")) or "金额不定"
            return f"“{title}”的金额由{was}变为{now}。"
        case Event.CLOSING:
            ends = deadline_of(content)
            return f"“{title}”将于{day_text(ends)}截止。" if ends else f"“{title}”即将截止。"
    return f"订阅的检索“{content.get('words', '')}”有了新文件：{title}。"


def why_texts(content: Json) -> Sequence[str]:
    """The conditions that turned, each with the fact behind it; else the common cause."""
    lines = [_turned(one) for one in content.get("why", ())]
    cause = CAUSES.get(content.get("cause", ""), "")
    return lines or ([f"{cause}。"] if cause else [])


def _turned(one: Json) -> str:
    fact = ""
    if one.get("now"):
        was = f"由{one['was']}变为" if one.get("was") and one["was"] != one["now"] else "为"
        fact = f"（{was}{one['now']}{'，' + one['source'] if one.get('source') else ''}）"
    return f"{VERDICTS.get(one.get('verdict', ''), '')}：{one['text']}{fact}"


def subject_text(notices: Sequence[Notice]) -> str:
    """The subject of a letter of one or several notices."""
    if len(notices) == 1:
        return what_text(notices[0])
    newly = sum(one.event == Event.NEWLY for one in notices)
    return f"{len(notices)} 条惠企提醒" + (f"，其中 {newly} 项新可享受" if newly else "")
