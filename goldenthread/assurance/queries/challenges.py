"""Challenges at the board as pages show them, those nobody answered first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Challenge, Evidence, Finding, ImprovementAction, Judgement, Report
from goldenthread.assurance.queries.instruments import standard
from goldenthread.assurance.vocabulary import (
    ChallengeAbout,
    ChallengeState,
    FindingState,
    JudgementState,
    Satisfied,
)
from goldenthread.ground import moment
from goldenthread.ground.instruments import Instrument, Item
from goldenthread.ground.instruments.vocabulary import ItemKind
from goldenthread.ground.verdicts import insist

BANK = "challenge-questions"
# The theme of the bank whose questions ask about wellbeing alongside safety.
WELLBEING = "Wellbeing alongside safety"
# What is read in place of the words by those who may not open what it is about.
_UNSEEN = {
    ChallengeAbout.FINDING: "A finding of a review that is not published yet",
    ChallengeAbout.JUDGEMENT: "An answer in a review that is not published yet",
    ChallengeAbout.REPORT: "A report that is not final yet",
}
_OPEN = (ChallengeState.ASKED, ChallengeState.ANSWERED)
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class ChallengeRow:
    """A challenge in a list. ``late``: past its day and not answered; ``mine``: the reader's agency was asked.

    ``about_words`` quote nothing that this reader may not open.
    """

    id: UUID
    reference: str
    meeting_id: UUID
    meeting: str
    asked_on: date
    asker: str
    asker_agency: str
    asked_agency: str
    about: ChallengeAbout
    about_words: str
    question: str
    wellbeing: bool
    due_on: date
    state: ChallengeState
    satisfied: Satisfied | None
    result: str
    late: bool
    mine: bool

    @property
    def open(self) -> bool:
        """True until it is settled or withdrawn."""
        return self.state in _OPEN


_STANDINGS: dict[str, Callable[[ChallengeRow], bool]] = {
    "late": lambda each: each.late,
    "open": lambda each: each.open,
    "mine": lambda each: each.mine and each.state is ChallengeState.ASKED,
    "wellbeing": lambda each: each.wellbeing,
}


@dataclass(frozen=True)
class AnswerGiven:
    """An answer. ``evidence``: its id and title; None and its reference where this reader may not open it."""

    words: str
    evidence: tuple[UUID | None, str] | None
    at: datetime
    by_name: str


@dataclass(frozen=True)
class ChallengeStepRow:
    """What was done, by whom, when."""

    at: datetime
    what: str
    words: str
    by_name: str


@dataclass(frozen=True)
class ChallengePage:
    """A challenge whole. Ids are of what it is about, where this reader may open that."""

    row: ChallengeRow
    version: int
    item: str
    prompt: str
    prompt_theme: str
    figure_key: str
    finding_id: UUID | None
    review_id: UUID | None
    judgement_id: UUID | None
    report_id: UUID | None
    action: tuple[UUID | None, str] | None
    answers: tuple[AnswerGiven, ...]
    steps: tuple[ChallengeStepRow, ...]
    asked_agency_id: UUID


@dataclass(frozen=True)
class Bank:
    """The questions that are offered when a challenge is written: each with its theme and where it stands."""

    instrument: Instrument
    questions: tuple[tuple[Item, str], ...]


def challenges(viewer: Viewer, *, standing: str = "") -> tuple[ChallengeRow, ...]:
    """Challenges the reader may see: late first, then open by their day, then the newest.

    ``standing``: "late", "open", "mine" or "wellbeing". One query. Raises Refused for a role that sees none.
    """
    if not viewer.may("board.see"):
        insist(permission_verdict(viewer.role, "board.answer"))
    found = [challenge_row(each, viewer) for each in challenge_rows(viewer)]
    wanted = _STANDINGS.get(standing)
    shown = [each for each in found if wanted(each)] if wanted else found
    return tuple(sorted(shown, key=_pressing))


def challenges_to_answer(viewer: Viewer) -> tuple[ChallengeRow, ...]:
    """Challenges that wait for an answer of the reader's agency, by their day; none for who answers for no agency. One query."""
    if not viewer.may("board.answer"):
        return ()
    rows = challenge_rows(viewer).filter(asked_agency_id=viewer.agency_id, state=ChallengeState.ASKED)
    return tuple(challenge_row(each, viewer) for each in rows.order_by("due_on", "reference"))


def challenge(viewer: Viewer, challenge_id: UUID) -> ChallengePage:
    """One challenge. About nine queries. Raises NotThere."""
    found = find(viewer, Challenge, challenge_id)
    row = challenge_rows(viewer).select_related("item", "judgement", "action").get(pk=found.pk)
    answers = list(row.answers.select_related("evidence"))
    seen = _seen(viewer, row, {each.evidence_id for each in answers if each.evidence_id})
    held = row.judgement
    return ChallengePage(
        row=challenge_row(row, viewer),
        version=row.version,
        item=row.item.title if row.item else "",
        prompt=row.prompt,
        prompt_theme=row.prompt_theme,
        figure_key=row.figure_key,
        finding_id=row.finding_id if row.finding_id in seen else None,
        review_id=held.review_id if held and held.pk in seen else None,
        judgement_id=held.pk if held and held.pk in seen else None,
        report_id=row.report_id if row.report_id in seen else None,
        action=_action(row.action, seen),
        answers=tuple(
            AnswerGiven(each.words, _evidence(each.evidence, seen), each.at, each.by_name) for each in answers
        ),
        steps=tuple(
            ChallengeStepRow(each.at, each.what, each.words, each.by_name) for each in row.steps.all()
        ),
        asked_agency_id=row.asked_agency_id,
    )


@dataclass(frozen=True)
class Wellbeing:
    """How often the board asked about wellbeing alongside safety in the last twelve months, of all it asked."""

    asked: int
    of: int


def wellbeing_asked(rows: tuple[ChallengeRow, ...]) -> Wellbeing:
    """Counted over challenges that were read already; one for a meeting that is still to come was not asked yet."""
    year = [
        each
        for each in rows
        if moment.today() - _YEAR <= each.asked_on <= moment.today()
        and each.state is not ChallengeState.WITHDRAWN
    ]
    return Wellbeing(sum(each.wellbeing for each in year), len(year))


def bank(viewer: Viewer) -> Bank | None:
    """The bank of questions in the edition that is offered; None where the council withdrew it. One query. Raises Refused."""
    found = standard(viewer, BANK)
    if found is None or found.edition.withdrawn_at is not None:
        return None
    themes = {
        each.key: each.title or each.text for each in found.instrument.items if each.kind is ItemKind.THEME
    }
    return Bank(
        found.instrument,
        tuple(
            (each, themes.get(each.parent or "", ""))
            for each in found.instrument.items
            if each.kind is ItemKind.QUESTION
        ),
    )


def things_to_challenge(viewer: Viewer) -> dict[ChallengeAbout, tuple[tuple[UUID, str], ...]]:
    """Findings that are open, answers that are sent and kept reports, to choose from. Three queries."""
    findings = visible(viewer, Finding).filter(state=FindingState.AGREED)
    answers = visible(viewer, Judgement).filter(state__in=[JudgementState.SUBMITTED, JudgementState.AGREED])
    answers = answers.select_related("agency", "review").order_by("-review__opened_at", "item_key")
    return {
        ChallengeAbout.FINDING: tuple((row.pk, f"{row.reference}: {row.words[:100]}") for row in findings),
        ChallengeAbout.JUDGEMENT: tuple(
            (row.pk, f"{row.item_key} {row.agency.name}: {row.claim[:80]} ({row.review.title})")
            for row in answers[:200]
        ),
        ChallengeAbout.REPORT: tuple(
            (row.pk, f"{row.title}, version {row.number}")
            for row in visible(viewer, Report).defer("paper")[:100]
        ),
    }


def challenge_rows(viewer: Viewer) -> QuerySet[Challenge]:
    """Challenges the viewer may see, with what a list shows of each, and whether the viewer may open what it is about."""
    return (
        visible(viewer, Challenge)
        .select_related("meeting", "asker_agency", "asked_agency")
        .annotate(
            opens_finding=Exists(visible(viewer, Finding).filter(pk=OuterRef("finding_id"))),
            opens_judgement=Exists(visible(viewer, Judgement).filter(pk=OuterRef("judgement_id"))),
            opens_report=Exists(visible(viewer, Report).filter(pk=OuterRef("report_id"))),
        )
    )


def challenge_row(row: Challenge, viewer: Viewer) -> ChallengeRow:
    """A row of :func:`challenge_rows` as a value."""
    state = ChallengeState(row.state)
    return ChallengeRow(
        id=row.pk,
        reference=row.reference,
        meeting_id=row.meeting_id,
        meeting=row.meeting.title,
        asked_on=row.asked_on,
        asker=row.asker,
        asker_agency=row.asker_agency.name if row.asker_agency else "",
        asked_agency=row.asked_agency.name,
        about=ChallengeAbout(row.about),
        about_words=_about_words(row),
        question=row.question,
        wellbeing=row.prompt_theme == WELLBEING,
        due_on=row.due_on,
        state=state,
        satisfied=Satisfied(row.satisfied) if row.satisfied else None,
        result=row.result,
        late=state is ChallengeState.ASKED and row.due_on < moment.today(),
        mine=row.asked_agency_id == viewer.agency_id,
    )


def _about_words(row: Challenge) -> str:
    """What it is about, in words; of a finding, an answer or a report only for those who may open it."""
    about = ChallengeAbout(row.about)
    named = about in _UNSEEN and (row.finding_id or row.judgement_id or row.report_id)
    return _UNSEEN[about] if named and not getattr(row, f"opens_{about}") else row.about_words


def _evidence(row: Evidence | None, seen: set[UUID]) -> tuple[UUID | None, str] | None:
    if row is None:
        return None
    return (row.pk, row.title) if row.pk in seen else (None, f"Evidence {row.reference}")


def _action(row: ImprovementAction | None, seen: set[UUID]) -> tuple[UUID | None, str] | None:
    if row is None:
        return None
    return (row.pk, f"{row.reference} {row.title}") if row.pk in seen else (None, row.reference)


def _pressing(each: ChallengeRow) -> tuple[bool, bool, bool, int]:
    """Late first, then those to be answered, then those to be judged; open ones by their day, settled ones newest first."""
    day = each.due_on.toordinal()
    return not each.late, each.state is not ChallengeState.ASKED, not each.open, day if each.open else -day


def _seen(viewer: Viewer, row: Challenge, evidence: set[UUID]) -> set[UUID]:
    """Of what the challenge names, what this reader may open."""
    seen: set[UUID] = set()
    for model, ids in (
        (Finding, {row.finding_id}),
        (Judgement, {row.judgement_id}),
        (Report, {row.report_id}),
        (ImprovementAction, {row.action_id}),
        (Evidence, evidence),
    ):
        if wanted := ids - {None}:
            seen |= set(visible(viewer, model).filter(pk__in=wanted).values_list("pk", flat=True))
    return seen
