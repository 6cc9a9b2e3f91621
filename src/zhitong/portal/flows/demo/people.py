"""Who can sign in to the demo; passwords are drawn at the first start and kept in the data folder."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhitong.engine.packs import Unit
from zhitong.portal.accounts.models import Person, Role
from zhitong.portal.accounts.operations import add_person, appoint, load_units, set_password
from zhitong.portal.businesses.operations import bind_owner
from zhitong.portal.flows.demo.sign_ins import SignIn, keep_sign_ins, read_sign_ins

WORDS = (
    "malan",
    "shalian",
    "baihua",
    "yunshan",
    "hupo",
    "liutiao",
    "songtao",
    "fengche",
    "xiaohe",
    "huangyang",
    "muge",
    "shuijing",
    "qinghu",
    "taihe",
    "wenquan",
    "yinhe",
    "douya",
    "mianbao",
)
SINCE = date(2024, 1, 1)
COUNTY_UNIT = Unit("海勃湾区市场监督管理局（演示）", "150302", "banner_county", note="仅用于演示")
OWNED = "海拉尔区示例草原面馆"


@dataclass(frozen=True, slots=True)
class Part:
    """An account to be made: posts are (organisation, role); `owns` is the name of a business."""

    username: str
    who: str
    posts: Sequence[tuple[str, Role]] = ()
    owns: str = ""


PARTS = (
    Part("dianzhu", "经营者：海拉尔区示例草原面馆", owns=OWNED),
    Part(
        "haibowan",
        "旗县经办：海勃湾区",
        posts=((COUNTY_UNIT.name, Role.CASE_OFFICER), (COUNTY_UNIT.name, Role.STATISTICIAN)),
    ),
    Part(
        "zizhiqu",
        "自治区经办：自治区市场监管局",
        posts=(
            ("自治区市场监管局", Role.EDITOR),
            ("自治区市场监管局", Role.CASE_OFFICER),
            ("自治区市场监管局", Role.STATISTICIAN),
        ),
    ),
    Part("shilishi", "盟市编辑：示例市商务局", posts=(("示例市商务局", Role.EDITOR),)),
    Part("lingdao", "领导：自治区人民政府办公厅", posts=(("自治区人民政府办公厅", Role.LEADER),)),
)


def drawn_password() -> str:
    """Two words and three digits: easy to type, drawn anew for every installation."""
    return f"{secrets.choice(WORDS)}-{secrets.choice(WORDS)}-{secrets.randbelow(900) + 100}"


def prepare_people(folder: Path) -> list[SignIn]:
    """Makes the accounts; a password that is in the file is the password in the database."""
    kept = {one.username: one.password for one in read_sign_ins(folder)}
    sign_ins = [
        SignIn(part.username, kept.get(part.username) or drawn_password(), part.who) for part in PARTS
    ]
    keep_sign_ins(folder, sign_ins)
    load_units([COUNTY_UNIT])
    for part, one in zip(PARTS, sign_ins, strict=True):
        person = add_person(
            username=part.username, display_name=part.who, password=one.password, is_demo=True
        )
        if not person.check_password(one.password):
            set_password(person=person, password=one.password)
        for organisation, role in part.posts:
            appoint(person=person, organisation=organisation, role=role, starts=SINCE)
    return sign_ins


def bind_owners(uscc_by_name: dict[str, str]) -> None:
    """Gives the owner's account its business."""
    for part in PARTS:
        if part.owns in uscc_by_name:
            bind_owner(person=Person.objects.get(username=part.username), uscc=uscc_by_name[part.owns])
