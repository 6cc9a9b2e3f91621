"""What may and may not lie in the repository."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.conftest import SEEDS

REPOSITORY = Path(__file__).resolve().parents[2]
RUN = 40  # characters in a row that would make it a copy of a document


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return [REPOSITORY / name for name in listed if name and (REPOSITORY / name).is_file()]


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_path_or_address_of_one_machine():
    # Written in pieces, so that this file is no exception to its own rule.
    folders = "|".join(("work", "farm", "root", "home", "Users"))
    wrong = re.compile(
        rf"(?<![\w.])/({folders})/[a-z.]|/tmp/bash" + r"_jobs|pypi[.-][a-z]+\.[a-z]+/|--index" + "-url"
    )

    assert [str(p) for p in tracked() if wrong.search(text_of(p))] == []


def test_no_secret():
    wrong = re.compile(r"BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{30}")
    here = Path(__file__)

    assert [str(p) for p in tracked() if p != here and wrong.search(text_of(p))] == []


@pytest.mark.seeds
def test_facts_carry_over_but_sentences_do_not():
    texts = sorted(SEEDS.glob("*.txt"))
    if not texts:
        pytest.skip("the documents' full texts are not here, so copies of them cannot be looked for")
    seen: set[str] = set()
    for path in texts:
        squashed = re.sub(r"\s+", "", path.read_text(encoding="utf-8"))
        seen.update(squashed[i : i + RUN] for i in range(len(squashed) - RUN + 1))
    copies = {}
    for path in tracked():
        squashed = re.sub(r"\s+", "", text_of(path))
        for i in range(max(0, len(squashed) - RUN + 1)):
            if "\u4e00" <= squashed[i] <= "\u9fff" and squashed[i : i + RUN] in seen:
                copies[str(path.relative_to(REPOSITORY))] = squashed[i : i + RUN]
                break

    assert copies == {}


def test_every_dependency_is_locked():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = lambda needs: {re.split(r"[\[<>=!~ ]", n)[0].lower().replace("_", "-") for n in needs}  # noqa: E731
    pinned = lambda file: set(re.findall(r"^([a-z0-9.-]+)==", (REPOSITORY / file).read_text(), re.MULTILINE))  # noqa: E731

    assert named(project["dependencies"]) - pinned("requirements.lock") == set()
    assert named(project["optional-dependencies"]["dev"]) - pinned("requirements-dev.lock") == set()
