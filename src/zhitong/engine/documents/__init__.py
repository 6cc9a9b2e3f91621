"""Official documents: canonical text, outline, measures with their units, and what the words promise."""

from zhitong.engine.documents.outline import Clause, Outline
from zhitong.engine.documents.parse import ParsedDocument, parse, parse_text, to_json

__all__ = ["Clause", "Outline", "ParsedDocument", "parse", "parse_text", "to_json"]
