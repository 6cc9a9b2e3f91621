"""Remembering which steps are done, on which content."""

from zhitong.portal.foundation.models import Mark


def is_done(name: str, content: str) -> bool:
    """Whether the step was completed on exactly this content."""
    return Mark.objects.filter(name=name, content=content).exists()


def exists(name: str) -> bool:
    """Whether the step was completed at all."""
    return Mark.objects.filter(name=name).exists()


def set_done(name: str, content: str) -> None:
    """Remembers a completed step."""
    Mark.objects.update_or_create(name=name, defaults={"content": content})
