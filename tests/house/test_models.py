"""Models keep to the order of the rooms."""

import tomllib
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.core.management import call_command

REPOSITORY = Path(__file__).resolve().parents[2]


def floors() -> dict[str, int]:
    """Room → height, from the layers of `pyproject.toml`; rooms on one floor share a height."""
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
    layers = next(c["layers"] for c in contracts if c.get("containers") == ["zhitong.portal"])
    return {
        room.strip(): height for height, floor in enumerate(reversed(layers)) for room in floor.split("|")
    }


def test_foreign_keys_point_down():
    heights = floors()
    upward = []
    for model in apps.get_models():
        if model._meta.app_label not in heights:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if (
                target is None
                or getattr(field, "auto_created", False)
                or target._meta.app_label not in heights
            ):
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here != there and heights[there] >= heights[here]:
                upward.append(f"{model.__name__}.{field.name} → {target.__name__}")

    assert upward == []


def test_every_model_has_its_migration(db):
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO(), verbosity=0)
