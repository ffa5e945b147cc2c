"""Rules of signals: when a figure is asked about, what an answer holds, who challenges it, and whether the figure moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from goldenthread.ground.figures.control import RUN, Chart, Limits, Signal, xmr
from goldenthread.ground.figures.funnel import Standing
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict
from goldenthread.insight.vocabulary.signals import Moved, SignalCause

HELD_TO_ACCOUNT = "Wirral interim peer challenge report 2011, section 2.2(vi): under-performance is identified and challenged"
MAKING_DATA_COUNT = "NHS England, Making Data Count: rules for special causes"
MONTHS_TO_JUDGE = 3
# A service is set beside others of its size in so many months: when it is asked about, and when it is judged again.
MONTHS_OF_SERVICE = 12
LONGEST = timedelta(days=366)
Values = Sequence[float | None]


@rule(
    "SIG-01",
    citation=f"{HELD_TO_ACCOUNT}; {MAKING_DATA_COUNT}",
    sentence="A month that is more than chance in the wrong direction opens a signal. A figure for which no direction is good "
    "opens none by its chart.",
)
def wrong_way(chart: Chart, place: int, *, up: bool | None) -> tuple[Signal, ...]:
    """Rules that the point at ``place`` breaks in the wrong direction. ``up``: higher is better; None: neither is."""
    value, phase = chart.values[place], next(p for p in chart.phases if p.start <= place < p.end)
    if value is None or up is None or phase.centre is None:
        return ()
    sign = 1 if up else -1
    before = [each for each in chart.values[phase.start : place] if each is not None]
    below = sign * (value - phase.centre) < 0
    falls = bool(before) and sign * (value - before[-1]) < 0
    return tuple(
        each for each in Signal if each in chart.signals[place] and (falls if each is Signal.TREND else below)
    )


def began(chart: Chart, place: int, *, up: bool | None) -> int:
    """The place of the first of the months, up to ``place``, that go the wrong way one after another."""
    while place and wrong_way(chart, place - 1, up=up):
        place -= 1
    return place


@rule(
    "SIG-02",
    citation=HELD_TO_ACCOUNT,
    sentence="A month that misses the council's own target opens a signal, where enough cases stand behind it.",
)
def target_missed(
    value: float | None, cases: int | None, *, at_least: float | None, at_most: float | None, fewest: int
) -> bool:
    """``cases``: how many stand behind the month. A month that was not supplied misses nothing."""
    if value is None or cases is None or cases < fewest:
        return False
    return (at_least is not None and value < at_least) or (at_most is not None and value > at_most)


@rule(
    "SIG-07",
    citation="Improvement tool (LGA, ADASS) 2015, element 6, probe 5: reporting across providers is tracked, and under- or over-reporting "
    "patterns are addressed",
    sentence="A service about which more, or less, is reported in twelve months than about all but 1 in 40 of its size by chance opens "
    "a signal: a commissioner explains it and says what is done.",
)
def unlike_its_size(where: Standing) -> SignalCause | None:
    """Too much or too little for its size; None within the limits. Neither is worse by itself: both are a question."""
    if where in (Standing.ABOVE, Standing.FAR_ABOVE):
        return SignalCause.OVER
    return SignalCause.UNDER if where in (Standing.BELOW, Standing.FAR_BELOW) else None


@rule(
    "SIG-03",
    citation=HELD_TO_ACCOUNT,
    sentence="An answer says what lies behind the figure, what is done about it, and by when: within a year.",
)
def answered_whole(*, explanation: str, action: str, due_on: date, today: date) -> Verdict:
    """A word or two is no answer."""
    entry = RULEBOOK["SIG-03"]
    verdict: Verdict = ALLOWED
    if len(explanation.split()) < 3:
        verdict = verdict.and_(
            entry.refuse(words="Say what lies behind the figure, in a sentence.", field="explanation")
        )
    if len(action.split()) < 3:
        verdict = verdict.and_(
            entry.refuse(words="Say what is done about it, and by whom, in a sentence.", field="action")
        )
    if not today <= due_on <= today + LONGEST:
        verdict = verdict.and_(
            entry.refuse(words="Enter a day from today to a year from now.", field="due_on")
        )
    return verdict


@rule(
    "SIG-04",
    citation=f"{HELD_TO_ACCOUNT}. House rule: a challenge comes from somebody else",
    sentence="Whoever answers for a signal neither sends back nor settles their own answer.",
)
def challenged_by_another(*, by: UUID | None, owner: UUID | None) -> Verdict:
    """``by`` None: nobody with an account, who challenges nothing."""
    if by is None or by == owner:
        return RULEBOOK["SIG-04"].refuse(
            words="You answer for this figure yourself. Another manager or the data officer must look at your answer."
        )
    return ALLOWED


@rule(
    "SIG-05",
    citation="House rule: a challenge must reach somebody who can act",
    sentence="The owner of a signal answers it, or a manager for them.",
)
def may_answer(*, by: UUID | None, owner: UUID | None, manages: bool) -> Verdict:
    """``manages``: the role that names owners."""
    if manages or (by is not None and by == owner):
        return ALLOWED
    return RULEBOOK["SIG-05"].refuse(words="Somebody else has been named to answer this.")


def judged_from(*, asked: date, acted_on: date) -> date:
    """The first day of the months by which a signal is judged: the month after the action, and never one that opened the signal.

    ``asked``: the last day of the month, or quarter, that opened it. An action may have been done before it went wrong.
    """
    last = max(asked, acted_on)
    return date(last.year + last.month // 12, last.month % 12 + 1, 1)


@rule(
    "SIG-06",
    citation=f"{MAKING_DATA_COUNT}. House rule: limits are those of the months before it began, and three months are the "
    "fewest to judge by",
    sentence="A figure has moved when the months after the action, and after the month that opened the signal, are better than chance, "
    "or no longer show what opened it. Until three whole months have passed it is too early to say.",
)
def whether_moved(
    values: Values,
    *,
    began_at: int,
    since: int | None,
    up: bool | None,
    at_least: float | None = None,
    at_most: float | None = None,
    missed_target: bool = False,
) -> Moved:
    """``values`` by month; ``began_at``: the first month that went wrong; ``since``: the first month it is judged by.

    ``since`` is None while the action is not done. ``missed_target``: a missed target opened the signal.
    """
    after = [] if since is None else [value for value in values[since:] if value is not None]
    if len(after) < MONTHS_TO_JUDGE:
        return Moved.TOO_EARLY
    newest = after[-MONTHS_TO_JUDGE:]
    before = [value for value in values[:began_at] if value is not None]
    usual = xmr(before, floor=0).phases[-1] if before and up is not None else None
    if usual and _better(after, usual, up=bool(up)):
        return Moved.BETTER
    if missed_target:
        missed = any(target_missed(v, 1, at_least=at_least, at_most=at_most, fewest=1) for v in newest)
        return Moved.NOT_MOVED if missed else Moved.BACK
    if usual is None or usual.centre is None:
        return Moved.CANNOT_TELL
    return Moved.BACK if _back(newest, usual, up=bool(up)) else Moved.NOT_MOVED


@rule(
    "SIG-08",
    citation="House rule: what was found in twelve months is judged again in twelve; fewer would make every service usual",
    sentence="A service is back to what is usual when in twelve whole months after the action no more and no less is reported about it "
    "than about others of its size. Until twelve have passed it is too early to say.",
)
def service_moved(*, months: int, compared: bool, cause: SignalCause | None) -> Moved:
    """``months``: whole ones since the action, twelve at most; ``cause``: why it is unlike others now, whatever opened the signal.

    ``compared``: it could be set beside others of its size.
    """
    if months < MONTHS_OF_SERVICE:
        return Moved.TOO_EARLY
    if not compared:
        return Moved.CANNOT_TELL
    return Moved.NOT_MOVED if cause else Moved.BACK


def _better(after: Sequence[float], usual: Limits, *, up: bool) -> bool:
    """A point past the good limit, or a run on the good side of the average."""
    if usual.centre is None or usual.low is None or usual.high is None:
        return False
    centre, edge = usual.centre, usual.high if up else usual.low
    if any(value > edge if up else value < edge for value in after):
        return True
    run = after[-RUN:]
    return len(run) == RUN and all(value > centre if up else value < centre for value in run)


def _back(newest: Sequence[float], usual: Limits, *, up: bool) -> bool:
    """None of them in the outer third on the bad side, and not all on that side."""
    if usual.centre is None or usual.low is None or usual.high is None:
        return False
    centre = usual.centre
    edge = centre - 2 / 3 * (centre - usual.low) if up else centre + 2 / 3 * (usual.high - centre)
    return not any(v < edge if up else v > edge for v in newest) and not all(
        v < centre if up else v > centre for v in newest
    )
