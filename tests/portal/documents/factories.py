"""An invented plan, as tests need it."""

from zhitong.portal.documents.importing.taking import Imported, import_document

PLAN = """示例县人民政府办公室关于印发小店成长行动方案的通知
示政办发〔2026〕8号

各有关部门：
现将方案印发给你们，请认真落实。

一、支持开办
（一）简化登记。当日受理的当日办结。材料齐全的即时发照。（责任单位：县市场监管局、财政局）
（二）减免费用。前三年免收管理费；第四年减半收取。（牵头单位：县财政局；配合单位：县税务局）
二、扩大市场
（三）组织对接。每季度举办一次对接会。（责任单位：县商务局）

示例县人民政府办公室
2026年3月5日
"""
CHANGED = PLAN.replace("第四年减半收取", "第四年、第五年减半收取")


def imported(text: str = PLAN, name: str = "plan.txt", **more) -> Imported:
    """The plan, taken."""
    return import_document(data=text.encode(), name=name, **more)
