"""Provisions go to YAML and come back the same, whatever they hold."""

from dataclasses import replace
from datetime import date

import pytest
import yaml

from zhitong.engine.packs import list_packs, read_pack, write_provision
from zhitong.engine.packs.fields import Fields
from zhitong.engine.packs.provision_form import read_provision
from zhitong.engine.rules.amounts import Ceiling, Fixed, NotStated, PerUnit, Rate, Tier, Tiers
from zhitong.engine.rules.nodes import All, AnyOf, AtLeast, Judgement, Leaf, Not, Quantity
from zhitong.engine.rules.provision import HowTo, Provision, Window
from zhitong.engine.values import Problem, Reference

SHIPPED = {info.key: info.folder for info in list_packs()}
AMOUNTS = (
    NotStated("文件没有写：金额"),
    Fixed(12_345, ">=", "year", ("r1",)),
    Rate(5_000, None, "热费: 优惠前", 2_000_000, 100, "year", "<=", ("r1",)),
    PerUnit(150_000, "employees", "每人", 3_000_000, "year", ">=", ("r1", "r2")),
    Tiers("annual_revenue", (Tier(0, 100), Tier(500_000_000, None, 1_000)), 900, "year", ("r1",)),
    Ceiling("费率", None, 80, ">=", ("r1",)),
    Ceiling("额度", 30_000_000, None, cites=("r1",)),
)


def _again(provision: Provision, text: str) -> Provision | None:
    problems: list[Problem] = []
    fields = Fields(yaml.safe_load(text)[0], "试读", problems)
    found = read_provision(fields, provision.key.split(".")[0])
    assert problems == []
    return found


@pytest.mark.parametrize("key", SHIPPED)
def test_every_shipped_provision_comes_back_the_same(key):
    pack, _ = read_pack(SHIPPED[key])
    for provision in pack.own_provisions():
        text = write_provision(provision, pack.vocabulary)
        again = replace(_again(provision, text), parameters=provision.parameters)
        assert again == provision
        assert write_provision(again, pack.vocabulary) == text


@pytest.mark.parametrize("amount", AMOUNTS, ids=lambda amount: type(amount).__name__)
def test_every_kind_of_amount_comes_back_the_same(amount, folder):
    vocabulary = read_pack(folder)[0].vocabulary
    provision = Provision(
        key="tiny.all",
        title="“全部”: 写法",
        kind="service",
        summary="含冒号: 和 #号、“引号”。",
        beneficiary="企业",
        region="",
        units=("甲局", "甲：局"),
        condition=AtLeast(
            1,
            (
                All(
                    (Leaf("kind", "is", "enterprise", ("r1",)), Not(Leaf("region", "within", "15", ("r1",))))
                ),
                AnyOf((Judgement("有前景（人工）", ("r2",)), Judgement("[r9] 不是依据"))),
                Leaf("annual_revenue", "at_most", Quantity(50_000_000, "50万元", "year"), ("r1",)),
            ),
        ),
        amount=amount,
        window=Window(None, date(2026, 12, 31), note="文件只写截止日: 待查", cites=("r1",)),
        how=HowTo("apply", ("先: 登录", "再提交"), ("证明",), "窗口", "7个工作日", "12345"),
        references={
            "r1": Reference("doc", "二/（一）/——甲：乙/1/¶1", 2, "条号待核对, 见原文", ("50%", "1∶5")),
            "r2": Reference("doc", "第三章/第十八条/（一）"),
        },
        replaced_by="other.rule",
        replaces="tiny.old",
        group="g",
        stage="draft",
        evidence="C",
        notes=("一: 说明", "- 像列表"),
        topics=("税费",),
    )

    assert _again(provision, write_provision(provision, vocabulary)) == provision
