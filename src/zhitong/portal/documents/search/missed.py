"""Words people asked for in vain: how often, when last, and what was done about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from zhitong.engine.documents.words import Question, Term, Thesaurus, normalise, packaged_thesaurus
from zhitong.portal.accounts.perms import Viewer
from zhitong.portal.documents.models import MissedTerm, SettledTerm
from zhitong.portal.documents.search.backends import search_backend
from zhitong.portal.documents.search.shapes import Filters
from zhitong.portal.foundation.journal import record
from zhitong.portal.foundation.problems import Refusal

MOST_SHOWN, LONGEST_NOTE, LONGEST_MEANING = 200, 200, 24


class TermRefused(Refusal):
    """Nothing was settled; the message says why."""


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A word, how often it was asked in vain, when last; `means` and `note` once somebody settled it."""

    term: str
    count: int
    last_day: date
    means: str = ""
    note: str = ""
    settled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """Words to look at, most asked first, and those settled; asked again after a note they are open again."""

    open: Sequence[MissedRow]
    settled: Sequence[MissedRow]


def thesaurus_in_use() -> Thesaurus:
    """The synonyms of the packs and those added here; a word added here goes before."""
    words = packaged_thesaurus()
    added = dict(SettledTerm.objects.exclude(means="").values_list("term", "means"))
    return with_added(words, added) if added else words


def with_added(words: Thesaurus, added: Mapping[str, str]) -> Thesaurus:
    """The thesaurus with further words that are asked along."""
    others = dict(words.others)
    for term, means in added.items():
        others[term] = tuple(dict.fromkeys((means, *others.get(means, ()), *others.get(term, ()))))
    return replace(words, others=others)


def missed_terms() -> Missed:
    """Two queries, however many words."""
    settled = {one.term: one for one in SettledTerm.objects.all()}
    asked = MissedTerm.objects.values("term").annotate(times=Sum("count"), last=Max("day"))
    still_open: list[MissedRow] = []
    done: list[MissedRow] = []
    for one in asked.order_by("-times", "-last", "term")[:MOST_SHOWN]:
        kept = settled.get(one["term"])
        on = timezone.localdate(kept.at) if kept else None
        said = (kept.means, kept.note, on) if kept else ()
        row = MissedRow(one["term"], one["times"], one["last"], *said)
        (done if on is not None and row.last_day <= on else still_open).append(row)
    return Missed(still_open, done)


def is_found(word: str) -> bool:
    """Whether some clause has the word."""
    question = Question(word, word, (Term(word),))
    return bool(search_backend().search(question, Filters(), 1).hits)


@transaction.atomic
def settle_term(*, term: str, means: str = "", note: str = "", person: Viewer) -> SettledTerm:
    """Keeps that a word is asked as another one, or why nothing is to be done."""
    means, note = normalise(means.strip())[:LONGEST_MEANING], " ".join(note.split())[:LONGEST_NOTE]
    if not MissedTerm.objects.filter(term=term).exists():
        raise TermRefused("没有这个查无结果的词。", "请从列表中选择。", code="term")
    if not means and not note:
        raise TermRefused("还没有写怎么处理。", "请填写同义词，或写明不用处理的原因。", code="nothing_said")
    if means == term or (means and not is_found(means)):
        raise TermRefused(
            f"没有一个条款写到“{means}”，加为同义词也查不到。", "请换成文件里用的说法。", code="means"
        )
    known = SettledTerm.objects.filter(term=term).values("means", "note").first()
    kept, _ = SettledTerm.objects.update_or_create(
        term=term, defaults={"means": means, "note": note, "by": person.pk}
    )
    after = {"term": term, "means": means, "note": note}
    record(action="settle_term", kind="missed_term", key=term, actor=person.pk, before=known, after=after)
    return kept


@transaction.atomic
def reopen_term(*, term: str, person: Viewer) -> bool:
    """Takes the settlement back; False when there was none."""
    known = SettledTerm.objects.filter(term=term).values("means", "note").first()
    count, _ = SettledTerm.objects.filter(term=term).delete()
    if count:
        record(action="reopen_term", kind="missed_term", key=term, actor=person.pk, before=known)
    return bool(count)
