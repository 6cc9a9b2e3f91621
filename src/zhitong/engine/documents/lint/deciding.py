"""Which conditions of a benefit facts can decide, which they cannot, and the score that follows."""

import re
from dataclasses import dataclass

from zhitong.engine.documents.promises.benefits import Benefit

VAGUE = re.compile(
    r"符合(?:相关|有关|规定|下列)?条件|符合规定|符合产业政策|一定规模|一定条件|有发展前景|前景好|成长性(?:较)?好|管理规范|诚信经营|信用良好|经营状况良好"
    r"|较大|较高|较好|较强|较低|优秀|讲信用|有潜力|有特色|特色鲜明|影响力|贡献突出|(?<![强佳家])重点(?!实验室|支持对象|群体|税源|产业链|领域|人群|高校|小巨人|企业(?:名单|目录|库))(?=的?(?:企业|项目|产业|商户|单位|对象|限额))|骨干(?=企业|商户)|适当|酌情|原则上|确有|特殊|生产经营困难|风险等级较低|发展潜力"
)
# Words of conditions, and the facts of the vocabulary that decide them.
FACTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(words), facts)
    for words, facts in (
        (r"首次(?:转为|由个体|个转企)|转(?:型升级)?为企业|转企|个转企", ("converted_on", "first_conversion")),
        (r"首次创业|初次创业|初始创业", ("first_startup",)),
        (r"登记满|注册满|成立满|设立满|(?:登记|注册|成立)[^，。]{0,4}\d+(?:年|个月)", ("registered_on",)),
        (r"经营[^，。]{0,3}(?:\d|[一二三四五六]|半)+(?:年|个月)", ("registered_on", "registration_status")),
        (r"正常经营|存续|未注销|在营", ("registration_status", "abnormal_listed")),
        (r"经营异常|严重违法", ("abnormal_listed",)),
        (r"不良信用|失信|信用记录|违法记录", ("bad_credit",)),
        (r"个体工商户|农民专业合作社", ("kind",)),
        (r"小微企业|微型企业|小型企业|中小企业", ("is_micro_small",)),
        (r"小型微利", ("small_low_profit",)),
        (r"小规模纳税人|一般纳税人", ("vat_status",)),
        (r"月销售额|季度?销售额", ("monthly_sales",)),
        (r"销售额[^，。]{0,6}(?:同比)?(?:增长|增速)|增幅", ("sales_growth",)),
        (r"营业收入|年销售额|主营业务收入", ("annual_revenue",)),
        (r"应纳税所得额", ("taxable_income",)),
        (r"资产总额", ("total_assets",)),
        (r"从业人员|职工(?:人数)?\d|员工\d|用工\d", ("employees",)),
        (r"高校毕业生|登记失业|青年|就业困难", ("graduates_hired", "founder_group")),
        (r"退役军人|返乡|脱贫", ("founder_group",)),
        (r"劳动合同", ("contract_years",)),
        (r"社会保险|社保|参保", ("pays_social_insurance",)),
        (r"吸纳|招用|新招|带动.{0,6}就业|雇用", ("new_hires", "employs_others")),
        (r"限额?以上|规模以上|升规|入统|入库", ("above_quota_listed", "first_scale_up")),
        (r"专精特新|小巨人|创新型中小企业|单项冠军", ("recognition",)),
        (r"高新技术企业", ("high_tech",)),
        (r"科技型中小企业", ("tech_sme",)),
        (r"研发投入|研发费用", ("rd_spend",)),
        (r"千瓦|用电容量|低压", ("power_capacity", "low_voltage")),
        (r"两部制", ("two_part_tariff",)),
        (r"租用|承租|租赁", ("premises", "rented_area")),
        (r"创业担保贷款", ("guarantee_loan", "startup_loan_held")),
        (r"逾期", ("overdue_loans",)),
        (r"专利|商标", ("ip_owned",)),
        (r"展会|参展|展位", ("joins_exhibition",)),
        (r"进出口|外贸", ("exports",)),
        (r"孵化基地|创业园", ("startup_base_tenant",)),
        (r"标准(?:制定|制修订)|主导制定", ("leads_standard",)),
        (r"不可抗力|受灾|疫情", ("disaster_hit",)),
        (r"在[\u4e00-\u9fff]{2,8}(?:注册|登记)", ("region",)),
    )
)  # fmt: skip
_SPLIT = re.compile(r"[、，；]|并且|且|同时")


@dataclass(frozen=True, slots=True)
class Part:
    """One condition in the words of the document and the keys of the facts that decide it; none, and
    `vague` is the word that no fact can settle, or "" where the vocabulary has no fact for it."""

    words: str
    facts: tuple[str, ...]
    vague: str


@dataclass(frozen=True, slots=True)
class Decidability:
    """How much of a benefit's condition facts decide: 0 nothing to 100 all, with its parts."""

    score: int
    parts: tuple[Part, ...]


def parts_of(condition: str) -> tuple[Part, ...]:
    """The conditions of a phrase, each with what decides it."""
    parts = []
    for words in _SPLIT.split(condition):
        words = words.strip("的对。 ")
        if len(words) < 2:
            continue
        vague = VAGUE.search(words)
        facts = tuple(dict.fromkeys(key for pattern, keys in FACTS if pattern.search(words) for key in keys))
        parts.append(Part(words, () if vague else facts, vague[0] if vague else ""))
    return tuple(parts)


def decidability(benefit: Benefit) -> Decidability | None:
    """The score of a benefit's stated conditions; None where it states none."""
    parts = parts_of(benefit.condition or "")
    if not parts:
        return None
    return Decidability(round(100 * sum(bool(part.facts) for part in parts) / len(parts)), parts)
