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
