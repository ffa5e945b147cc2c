"""Quality systems on one page: which exist, when each last ran, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import AgencyKind
from goldenthread.assurance.models import Finding, QualityArrangement, QualityRun, QualityStep, Report, Review
from goldenthread.assurance.policy.quality import runs_in_time
from goldenthread.assurance.queries.plan import ActionLine, action_line, action_rows
from goldenthread.assurance.queries.reviews import brought_in
from goldenthread.assurance.vocabulary import (
    Effect,
    FindingState,
    QualitySystem,
    ReportKind,
    ReviewKind,
    ReviewState,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Verdict, insist

# Reviews of this house that are a run of a system.
REVIEWS: Mapping[QualitySystem, tuple[ReviewKind, ...]] = {
    QualitySystem.ASSURANCE: (
        ReviewKind.SELF_ASSESSMENT,
        ReviewKind.PEER_REVIEW,
        ReviewKind.CHALLENGE,
        ReviewKind.DEEP_DIVE,
    ),
    QualitySystem.FILE_AUDIT: (ReviewKind.FILE_AUDIT,),
    QualitySystem.PRACTICE_AUDIT: (ReviewKind.PROVIDER_AUDIT,),
    QualitySystem.FEEDBACK: (ReviewKind.QUALITY_CHECK,),
}
SHOWN = 5


@dataclass(frozen=True)
class Run:
    """One time a system ran. ``review_id`` or ``report_id`` where it is a review or a report of this house.

    ``counts``: it was a run of the council or the board, whose rhythm is arranged here; what a partner ran of its own is shown beside it.
    """

    id: UUID
    title: str
    on: date
    who: str
    size: int | None
    showed: str
    led_to: str
    action: ActionLine | None = None
    review_id: UUID | None = None
    report_id: UUID | None = None
    own: bool = False
    counts: bool = True


@dataclass(frozen=True)
class QualityStepRow:
    """What was said before, or why a run was withdrawn; by whom, when."""

    at: datetime
    what: str
    words: str
    by_name: str


@dataclass(frozen=True)
class SystemRow:
    """One system. ``in_use`` None: nobody has said; ``in_time``: has it run within its rhythm?

    ``last_on``: when the council or the board last ran it. ``unseen``: reviews are runs of it, and this viewer sees others' once published.
    """

    system: QualitySystem
    version: int
    in_use: bool | None
    words: str
    run_by: str
    every_months: int | None
    runs: tuple[Run, ...]
    total: int
    last_on: date | None
    in_time: Verdict
    unseen: bool
    steps: tuple[QualityStepRow, ...]

    @property
    def exists(self) -> bool:
        """True when somebody says so, or a run shows it."""
        return self.in_use if self.in_use is not None else bool(self.runs)


def quality_systems(viewer: Viewer) -> tuple[SystemRow, ...]:
    """Every system the improvement tool names, with its newest runs. Nine queries at most. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.see"))
    said = {QualitySystem(row.system): row for row in QualityArrangement.objects.all()}
    runs = _all_runs(viewer)
    steps = list(QualityStep.objects.all())
    return tuple(
        _system(
            viewer, system, said.get(system), runs[system], [each for each in steps if each.system == system]
        )
        for system in QualitySystem
    )


def quality_system(viewer: Viewer, system: QualitySystem) -> SystemRow:
    """One of them. Raises Refused."""
    return next(each for each in quality_systems(viewer) if each.system is system)


def _system(
    viewer: Viewer,
    system: QualitySystem,
    said: QualityArrangement | None,
    runs: list[Run],
    steps: list[QualityStep],
) -> SystemRow:
    ordered = sorted(runs, key=lambda run: run.on, reverse=True)
    last_on = next((run.on for run in ordered if run.counts), None)
    return SystemRow(
        system=system,
        version=said.version if said else 0,
        in_use=said.in_use if said else None,
        words=said.words if said else "",
        run_by=said.run_by if said else "",
        every_months=said.every_months if said else None,
        runs=tuple(ordered[:SHOWN]),
        total=len(ordered),
        last_on=last_on,
        in_time=runs_in_time(
            in_use=bool(said and said.in_use),
            every_months=said.every_months if said else None,
            last_on=last_on,
            today=moment.today(),
        ),
        unseen=system in REVIEWS and not viewer.may("assurance.run"),
        steps=tuple(QualityStepRow(each.at, each.what, each.words, each.by_name) for each in steps),
    )


def _all_runs(viewer: Viewer) -> dict[QualitySystem, list[Run]]:
    found: dict[QualitySystem, list[Run]] = {system: [] for system in QualitySystem}
    rows = list(QualityRun.objects.filter(withdrawn_at__isnull=True).select_related("agency"))
    lines = {
        row.pk: action_line(row)
        for row in action_rows(viewer).filter(pk__in=[row.action_id for row in rows if row.action_id])
    }
    for row in rows:
        found[QualitySystem(row.system)].append(
            Run(
                id=row.pk,
                title=row.title,
                on=row.on,
                who=row.agency.name,
                size=row.size,
                showed=row.showed,
                led_to=row.led_to,
                action=lines.get(row.action_id) if row.action_id else None,
                own=row.agency_id == viewer.agency_id or viewer.may("assurance.run"),
                counts=row.agency.kind == AgencyKind.COUNCIL,
            )
        )
    reviews = _of_reviews(viewer)
    for system, kinds in REVIEWS.items():
        found[system] += [run for kind, run in reviews if kind in kinds]
    found[QualitySystem.PERFORMANCE] += _of_reports(viewer)
    return found


def _of_reviews(viewer: Viewer) -> list[tuple[ReviewKind, Run]]:
    """Reviews that have begun, with what they found and what it led to, as this viewer may see it."""
    begun = (ReviewState.UNDER_WAY, ReviewState.REPORTING, ReviewState.PUBLISHED, ReviewState.FOLLOWED_UP)
    rows = [row for row in visible(viewer, Review).filter(state__in=begun) if not brought_in(row)]
    findings: dict[UUID, list[Finding]] = {}
    settled = (FindingState.AGREED, FindingState.EMBEDDED)
    for each in (
        visible(viewer, Finding).filter(review__in=rows, state__in=settled).prefetch_related("actions")
    ):
        if each.review_id:
            findings.setdefault(each.review_id, []).append(each)
    helped = {row.pk for row in action_rows(viewer) if action_line(row).effect is Effect.MOVED}
    return [(ReviewKind(row.kind), _run_of(row, findings.get(row.pk, []), helped)) for row in rows]


def _day(row: Review) -> date:
    if row.begins_on:
        return row.begins_on
    return moment.london(row.published_at or row.opened_at).date()


def _run_of(row: Review, found: list[Finding], helped: set[UUID]) -> Run:
    actions = {action.pk for each in found for action in each.actions.all()}
    good = len(actions & helped)
    return Run(
        id=row.pk,
        title=row.title,
        on=_day(row),
        who=ReviewKind(row.kind).label,
        size=None,
        showed=f"{len(found)} settled {'finding' if len(found) == 1 else 'findings'}"
        if found
        else f"No finding is settled yet: {ReviewState(row.state).label.lower()}",
        led_to=f"{len(actions)} {'action' if len(actions) == 1 else 'actions'}, {good} seen to have helped"
        if actions
        else "",
        review_id=row.pk,
    )


def _of_reports(viewer: Viewer) -> list[Run]:
    """Versions of the improvement plan that were kept for somebody to read."""
    rows = visible(viewer, Report).filter(kind=ReportKind.PLAN).defer("paper", "holds")
    return [
        Run(
            id=row.pk,
            title=f"{row.title}, version {row.number}",
            on=moment.london(row.made_at).date(),
            who=row.by_name,
            size=None,
            showed=row.note or "Where every finding and action stands",
            led_to="",
            report_id=row.pk,
        )
        for row in rows
    ]
