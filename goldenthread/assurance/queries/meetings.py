"""Meetings, their agenda, and chains of assurance as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import (
    AgendaItem,
    AssuranceChain,
    Evidence,
    ImprovementAction,
    Meeting,
    Report,
    Review,
)
from goldenthread.assurance.policy.board import Given, assured_upwards, has_a_story, story_may_be_told
from goldenthread.assurance.queries.challenges import ChallengeRow, challenge_row, challenge_rows
from goldenthread.assurance.vocabulary import (
    AgendaKind,
    AssuranceLevel,
    Assured,
    ChallengeState,
    EvidenceAudience,
    EvidenceKind,
    MeetingState,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Verdict, insist

# How far back the plan of meetings looks.
PAST = timedelta(days=400)
# What is read in place of a story that may not be told any more: its consent was withdrawn, or it is shared no more.
NOT_TOLD_NOW = "A story that may not be told any more"


@dataclass(frozen=True)
class Piece:
    """A piece of evidence behind an item; where this reader may not open it ``id`` is None and the title its reference.

    ``counts``: False once it was withdrawn, or for a story that may not be told any more, whose title nobody reads then.
    """

    id: UUID | None
    title: str
    as_of: date
    sort: str
    counts: bool


@dataclass(frozen=True)
class ItemRow:
    """An item of an agenda. ``assured`` and ``recorded_at`` are None until what came of it is written down.

    A review, report or action this reader may not open has a title and no id.
    """

    id: UUID
    version: int
    kind: AgendaKind
    title: str
    given_by: str
    chain_id: UUID | None
    chain: str
    review: tuple[UUID | None, str] | None
    report: tuple[UUID | None, str] | None
    action: tuple[UUID | None, str] | None
    evidence: tuple[Piece, ...]
    decided: str
    assured: Assured | None
    recorded_at: datetime | None
    recorded_by: str


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list. ``story``: is a person's story planned or told, and if not, what is missing.

    ``asked`` counts no challenge that was withdrawn.
    """

    id: UUID
    level: AssuranceLevel
    title: str
    on: date
    state: MeetingState
    stories: tuple[str, ...]
    reports: tuple[str, ...]
    asked: int
    open: int
    story: Verdict


@dataclass(frozen=True)
class MeetingStepRow:
    """What was done, by whom, when."""

    at: datetime
    what: str
    words: str
    by_name: str


@dataclass(frozen=True)
class MeetingPage:
    """A meeting whole."""

    row: MeetingRow
    version: int
    minutes: str
    items: tuple[ItemRow, ...]
    challenges: tuple[ChallengeRow, ...]
    steps: tuple[MeetingStepRow, ...]


@dataclass(frozen=True)
class Heard:
    """One item of a chain at one level: in which meeting, and what was asked there."""

    meeting_id: UUID
    meeting: str
    on: date
    state: MeetingState
    item: ItemRow
    challenges: tuple[ChallengeRow, ...]


@dataclass(frozen=True)
class LevelRow:
    """One level of a chain. ``whole``: is everything on record there, and if not, what is missing."""

    level: AssuranceLevel
    heard: tuple[Heard, ...]
    whole: Verdict


@dataclass(frozen=True)
class ChainPage:
    """A chain of assurance, from the team to scrutiny."""

    id: UUID
    title: str
    about: str
    due_on: date | None
    levels: tuple[LevelRow, ...]

    @property
    def gaps(self) -> int:
        """How many levels lack something."""
        return sum(not each.whole.allowed for each in self.levels)


def meetings(viewer: Viewer) -> tuple[MeetingRow, ...]:
    """Meetings of the last 13 months and all that are planned, by their day. Three queries. Raises Refused."""
    insist(permission_verdict(viewer.role, "board.see"))
    rows = visible(viewer, Meeting).filter(on__gte=moment.today() - PAST)
    return tuple(_row(row) for row in rows.prefetch_related("items__evidence", "challenges"))


def meeting(viewer: Viewer, meeting_id: UUID) -> MeetingPage:
    """One meeting. About ten queries whatever it holds. Raises Refused and NotThere."""
    insist(permission_verdict(viewer.role, "board.see"))
    row = find(viewer, Meeting, meeting_id)
    items = tuple(_items(viewer, _related(row.items.all())))
    asked = tuple(challenge_row(each, viewer) for each in challenge_rows(viewer).filter(meeting=row))
    return MeetingPage(
        row=_row(row),
        version=row.version,
        minutes=row.minutes,
        items=items,
        challenges=asked,
        steps=tuple(MeetingStepRow(each.at, each.what, each.words, each.by_name) for each in row.steps.all()),
    )


def chains(viewer: Viewer) -> tuple[ChainPage, ...]:
    """Every chain of assurance, newest first. About ten queries whatever they hold. Raises Refused."""
    insist(permission_verdict(viewer.role, "board.see"))
    standing = challenge_rows(viewer).exclude(state=ChallengeState.WITHDRAWN)
    asked = Prefetch("challenges", queryset=standing)
    rows = _related(AgendaItem.objects.filter(chain__isnull=False)).select_related("meeting", "chain")
    found = list(rows.exclude(meeting__state=MeetingState.CANCELLED).prefetch_related(asked))
    shown = dict(zip((each.pk for each in found), _items(viewer, found), strict=True))
    return tuple(
        _chain(viewer, chain, [row for row in found if row.chain_id == chain.pk], shown)
        for chain in AssuranceChain.objects.all()
    )


def stories_about(viewer: Viewer, review_id: UUID) -> tuple[tuple[UUID, str, date], ...]:
    """Stories that speak to a review: meeting, title, day. One query; () for those who see no meetings."""
    if not viewer.may("board.see"):
        return ()
    rows = AgendaItem.objects.filter(kind=AgendaKind.STORY, review_id=review_id)
    rows = rows.exclude(meeting__state=MeetingState.CANCELLED)
    return tuple(rows.order_by("meeting__on").values_list("meeting_id", "title", "meeting__on"))


def chain_names(viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """Chains to choose from. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "board.see"))
    return tuple(AssuranceChain.objects.values_list("pk", "title"))


def agenda(viewer: Viewer) -> tuple[tuple[UUID, UUID, str], ...]:
    """What stands on the agendas of :func:`meetings`: item, meeting, and both in words; the newest meeting first. One query."""
    insist(permission_verdict(viewer.role, "board.see"))
    rows = AgendaItem.objects.filter(
        meeting__in=visible(viewer, Meeting), meeting__on__gte=moment.today() - PAST
    )
    rows = rows.exclude(meeting__state=MeetingState.CANCELLED).select_related("meeting")
    return tuple(
        (row.pk, row.meeting_id, f"{row.title} ({row.meeting.title}, {row.meeting.on:%-d %B %Y})")
        for row in rows.order_by("-meeting__on", "number")
    )


def stories_to_tell(viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """Stories of the evidence library that may be told in a meeting: agreed to, nobody to be recognised, shared. One query."""
    insist(permission_verdict(viewer.role, "board.see"))
    rows = visible(viewer, Evidence).filter(
        kind=EvidenceKind.STORY,
        consented=True,
        anonymised=True,
        audience=EvidenceAudience.PARTNERSHIP,
        withdrawn_at__isnull=True,
    )
    return tuple((row.pk, f"{row.title}, {row.as_of:%B %Y}") for row in rows)


def evidence_to_give(viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """Evidence that still holds, to stand behind a report or an answer. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.open"))
    rows = visible(viewer, Evidence).filter(withdrawn_at__isnull=True).select_related("keeper")
    return tuple((row.pk, f"{row.title} ({row.keeper.name}, {row.as_of:%B %Y})") for row in rows)


def _related(rows: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    return rows.select_related("chain", "review", "report", "action").prefetch_related("evidence")


def _row(row: Meeting) -> MeetingRow:
    items = list(row.items.all())
    stories = [each for each in items if each.kind == AgendaKind.STORY]
    level, state = AssuranceLevel(row.level), MeetingState(row.state)
    told = [each for each in stories if any(_was_told(piece, row) for piece in each.evidence.all())]
    states = [each.state for each in row.challenges.all() if each.state != ChallengeState.WITHDRAWN]
    return MeetingRow(
        id=row.pk,
        level=level,
        title=row.title,
        on=row.on,
        state=state,
        stories=tuple(
            piece.title if may_be_told(piece) else NOT_TOLD_NOW
            for each in told
            for piece in each.evidence.all()
        ),
        reports=tuple(each.title for each in items if each.kind == AgendaKind.REPORT),
        asked=len(states),
        open=sum(each in (ChallengeState.ASKED, ChallengeState.ANSWERED) for each in states),
        story=has_a_story(
            level=level,
            state=state,
            on=row.on,
            places=len(stories),
            chosen=len(told),
            today=moment.today(),
        ),
    )


def may_be_told(piece: Evidence) -> Verdict:
    """May this story be told now? Consent that was withdrawn, or a piece that is shared no more, ends it (BRD-04)."""
    return story_may_be_told(
        kind=EvidenceKind(piece.kind),
        consented=piece.consented,
        anonymised=piece.anonymised,
        shared=piece.audience == EvidenceAudience.PARTNERSHIP and piece.withdrawn_at is None,
    )


def _was_told(piece: Evidence, row: Meeting) -> bool:
    """A story counts while it may be told; one that was told and withdrawn after that day was told all the same."""
    ended = piece.withdrawn_at
    held = row.state == MeetingState.HELD
    return bool(may_be_told(piece)) or (held and ended is not None and moment.london(ended).date() > row.on)


def _items(viewer: Viewer, rows: Iterable[AgendaItem]) -> list[ItemRow]:
    """Items with what they rest on; what the reader may not open loses its id. Four queries for all of them."""
    found = list(rows)
    seen: set[UUID] = set()
    for model, ids in (
        (Review, {each.review_id for each in found}),
        (Report, {each.report_id for each in found}),
        (ImprovementAction, {each.action_id for each in found}),
        (Evidence, {piece.pk for each in found for piece in each.evidence.all()}),
    ):
        if wanted := ids - {None}:
            seen |= set(visible(viewer, model).filter(pk__in=wanted).values_list("pk", flat=True))
    return [_item(each, seen) for each in found]


def _item(row: AgendaItem, seen: set[UUID]) -> ItemRow:
    def named(id: UUID | None, title: str, hidden: str) -> tuple[UUID | None, str] | None:
        return None if id is None else (id, title) if id in seen else (None, hidden)

    return ItemRow(
        id=row.pk,
        version=row.version,
        kind=AgendaKind(row.kind),
        title=row.title,
        given_by=row.given_by,
        chain_id=row.chain_id,
        chain=row.chain.title if row.chain else "",
        review=named(
            row.review_id, row.review.title if row.review else "", "A review that is not published yet"
        ),
        report=named(
            row.report_id,
            f"{row.report.title}, version {row.report.number}" if row.report else "",
            "A report that is not final yet",
        ),
        action=named(
            row.action_id,
            f"{row.action.reference} {row.action.title}" if row.action else "",
            row.action.reference if row.action else "",
        ),
        evidence=tuple(_piece(row, piece, piece.pk in seen) for piece in row.evidence.all()),
        decided=row.decided,
        assured=Assured(row.assured) if row.assured else None,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )


def _piece(row: AgendaItem, piece: Evidence, opens: bool) -> Piece:
    """A story that may not be told any more loses its title for everybody: its words are not ours to keep."""
    if row.kind == AgendaKind.STORY and not may_be_told(piece):
        held = row.meeting.state == MeetingState.HELD
        words = NOT_TOLD_NOW if held else f"{NOT_TOLD_NOW}: choose another"
        return Piece(None, words, piece.as_of, piece.sort, counts=False)
    title = piece.title if opens else f"Evidence {piece.reference}"
    return Piece(piece.pk if opens else None, title, piece.as_of, piece.sort, counts=not piece.withdrawn_at)


def _chain(
    viewer: Viewer, chain: AssuranceChain, rows: Sequence[AgendaItem], shown: dict[UUID, ItemRow]
) -> ChainPage:
    heard = [
        Heard(
            row.meeting_id,
            row.meeting.title,
            row.meeting.on,
            MeetingState(row.meeting.state),
            shown[row.pk],
            tuple(challenge_row(each, viewer) for each in row.challenges.all()),
        )
        for row in sorted(rows, key=lambda each: each.meeting.on)
    ]
    by_level = {row.pk: AssuranceLevel(row.meeting.level) for row in rows}
    return ChainPage(
        id=chain.pk,
        title=chain.title,
        about=chain.about,
        due_on=chain.due_on,
        levels=tuple(
            _level(level, [each for each in heard if by_level[each.item.id] is level], chain.due_on)
            for level in AssuranceLevel
        ),
    )


def _level(level: AssuranceLevel, heard: list[Heard], due_on: date | None) -> LevelRow:
    given = [
        Given(
            on=each.on,
            held=each.state is MeetingState.HELD,
            given_by=each.item.given_by,
            evidence=sum(one.counts for one in each.item.evidence) + (each.item.report is not None),
            asked=len(each.challenges),
            open=sum(one.open for one in each.challenges),
            said=each.item.recorded_at is not None,
        )
        for each in heard
    ]
    return LevelRow(level, tuple(heard), assured_upwards(given, due_on=due_on, today=moment.today()))
