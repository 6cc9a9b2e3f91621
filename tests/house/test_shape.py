"""The house keeps its shape: sizes, names, docstrings, layers."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src" / "zhitong"
MODULES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
VAGUE = {"utils", "helpers", "common", "misc", "manager", "managers", "tools", "stuff"}


def test_no_file_is_longer_than_300_lines():
    too_long = {
        str(p.relative_to(SOURCE)): n for p in MODULES if (n := len(p.read_text().splitlines())) > 300
    }

    assert too_long == {}


def test_no_function_is_longer_than_50_lines():
    too_long = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                lines = (node.end_lineno or 0) - first.lineno + 1
                if lines > 50:
                    too_long.append(f"{path.relative_to(SOURCE)}:{node.name} {lines}")

    assert too_long == []


def test_no_template_is_longer_than_120_lines():
    assert [str(p.relative_to(SOURCE)) for p in TEMPLATES if len(p.read_text().splitlines()) > 120] == []


def test_no_name_is_vague():
    assert [str(p.relative_to(SOURCE)) for p in SOURCE.rglob("*") if p.stem in VAGUE] == []


def test_every_room_says_what_it_is_for():
    silent = [
        str(path.relative_to(SOURCE))
        for path in MODULES
        if path.name == "__init__.py" and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert silent == []


def test_packs_hold_no_python():
    assert list((SOURCE / "packs").rglob("*.py")) == []


def test_there_are_no_signals():
    assert [
        str(p) for p in MODULES if "django.dispatch" in p.read_text() or "models.signals" in p.read_text()
    ] == []


def test_imports_go_down():
    """The contracts of `pyproject.toml` are exhaustive, so a new room must declare its place."""
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.fail("import-linter is not installed: run `make test`")
    done = subprocess.run([command], cwd=REPOSITORY, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-3000:]
