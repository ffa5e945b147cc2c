"""Opening a signal, naming who answers, answering it, challenging the answer, and settling it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.queries import colleagues
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.ground import local_policy, moment
from goldenthread.ground.calendar import end_of
from goldenthread.ground.figures.control import RULES
from goldenthread.ground.figures.control import Signal as Rule
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.insight.lifecycle.signals import SIGNAL
from goldenthread.insight.models import Signal, SignalAnswer, SignalMonth, SignalStep
from goldenthread.insight.policy import signals as policy
from goldenthread.insight.queries.signals import who_may_answer
from goldenthread.insight.queries.wrong_way import Found
from goldenthread.insight.vocabulary.signals import SignalCause, SignalState


@procedure("signals.open")
def raise_signal(by: Viewer, *, found: Found) -> Done[UUID]:
    """Ask about a figure that went the wrong way. While it is asked about already, the month is added to that signal.

    The same month twice changes nothing. Returns the signal's id.
    """
    try:
        with transaction.atomic():
            row, new = _asked(found)
            SignalMonth.objects.create(
                signal=row,
                figure=found.figure,
                about=found.about,
                period=str(found.period),
                at=moment.now(),
            )
            if not new:
                row.version += 1
                row.save(update_fields=["version"])
            _step(row, by, "opened" if new else "again", _why(found), found.shown)
            if new and found.about:
                _ask_commissioner(row, by)
    except IntegrityError:
        # Another machine found the same month a moment ago.
        row = (
            SignalMonth.objects.select_related("signal")
            .get(figure=found.figure, about=found.about, period=str(found.period))
            .signal
        )
    return Done(row.pk, Subject("signal", row.pk), {"figure": found.figure, "period": str(found.period)})


@procedure("signals.manage", about="signal")
def name_signal_owner(by: Viewer, *, signal_id: UUID, version: int | None, owner_id: UUID) -> Done[None]:
    """Name who answers, and ask them: the clock of local policy begins. Raises Refused (stale, no such colleague) and NotThere."""
    row = find(by, Signal, signal_id, version=version, lock=True)
    insist(SIGNAL.verdict(SignalState(row.state), "name_owner"))
    owner = next((each for each in who_may_answer(by) if each.id == owner_id), None)
    if owner is None:
        raise Refused(refused("NEEDED", "Choose somebody who works here now.", field="owner_id"))
    row.owner_id, row.owner_name = owner.id, owner.name
    row.answer_due_at = _answer_due()
    _move(row, by, "name_owner", f"{owner.name} is asked to answer", "")
    return Done(None, Subject("signal", row.pk), {"owner": str(owner.id)})


@procedure("signals.answer", about="signal")
def answer_signal(
    by: Viewer, *, signal_id: UUID, version: int | None, explanation: str, action: str, due_on: date
) -> Done[None]:
    """Say what lies behind the figure, what is done and by when. Raises Refused (stale, SIG rules) and NotThere."""
    row = _found(by, signal_id, version, "answer")
    insist(policy.answered_whole(explanation=explanation, action=action, due_on=due_on, today=moment.today()))
    SignalAnswer.objects.create(
        signal=row,
        at=moment.now(),
        explanation=explanation.strip(),
        action=action.strip(),
        action_due_on=due_on,
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )
    row.action_due_on, row.acted_on = due_on, None
    _move(row, by, "answer", "Explained, with an action", "")
    return Done(None, Subject("signal", row.pk))


@procedure("signals.answer", about="signal")
def act_on_signal(
    by: Viewer, *, signal_id: UUID, version: int | None, done_on: date, words: str
) -> Done[None]:
    """Say that the action is done, when, and what was done. Raises Refused (stale, SIG rules) and NotThere."""
    row = _found(by, signal_id, version, "acted", words)
    if done_on > moment.today():
        raise Refused(refused("NEEDED", "Enter the day it was done: today or before.", field="done_on"))
    row.acted_on = done_on
    _move(row, by, "acted", "The action is done", words)
    return Done(None, Subject("signal", row.pk))


@procedure("signals.manage", about="signal")
def send_signal_back(by: Viewer, *, signal_id: UUID, version: int | None, words: str) -> Done[None]:
    """Challenge an answer: its owner is asked again, and the clock begins anew. Raises Refused (stale, SIG-04) and NotThere."""
    row = _challenged(by, signal_id, version, "send_back", words)
    row.answer_due_at, row.action_due_on, row.acted_on = _answer_due(), None, None
    _move(row, by, "send_back", "Sent back: asked again", words)
    return Done(None, Subject("signal", row.pk))


@procedure("signals.manage", about="signal")
def settle_signal(by: Viewer, *, signal_id: UUID, version: int | None, words: str) -> Done[None]:
    """Settle a signal: somebody other than its owner says what became of it. Raises Refused (stale, SIG-04) and NotThere."""
    row = _challenged(by, signal_id, version, "settle", words)
    row.settled_at = moment.now()
    _move(row, by, "settle", "Settled", words)
    return Done(None, Subject("signal", row.pk))


def _asked(found: Found) -> tuple[Signal, bool]:
    """The signal that is open for this figure, locked; else a new one."""
    held = (
        Signal.objects.select_for_update()
        .filter(figure=found.figure, about=found.about)
        .exclude(state=SignalState.SETTLED)
        .first()
    )
    if held is not None:
        return held, False
    return Signal.objects.create(
        figure=found.figure,
        about=found.about,
        name=found.name,
        definition=found.definition,
        cause=found.cause,
        rules=",".join(found.rules),
        target=found.target,
        period=str(found.period),
        began=str(found.began),
        shown=found.shown,
        opened_at=moment.now(),
    ), True


def _ask_commissioner(row: Signal, by: Viewer) -> None:
    """Ask the commissioner at once, where there is one: whoever buys care asks the service. Of several a manager names one."""
    several = colleagues(Role.COMMISSIONER)
    if len(several) != 1:
        return
    row.owner_id, row.owner_name = several[0].id, several[0].name
    row.answer_due_at = _answer_due()
    _move(row, by, "name_owner", f"{row.owner_name} is asked to answer", "")


def _why(found: Found) -> str:
    month = f"{found.period.first:%B %Y}"
    if found.cause is SignalCause.TARGET:
        return f"{month} misses the target of {found.target}"
    if found.cause in (SignalCause.OVER, SignalCause.UNDER):
        return f"{found.about}: {found.cause.label.lower()}"
    return f"{month}: " + " ".join(RULES[Rule(each)] for each in found.rules)


def _found(by: Viewer, signal_id: UUID, version: int | None, deed: str, words: str | None = None) -> Signal:
    """The signal, where this viewer may answer it."""
    row = find(by, Signal, signal_id, version=version, lock=True)
    insist(SIGNAL.verdict(SignalState(row.state), deed, words=words))
    insist(policy.may_answer(by=by.user_id, owner=row.owner_id, manages=by.may("signals.manage")))
    return row


def _challenged(by: Viewer, signal_id: UUID, version: int | None, deed: str, words: str) -> Signal:
    """The signal, where this viewer may look at another's answer."""
    row = find(by, Signal, signal_id, version=version, lock=True)
    insist(SIGNAL.verdict(SignalState(row.state), deed, words=words))
    insist(policy.challenged_by_another(by=by.user_id, owner=row.owner_id))
    return row


def _answer_due() -> datetime:
    edition = local_policy.current().on(moment.today())
    return end_of(edition.calendar.add(moment.today(), edition.signals.answer_days))


def _move(row: Signal, by: Viewer, deed: str, what: str, words: str) -> None:
    row.state = SIGNAL.after(SignalState(row.state), deed)
    row.version += 1
    row.save()
    _step(row, by, deed, what, words)


def _step(row: Signal, by: Viewer, deed: str, what: str, words: str) -> None:
    SignalStep.objects.create(
        signal=row,
        at=moment.now(),
        deed=deed,
        what=what[:200],
        words=words.strip(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )
