"""Reading a pack folder with everything it includes; bad input gives problems, never an exception."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from zhitong.engine.facts import Vocabulary, read_vocabulary
from zhitong.engine.packs.case_files import check_cases, read_cases
from zhitong.engine.packs.catalogue import check_catalogue, read_catalogue
from zhitong.engine.packs.checking import check_provisions
from zhitong.engine.packs.fields import Fields
from zhitong.engine.packs.model import Case, Pack, PackInfo
from zhitong.engine.packs.parameter_form import read_parameters
from zhitong.engine.packs.provision_form import read_provision
from zhitong.engine.packs.unit_list import check_units, read_units
from zhitong.engine.packs.yaml_files import load_list, load_yaml
from zhitong.engine.rules.named_amounts import amount_names
from zhitong.engine.rules.parameters import Parameter, names_in
from zhitong.engine.rules.provision import Provision
from zhitong.engine.standards import packaged_standards
from zhitong.engine.values import CodeTree, Problem

PACKS = Path(__file__).resolve().parents[2] / "packs"
_HEAD = ("key", "title", "region", "label", "includes", "vocabulary", "note")


def list_packs(root: Path = PACKS) -> tuple[PackInfo, ...]:
    """The packs of a folder by key; folders without a readable `pack.yaml` are left out."""
    found = []
    for path in sorted(root.glob("*/pack.yaml")):
        head = load_yaml(path, path.name, [])
        if isinstance(head, dict) and head.get("key"):
            texts = (str(head.get(name) or "") for name in ("key", "title", "region", "label"))
            key, title, region, label = texts
            found.append(PackInfo(key, title, region, label, path.parent))
    return tuple(found)


def read_pack(
    folder: Path, trees: Mapping[str, CodeTree] | None = None
) -> tuple[Pack | None, tuple[Problem, ...]]:
    """The pack of a folder, included packs first; None when there is no usable `pack.yaml`.

    Included packs are sibling folders. Code trees come from the packaged standards unless given.
    """
    problems: list[Problem] = []
    pack = _read(folder, trees if trees is not None else packaged_standards().trees, (), problems)
    if pack is not None:
        _check(pack, problems)
    return pack, tuple(problems)


def _read(
    folder: Path, trees: Mapping[str, CodeTree], above: tuple[str, ...], problems: list[Problem]
) -> Pack | None:
    label = f"{folder.name}/pack.yaml"
    head = load_yaml(folder / "pack.yaml", label, problems)
    if head is None:
        return None
    fields = Fields(head if isinstance(head, dict) else {}, label, problems)
    fields.only(_HEAD)
    key = fields.text("key", required=True)
    if not key:
        return None
    if key in above:
        fields.refuse("pack_cyclic", f"“{key}”绕了一圈又包含自己", "请改正 includes")
        return None
    includes = fields.texts("includes")
    base = Pack(key=key, title=fields.text("title"), region=fields.text("region"), label=fields.text("label"))
    for name in includes:
        if not (folder.parent / name).is_dir():
            fields.refuse("pack_unknown", f"包含的政策包“{name}”不存在", "请改正 includes")
            continue
        lower = _read(folder.parent / name, trees, (*above, key), problems)
        if lower is not None:
            base = _joined(base, lower)
    base = replace(base, includes=includes, note=fields.text("note"))
    return _with_content(base, folder, _vocabulary(base, fields, folder, trees), problems)


def _joined(base: Pack, lower: Pack) -> Pack:
    """The pack with the content of an included one."""
    return replace(
        base,
        vocabulary=Vocabulary(
            base.vocabulary.facts | lower.vocabulary.facts,
            lower.vocabulary.trees,
            lower.vocabulary.source_labels,
        ),
        documents=base.documents | lower.documents,
        units=base.units | lower.units,
        provisions=base.provisions | lower.provisions,
        cases=(*base.cases, *lower.cases),
        parameters=base.parameters | lower.parameters,
    )


def _vocabulary(base: Pack, fields: Fields, folder: Path, trees: Mapping[str, CodeTree]) -> Vocabulary:
    """The facts of the included packs and the pack's own."""
    name = fields.text("vocabulary")
    if not name:
        return base.vocabulary
    content = load_yaml(folder / name, f"{folder.name}/{name}", fields.problems)
    own, problems = read_vocabulary(content if content is not None else [], trees)
    fields.problems.extend(
        replace(problem, where=f"{folder.name}/{name} {problem.where}") for problem in problems
    )
    return Vocabulary(base.vocabulary.facts | own.facts, own.trees, own.source_labels)


def _with_content(base: Pack, folder: Path, vocabulary: Vocabulary, problems: list[Problem]) -> Pack:
    def label(path: Path) -> str:
        return f"{folder.name}/{path.relative_to(folder).as_posix()}"

    documents_file, units_file = folder / "documents.yaml", folder / "units.yaml"
    own_documents = read_catalogue(documents_file, label(documents_file), base.key, problems)
    for key in own_documents.keys() & base.documents.keys():
        message = f"{label(documents_file)} {key}：文件“{key}”在包含的政策包里已有，请删去一处或改键。"
        problems.append(Problem("document_twice", message, where=f"{label(documents_file)} {key}"))
    parameters_file = folder / "parameters.yaml"
    parameters = base.parameters | read_parameters(parameters_file, label(parameters_file), problems)
    provisions: dict[str, Provision] = {}
    for path in sorted((folder / "provisions").glob("*.yaml")):
        _add_provisions(path, label(path), base.key, provisions, problems)
    cases: list[Case] = []
    for path in sorted((folder / "cases").glob("*.yaml")):
        cases.extend(read_cases(path, label(path), base.key, vocabulary, problems))
    return replace(
        base,
        vocabulary=vocabulary,
        documents=base.documents | own_documents,
        units=base.units | read_units(units_file, label(units_file), problems),
        provisions=base.provisions | {key: _named(one, parameters) for key, one in provisions.items()},
        parameters=parameters,
        cases=(*base.cases, *cases),
    )


def _add_provisions(
    path: Path, label: str, pack: str, provisions: dict[str, Provision], problems: list[Problem]
) -> None:
    for entry in load_list(path, label, problems):
        fields = Fields(entry, f"{label} {entry.get('key', '（无键）')}", problems)
        provision = read_provision(fields, pack)
        if provision is None:
            continue
        if provision.key in provisions:
            fields.refuse("provision_twice", f"事项“{provision.key}”写了两次", "请删去一处或改键")
            continue
        provisions[provision.key] = provision


def _named(provision: Provision, parameters: Mapping[str, Parameter]) -> Provision:
    """The provision with the parameters that its condition and its amount name."""
    named = [*names_in(provision.condition), *amount_names(provision.amount)]
    keys = [key for key in dict.fromkeys(named) if key in parameters]
    return replace(provision, parameters={key: parameters[key] for key in keys}) if keys else provision


def _check(pack: Pack, problems: list[Problem]) -> None:
    """What only the whole can tell."""
    check_catalogue(pack.documents, "documents.yaml", problems)
    check_units(pack.units, "units.yaml", problems)
    check_provisions(pack, problems)
    check_cases(pack.cases, pack.provisions, problems)
