"""Every reference of a provision leads to the clause and the sentence that hold its figure."""

import re
from dataclasses import replace
from datetime import date

import pytest

from zhitong.engine.documents.parse import ParsedDocument, parse_text
from zhitong.engine.documents.structure.outlining import sentences
from zhitong.engine.packs import PACKS, Pack, find_document
from zhitong.engine.rules.nodes import Quantity
from zhitong.engine.rules.parameters import Parameter, ParameterValue, cited_by
from zhitong.engine.values import Reference

SEEDS = {
    "nmg-2023-30": "000",
    "wuhai-plan-draft": "001",
    "nmg-policy-year-2011": "002",
    "nmg-yiqiyiqi-2023": "003",
    "nmg-sme-regulation-2019": "004",
}


@pytest.fixture(scope="module")
def parsed():
    """Parses each text once."""
    documents: dict[str, ParsedDocument] = {}

    def parse_once(path) -> ParsedDocument:
        if path.name not in documents:
            documents[path.name] = parse_text(path.read_text(encoding="utf-8"))
        return documents[path.name]

    return parse_once


def _squeezed(text: str) -> str:
    return re.sub(r'[\s“”"]+', "", text)


def _references(pack: Pack):
    """Every reference of provisions and of the values of parameters, with what it belongs to."""
    for provision in pack.provisions.values():
        for name, reference in provision.references.items():
            yield f"{provision.key} {name}", reference
    for name, reference in cited_by(pack.parameters).items():
        yield name, reference
    for document in pack.documents.values():
        if document.expires_at is not None:
            yield f"{document.key} expires_at", document.expires_at


def _wrong(pack: Pack, key: str, document: ParsedDocument) -> list[str]:
    """References into a document that do not hold."""
    outline, wrong = document.outline, []
    for owner, reference in _references(pack):
        if reference.document == key:
            place = f"{owner} {reference.clause}"
            clause = outline.by_path.get(reference.clause)
            if clause is None:
                wrong.append(f"{place}: no such clause")
            elif reference.sentence is not None:
                said = [_squeezed(outline.text[start:end]) for start, end in sentences(outline, clause)]
                sentence = said[reference.sentence - 1] if reference.sentence <= len(said) else ""
                wrong += [
                    f"{place}: no {token}" for token in reference.expect if _squeezed(token) not in sentence
                ]
    return wrong


@pytest.mark.seeds
@pytest.mark.parametrize(("key", "number"), SEEDS.items())
def test_references_into_a_document_hold(packs, seeds, parsed, key, number):
    assert _wrong(packs["neimenggu"], key, parsed(seeds(number))) == []


@pytest.mark.seeds
@pytest.mark.parametrize(("key", "number"), SEEDS.items())
def test_a_document_is_recognised(packs, seeds, parsed, key, number):
    document = parsed(seeds(number))

    assert find_document(packs["sample"], document.meta, document.text) == key


def test_references_into_the_sample_plan_hold(packs, parsed):
    document = parsed(PACKS / "sample" / "documents" / "plan.txt")

    assert _wrong(packs["sample"], "sample-city-2026", document) == []
    assert find_document(packs["sample"], document.meta, document.text) == "sample-city-2026"


def test_the_last_day_of_the_plan_is_cited(packs):
    plan = packs["neimenggu"].documents["nmg-2023-30"]

    assert (plan.expires_on, plan.expires_at) == (
        date(2025, 12, 31),
        Reference("nmg-2023-30", "一/（一）", 1, expect=("2025年底",)),
    )


def test_a_wrong_reference_of_a_parameter_is_found(packs, parsed):
    document = parsed(PACKS / "sample" / "documents" / "plan.txt")
    lost = ParameterValue(None, None, Quantity(1, "0.01元"), Reference("sample-city-2026", "九/（九）", 1))
    pack = replace(packs["sample"], parameters={"cap": Parameter("cap", "上限", (lost,))})

    assert _wrong(pack, "sample-city-2026", document) == ["$cap.1 九/（九）: no such clause"]


def test_parameters_of_the_packs_are_cited_from_the_catalogue(packs):
    pack = packs["china"]
    cited = cited_by(pack.parameters)
    assert {"$vat_small_monthly.1", "$vat_small_monthly.2", "$startup_loan_person.1"} <= set(cited)
    assert {one.document for one in cited.values()} <= set(pack.documents)


def test_figures_of_the_documents_are_proved_by_a_token(packs):
    for provision in packs["neimenggu"].own_provisions():
        first = next(iter(provision.references.values()))
        assert first.sentence is not None, provision.key
        assert first.expect, provision.key
