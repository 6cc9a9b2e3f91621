"""The accounts of the demo, kept in the data folder for the user of this machine only."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "demo-sign-ins.txt"


@dataclass(frozen=True, slots=True)
class SignIn:
    """A demo account as printed."""

    username: str
    password: str
    who: str


def read_sign_ins(folder: Path) -> list[SignIn]:
    """The accounts kept in the data folder, or none."""
    path = folder / FILE_NAME
    if not path.exists():
        return []
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [SignIn(*cells) for cells in lines if len(cells) == 3]


def keep_sign_ins(folder: Path, sign_ins: Sequence[SignIn]) -> None:
    """Writes them for this user only, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path, draft = folder / FILE_NAME, folder / (FILE_NAME + ".new")
    draft.touch(mode=0o600)
    draft.write_text(
        "".join(f"{one.username}\t{one.password}\t{one.who}\n" for one in sign_ins), encoding="utf-8"
    )
    draft.chmod(0o600)
    draft.replace(path)
