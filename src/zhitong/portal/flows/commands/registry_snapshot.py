"""The registry as columns, for commands."""

from datetime import date

from zhitong.columnar.snapshot import Snapshot, snapshot_of
from zhitong.engine.facts import Vocabulary
from zhitong.engine.standards import packaged_standards
from zhitong.portal.businesses.frames import registry_frame
from zhitong.portal.flows.commands.answers import Unusable, sentences
from zhitong.portal.flows.database import make_ready
from zhitong.portal.foundation.problems import Refusal


def registry_snapshot(as_of: date, vocabulary: Vocabulary) -> Snapshot:
    """Every living business as of a day; Unusable when there is none."""
    try:
        make_ready()
    except Refusal as refusal:
        raise Unusable(str(refusal)) from refusal
    numbers, frame = registry_frame(as_of)
    if not numbers:
        raise Unusable("登记库是空的，请先导入经营主体，或用 --businesses 给出文件。")
    snapshot, problems = snapshot_of(frame, vocabulary, packaged_standards())
    if snapshot is None:
        raise Unusable(sentences(problems))
    return snapshot
