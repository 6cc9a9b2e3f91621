"""The commands: JSON in the agreed shape, or exit 2 with one clear Chinese sentence and no trace."""

import json
import subprocess
import sys

import polars as pl
import pytest

from tests.portal.businesses.factories import business, uscc
from tests.portal.documents.factories import PLAN
from zhitong.portal.businesses.models import Business
from zhitong.portal.documents.models import Revision
from zhitong.portal.flows.commands import main
from zhitong.portal.matches.models import MatchRun
from zhitong.portal.provisions.models import ProvisionVersion

SHOP = {
    "name": "示例面馆",
    "kind": "sole_trader",
    "region": "150702",
    "industry": "H6220",
    "vat_status": "small_scale",
    "monthly_sales": "8万元",
    "registered_on": "2019-04-16",
}


@pytest.fixture
def run(capsys):
    """`run("document", "parse", …)` gives exit code, standard output and standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = 0
        try:
            main([str(one) for one in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return call


@pytest.fixture
def plan(tmp_path):
    """The invented plan as a file."""
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def shop(tmp_path):
    """A facts file."""
    path = tmp_path / "shop.json"
    path.write_text(json.dumps(SHOP), encoding="utf-8")
    return path


def test_parse_gives_the_agreed_shape(run, plan):
    code, out, _ = run("document", "parse", plan, "--json")
    content = json.loads(out)
    assert code == 0
    assert list(content) == [
        "text", "meta", "clauses", "measures", "targets", "benefits", "time_limits", "citations", "problems",
        "validity", "criteria", "duties",
    ]  # fmt: skip
    for clause in content["clauses"]:
        assert set(clause) == {"id", "path", "label", "heading", "level", "start", "end"}


def test_lint_and_compare_answer_in_json(run, plan):
    assert "findings" in json.loads(run("document", "lint", plan, "--json")[1])
    found = json.loads(run("document", "compare", plan, plan, "--json")[1])
    assert set(found) == {"measures", "lower_only", "targets", "conflicts"}


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "空.txt", "文件是空的"),
        (b"\x00\xff\x01" * 90, "坏.txt", "不是可读的文字"),
        ("没有编号。\n只有文字。".encode(), "散文.txt", "无法按条款引用"),
    ],
)
@pytest.mark.parametrize("command", [("document", "parse"), ("document", "lint")])
def test_a_document_that_cannot_be_used_exits_2(run, tmp_path, content, name, words, command):
    path = tmp_path / name
    path.write_bytes(content)
    code, out, err = run(*command, path, "--json")
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["document", "parse", "没有.txt"], "打不开文件"),
        (["document", "parse"], "缺少"),
        (["nothing"], "没有命令或参数“nothing”"),
        (["statement"], "--uscc 和 --facts"),
        (["statement", "--facts", "SHOP", "--pack", "nothing"], "没有政策包“nothing”"),
        (["statement", "--facts", "SHOP", "--as-of", "2024-02-30"], "2024-02-30"),
        (["statement", "--facts", "SHOP", "--as-of", "3024-01-01"], "不在可用范围内"),
        (["check", "packs", "nothing"], "没有政策包“nothing”"),
    ],
)
def test_a_wrong_call_exits_2_with_one_sentence(run, shop, arguments, words):
    code, out, err = run(*[shop if one == "SHOP" else one for one in arguments])
    assert (code, out) == (2, "")
    assert words in err


def test_a_statement_from_facts(run, shop):
    code, out, _ = run("statement", "--facts", shop, "--as-of", "2024-06-30", "--json")
    content = json.loads(out)
    assert code == 0
    assert set(content) == {"business", "as_of", "items", "questions", "totals"}
    assert content["business"]["name"] == "示例面馆"
    met = [one for one in content["items"] if one["verdict"] == "met"]
    assert met
    for item in met:
        for condition in item["receipt"]["conditions"]:
            assert {"text", "verdict", "fact", "value", "source", "as_of"} <= set(condition)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"nonsense": 1}', "没有名为“nonsense”的要素"),
        ('{"employees": "很多"}', "从业人"),
        ('{"employees": 3', "不是有效的 JSON"),
        ("[1]", "JSON 对象"),
    ],
)
def test_a_facts_file_that_cannot_be_used_exits_2(run, tmp_path, content, words):
    path = tmp_path / "facts.json"
    path.write_text(content, encoding="utf-8")
    code, out, err = run("statement", "--facts", path)
    assert (code, out) == (2, "")
    assert words in err


def test_match_writes_counts(run, tmp_path):
    table = tmp_path / "businesses.parquet"
    pl.DataFrame(
        {"uscc": [uscc(1), uscc(2)], **{key: [SHOP[key]] * 2 for key in ("kind", "region")}}
    ).write_parquet(table)
    out = tmp_path / "out"
    code, said, _ = run(
        "match", "--businesses", table, "--pack", "china", "--as-of", "2026-11-24", "--out", out, "--json"
    )
    assert code == 0
    counts = json.loads(said)["counts"]
    listed = pl.read_csv(out / "counts.csv")
    assert set(listed["provision"]) == set(counts)
    assert set((listed["met"] + listed["unknown"] + listed["not_met"]).to_list()) == {2}


def test_match_refuses_what_it_cannot_read(run, tmp_path):
    table = tmp_path / "b.csv"
    table.write_text("名称\n甲\n", encoding="utf-8")
    code, _, err = run("match", "--businesses", table, "--pack", "china", "--out", tmp_path / "out")
    assert code == 2
    assert "uscc" in err
    assert not (tmp_path / "out").exists()


def test_the_packs_of_the_package_are_in_order(run):
    code, out, _ = run("check", "packs", "--json")
    assert code == 0
    assert {"china", "neimenggu", "sample"} <= set(json.loads(out))


def test_commands_without_database_do_not_wait_for_it(plan):
    program = (
        "import sys; from zhitong.portal.flows.commands import main; "
        f"main(['document', 'parse', {str(plan)!r}, '--json']); "
        "sys.exit(any(name in sys.modules for name in ('django.db', 'polars', 'numpy')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.django_db
def test_documents_are_imported_once(run, plan):
    code, out, _ = run("import", "documents", plan, "--json")
    assert (code, json.loads(out)["documents"][0]["outcome"]) == (0, "new")
    assert json.loads(run("import", "documents", plan, "--json")[1])["documents"][0]["outcome"] == "unchanged"
    assert Revision.objects.count() == 1


@pytest.mark.django_db
def test_a_bad_document_does_not_hold_up_the_good_one(run, plan, tmp_path):
    bad = tmp_path / "空.txt"
    bad.write_bytes(b"")
    code, _, err = run("import", "documents", bad, plan)
    assert (code, Revision.objects.count()) == (2, 1)
    assert "文件是空的" in err


@pytest.mark.django_db
def test_businesses_are_imported_and_refused_rows_lie_beside_the_file(run, tmp_path):
    path = tmp_path / "登记.csv"
    path.write_text(f"uscc,name,kind\n{uscc(1)},示例店,sole_trader\n123,坏,sole_trader\n", encoding="utf-8")
    code, out, _ = run("import", "businesses", path, "--json")
    content = json.loads(out)
    assert code == 0
    assert [content[key] for key in ("taken", "changed", "unchanged", "refused")] == [1, 0, 0, 1]
    assert "有3位，应为18位" in (tmp_path / "登记.csv.refused.csv").read_text(encoding="utf-8-sig")
    assert json.loads(run("import", "businesses", path, "--json")[1])["unchanged"] == 1
    assert Business.objects.count() == 1


@pytest.mark.django_db
def test_a_registered_business_has_a_statement(run, tmp_path):
    path = tmp_path / "登记.csv"
    path.write_text(f"uscc,name,kind,region\n{uscc(1)},示例店,sole_trader,150302\n", encoding="utf-8")
    run("import", "businesses", path)
    code, out, _ = run("statement", "--uscc", uscc(1), "--pack", "neimenggu", "--json")
    assert (code, json.loads(out)["business"]["uscc"]) == (0, uscc(1))
    assert run("statement", "--uscc", uscc(2))[0] == 2
    assert "应为18位" in run("statement", "--uscc", "123")[2]


@pytest.mark.django_db
def test_packs_are_loaded_once(run):
    code, out, _ = run("import", "packs", "--json")
    assert code == 0
    assert json.loads(out)["sample"]["new"] == 0  # the command itself made the database ready
    assert ProvisionVersion.objects.filter(provision__pack__key="sample").exists()


@pytest.mark.django_db
def test_the_registry_is_matched_by_command(run):
    code, out, _ = run("run", "matching", "--json")
    assert (code, MatchRun.objects.filter(state="done").count()) == (2, 0)

    business(1)
    sheet_day = "2026-11-24"
    code, out, _ = run("run", "matching", "--as-of", sheet_day, "--json")

    assert code == 0
    assert json.loads(out)["businesses"] == 1
    assert json.loads(out)["as_of"] == sheet_day
