"""Names of bodies: where a name ends, which prefix it carries, and when it stands alone or for several."""

import re

SUFFIX = (
    r"(?:局|厅|委|办|部|院|署|会|府|中心|银行|支行|分行|公司|集团|处|科|股|站|所|队|社|盟|办公室|室|企业|机构|单位|部门|行|团|海关|"
    r"法院|检察院|学院|大学|学校|协会|工会|妇联|残联|工商联|科协|侨联|等|专班|平台|基金|保险|支队|总队|公署|台|馆)"
)
NAME_END = re.compile(rf"{SUFFIX}(?:[（(][^（）()]*[）)])?$")
TAIL = re.compile(
    r"(?:等(?:有关|相关|各有关|各相关)?(?:部门|单位|地区|市直部门|成员单位|机构|部门和单位|单位和部门|地方)?)$"
)
NO_PLACE = r"(?!场|容|政(?!务|府|协|法|策|研|数|企|工|文))"
GENERIC_PREFIX = re.compile(
    r"(?P<prefix>内蒙古自治区|自治区|自治州|兵团|省|市|州|盟|县|旗|区)(?=[\u4e00-\u9fff（])"
    rf"{NO_PLACE}(?!域|镇|区|盟|县|级以上|行政公署|人民政府$|政府$)"
)
PLACE_PREFIX = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{2,6}?(?:自治区|自治州|自治县|自治旗|省|市|盟|县|旗|新区|区|州))"
    rf"(?=[\u4e00-\u9fff]{{2,}}){NO_PLACE}(?<!农村牧区)(?<!城区)(?<!社区)(?<!园区)(?<!景区)(?<!联盟)(?<!地区)(?<!全省)(?<!全市)"
)
PLACES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    "甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|大连|青岛|宁波|厦门|深圳|呼和浩特|包头|乌海|赤峰|通辽|鄂尔多斯|"
    "呼伦贝尔|巴彦淖尔|乌兰察布|兴安盟|锡林郭勒|阿拉善|满洲里|二连浩特"
)
NATIONAL = (
    "国家|中国|中央|全国|国务院|中共|国网|南网|中铁|中石|华能|大唐|华电|人民银行|国有|农业银行|工商银行|建设银行|交通银行|邮储|农信|"
    "国家开发银行|进出口银行|税务总局|海关总署|市场监管总局"
)
MINISTRIES = (
    "财政部|商务部|教育部|科技部|公安部|民政部|司法部|农业农村部|交通运输部|水利部|自然资源部|生态环境部|应急管理部|文化和旅游部|"
    "工业和信息化部|人力资源社会保障部|人力资源和社会保障部|住房城乡建设部|住房和城乡建设部|退役军人事务部|审计署"
)
ALONE = re.compile(
    rf"(?:{NATIONAL}|{MINISTRIES}|(?:{PLACES})(?!省|市|自治区|盟|区|县|旗)|团[省市区县州旗盟]委)"
)
ALONE_END = re.compile(
    r"(?:公司|集团|银行|支行|分行|海关|海事局|监管分局|监管支局|监管组|监局|监分局|供电局|铁路局|总局|企业|大学|学院|学校|联合体|合作社|"
    r"农商行|信用社|[\u4e00-\u9fff]{2,}(?:区|县|旗|盟|州|市|镇|乡|街道)|[\u4e00-\u9fff]{2,}(?:证监局|银保监局|银监局|保监局))$"
)
GROUP = re.compile(
    r"^(?:各|属地|地方(?!金融|税务|志|海事)|基层|辖区|有关|相关|其他|其它|全体|所有|涉及|本|上述|以上|承担)|级以上|"
    r"各(?:有关|相关|级|部门|单位|区|县|旗|盟|市|地|行政|成员)|(?:有关|相关)(?:部门|单位|企业|机构|地区|方面|省级|行业|市|县)"
)
SEVERAL = re.compile(
    r"(?:旗县区?|县区|区县|市县|县市|县市区|旗县市区|盟市|市州|州市|镇街|乡镇|开发区|园区|功能区|街道)"
    r"(?:[（(][、市县区旗盟州]+[）)])?(?:人民政府|政府|行政公署|管委会|党委|党工委|办事处)?"
)
OPEN_ENDED = re.compile(r"有关|相关|其他|其它")
LOCAL = re.compile(
    r"(?:(?:盟|市|州|旗|县|特区|区|乡|镇|苏木|街道|地区|旗县|县区|县市|县级市|市区|区县|市县|乡镇|镇街|开发区|园区|功能区|新区|经开区|高新区|工业园区|开发园区|产业园区|示范区|管理区)"
    r"[（(]?[、市县区旗盟州）)]*)?(?:人民政府|政府|行政公署|行署|管委会|管理委员会|办事处|党工委|党委)$|"
    r"(?:旗县区?|县区|区县|市县|县市|县级市|特区|[县市区旗州]|开发区|园区|开发园区|产业园区|功能区|乡镇|镇街|街道|苏木乡镇|盟市)$"
)
BARE = re.compile(r"(?:人民)?政府|管委会|办事处")


def is_group(name: str) -> bool:
    """Stands for several bodies, so it is never an organ of its own."""
    return bool(GROUP.search(name)) or bool(SEVERAL.fullmatch(name))


def own_prefix(name: str) -> str | None:
    """The printed prefix of a name (自治区, 市, 乌海市); '' if it stands alone; None if it has none."""
    if ALONE.match(name):
        return ""
    if name.startswith("直"):  # 市…、直各部门: the prefix of 市直 is carried
        return None
    found = GENERIC_PREFIX.match(name)
    if found is not None:
        return found["prefix"]
    if is_group(name):
        return ""
    place = PLACE_PREFIX.match(name)
    if place is not None and not LOCAL.search(name):
        return place["prefix"] if not ALONE_END.search(name) else ""
    if ALONE_END.search(name) or LOCAL.search(name):
        return ""
    return None


def restored(name: str, carried: str, level: str | None) -> tuple[str, str, str | None]:
    """The full name, the prefix to carry on, and whether 各 holds for the next name.

    `level` is None where it does not hold, else what goes with it: the level a party committee
    named (各乡镇党委、政府), or 有关 (各有关区、县级市).
    """
    if name.startswith("各"):
        committee = re.fullmatch(r"各(?P<level>.+?)(?:党委|党工委|党组)|各(?P<some>有关|相关).*", name)
        return name, carried, (committee["level"] or committee["some"]) if committee else ""
    if level is not None and LOCAL.fullmatch(name):
        of_all = level if level in ("有关", "相关") or BARE.fullmatch(name) else ""
        return f"各{of_all}{name}", carried, level
    prefix = own_prefix(name)
    if prefix is None:
        return carried + name, carried, None
    return name, prefix or carried, None
