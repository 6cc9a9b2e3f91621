"""Facts in plain Chinese, as screens and receipts show them."""

from datetime import date

from zhitong.engine.facts.definitions import PERIODS, FactDef, FactType, Vocabulary
from zhitong.engine.facts.known import FactValue, Value
from zhitong.engine.values import Band, print_date, print_money, print_share


def value_text(definition: FactDef, value: Value, vocabulary: Vocabulary) -> str:
    """`500万元`, `10–19人`, `零售业（F52）`, `是`, `小微企业`, `2024年6月30日`."""
    if isinstance(value, Band):
        return _band_text(definition, value)
    if definition.is_number and isinstance(value, int):
        return _number_text(definition, value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return print_date(value)
    text = str(value)
    if definition.type is FactType.CHOICE:
        return definition.option_label(text) or text
    tree = vocabulary.trees.get(definition.tree)
    entry = None if tree is None else tree.entries.get(text)
    return text if entry is None else f"{entry.name}（{entry.printed}）"


def fact_text(key: str, known: FactValue, vocabulary: Vocabulary) -> str:
    """`从业人数 10–19人（社保，2025年12月31日）`."""
    definition = vocabulary[key]
    when = f"，{print_date(known.as_of)}" if known.as_of else ""
    origin = f"（{vocabulary.source_label(known.source)}{when}）"
    return f"{definition.label} {value_text(definition, known.value, vocabulary)}{origin}"


def period_text(definition: FactDef) -> str:
    """每年, 每季度, 每月, 每日, or nothing."""
    return PERIODS[definition.period]


def _number_text(definition: FactDef, amount: int) -> str:
    if definition.type is FactType.MONEY:
        return print_money(amount)
    return print_share(amount) if definition.type is FactType.SHARE else f"{amount}{definition.unit}"


def _band_text(definition: FactDef, band: Band) -> str:
    if band.low is None and band.high is None:
        return "不详"
    if band.high is None:
        return f"{_number_text(definition, band.low or 0)}以上"
    if band.low is None:
        return f"{_number_text(definition, band.high)}以内"
    if definition.type is FactType.COUNT:
        return f"{band.low}–{band.high}{definition.unit}"
    return f"{_number_text(definition, band.low)}–{_number_text(definition, band.high)}"
