"""Words as they are searched: one normal form for text and question, tokens, synonyms, coverage."""

from zhitong.engine.documents.words.coverage import Coverage, cover, sentence_around
from zhitong.engine.documents.words.normalising import Normalised, normalise, normalise_with_places
from zhitong.engine.documents.words.numbers import document_number, find_document_numbers
from zhitong.engine.documents.words.questions import Question, Term, read_question
from zhitong.engine.documents.words.thesaurus import Thesaurus, packaged_thesaurus, read_thesaurus
from zhitong.engine.documents.words.tokens import (
    HAS_SEGMENTER,
    facet,
    indexed_tokens,
    tokens_of,
    whole_words,
)

__all__ = [
    "HAS_SEGMENTER",
    "Coverage",
    "Normalised",
    "Question",
    "Term",
    "Thesaurus",
    "cover",
    "document_number",
    "facet",
    "find_document_numbers",
    "indexed_tokens",
    "normalise",
    "normalise_with_places",
    "packaged_thesaurus",
    "read_question",
    "read_thesaurus",
    "sentence_around",
    "tokens_of",
    "whole_words",
]
