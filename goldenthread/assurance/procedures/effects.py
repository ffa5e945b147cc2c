"""Whether an action helped: which measure should move, its values where others count it, the chart's judgement and a person's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import EffectJudgement, ImprovementAction, MeasurePoint
from goldenthread.assurance.policy import MeasuredPoint, judged, measure_whole, reason_to_differ
from goldenthread.assurance.procedures.plan_rows import about_action, action_for, keep_action
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.vocabulary import Direction, Effect
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("assurance.act", about="improvement")
def set_measure(
    by: Viewer,
    *,
    improvement_id: UUID,
    version: int,
    direction: Direction | None,
    moves_from: date | None,
    review_on: date | None,
    indicator_key: str = "",
    figures: Collection[str] = (),
    measure: str = "",
    measure_source: str = "",
    baseline: Decimal | None = None,
    baseline_of: str = "",
    target: Decimal | None = None,
) -> Done[None]:
    """Say which measure should move, which way, from and by when. ``figures`` are the keys of the figures there are.

    Raises Refused under EFF-04, and STALE, OWNER.
    """
    action = action_for(by, "set_measure", improvement_id, version=version)
    if indicator_key and indicator_key not in figures:
        raise Refused(refused("FIGURE", "There is no such figure.", field="indicator_key"))
    insist(
        measure_whole(
            indicator_known=bool(indicator_key),
            measure=measure,
            measure_source=measure_source,
            direction=direction,
            moves_from=moves_from,
            review_on=review_on,
        )
    )
    assert direction
    before = action.indicator_key or action.measure
    # A figure of the house has its name and source there; only what others count is named here.
    action.indicator_key = indicator_key
    action.measure = "" if indicator_key else measure.strip()
    action.measure_source = "" if indicator_key else measure_source.strip()
    action.direction, action.moves_from, action.review_on = direction, moves_from, review_on
    action.baseline, action.baseline_of, action.target = baseline, baseline_of.strip(), target
    told = indicator_key or action.measure
    keep_action(
        action,
        by,
        "set_measure",
        f"Should move {direction.label.lower()}: {told}"
        + (f" (before: {before})" if before and before != told else ""),
        *("indicator_key", "measure", "measure_source", "direction", "moves_from", "review_on"),
        *("baseline", "baseline_of", "target"),
    )
    return Done(None, about_action(action), {"figure": indicator_key} if indicator_key else {})


@procedure("assurance.act", about="improvement")
def add_point(
    by: Viewer, *, improvement_id: UUID, version: int, on: date, value: Decimal, source: str = ""
) -> Done[None]:
    """Write down a value of a measure that this house does not count. Raises Refused (a figure of the house, a day to come)."""
    action = action_for(by, "add_point", improvement_id, version=version)
    if not action.measure:
        raise Refused(
            refused("COUNTED", "This measure is counted by this service. Its values are not typed in.")
        )
    if on > moment.today():
        raise Refused(refused("FUTURE", "The day must not be after today.", field="on"))
    MeasurePoint.objects.create(
        action=action, on=on, value=value, source=source.strip() or action.measure_source, **author(by)
    )
    keep_action(action, by, "add_point", f"{on:%-d %B %Y}: {value.normalize():f}")
    return Done(None, about_action(action))


@procedure("assurance.judge", about="improvement")
def judge_effect(
    by: Viewer,
    *,
    improvement_id: UUID,
    series: Sequence[MeasuredPoint] = (),
    as_at: datetime | None = None,
) -> Done[Effect]:
    """Judge with the control chart whether the measure moved, and keep the points it was judged on.

    ``series``: the months of the house's figure, oldest first, read by the door from what was counted last (``as_at``); a
    measure that others count is judged on its own values. Raises Refused where nothing is to be measured.
    """
    action = action_for(by, "judge_effect", improvement_id, own=False)
    if not action.direction or action.moves_from is None:
        raise Refused(refused("MEASURE", "Say first which measure should move."))
    points = tuple(series) if action.indicator_key else _by_hand(action)
    target = None if action.target is None else float(action.target)
    found = judged(points, moves_from=action.moves_from, direction=Direction(action.direction), target=target)
    EffectJudgement.objects.create(
        action=action,
        effect=found.effect,
        by_chart=True,
        words=found.sentence,
        rules=list(found.rules),
        points=[[point.label, point.value] for point in points],
        centre=found.centre,
        low=found.low,
        high=found.high,
        changed=found.changed,
        target_reached=found.target_reached,
        as_at=as_at,
        **author(by),
    )
    keep_action(action, by, "judge_effect", f"The chart: {found.effect.label.lower()}", words=found.sentence)
    return Done(found.effect, about_action(action), {"effect": found.effect.value})


@procedure("assurance.act", about="improvement")
def differ(by: Viewer, *, improvement_id: UUID, version: int, effect: Effect, words: str) -> Done[None]:
    """Judge an effect otherwise than the chart, with a reason everybody reads. Raises Refused under EFF-03, STALE, OWNER."""
    action = action_for(by, "differ", improvement_id, version=version)
    insist(reason_to_differ(words))
    EffectJudgement.objects.create(
        action=action, effect=effect, by_chart=False, words=words.strip(), **author(by)
    )
    keep_action(action, by, "differ", f"Judged by a person: {effect.label.lower()}", words=words)
    return Done(None, about_action(action), {"effect": effect.value})


def _by_hand(action: ImprovementAction) -> tuple[MeasuredPoint, ...]:
    """Values given by hand, oldest first; the newest of a day holds."""
    newest = {point.on: point for point in action.points.order_by("on", "id")}
    return tuple(MeasuredPoint(f"{on:%-d %b %Y}", on, float(point.value)) for on, point in newest.items())
