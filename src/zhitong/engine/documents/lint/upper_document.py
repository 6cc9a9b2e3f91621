"""What the upper document asks for is answered, and nothing contradicts it."""

from collections.abc import Iterator

from zhitong.engine.documents.lint.findings import Draft, Finding


def _short(words: str) -> str:
    return words if len(words) <= 48 else words[:47] + "…"


def unanswered(draft: Draft) -> Iterator[Finding]:
    """Upper measures without an answer, and the words of those answered in part."""
    for one in draft.comparison.get("measures", []):
        if one["coverage"] == "none":
            words = _short(one["missing"][0]) if one["missing"] else ""
            yield draft.missing(
                "upper_unanswered", "warning", f"上级文件“{one['upper_path']}”没有对应的举措：{words}",
                "补写落实举措；本地不涉及的，在起草说明中写明理由。",
            )  # fmt: skip
        elif one["coverage"] == "partial" and one["missing"]:
            words = "；".join(_short(quote) for quote in one["missing"][:3])
            yield draft.missing(
                "upper_partly_answered", "info", f"上级文件“{one['upper_path']}”有内容没有落实：{words}",
                "逐句核对，补写或说明理由。",
            )  # fmt: skip


def units_dropped(draft: Draft) -> Iterator[Finding]:
    """Offices the upper document makes responsible that have no counterpart here."""
    for one in draft.comparison.get("measures", []):
        dropped = one["units_changed"]["dropped"]
        if dropped and one["coverage"] != "none":
            yield draft.missing(
                "upper_unit_dropped", "info",
                f"上级文件“{one['upper_path']}”的{'、'.join(dropped)}在本文没有对应的责任单位。",
                "补列对口部门；职能已调整的，写明由谁承接。",
            )  # fmt: skip


def contradicted(draft: Draft) -> Iterator[Finding]:
    """Numbers, days or rates that differ from the upper document about the same thing."""
    for one in draft.comparison.get("conflicts", []):
        start = draft.document.text.find(one["lower_quote"])
        if start >= 0:
            yield draft.find(
                "upper_conflict", "error",
                f"与上级文件不一致。{one['what']}。上级：“{_short(one['upper_quote'])}”",
                start, start + len(one["lower_quote"]), "改为与上级一致；本地确需不同的，写明依据。",
            )  # fmt: skip
