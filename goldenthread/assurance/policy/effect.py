"""Whether an action helped: judged with the control chart, not by eye. Pure: the series comes in, the judgement goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.assurance.vocabulary import ActionState, Direction, Effect
from goldenthread.ground.figures.control import FEWEST_POINTS, RULES, RUN, Signal, lines, signals_against
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@dataclass(frozen=True)
class MeasuredPoint:
    """One value of a measure: what it is called, the day its period begins, the value."""

    label: str
    on: date
    value: float


@dataclass(frozen=True)
class Judged:
    """What the chart makes of a series.

    ``changed``: number of the first point from which it should move, from 0. ``centre``, ``low`` and ``high`` are the lines it
    was judged by, None where there are too few points. ``target_reached`` is None without a target or without points since.
    """

    effect: Effect
    sentence: str
    rules: tuple[str, ...]
    changed: int
    centre: float | None
    low: float | None
    high: float | None
    target_reached: bool | None


@dataclass(frozen=True)
class Answer:
    """An action that answers a finding, as the closing rule sees it. ``effect`` None: nobody has judged it."""

    reference: str
    state: ActionState
    effect: Effect | None
    target_reached: bool | None = None


@rule(
    "EFF-01",
    citation="The XmR rules that NHS England's Making Data Count states (ground/figures/control.py); which lines are used is a house rule",
    sentence="A measure moved when its points since the change break a rule of the control chart on the right side, and the newest still lies there.",
)
def judged(
    points: Sequence[MeasuredPoint], *, moves_from: date, direction: Direction, target: float | None = None
) -> Judged:
    """Judge a series, oldest first.

    The lines are those of the points before the change; where these are fewer than twelve, of all points together, which only makes
    it harder to see a change. With no lines at all, or fewer than seven points since and no rule broken, it is too early.
    """
    values = [point.value for point in points]
    changed = next((i for i, point in enumerate(points) if point.on >= moves_from), len(points))
    since = values[changed:]
    reached = _reached(since, direction, target)
    own = lines(values[:changed])
    drawn = own or lines(values)
    if drawn is None or not since:
        return Judged(
            Effect.TOO_EARLY, _too_few(len(values), len(since)), (), changed, None, None, None, reached
        )
    centre, reach = drawn
    broken = signals_against(since, centre, reach)
    better = 1 if direction is Direction.UP else -1
    good = _on_side(since, broken, centre, better)
    bad = _on_side(since, broken, centre, -better)
    newest = (since[-1] - centre) * better
    if good and newest > 0:
        effect, rules = Effect.MOVED, good
    elif bad and newest < 0:
        effect, rules = Effect.WORSE, bad
    elif len(since) < RUN:
        effect, rules = Effect.TOO_EARLY, ()
    else:
        effect, rules = Effect.NOT_MOVED, ()
    sentence = _sentence(effect, len(since), own is not None)
    return Judged(effect, sentence, rules, changed, centre, centre - reach, centre + reach, reached)


def _on_side(
    since: Sequence[float], broken: Sequence[frozenset[Signal]], centre: float, side: int
) -> tuple[str, ...]:
    """Sentences of the rules that points on this side of the average break, in the order of the rulebook."""
    found = {
        signal
        for value, signals in zip(since, broken, strict=True)
        if (value - centre) * side > 0
        for signal in signals
    }
    return tuple(RULES[signal] for signal in RULES if signal in found)


def _reached(since: Sequence[float], direction: Direction, target: float | None) -> bool | None:
    """Has the average of the newest three points reached the target?"""
    if target is None or not since:
        return None
    newest = since[-3:]
    average = sum(newest) / len(newest)
    return average >= target if direction is Direction.UP else average <= target


def _too_few(points: int, since: int) -> str:
    if not since:
        return "There is no point yet since the day from which it should move."
    return f"{_number(points)} so far. The chart needs {FEWEST_POINTS} before it can tell change from chance."


def _number(points: int) -> str:
    return f"{points} point{'' if points == 1 else 's'}"


def _sentence(effect: Effect, since: int, own: bool) -> str:
    held = "the lines of the time before" if own else "the lines of all points together"
    told = {
        Effect.MOVED: f"Held against {held}, the points since then lie on the better side, by more than chance.",
        Effect.WORSE: f"Held against {held}, the points since then lie on the worse side, by more than chance.",
        Effect.NOT_MOVED: f"Held against {held}, the {_number(since)} since then vary as it always did.",
        Effect.TOO_EARLY: f"Held against {held}, no rule is broken. {_number(since)} since then: that is too few "
        f"to say that it did not move: it takes {RUN}.",
    }
    return told[effect]


@rule(
    "EFF-02",
    citation="House rule: assurance, not reassurance. Done is not embedded; the question is whether it helped",
    sentence="A finding is closed as embedded only when its actions are done and a measure moved as it should.",
)
def embedded(answers: Sequence[Answer], *, acted_on: bool = True) -> Verdict:
    """Every action not stopped is done, one measure at least moved, none went the wrong way, and no target is still missed."""
    rule_ = embedded.rule
    if not acted_on:
        return rule_.refuse(words="A strength asks for no action. Set it aside when it no longer holds.")
    held = [each for each in answers if each.state is not ActionState.STOPPED]
    if not held:
        return rule_.refuse(words="No action answers it yet.")
    going = [each.reference for each in held if each.state is not ActionState.DONE]
    if going:
        return rule_.refuse(words=f"Not yet done: {', '.join(going)}.")
    if worse := [each.reference for each in held if each.effect is Effect.WORSE]:
        return rule_.refuse(words=f"The measure of {', '.join(worse)} went the wrong way.")
    if not any(each.effect is Effect.MOVED for each in held):
        return rule_.refuse(
            words="What was done is done, but no measure is seen to have moved. Done is not embedded."
        )
    if missed := [each.reference for each in held if each.target_reached is False]:
        return rule_.refuse(words=f"The target of {', '.join(missed)} is not reached yet.")
    return ALLOWED


@rule(
    "EFF-03",
    citation="House rule: a judgement may be argued with, and the argument is shown beside it",
    sentence="Who judges an effect otherwise than the chart says why, in a sentence that everybody reads.",
)
def reason_to_differ(words: str) -> Verdict:
    """At least five words: “I disagree” is no reason."""
    if len(words.split()) < 5:
        return reason_to_differ.rule.refuse(
            words="Say in a sentence what you know that the chart does not show.", field="words"
        )
    return ALLOWED
