"""What rests on a document that no longer holds: provisions by clause, and documents that cite it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zhitong.engine.rules.whole import window_state
from zhitong.portal.accounts.perms import Viewer, covers, regions_of
from zhitong.portal.documents.perms import WHOLE_REGION, editing_office
from zhitong.portal.documents.queries.resting import Checked, Citing, Over, checked_of, citing, over_on
from zhitong.portal.documents.queries.standing import Standing
from zhitong.portal.documents.review.rechecking import mark_checked, undo_checked
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.provisions.queries.active import active_provisions

PROVISION, DOCUMENT = "provision", "document"
Place = tuple[str, str, str, str]  # document, kind, key, standing


@dataclass(frozen=True, slots=True)
class Resting:
    """A provision or a document that rests on another; `places` are (clause, start, end) of its citations,
    for a provision the clauses it rests on (start and end None). `may_judge`: this person may mark it."""

    kind: str
    key: str
    title: str
    doc_number: str
    region: str
    places: Sequence[tuple[str, int | None, int | None]]
    measures: int = 0
    checked: Checked | None = None
    may_judge: bool = False


@dataclass(frozen=True, slots=True)
class Rests:
    """Everything that rests on one document."""

    rows: Sequence[Resting]

    @property
    def open(self) -> list[Resting]:
        """Not looked at yet."""
        return [one for one in self.rows if one.checked is None]

    @property
    def settled(self) -> list[Resting]:
        """Looked at under the standing of today."""
        return [one for one in self.rows if one.checked is not None]

    def count(self, kind: str) -> int:
        """How many of a kind are open."""
        return sum(one.kind == kind for one in self.open)

    @property
    def provisions(self) -> int:
        """Open provisions."""
        return self.count(PROVISION)

    @property
    def documents(self) -> int:
        """Open documents."""
        return self.count(DOCUMENT)


@dataclass(frozen=True, slots=True)
class Work:
    """A document that no longer holds, with what in the person's regions still rests on it."""

    document: Over
    rests: Rests


def provisions_on(keys: Collection[str], on: date) -> dict[str, list[Resting]]:
    """Published provisions whose window has not ended, with the clauses they rest on, by document."""
    found: dict[str, list[Resting]] = {}
    for rule in active_provisions():
        if window_state(rule.window, on) == "ended":
            continue
        clauses: dict[str, set[str]] = {}
        for reference in rule.references.values():
            if reference.document in keys:
                clauses.setdefault(reference.document, set()).add(reference.clause)
        for document, paths in clauses.items():
            places = tuple((path, None, None) for path in sorted(paths))
            found.setdefault(document, []).append(
                Resting(PROVISION, rule.key, rule.title, "", rule.region, places)
            )
    return found


def documents_on(listed: Sequence[Citing], on: date) -> list[Resting]:
    """Documents that still hold or are being made."""
    return [
        Resting(DOCUMENT, one.key, one.title, one.doc_number, one.region, one.places, one.measures)
        for one in listed
        if not one.life.at(on).is_over
    ]


def is_within(regions: tuple[str, ...], region: str) -> bool:
    """Whether something of a region is a person's work; what is of none is for those of a whole region."""
    return covers(regions, region) if region else any(len(one) <= WHOLE_REGION for one in regions)


def judged(
    key: str, standing: Standing, rows: Sequence[Resting], checked: Mapping[Place, Checked], person: Viewer
) -> Rests:
    """The rows with what was said about each under this standing, and whether this person may."""
    return Rests(
        [
            replace(
                one,
                checked=checked.get((key, one.kind, one.key, standing.state)),
                may_judge=editing_office(person, one.region) is not None,
            )
            for one in rows
        ]
    )


def rests_on(key: str, standing: Standing, *, person: Viewer, on: date) -> Rests:
    """What rests on a document, whether or not it still holds."""
    keys = {key}
    rows = [*provisions_on(keys, on).get(key, ()), *documents_on(citing(keys).get(key, ()), on)]
    return judged(key, standing, rows, checked_of(keys), person)


def work_of(person: Viewer, on: date) -> list[Work]:
    """What of the person's regions rests on documents that no longer hold and nobody looked at."""
    regions = regions_of(person)
    over = {one.key: one for one in over_on(on)} if regions else {}
    if not over:
        return []
    provisions, documents = provisions_on(over, on), citing(over, person)
    checked = checked_of(over)
    found = []
    for key, document in over.items():
        rows = [one for one in provisions.get(key, ()) if is_within(regions, one.region)]
        rows += documents_on(documents.get(key, ()), on)
        rests = judged(key, document.standing, rows, checked, person)
        if rests.open:
            found.append(Work(document, rests))
    return sorted(found, key=lambda one: (-len(one.rests.open), one.document.key))


def named_row(key: str, kind: str, name: str, standing: Standing, person: Viewer, on: date) -> Resting:
    """A line as it is on screen, or NotFound."""
    rows = rests_on(key, standing, person=person, on=on).rows
    found = next((one for one in rows if (one.kind, one.key) == (kind, name)), None)
    if found is None:
        raise NotFound("这一条已经不在列表里。", "请看页面上的最新结果。")
    return found


def check_resting(
    *, key: str, kind: str, name: str, standing: Standing, reason: str, person: Viewer, on: date
) -> None:
    """Takes a line off with a reason."""
    row = named_row(key, kind, name, standing, person, on)
    mark_checked(
        document=key,
        kind=kind,
        key=name,
        region=row.region,
        standing=standing.state,
        reason=reason,
        person=person,
    )


def uncheck_resting(*, key: str, kind: str, name: str, standing: Standing, person: Viewer, on: date) -> None:
    """Puts a line back."""
    row = named_row(key, kind, name, standing, person, on)
    undo_checked(document=key, kind=kind, key=name, region=row.region, person=person)
