"""The words of the filters, one per value; Chinese is the key of the translation."""

from django.utils.translation import gettext_lazy as _

DOCUMENT_STATES = {
    "in_force": _("现行有效"),
    "draft": _("征求意见稿"),
    "expired": _("已到期"),
    "repealed": _("已废止"),
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
WORDS = {
    "provision_kind": PROVISION_KINDS,
    "document_state": DOCUMENT_STATES,
    "document_kind": DOCUMENT_KINDS,
    "unit_level": UNIT_LEVELS,
    "unit_role": UNIT_ROLES,
    "business_kind": BUSINESS_KINDS,
    "business_state": BUSINESS_STATES,
    "how_mode": HOW_MODES,
}
