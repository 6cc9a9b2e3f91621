"""Is the demo there already? Asked without reading rules or tables, so that a second start is quick."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import zhitong
from zhitong.portal.businesses.models import Business
from zhitong.portal.flows.demo.sign_ins import SignIn, read_sign_ins
from zhitong.portal.flows.waiting import pending
from zhitong.portal.foundation import marks

DEMO_SIZE = 20_000
READY = "demo:ready"
HOUSE = Path(zhitong.__file__).parent
CONTENT = (HOUSE / "packs", HOUSE / "engine" / "facts" / "synthetic")


@dataclass(frozen=True, slots=True)
class Demo:
    """What is ready: the accounts, and how many businesses there are."""

    sign_ins: list[SignIn]
    businesses: int


def folder_hash(*folders: Path) -> str:
    """Changes with any file of the folders."""
    digest = sha256()
    for folder in folders:
        for path in sorted(one for one in folder.rglob("*") if one.is_file() and one.suffix != ".pyc"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\x00" + path.read_bytes())
    return digest.hexdigest()


def state_of(size: int, as_of: date) -> str:
    """Names a complete demo: its content, its size and its day."""
    return f"{folder_hash(*CONTENT)}:{size}:{as_of.isoformat()}"


def ready_demo(*, data: Path, as_of: date, size: int = DEMO_SIZE) -> Demo | None:
    """The demo when nothing has to be done, else None."""
    sign_ins = read_sign_ins(data)
    if not sign_ins or pending() or not marks.is_done(READY, state_of(size, as_of)):
        return None
    mark = sign_ins_mark(sign_ins)
    return Demo(sign_ins, Business.objects.count()) if marks.is_done("demo:people", mark) else None


def sign_ins_mark(sign_ins: list[SignIn]) -> str:
    """Changes with any account or password of the file."""
    return sha256("\n".join(f"{one.username} {one.password}" for one in sign_ins).encode()).hexdigest()
