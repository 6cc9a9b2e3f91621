"""Names of benefits are phrases that stand by themselves."""

import pytest

from zhitong.engine.documents.promises.phrases import whole_phrase


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("断水不断供”措施", "断水不断供措施"),
        ("、市政府担保贴息", "市政府担保贴息"),
        ("月15日前发放的培训补贴", "发放的培训补贴"),
        ("“一次办”服务", "“一次办”服务"),
        ("并给予贴息补助", "贴息补助"),
        ("给予补助", "给予补助"),
        ("设备补贴（含软件", "设备补贴含软件"),
        ("信息、技术、" * 8 + "以及培训", "信息、技术、" * 6 + "信息"),
    ],
)
def test_phrase_is_whole(cut: str, whole: str) -> None:
    assert whole_phrase(cut) == whole
