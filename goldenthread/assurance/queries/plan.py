"""The improvement plan as pages show it: findings of every source, the actions that answer them, and what does not add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.prepared import prepared
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import EffectJudgement, Finding, ImprovementAction
from goldenthread.assurance.policy import Source, asks_for_action, triangulated
from goldenthread.assurance.queries.standards import standards_of, theme_named
from goldenthread.assurance.vocabulary import (
    ActionState,
    Effect,
    FindingKind,
    FindingOrigin,
    FindingState,
    Independence,
    SourceKind,
)
from goldenthread.ground import moment
from goldenthread.ground.instruments import Instrument
from goldenthread.ground.verdicts import Verdict, insist

# Standards by key and version; None where an edition is not kept here.
Editions = dict[tuple[str, str], Instrument | None]


@dataclass(frozen=True)
class FindingName:
    """A finding beside an action that answers it."""

    id: UUID
    reference: str
    kind: FindingKind
    source: str
    passage: str
    words: str


@dataclass(frozen=True)
class ActionLine:
    """An action of the plan. ``effect`` None: nobody has judged it. ``late``: past its day and not done."""

    id: UUID
    reference: str
    title: str
    state: ActionState
    owner_id: UUID | None
    owner: str
    agency: str
    due_on: date | None
    late: bool
    done_on: date | None
    indicator_key: str
    measure: str
    review_on: date | None
    effect: Effect | None
    target_reached: bool | None
    board_priority: str
    asked_by_figure: str
    you_said: str
    we_did: str
    findings: tuple[FindingName, ...]
    # It answers findings, of which this reader may not read one: their review is not published yet.
    unread: bool

    @property
    def measured(self) -> bool:
        """True when a measure is expected to move."""
        return bool(self.indicator_key or self.measure)

    @property
    def to_judge(self) -> bool:
        """True when its measure should be looked at by now, and nobody has."""
        return (
            self.measured
            and self.effect is None
            and bool(self.review_on and self.review_on <= moment.today())
        )


@dataclass(frozen=True)
class FindingLine:
    """A finding of the plan, with the actions that answer it. ``shown_by``: is it triangulated, and if not, what is missing.

    ``theme``: its key in the standards, or words; ``theme_name``: as reports name it.
    """

    id: UUID
    reference: str
    kind: FindingKind
    state: FindingState
    origin: FindingOrigin
    review_id: UUID | None
    source: str
    passage: str
    words: str
    theme: str
    theme_name: str
    question: str
    board_priority: str
    issue: str
    evidence_wanted: str
    response: str
    responded_on: date | None
    shown_by: Verdict
    actions: tuple[tuple[UUID, str, str, ActionState], ...]

    @property
    def waits(self) -> bool:
        """True when something should follow and nothing does."""
        answered = any(state is not ActionState.STOPPED for *_, state in self.actions)
        return self.state is FindingState.AGREED and asks_for_action(self.kind) and not answered


@dataclass(frozen=True)
class Check:
    """One standing check: what does not add up, how often, and the name of the list that shows it."""

    key: str
    words: str
    count: int


@dataclass(frozen=True)
class Plan:
    """The whole plan as this viewer may see it."""

    actions: tuple[ActionLine, ...]
    findings: tuple[FindingLine, ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        """What does not add up, one line each; nothing where all is well."""
        counted = (
            ("no_owner", "without an owner", "action"),
            ("late", "past their day", "action"),
            ("unmoved", "done, but the measure did not move", "action"),
            ("unmeasured", "done, but nothing says whether it helped", "action"),
            ("to_judge", "whose measure should have been looked at by now", "action"),
        )
        found = [
            Check(key, f"{words}", sum(1 for each in self.actions if is_(key, each)))
            for key, words, _ in counted
        ]
        found.append(Check("waits", "that no action answers", sum(1 for each in self.findings if each.waits)))
        return tuple(each for each in found if each.count)


def is_(key: str, action: ActionLine) -> bool:
    """Is this action one of the list of that name? Raises KeyError for a list there is not."""
    done = action.state is ActionState.DONE
    return {
        "no_owner": action.state is ActionState.PLANNED,
        "late": action.late,
        "unmoved": done and action.effect in (Effect.NOT_MOVED, Effect.WORSE),
        "unmeasured": done and not action.measured,
        "to_judge": action.to_judge,
        "helped": action.effect is Effect.MOVED,
    }[key]


def plan(viewer: Viewer, *, drafts: bool = False) -> Plan:
    """The plan: settled findings (drafts too if asked and allowed) and every action. Six queries. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.see"))
    findings = visible(viewer, Finding).select_related("review").prefetch_related("sources", "actions")
    if not drafts:
        findings = findings.exclude(state=FindingState.DRAFT)
    editions: Editions = {}
    return Plan(
        tuple(action_line(row) for row in action_rows(viewer)),
        tuple(finding_line(row, editions) for row in findings),
    )


def my_actions(viewer: Viewer) -> tuple[ActionLine, ...]:
    """Open actions this person owns, the first due first; () for who owns none. One query for them, else three."""
    if not viewer.user_id or not viewer.may("assurance.act"):
        return ()
    # Every desk asks, and few people own one.
    mine = [row.pk for row in _owned(viewer)]
    if not mine:
        return ()
    rows = action_rows(viewer).filter(pk__in=mine).order_by("due_on", "reference")
    return tuple(action_line(row) for row in rows)


@prepared
def _owned(viewer: Viewer) -> QuerySet[ImprovementAction]:
    rows = visible(viewer, ImprovementAction).filter(owner_id=viewer.user_id, state=ActionState.UNDER_WAY)
    return rows.only("id")


@dataclass(frozen=True)
class Due:
    """An action whose figure is to be looked at. ``judged_on``: the points of the chart's newest judgement, () before the first."""

    id: UUID
    indicator_key: str
    judged_on: tuple[tuple[str, float], ...]


def due_to_judge(viewer: Viewer) -> tuple[Due, ...]:
    """Actions measured by a figure of the house whose day to be looked at has come. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.judge"))
    newest = EffectJudgement.objects.filter(action=OuterRef("pk"), by_chart=True).order_by("-at", "-id")
    rows = (
        visible(viewer, ImprovementAction)
        .exclude(indicator_key="")
        .filter(state__in=[ActionState.UNDER_WAY, ActionState.DONE], review_on__lte=moment.today())
        .annotate(held=Subquery(newest.values("points")[:1]))
    )
    return tuple(
        Due(row.pk, row.indicator_key, tuple((label, float(value)) for label, value in row.held or ()))
        for row in rows
    )


def action_rows(viewer: Viewer) -> QuerySet[ImprovementAction]:
    """Actions the viewer may see, with owner, agency, findings and their newest judgement."""
    newest = EffectJudgement.objects.filter(action=OuterRef("pk")).order_by("-at", "-id")
    found = visible(viewer, Finding).select_related("review")
    return (
        visible(viewer, ImprovementAction)
        .select_related("owner", "agency")
        .prefetch_related(Prefetch("findings", queryset=found))
        .annotate(
            effect=Subquery(newest.values("effect")[:1]),
            reached=Subquery(newest.values("target_reached")[:1]),
            answers=Exists(
                ImprovementAction.findings.through.objects.filter(improvementaction=OuterRef("pk"))
            ),
        )
    )


def action_line(row: ImprovementAction) -> ActionLine:
    """A row of :func:`action_rows` as a value."""
    effect: str | None = row.effect  # type: ignore[attr-defined]
    state = ActionState(row.state)
    late = state is ActionState.UNDER_WAY and row.due_on is not None and row.due_on < moment.today()
    return ActionLine(
        id=row.pk,
        reference=row.reference,
        title=row.title,
        state=state,
        owner_id=row.owner_id,
        owner=row.owner.name if row.owner else "",
        agency=row.agency.name if row.agency else "",
        due_on=row.due_on,
        late=late,
        done_on=row.done_on,
        indicator_key=row.indicator_key,
        measure=row.measure,
        review_on=row.review_on,
        effect=Effect(effect) if effect else None,
        target_reached=row.reached,  # type: ignore[attr-defined]
        board_priority=row.board_priority,
        asked_by_figure=row.asked_by_figure,
        you_said=row.you_said,
        we_did=row.we_did,
        findings=tuple(
            FindingName(
                each.pk, each.reference, FindingKind(each.kind), source_of(each), each.passage, each.words
            )
            for each in row.findings.all()
        ),
        unread=bool(row.answers and not row.findings.all()),  # type: ignore[attr-defined]
    )


def finding_line(row: Finding, editions: Editions | None = None) -> FindingLine:
    """A finding with its sources and actions as a value. ``editions``: standards that were read for the lines before it."""
    return FindingLine(
        id=row.pk,
        reference=row.reference,
        kind=FindingKind(row.kind),
        state=FindingState(row.state),
        origin=FindingOrigin(row.origin),
        review_id=row.review_id,
        source=source_of(row),
        passage=row.passage,
        words=row.words,
        theme=row.theme,
        theme_name=_theme(row, {} if editions is None else editions),
        question=row.question,
        board_priority=row.board_priority,
        issue=row.issue,
        evidence_wanted=row.evidence_wanted,
        response=row.response,
        responded_on=row.responded_on,
        shown_by=triangulated(
            [
                Source(SourceKind(each.kind), Independence(each.independence), each.origin)
                for each in row.sources.all()
            ]
        ),
        actions=tuple(
            (each.pk, each.reference, each.title, ActionState(each.state)) for each in row.actions.all()
        ),
    )


def _theme(row: Finding, editions: Editions) -> str:
    """Its theme by name: reports of a review name it so too."""
    if not (row.theme and row.review):
        return row.theme
    edition = row.review.instrument_key, row.review.instrument_version
    if edition not in editions:
        editions[edition] = standards_of(*edition)
    return theme_named(editions[edition], row.theme)


def source_of(row: Finding) -> str:
    """Where a finding comes from, in words."""
    return row.review.title if row.review else row.named
