"""A small sound pack in a folder, for tests that break one thing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from zhitong.engine.packs import Pack, read_pack
from zhitong.engine.values import Problem, Severity

FILES = {
    "pack.yaml": 'key: tiny\ntitle: 小包\nregion: "15"\nvocabulary: facts.yaml\n',
    "facts.yaml": """
- {key: kind, type: choice, label: 主体类型, options: {enterprise: 企业, sole_trader: 个体工商户}}
- {key: region, type: code, tree: region, label: 所在地}
- {key: annual_revenue, type: money, label: 营业收入, period: year, minimum: 0}
- {key: employees, type: count, unit: 人, label: 从业人员, minimum: 0}
""",
    "units.yaml": '- {name: 甲局, region: "15", level: region, aliases: [甲]}\n',
    "documents.yaml": """
- key: doc
  title: 甲文件
  doc_number: 甲发〔2024〕1号
  issuer: 甲局
  issued_on: 2024-01-02
  region: "15"
  status: in_force
  match: {doc_number: 甲发〔2024〕1号, title: [甲文件], text: [甲文件, 收入奖励]}
""",
    "provisions/grants.yaml": """
- key: grant
  title: 收入奖励
  kind: grant
  summary: 收入达到500万元的企业奖励10万元。
  beneficiary: 企业
  region: "15"
  units: [甲局]
  topics: [市场]
  window: {from: 2024-01-02, to: 2026-12-31, cites: [r1]}
  condition: |
    all:
      kind is enterprise [r1]
      annual_revenue at_least 500万元 per year [r1]
  amount: {type: fixed, value: 10万元, cites: [r1]}
  how: {mode: apply}
  references:
    r1: {document: doc, clause: 一/（一）, sentence: 1, expect: [500万元]}
""",
    "cases/cases.yaml": """
- key: at_threshold
  title: 刚好500万元
  as_of: 2025-06-30
  facts: {kind: enterprise, region: "1503", annual_revenue: 500万元}
  expect:
    grant: {verdict: met, amount: 10万元, window: open}
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small pack on disk."""
    root = tmp_path / "tiny"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def change(folder: Path) -> Callable[[str, str, str], tuple[Pack | None, dict[str, Problem]]]:
    """Replaces words in a file and reads the pack: the pack and its errors by code."""

    def changed(name: str, old: str, new: str) -> tuple[Pack | None, dict[str, Problem]]:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
        pack, problems = read_pack(folder)
        return pack, {each.code: each for each in problems if each.severity is Severity.ERROR}

    return changed
