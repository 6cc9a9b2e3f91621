"""schema.org Legislation: what search engines are told about a document."""

from typing import Any

from zhitong.engine.documents.out.publication import Publication

FORCE = {"in_force": "InForce", "expired": "NotInForce", "repealed": "NotInForce"}
KINDS = {
    "regulation": "条例",
    "law": "法律",
    "plan": "规划",
    "notice": "通知",
    "opinion": "意见",
    "measures": "措施",
}


def to_legislation(publication: Publication, address: str, status: str) -> dict[str, Any]:
    """The description as JSON-LD; what is not known is left out, a draft is never called in force."""
    meta = publication.meta
    issuer = meta.get("issuer")
    said = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": publication.title,
        "legislationIdentifier": meta.get("doc_number"),
        "legislationType": KINDS.get(str(meta.get("kind"))),
        "legislationDate": meta.get("issued_on"),
        "legislationDateVersion": meta.get("effective_on"),
        "temporalCoverage": f"../{meta['expires_on']}" if meta.get("expires_on") else None,
        "legislationLegalForce": FORCE.get(status),
        "legislationPassedBy": {"@type": "Organization", "name": issuer} if issuer else None,
        "legislationJurisdiction": "CN-" + publication.region if publication.region else "CN",
        "inLanguage": "zh-Hans",
        "version": publication.revision,
    }
    return {name: value for name, value in said.items() if value not in (None, "")}
