"""`zhitong index` and `zhitong document export`: done, or one sentence and exit 2."""

import json

import pytest

from tests.portal.documents.factories import PLAN
from zhitong.engine.documents.out import check_akn
from zhitong.portal.documents.search.backends import search_backend
from zhitong.portal.flows.commands import main


@pytest.fixture
def run(capfdbinary, settings, tmp_path):
    settings.SEARCH_FOLDER = tmp_path / "search"

    def call(*arguments):
        code = 0
        try:
            main([str(one) for one in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        return code, out.decode(), err.decode()

    return call


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_importing_indexes_and_rebuilding_indexes_again(run, plan):
    assert run("import", "documents", plan)[0] == 0
    assert len(search_backend().prints()) == 1

    code, out, _ = run("index", "rebuild", "--json")
    assert (code, json.loads(out)) == (0, {"indexed": 1, "forgotten": 0, "unchanged": 0})
    code, out, _ = run("index", "refresh")
    assert (code, out.strip()) == (0, "编入 0 份，移除 0 份，未变 1 份。")


@pytest.mark.django_db
def test_an_index_that_is_not_installed_is_one_sentence(run, settings):
    settings.SEARCH_BACKEND = "nothing"
    code, out, err = run("index", "rebuild")

    assert (code, out) == (2, "")
    assert "检索引擎“nothing”不能使用" in err


@pytest.mark.parametrize(
    ("form", "suffix"), [("akn", ".xml"), ("json", ".json"), ("md", ".md"), ("docx", ".docx")]
)
def test_a_document_is_exported(run, plan, tmp_path, form, suffix):
    target = tmp_path / f"made{suffix}"
    code, out, _ = run("document", "export", plan, "--to", form, "--out", target, "--json")

    assert (0, target.stat().st_size) == (code, json.loads(out)["bytes"])
    if form == "akn":
        assert check_akn(target.read_bytes()) == []


def test_without_a_target_it_lies_beside_the_file(run, plan):
    assert run("document", "export", plan, "--to", "md")[0] == 0
    assert plan.with_name("plan.out.md").read_text(encoding="utf-8").startswith("# ")
    assert plan.read_text(encoding="utf-8") == PLAN


def test_standard_output_carries_the_file_only(run, plan):
    code, out, err = run("document", "export", plan, "--to", "akn", "--out", "-")

    assert (code, err, check_akn(out.encode())) == (0, "", [])


@pytest.mark.parametrize("to", [("pdf",), ("akn", "--out", "/nonexistent/made.xml")])
def test_what_cannot_be_written_is_said(run, plan, to):
    code, out, err = run("document", "export", plan, "--to", *to)

    assert (code, out, len(err.strip().splitlines())) == (2, "", 1)
