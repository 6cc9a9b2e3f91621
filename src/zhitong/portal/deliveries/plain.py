"""A letter as plain text, cut to what a channel takes without losing the link."""

from zhitong.portal.deliveries.sent import Item, Letter
from zhitong.portal.deliveries.wording import day_text


def item_text(item: Item) -> str:
    """One change, line by line."""
    lines = [item.what, *(f"　原因：{line}" for line in item.why)]
    if item.business:
        lines.insert(0, f"【{item.business}】")
    if item.amount:
        lines.append(f"　金额：{item.amount}")
    if item.deadline:
        lines.append(f"　截止：{day_text(item.deadline)}")
    return "\n".join([*lines, f"　查看：{item.link}"])


def plain_text(letter: Letter, longest_bytes: int = 1_000_000) -> str:
    """As many changes as fit whole, then how many more there are, and the two links that always stay."""
    foot = f"全部提醒：{letter.inbox}\n退订：{letter.stop}"
    parts: list[str] = []
    for place, item in enumerate(letter.items):
        left = len(letter.items) - place - 1
        more = f"另有 {left} 条，请到站内查看。" if left else ""
        if len("\n\n".join([*parts, item_text(item), more, foot]).encode()) > longest_bytes:
            parts.append(f"另有 {left + 1} 条，请到站内查看。")
            break
        parts.append(item_text(item))
    return "\n\n".join([*parts, foot])
