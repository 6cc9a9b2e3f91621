"""The words of the filters, one per value; Chinese is the key of the translation."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

DOCUMENT_STANDINGS = {
    "in_force": _("现行有效"),
    "claimed": _("登记为现行有效"),
    "amended": _("已修改，现行有效"),
    "extended": _("已延续"),
    "unended": _("未见失效"),
    "not_yet": _("已印发，尚未施行"),
    "draft": _("征求意见稿"),
    "lapsed": _("到期，是否延续待确认"),
    "superseded": _("已被替代"),
    "repealed": _("已废止"),
    "expired": _("登记为已到期"),
    "unknown": _("状态待核实"),
}
PROVISION_KINDS = {
    "grant": _("奖补"),
    "interest_subsidy": _("贴息"),
    "relief": _("减免"),
    "loan": _("贷款"),
    "guarantee": _("担保"),
    "recognition": _("认定"),
    "service": _("服务"),
}
PROVISION_STATES = {
    "open": _("执行中"),
    "upcoming": _("尚未开始"),
    "not_stated": _("期限未载明"),
    "ended": _("已到期"),
    "draft": _("草案"),
}
BUSINESS_KINDS = {
    "enterprise": _("企业"),
    "sole_trader": _("个体工商户"),
    "cooperative": _("农民专业合作社"),
    "family_farm": _("家庭农牧场"),
}
UNIT_LEVELS = {
    "region": _("自治区"),
    "league_city": _("盟市"),
    "banner_county": _("旗县（区）"),
    "township": _("苏木乡镇街道"),
    "nation": _("国家"),
}
FACT_SOURCES = {
    "register": _("登记机关"),
    "tax": _("税务"),
    "statistics": _("统计"),
    "social_security": _("社保"),
    "declared": _("自行申报"),
}
FILE_STATES = {
    "waiting": _("等待"),
    "reading": _("正在读取"),
    "taken": _("已导入"),
    "changed": _("已存为新版本"),
    "unchanged": _("内容相同"),
    "refused": _("未导入"),
}
READING_STATES = {
    "unreviewed": _("未核对"),
    "accepted": _("已认可"),
    "corrected": _("已更正"),
    "rejected": _("已排除"),
    "added": _("已补录"),
}
READING_KINDS = {
    "metadata": _("文件信息"),
    "measure": _("举措和责任单位"),
    "target": _("目标"),
    "benefit": _("优惠和奖补"),
    "time_limit": _("办理时限"),
    "criterion": _("入选条件"),
    "duty": _("经常性工作"),
    "citation": _("引用文件"),
    "validity": _("效力"),
}
DOCUMENT_KINDS = {
    "plan": _("规划（计划）"),
    "implementation_plan": _("实施方案"),
    "activity_plan": _("活动方案"),
    "opinion": _("意见"),
    "notice": _("通知"),
    "measures": _("措施"),
    "regulation": _("条例（规定）"),
    "law": _("法律"),
    "announcement": _("公告"),
    "reply": _("批复"),
    "other": _("其他"),
}
UNIT_ROLES = {"lead": _("牵头"), "support": _("配合"), "unspecified": _("未注明")}
BUSINESS_STATES = {"active": _("存续"), "closed": _("注销"), "revoked": _("吊销")}
HOW_MODES = {
    "automatic": _("免申即享，不用申请"),
    "declare": _("申报时享受"),
    "apply": _("要提出申请"),
    "unknown": _("文件未载明"),
    "": _("文件未载明"),
}
COMMENT_VOICES = {
    "": _("未说明"),
    "business": _("经营主体"),
    "association": _("行业协会（商会）"),
    "public": _("公众"),
}
COMMENT_DECISIONS = {
    "": _("待答复"),
    "adopted": _("采纳"),
    "partly": _("部分采纳"),
    "not_adopted": _("未采纳"),
}
COMMENT_FILTERS = {
    "unanswered": _("待答复"),
    "undecided": _("待审核"),
    "held": _("不公开"),
    **{key: word for key, word in COMMENT_DECISIONS.items() if key},
}
CONSULTATION_PHASES = {
    "planned": _("尚未开始"),
    "open": _("正在征求意见"),
    "replying": _("已截止，正在答复"),
    "answered": _("已反馈"),
    "cancelled": _("已取消"),
}
CONSULTATION_CHANGES = {
    "extend": _("延长期限"),
    "shorten": _("提前截止"),
    "replace_text": _("换用新文本"),
    "cancel": _("取消征求意见"),
    "publish": _("公布反馈"),
    "reopen": _("收回反馈"),
}


NOTICE_EVENTS = {
    "newly": _("新可享受"),
    "lost": _("不再可享受"),
    "amount": _("金额有变化"),
    "closing": _("即将截止"),
    "document": _("新文件"),
}
NOTICE_FOLDERS = {"": _("全部"), "unread": _("未读"), "archived": _("已归档")}
NOTICE_MARKS = {
    "read": _("已标为已读。"),
    "unread": _("已标为未读。"),
    "archive": _("已归档。"),
    "restore": _("已移回收件箱。"),
}
SUBSCRIPTION_TOPICS = {
    "all": _("适用于我的全部事项"),
    "provision_kind": _("某一类事项"),
    "document_topic": _("某一主题"),
    "search": _("一次检索的新文件"),
}
FREQUENCIES = {
    "at_once": _("随时"),
    "daily": _("每天 08:30 汇总"),
    "weekly": _("每周一 08:30 汇总"),
}
MESSAGE_STATES = {
    "pending": _("待发送"),
    "leased": _("发送中"),
    "handed_over": _("已交服务商"),
    "delivered": _("已送达"),
    "temp_failed": _("暂未发出"),
    "perm_failed": _("发送失败"),
    "expired": _("已过期"),
    "cancelled": _("已取消"),
    "blocked": _("暂不发送"),
}


def least_days() -> int:
    """Days below which a consultation needs a reason."""
    return int(settings.CONSULTATION_LEAST_DAYS)


def kept_days() -> int:
    """Days for which a writer's contact is kept after the answers are published."""
    return int(settings.CONSULTATION_CONTACT_DAYS)


WORDS = {
    "notice_event": {**NOTICE_EVENTS, "letter": _("汇总")},
    "subscription_topic": SUBSCRIPTION_TOPICS,
    "frequency": FREQUENCIES,
    "message_state": MESSAGE_STATES,
    "comment_voice": COMMENT_VOICES,
    "comment_decision": COMMENT_DECISIONS,
    "comment_filter": COMMENT_FILTERS,
    "consultation_phase": CONSULTATION_PHASES,
    "consultation_change": CONSULTATION_CHANGES,
    "provision_kind": PROVISION_KINDS,
    "document_standing": DOCUMENT_STANDINGS,
    "document_kind": DOCUMENT_KINDS,
    "unit_level": UNIT_LEVELS,
    "unit_role": UNIT_ROLES,
    "file_state": FILE_STATES,
    "reading_state": READING_STATES,
    "reading_kind": READING_KINDS,
    "business_kind": BUSINESS_KINDS,
    "business_state": BUSINESS_STATES,
    "how_mode": HOW_MODES,
}
