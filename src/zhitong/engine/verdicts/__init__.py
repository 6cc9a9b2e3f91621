"""Verdicts: one business against provisions, with receipts, missing facts, questions and totals.

`evaluate.evaluate` judges one provision, `statement.statement` a whole list, `receipt.receipt_to_json` and
`receipt.replay` keep and repeat a verdict, `compiled.compile_rules` is the fast way without receipts.
"""

from zhitong.engine.verdicts.evaluate import Evaluation, evaluate, evaluate_all
from zhitong.engine.verdicts.nodes import NodeVerdict, judge_condition

__all__ = ["Evaluation", "NodeVerdict", "evaluate", "evaluate_all", "judge_condition"]
