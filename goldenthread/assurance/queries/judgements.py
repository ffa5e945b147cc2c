"""Self-assessment as its pages show it: parts with their progress, one answer whole, answers side by side, movement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Subquery

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import EvidenceFile, Judgement, JudgementEvidence, Review, ReviewPart
from goldenthread.assurance.policy import Weighed, strength
from goldenthread.assurance.policy.parts import answerable, items_of_part
from goldenthread.assurance.queries.evidence import EvidenceRow, piece_of, row_of
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.assurance.vocabulary import JudgementState, ReviewKind, ReviewState, Strength
from goldenthread.ground import moment
from goldenthread.ground.instruments import Instrument, Item
from goldenthread.ground.verdicts import insist


@dataclass(frozen=True)
class PartRow:
    """An agency's part with how far it is. ``states`` counts its answers; items without one are not in it."""

    id: int
    agency_id: UUID
    agency: str
    lead_id: UUID | None
    lead: str
    items: tuple[str, ...]
    due_on: date | None
    asked: int
    states: Mapping[JudgementState, int]
    own: bool
    version: int

    @property
    def done(self) -> int:
        """Answers the agency stands by."""
        return self.states.get(JudgementState.SUBMITTED, 0) + self.states.get(JudgementState.AGREED, 0)


@dataclass(frozen=True)
class AnswerRow:
    """An answer as lists and sheets show it."""

    id: UUID
    agency_id: UUID
    agency: str
    item_key: str
    claim: str
    grade: int | None
    reasoning: str
    changed: str
    state: JudgementState
    version: int
    written_by: str
    written_at: datetime
    evidence: tuple[EvidenceRow, ...]
    weighed: Weighed
    strength_set: Strength | None
    strength_reason: str
    strength_by: str
    carried: bool

    @property
    def strength(self) -> Strength:
        """The strength that stands: a person's own view where one was given, else the one worked out."""
        return self.strength_set or self.weighed.strength


@dataclass(frozen=True)
class VersionRow:
    """The words of an answer as somebody once saved them."""

    number: int
    claim: str
    grade: int | None
    reasoning: str
    changed: str
    at: datetime
    by_name: str


@dataclass(frozen=True)
class StepRow:
    """What was done, by whom, when."""

    at: datetime
    what: str
    words: str
    by_name: str


@dataclass(frozen=True)
class AnswerPage:
    """One answer whole. ``before``: this agency's answer of the round before; ``may_write``: this reader may write it now."""

    review_id: UUID
    review: str
    answer: AnswerRow
    instrument: Instrument
    item: Item
    part_id: int | None
    before: AnswerRow | None
    others: tuple[AnswerRow, ...]
    versions: tuple[VersionRow, ...]
    steps: tuple[StepRow, ...]
    may_write: bool


@dataclass(frozen=True)
class Round:
    """A self-assessment: its standards, its parts, and every answer this reader may see."""

    review_id: UUID
    title: str
    instrument: Instrument | None
    items: tuple[Item, ...]
    parts: tuple[PartRow, ...]
    answers: tuple[AnswerRow, ...]

    def answer(self, agency_id: UUID, item_key: str) -> AnswerRow | None:
        """One agency's answer to one item, where this reader may see it."""
        return self._by.get((agency_id, item_key))

    @property
    def _by(self) -> dict[tuple[UUID, str], AnswerRow]:
        return {(each.agency_id, each.item_key): each for each in self.answers}

    def items_of(self, part: PartRow) -> tuple[Item, ...]:
        """The items of a part, in the order written."""
        return items_of_part(self.instrument, part.items) if self.instrument else ()


def round_of(viewer: Viewer, review_id: UUID) -> Round:
    """The round of a review. Six queries, whatever its size. Raises Refused and NotThere."""
    insist(permission_verdict(viewer.role, "assurance.open"))
    review = find(viewer, Review, review_id)
    return _round(viewer, review)


def _round(viewer: Viewer, review: Review) -> Round:
    instrument = standards_of(review.instrument_key, review.instrument_version)
    answers = answer_rows(viewer, review.pk)
    # How far each agency is may be known to all in the round; what it wrote is behind the gate above.
    counted: dict[UUID, Counter[str]] = {}
    for agency_id, state in review.judgements.values_list("agency_id", "state"):
        counted.setdefault(agency_id, Counter())[state] += 1
    parts = tuple(
        _part(viewer, each, instrument, counted.get(each.agency_id, Counter()))
        for each in review.parts.filter(ended_at__isnull=True)
        .select_related("agency", "lead")
        .order_by("agency__name")
    )
    return Round(
        review.pk, review.title, instrument, answerable(instrument) if instrument else (), parts, answers
    )


def _part(
    viewer: Viewer, row: ReviewPart, instrument: Instrument | None, states: Mapping[str, int]
) -> PartRow:
    return PartRow(
        id=row.pk,
        agency_id=row.agency_id,
        agency=row.agency.name,
        lead_id=row.lead_id,
        lead=row.lead.name if row.lead else "",
        items=tuple(row.items),
        due_on=row.due_on,
        asked=len(items_of_part(instrument, row.items)) if instrument else 0,
        states={JudgementState(state): number for state, number in states.items()},
        own=(row.agency_id == viewer.agency_id and viewer.may("assurance.answer"))
        or viewer.may("assurance.run"),
        version=row.version,
    )


@dataclass(frozen=True)
class RoundOwed:
    """A round under way in which an agency still owes answers. ``done`` of the ``asked`` are submitted or agreed."""

    review_id: UUID
    part_id: int
    reference: str
    title: str
    lead: str
    due_on: date | None
    asked: int
    done: int
    sent_back: int


def rounds_owed(viewer: Viewer) -> tuple[RoundOwed, ...]:
    """Rounds that wait for the viewer's own agency, the first due first; () for who answers for none. One query, or two."""
    if not viewer.agency_id or not viewer.may("assurance.answer"):
        return ()
    parts = list(
        ReviewPart.objects.filter(
            agency_id=viewer.agency_id,
            ended_at__isnull=True,
            review__state=ReviewState.UNDER_WAY,
            review__in=visible(viewer, Review),
        )
        # A matrix of a service is rated by whoever began it, on pages of its own.
        .exclude(review__kind=ReviewKind.SERVICE_MATRIX)
        .select_related("review", "lead")
    )
    states: dict[UUID, dict[str, str]] = {}
    if parts:
        answers = visible(viewer, Judgement).filter(
            agency_id=viewer.agency_id, review_id__in=[each.review_id for each in parts]
        )
        for review_id, item, state in answers.values_list("review_id", "item_key", "state"):
            states.setdefault(review_id, {})[item] = state
    owed = (_owed(each, states.get(each.review_id, {})) for each in parts)
    return tuple(sorted((each for each in owed if each.done < each.asked), key=_first_due))


def _owed(part: ReviewPart, states: Mapping[str, str]) -> RoundOwed:
    instrument = standards_of(part.review.instrument_key, part.review.instrument_version)
    items = items_of_part(instrument, part.items) if instrument else ()
    held = Counter(states.get(each.key, "") for each in items)
    return RoundOwed(
        review_id=part.review_id,
        part_id=part.pk,
        reference=part.review.reference,
        title=part.review.title,
        lead=part.lead.name if part.lead else "",
        due_on=part.due_on or part.review.due_on,
        asked=len(items),
        done=held[JudgementState.SUBMITTED] + held[JudgementState.AGREED],
        sent_back=held[JudgementState.SENT_BACK],
    )


def _first_due(owed: RoundOwed) -> tuple[date, str]:
    return owed.due_on or date.max, owed.reference


def answer_rows(viewer: Viewer, review_id: UUID, *, item_key: str = "") -> tuple[AnswerRow, ...]:
    """Every answer of a review this reader may see, with the evidence behind each. Two queries."""
    rows = visible(viewer, Judgement).filter(review_id=review_id)
    if item_key:
        rows = rows.filter(item_key=item_key)
    rows = (
        rows.select_related("agency", "review").prefetch_related(_LINKS).order_by("agency__name", "item_key")
    )
    return tuple(_answer(row) for row in rows)


_LINKS = Prefetch(
    "links",
    JudgementEvidence.objects.filter(removed_at__isnull=True)
    .select_related("evidence__made_by")
    .annotate(
        sha256=Subquery(
            EvidenceFile.objects.filter(evidence=OuterRef("evidence_id"))
            .order_by("-number")
            .values("file__sha256")[:1]
        )
    )
    .order_by("id"),
    to_attr="behind",
)


def _answer(row: Judgement) -> AnswerRow:
    behind: Sequence[JudgementEvidence] = row.behind  # type: ignore[attr-defined]
    pieces = tuple(row_of(link.evidence, sha256=link.sha256 or "") for link in behind)  # type: ignore[attr-defined]
    # A matrix claims something of the service: its own documents are its own word, what commissioners saw is a partner's.
    matrix = row.review.kind == ReviewKind.SERVICE_MATRIX
    claiming = (row.review.agency_id if matrix else None) or row.agency_id
    weighed = strength(
        [piece_of(each, claiming=claiming) for each in pieces if not each.withdrawn], on=moment.today()
    )
    return AnswerRow(
        id=row.pk,
        agency_id=row.agency_id,
        agency=row.agency.name,
        item_key=row.item_key,
        claim=row.claim,
        grade=row.grade,
        reasoning=row.reasoning,
        changed=row.changed,
        state=JudgementState(row.state),
        version=row.version,
        written_by=row.written_by,
        written_at=row.written_at,
        evidence=pieces,
        weighed=weighed,
        strength_set=Strength(row.strength_set) if row.strength_set else None,
        strength_reason=row.strength_reason,
        strength_by=row.strength_by,
        carried=row.follows_id is not None,
    )


@opening("assurance.open", about="answer")
def answer_page(viewer: Viewer, answer_id: UUID) -> AnswerPage:
    """One answer, opened. Raises Refused and NotThere."""
    held = find(viewer, Judgement, answer_id, along=("review", "agency"))
    review = held.review
    instrument = standards_of(review.instrument_key, review.instrument_version)
    if instrument is None or held.item_key not in instrument.by_key:
        raise LookupError(
            f"the standards {review.instrument_key} {review.instrument_version} are not kept here"
        )
    rows = answer_rows(viewer, review.pk, item_key=held.item_key)
    before = _before(viewer, held)
    part = review.parts.filter(agency_id=held.agency_id, ended_at__isnull=True).first()
    own = (held.agency_id == viewer.agency_id and viewer.may("assurance.answer")) or viewer.may(
        "assurance.run"
    )
    return AnswerPage(
        review_id=review.pk,
        review=review.title,
        answer=next(each for each in rows if each.id == held.pk),
        instrument=instrument,
        item=instrument.by_key[held.item_key],
        part_id=part.pk if part else None,
        before=before,
        others=tuple(each for each in rows if each.id != held.pk),
        versions=tuple(
            VersionRow(v.number, v.claim, v.grade, v.reasoning, v.changed, v.at, v.by_name)
            for v in held.versions.all()
        ),
        steps=tuple(StepRow(each.at, each.what, each.words, each.by_name) for each in held.steps.all()),
        may_write=own and part is not None,
    )


def _before(viewer: Viewer, held: Judgement) -> AnswerRow | None:
    """This agency's answer of the round before: its own people and the board's staff may see it."""
    if held.review.follows_id is None:
        return None
    rows = answer_rows(viewer, held.review.follows_id, item_key=held.item_key)
    return next((each for each in rows if each.agency_id == held.agency_id), None)
