"""Units across levels: 自治区科技厅 hands over to 市科技局; which were dropped or added on the way."""

import re
from collections.abc import Sequence
from functools import lru_cache

# Names of one office at different levels and times, by the word they come down to.
_SAME: tuple[tuple[str, str], ...] = (
    (r"发展(?:和)?改革委?|发改委?", "发改"),
    (r"人力资源和?社会保障|人社", "人社"),
    (r"住房(?:和|与)?城乡建设|住建", "住建"),
    (r"经济和信息化|工业和信息化|工信|经信", "工信"),
    (r"市场监督管理|市场监管|工商行政管理|工商", "市监"),
    (r"科学技术|科技", "科技"),
    (r"文化(?:和|体育)?.*旅游|文体旅游|文旅|广播?电视?|广电", "文旅广电"),
    (r"农牧业?|农业农村|农业", "农业"),
    (r"税务|国税|地税", "税务"),
    (r"政务服务|行政审批|政务和?数据", "政务"),
    (r"银保监|银监|金融监督管理总局|金融监管总局", "银行保险监管"),
    (r"地方金融|金融工作办|金融办|金融局", "地方金融"),
    (r"人民银行", "人行"),
    (r"自然资源|国土资源", "自然资源"),
    (r"国有资产|国资委", "国资"),
    (r"机关事务", "机关事务"),
    (r"党委组织|委组织部|组织部", "组织"),
    (r"宣传部", "宣传"),
    (r"乡村振兴", "乡村振兴"),
    (r"医疗保障|医保", "医保"),
    (r"供电|电力|电网", "电力"),
    (r"环境保护|生态环境|环保", "生态环境"),
    (r"检验检测", "检验检测"),
    (r"城市管理|城管", "城管"),
    (r"融媒体", "融媒体"),
    (r"行政公署|各?[盟市区县旗州]+.*人民政府|人民政府$", "下级政府"),
    (r"相关|有关|其他|部门$|单位$", "有关部门"),
)
_GROUPS = {"有关部门"}  # 其他相关部门 names nobody, so nobody was dropped or added
_TAIL = re.compile(r"(?:中心支行|分行|支行|监管分局|总局|厅|局|委员会|委|办公室|办|部|处|公司|中心|院)$")
_HEAD = re.compile(
    r"^(?:国家|自治区|内蒙古(?:自治区)?|中国|全?省|市|州|盟|旗|县|区|各|[\u4e00-\u9fff]{2,3}(?:省|市|自治区|自治州|盟)(?=[\u4e00-\u9fff]{3}))+"
)


@lru_cache(maxsize=4096)
def core_of(name: str) -> str:
    """The field an office works in, without its level: 自治区财政厅 and 市财政局 are both 财政."""
    for pattern, word in _SAME:
        if re.search(pattern, name):
            return word
    bare = _HEAD.sub("", name)
    return _TAIL.sub("", bare) or bare or name


def overlap(upper: Sequence[str], lower: Sequence[str]) -> float:
    """The share of the lower measure's offices whose field the upper measure names too."""
    mine, theirs = {core_of(name) for name in upper}, {core_of(name) for name in lower}
    return len(mine & theirs) / len(theirs) if theirs else 0.0


def changed(upper: Sequence[str], lower: Sequence[str]) -> dict[str, list[str]]:
    """Upper offices without a counterpart below, and lower ones without a counterpart above."""
    mine, theirs = {core_of(name) for name in upper}, {core_of(name) for name in lower}
    return {
        "dropped": [name for name in upper if core_of(name) not in theirs | _GROUPS],
        "added": [name for name in lower if core_of(name) not in mine | _GROUPS],
    }
