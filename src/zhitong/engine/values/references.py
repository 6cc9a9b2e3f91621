"""Where a statement comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """Points at the words a fact of policy stems from.

    `document` is a key of the documents catalogue of a pack, `clause` a path as in
    `二/（一）/1/¶1`, `sentence` the ordinal (from 1) of the sentence in the clause's own text.
    `expect` are short tokens (a figure, a name) that the sentence holds, to prove the address.
    """

    document: str
    clause: str
    sentence: int | None = None
    note: str = ""
    expect: tuple[str, ...] = ()
