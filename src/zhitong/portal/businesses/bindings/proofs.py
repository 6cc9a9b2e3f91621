"""The proof of a claim: a picture or PDF under a random name, gone once the claim is decided."""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from zhitong.portal.foundation.limits import check_size
from zhitong.portal.foundation.problems import NotFound, Refusal

MEGABYTES = 5
KINDS = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"%PDF-", "application/pdf", "pdf"),
)
SUFFIXES = {kind: suffix for _start, kind, suffix in KINDS}


@dataclass(frozen=True, slots=True)
class Proof:
    """A kept proof: its random name, kind and digest."""

    name: str
    kind: str
    sha256: str


def folder() -> Path:
    """Where proofs lie; outside everything that is served."""
    return Path(settings.MEDIA_ROOT) / "proofs"


def kind_of(content: bytes) -> str:
    """By the first bytes, whatever the name says; Refusal for anything but the three kinds."""
    for start, kind, _suffix in KINDS:
        if content.startswith(start):
            return kind
    raise Refusal("证明文件不是 JPG、PNG 或 PDF。", "请拍照或扫描营业执照后重新上传。", code="proof_kind")


def keep_proof(content: bytes) -> Proof:
    """Writes the file under a random name, readable for this program only."""
    check_size("证明文件", len(content), MEGABYTES)
    kind = kind_of(content)
    name = secrets.token_hex(24)
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / name
    path.touch(mode=0o600)
    path.write_bytes(content)
    return Proof(name, kind, sha256(content).hexdigest())


def read_proof(name: str) -> bytes:
    """The content, or NotFound when it is gone."""
    path = folder() / name
    if not name or not name.isalnum() or not path.is_file():
        raise NotFound("证明文件已删除。", "申请办结后证明文件即删除，只留摘要。")
    return path.read_bytes()


def drop_proof(name: str) -> None:
    """Removes the file; nothing happens when it is gone already."""
    if name and name.isalnum():
        (folder() / name).unlink(missing_ok=True)
