"""Names nobody could take for a real business: every one carries 示例."""

from random import Random

_FIRST = "晨朝春秋丰青白云松柏原川河湖星月禾麦枫桦兰荷梅竹安和顺康泰宏盛达源汇"
_SECOND = "光风雨雪林溪泉岭坡桥园舍语声歌香韵影途程舟帆翼牧野乡邻友家"
_TRADES = {
    "A": ("种植", "养殖", "农牧"),
    "B": ("采掘",),
    "C": ("加工", "制造", "食品"),
    "D": ("供热",),
    "E": ("建筑", "装饰"),
    "F": ("百货", "副食", "建材"),
    "G": ("运输", "货运"),
    "H": ("饭馆", "小吃", "旅店"),
    "I": ("网络", "软件"),
    "K": ("物业",),
    "L": ("租赁", "商务"),
    "M": ("技术服务",),
    "N": ("环境",),
    "O": ("修理", "理发", "洗染"),
    "Q": ("托养",),
    "R": ("文化", "健身"),
}
_ENDINGS = {
    "enterprise": "有限公司",
    "cooperative": "专业合作社",
    "family_farm": "家庭农牧场",
    "sole_trader": "店",
}


def fictional_name(random: Random, county: str, section: str, kind: str) -> str:
    """`赛罕区示例晨光百货店`."""
    word = random.choice(_FIRST) + random.choice(_SECOND)
    trade = random.choice(_TRADES.get(section, ("经营",)))
    return f"{county}示例{word}{trade}{_ENDINGS[kind]}"
