"""The states of a message and every move between them, as data."""

from dataclasses import dataclass

from django.db import models


class State(models.TextChoices):
    """Where a message stands."""

    PENDING = "pending", "待发送"
    LEASED = "leased", "发送中"
    HANDED_OVER = "handed_over", "已交服务商"
    DELIVERED = "delivered", "已送达"
    TEMP_FAILED = "temp_failed", "暂未发出"
    PERM_FAILED = "perm_failed", "发送失败"
    EXPIRED = "expired", "已过期"
    CANCELLED = "cancelled", "已取消"
    BLOCKED = "blocked", "暂不发送"


@dataclass(frozen=True, slots=True)
class Move:
    """From a state by an action to another; `guard` says what must hold besides."""

    state: State
    action: str
    to: State
    guard: str = ""


S = State
MOVES: tuple[Move, ...] = (
    Move(S.PENDING, "lease", S.LEASED, "due"),
    Move(S.TEMP_FAILED, "lease", S.LEASED, "due"),
    Move(S.BLOCKED, "lease", S.LEASED, "due"),  # only a block with a day to try again has one
    Move(S.LEASED, "lease", S.LEASED, "lease_over"),  # the worker that held it is gone
    Move(S.LEASED, "hand_over", S.HANDED_OVER, "own_lease"),
    Move(S.LEASED, "deliver", S.DELIVERED, "own_lease"),
    Move(S.LEASED, "fail_for_now", S.TEMP_FAILED, "own_lease"),
    Move(S.LEASED, "fail", S.PERM_FAILED, "own_lease"),
    Move(S.LEASED, "block", S.BLOCKED, "own_lease"),
    Move(S.LEASED, "expire", S.EXPIRED, "own_lease"),
    Move(S.LEASED, "cancel", S.CANCELLED, "own_lease"),
    Move(S.HANDED_OVER, "deliver", S.DELIVERED),
    Move(S.HANDED_OVER, "fail", S.PERM_FAILED),  # the provider reports later
    Move(S.PENDING, "cancel", S.CANCELLED),
    Move(S.TEMP_FAILED, "cancel", S.CANCELLED),
    Move(S.BLOCKED, "cancel", S.CANCELLED),
    Move(S.TEMP_FAILED, "retry", S.PENDING),
    Move(S.PERM_FAILED, "retry", S.PENDING),
    Move(S.EXPIRED, "retry", S.PENDING),
    Move(S.BLOCKED, "retry", S.PENDING),
)
FAILED = (S.TEMP_FAILED, S.PERM_FAILED, S.EXPIRED, S.BLOCKED)
ENDED = (S.HANDED_OVER, S.DELIVERED, S.PERM_FAILED, S.EXPIRED, S.CANCELLED)


def moves_by(action: str) -> tuple[Move, ...]:
    """All moves of an action."""
    return tuple(move for move in MOVES if move.action == action)


def states_before(action: str, guard: str | None = None) -> list[State]:
    """The states an action may start from, with this guard when one is given."""
    return [move.state for move in moves_by(action) if guard is None or move.guard == guard]


def state_after(action: str) -> State:
    """Where an action leads; each leads to one state only."""
    (after,) = {move.to for move in moves_by(action)}
    return after
