"""Signals for pages: which figures are asked about, who answers, what was answered, and whether the figure moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import ACCOUNT_ROLES, ROLE_MAY, permission_verdict
from goldenthread.access.prepared import prepared_counts
from goldenthread.access.queries import Colleague, colleagues
from goldenthread.access.viewer import Viewer
from goldenthread.ground import local_policy, moment
from goldenthread.ground.figures.control import xmr
from goldenthread.ground.verdicts import Verdict, insist
from goldenthread.insight.cube import CubeError, Figures
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.lifecycle.signals import SIGNAL
from goldenthread.insight.models import Signal, SignalMonth
from goldenthread.insight.policy.signals import (
    MONTHS_OF_SERVICE,
    challenged_by_another,
    judged_from,
    may_answer,
    service_moved,
    whether_moved,
)
from goldenthread.insight.queries.latest import latest
from goldenthread.insight.queries.phases import NOTHING_SAID, chart_notes
from goldenthread.insight.queries.sized import by_size, patterns
from goldenthread.insight.queries.supplied import SuppliedLine, sizes
from goldenthread.insight.queries.telling import REPORTED, SERVICE
from goldenthread.insight.queries.wrong_way import Found, Series, series, up, wrong_now
from goldenthread.insight.vocabulary.signals import Moved, SignalCause, SignalState

# As far back as a signal is compared: its month, two years before it and what came since.
_MONTHS = 48
MOST = 200


@dataclass(frozen=True)
class SignalLine:
    """A signal in a list. ``late``: its explanation or its action is overdue. ``moved`` is None until an action is done."""

    id: UUID
    version: int
    figure: str
    about: str
    name: str
    cause: SignalCause
    rules: tuple[str, ...]
    target: str
    period: Period
    shown: str
    opened_at: datetime
    state: SignalState
    owner_id: UUID | None
    owner_name: str
    answer_due_at: datetime | None
    action_due_on: date | None
    acted_on: date | None
    late: bool
    moved: Moved | None


@dataclass(frozen=True)
class Answer:
    """What was answered."""

    at: datetime
    explanation: str
    action: str
    action_due_on: date
    by_name: str


@dataclass(frozen=True)
class Step:
    """One deed about a signal."""

    at: datetime
    deed: str
    what: str
    words: str
    by_name: str


@dataclass(frozen=True)
class SignalPage:
    """One signal: where it stands, its months so far, its answers newest first, what was done, and the figure's trend."""

    line: SignalLine
    began: Period
    months: tuple[Period, ...]
    answers: tuple[Answer, ...]
    steps: tuple[Step, ...]
    trend: Series | None

    @property
    def sent_back(self) -> Step | None:
        """What is missing from the last answer, while it is asked for again."""
        if self.line.state is not SignalState.WAITING:
            return None
        last = next((each for each in self.steps if each.deed in ("send_back", "answer")), None)
        return last if last and last.deed == "send_back" else None


@dataclass(frozen=True)
class Standing:
    """How many signals stand where, for the head of the list."""

    unanswered: int
    late: int
    acting: int
    settled: int


def new_signals(viewer: Viewer) -> tuple[Found, ...]:
    """Months that go the wrong way by the figures counted last, and that no signal holds yet. For the clockwork."""
    figures = latest()
    if figures is None or figures.of_others:
        return ()
    targets = local_policy.current().on(moment.today()).signals.targets
    found = (
        *wrong_now(figures, targets, chart_notes(viewer, figures.indicators)),
        *patterns(viewer, figures),
    )
    months = SignalMonth.objects.filter(figure__in=[each.figure for each in found])
    held = set(months.values_list("figure", "about", "period"))
    return tuple(each for each in found if (each.figure, each.about, str(each.period)) not in held)


def signals(viewer: Viewer, *, show: str = "", figure: str = "") -> tuple[SignalLine, ...]:
    """Signals, the most pressing first. ``show``: late, mine, acting, settled, all, or "" for those that wait for an answer.

    Raises Refused for a role that sees none. One query.
    """
    insist(permission_verdict(viewer.role, "signals.see"))
    rows = visible(viewer, Signal)
    if figure:
        rows = rows.filter(figure=figure)
    chosen = {
        "": Q(state__in=[SignalState.OPEN, SignalState.WAITING]),
        "late": _late(),
        "mine": Q(owner_id=viewer.user_id) & ~Q(state=SignalState.SETTLED),
        "acting": Q(state__in=[SignalState.ANSWERED, SignalState.ACTED]),
        "settled": Q(state=SignalState.SETTLED),
        "all": Q(),
    }.get(show, Q())
    figures, chosen_rows = _figures(), list(rows.filter(chosen)[:MOST])
    held = _sizes(viewer, chosen_rows)
    lines = [_line(row, figures, held) for row in chosen_rows]
    return tuple(sorted(lines, key=lambda line: (not line.late, -line.opened_at.timestamp())))


def standing(viewer: Viewer) -> Standing:
    """How many wait, are late, are acted on, are settled. Raises Refused. One query."""
    insist(permission_verdict(viewer.role, "signals.see"))
    rows = visible(viewer, Signal)
    return Standing(
        unanswered=_many(rows, Q(state__in=[SignalState.OPEN, SignalState.WAITING])),
        late=_many(rows, _late()),
        acting=_many(rows, Q(state__in=[SignalState.ANSWERED, SignalState.ACTED])),
        settled=_many(rows, Q(state=SignalState.SETTLED)),
    )


def waiting_for(viewer: Viewer) -> int:
    """How many signals wait for this viewer's explanation. One query, none for a role that sees no signals."""
    if not viewer.may("signals.answer") or viewer.user_id is None:
        return 0
    return _owed(viewer)["waiting"]


@prepared_counts
def _owed(viewer: Viewer) -> dict[str, tuple[QuerySet[Signal], int]]:
    mine = visible(viewer, Signal).filter(owner_id=viewer.user_id, state=SignalState.WAITING)
    return {"waiting": (mine, 100)}


def who_may_answer(viewer: Viewer) -> tuple[Colleague, ...]:
    """Staff of the council who may be named to answer a signal. Raises Refused for a role that names nobody. One query."""
    insist(permission_verdict(viewer.role, "signals.manage"))
    return colleagues(*(role for role in ACCOUNT_ROLES if "signals.answer" in ROLE_MAY[role]))


def signal_verdict(viewer: Viewer, line: SignalLine, deed: str) -> Verdict:
    """May this viewer do this with the signal as it stands? Its state, their role, SIG-04 and SIG-05."""
    permission = SIGNAL.move(deed).permission
    verdict = permission_verdict(viewer.role, permission).and_(SIGNAL.verdict(line.state, deed))
    if permission == "signals.answer":
        manages = viewer.may("signals.manage")
        return verdict.and_(may_answer(by=viewer.user_id, owner=line.owner_id, manages=manages))
    if deed in ("settle", "send_back"):
        return verdict.and_(challenged_by_another(by=viewer.user_id, owner=line.owner_id))
    return verdict


def signal_page(viewer: Viewer, signal_id: UUID) -> SignalPage:
    """One signal. Raises Refused and NotThere."""
    insist(permission_verdict(viewer.role, "signals.see"))
    row = find(viewer, Signal, signal_id)
    figures = _figures()
    notes = chart_notes(viewer, [row.figure]).get(row.figure, NOTHING_SAID)
    counted = figures is not None and _counted(figures, row.figure)
    trend = series(figures, row.figure, notes=notes) if figures and counted else None
    if figures and row.about:
        months = tuple(figures.series(REPORTED, figures.months(), by=SERVICE, group=row.about))
        trend = Series(months, xmr([float(each.numerator or 0) for each in months], floor=0))
    return SignalPage(
        line=_line(row, figures, _sizes(viewer, [row])),
        began=Period.read(row.began),
        months=tuple(
            Period.read(each) for each in row.months.order_by("period").values_list("period", flat=True)
        ),
        answers=tuple(
            Answer(each.at, each.explanation, each.action, each.action_due_on, each.by_name)
            for each in row.answers.order_by("-at", "-pk")
        ),
        steps=tuple(
            Step(each.at, each.deed, each.what, each.words, each.by_name)
            for each in row.steps.order_by("-at", "-pk")
        ),
        trend=trend,
    )


def _many(rows: QuerySet[Signal], which: Q) -> int:
    return rows.filter(which).count()


def _late() -> Q:
    return Q(state=SignalState.WAITING, answer_due_at__lt=moment.now()) | Q(
        state=SignalState.ANSWERED, action_due_on__lt=moment.today()
    )


def _figures() -> Figures | None:
    """The council's own figures counted last; None where they cannot be read: what people answered is shown all the same."""
    try:
        figures = latest()
    except CubeError:
        return None
    return None if figures is None or figures.of_others else figures


def _counted(figures: Figures, key: str) -> bool:
    indicator = figures.indicators.get(key)
    return indicator is not None and indicator.counting is not None and key in figures.cube.lines


def asked_about_services(viewer: Viewer) -> dict[str, tuple[UUID, SignalState]]:
    """Where the newest signal about each service stands, by the service's name. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "signals.see"))
    rows = visible(viewer, Signal).exclude(about="").order_by("opened_at")
    return {about: (id, SignalState(state)) for id, about, state in rows.values_list("pk", "about", "state")}


def _sizes(viewer: Viewer, rows: Sequence[Signal]) -> dict[str, SuppliedLine]:
    """Sizes of services, where one is to be judged by them."""
    return sizes(viewer) if any(row.about and row.acted_on for row in rows) else {}


def _line(row: Signal, figures: Figures | None, held: dict[str, SuppliedLine]) -> SignalLine:
    state = SignalState(row.state)
    late = (
        state is SignalState.WAITING and row.answer_due_at is not None and row.answer_due_at < moment.now()
    ) or (
        state is SignalState.ANSWERED and row.action_due_on is not None and row.action_due_on < moment.today()
    )
    return SignalLine(
        id=row.pk,
        version=row.version,
        figure=row.figure,
        about=row.about,
        name=row.name,
        cause=SignalCause(row.cause),
        rules=tuple(row.rules.split(",")) if row.rules else (),
        target=row.target,
        period=Period.read(row.period),
        shown=row.shown,
        opened_at=row.opened_at,
        state=state,
        owner_id=row.owner_id,
        owner_name=row.owner_name,
        answer_due_at=row.answer_due_at,
        action_due_on=row.action_due_on,
        acted_on=row.acted_on,
        late=late,
        moved=_service_moved(row, figures, held) if row.about else _moved(row, figures),
    )


def judged_since(asked: Period, acted_on: date) -> Period:
    """The first month that tells whether a figure moved."""
    return Period(Grain.MONTH, month_of(judged_from(asked=asked.last, acted_on=acted_on)))


def _moved(row: Signal, figures: Figures | None) -> Moved | None:
    """Whether the figure moved since its action; None while there is nothing done to judge, or nothing to judge it by."""
    if row.acted_on is None or figures is None or not _counted(figures, row.figure):
        return None
    shown = series(figures, row.figure, months=_MONTHS)
    places = {period: place for place, period in enumerate(shown.periods)}
    since = judged_since(Period.read(row.period), row.acted_on)
    target = local_policy.current().on(row.acted_on).signals.targets.get(row.figure)
    return whether_moved(
        shown.chart.values,
        began_at=places.get(Period.read(row.began), 0),
        since=places.get(since),
        up=up(figures.indicators[row.figure]),
        at_least=target.at_least if target else None,
        at_most=target.at_most if target else None,
        missed_target=row.cause == SignalCause.TARGET and target is not None,
    )


def _service_moved(row: Signal, figures: Figures | None, held: dict[str, SuppliedLine]) -> Moved | None:
    """Whether a service is still unlike others of its size in the whole months after the action."""
    if row.acted_on is None or figures is None:
        return None
    since = judged_since(Period.read(row.period), row.acted_on)
    months = [each for each in figures.months(MONTHS_OF_SERVICE) if each >= since]
    kinds = by_size(figures, months, held) if months else ()
    line = next((line for kind in kinds for line in kind.lines if line.name == row.about), None)
    return service_moved(months=len(months), compared=line is not None, cause=line.cause if line else None)


__all__ = [
    "Answer", "SignalLine", "SignalPage", "Standing", "Step", "asked_about_services", "judged_since", "new_signals", "signal_page", "signal_verdict", "signals",
    "standing",
    "waiting_for", "who_may_answer",
]  # fmt: skip
