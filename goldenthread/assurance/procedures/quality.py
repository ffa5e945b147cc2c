"""Quality systems: how each is arranged, and each time it ran with what it showed and what came of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import ImprovementAction, QualityArrangement, QualityRun, QualityStep
from goldenthread.assurance.policy import may_write_for
from goldenthread.assurance.policy.quality import run_told
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.vocabulary import QualitySystem
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("assurance.run")
def arrange_quality(
    by: Viewer,
    *,
    system: QualitySystem,
    version: int,
    in_use: bool,
    words: str,
    run_by: str = "",
    every_months: int | None = None,
) -> Done[None]:
    """Say how a system of quality is arranged here, or that there is none and why; what was said before is kept as a step.

    ``version`` 0: nobody has said yet.

    Raises Refused (STALE, no words, nobody runs it, a rhythm under one month).
    """
    held = QualityArrangement.objects.select_for_update().filter(system=system).first()
    if (held.version if held else 0) != version:
        raise Refused(
            refused(
                "STALE",
                "Somebody else has changed this since you opened the page. What you typed is still below. "
                "Read what changed, then send it again if it still holds.",
            )
        )
    if not words.strip():
        raise Refused(refused("WORDS", "Say how it is done here, or why there is none.", field="words"))
    if in_use and not run_by.strip():
        raise Refused(refused("WHO", "Say who runs it.", field="run_by"))
    if every_months is not None and every_months < 1:
        raise Refused(refused("RHYTHM", "Write how many months lie between two runs.", field="every_months"))
    told = {
        "in_use": in_use,
        "words": words.strip(),
        "run_by": run_by.strip()[:120] if in_use else "",
        "every_months": every_months if in_use else None,
        "version": version + 1,
        **author(by),
    }
    if held:
        _keep_step(by, system, "arrange_quality", "Arranged anew", _before(held))
    QualityArrangement.objects.update_or_create(system=system, defaults=told)
    return Done(None, Subject("quality_system", NOBODY), {"system": system.value, "in_use": in_use})


@procedure("assurance.answer")
def log_quality_run(
    by: Viewer,
    *,
    system: QualitySystem,
    title: str,
    on: date | None,
    showed: str,
    led_to: str = "",
    size: int | None = None,
    improvement_id: UUID | None = None,
) -> Done[UUID]:
    """Write down that a system ran: what was looked at, what it showed, what came of it. Raises Refused (QSY-01), NotThere."""
    if not title.strip():
        raise Refused(refused("TITLE", "Say what was looked at.", field="title"))
    insist(run_told(showed=showed, on=on, today=moment.today()))
    assert on
    if not by.agency_id:
        raise Refused(refused("AGENCY", "Only somebody of an agency writes this down."))
    made = QualityRun.objects.create(
        system=system,
        title=title.strip()[:150],
        on=on,
        agency_id=by.agency_id,
        size=size,
        showed=showed.strip(),
        led_to=led_to.strip(),
        action=find(by, ImprovementAction, improvement_id) if improvement_id else None,
        **author(by),
    )
    return Done(made.pk, Subject("quality_run", made.pk), {"system": system.value})


@procedure("assurance.answer")
def withdraw_quality_run(by: Viewer, *, run_id: UUID, words: str) -> Done[None]:
    """Withdraw a run that was written down by mistake, of one's own agency, with the reason. Twice changes nothing.

    Raises Refused (no reason) and NotThere.
    """
    about = Subject("quality_run", run_id)
    row = QualityRun.objects.select_for_update().filter(pk=run_id).first()
    if row is None:
        raise NotThere(about)
    insist(may_write_for(own_agency=row.agency_id == by.agency_id, runs_assurance=by.may("assurance.run")))
    if not words.strip():
        raise Refused(refused("WORDS", "Say why the run is withdrawn.", field="words"))
    if row.withdrawn_at is None:
        row.withdrawn_at = moment.now()
        row.save(update_fields=["withdrawn_at"])
        _keep_step(
            by, QualitySystem(row.system), "withdraw_quality_run", f"Withdrawn: {row.title}", words, row
        )
    return Done(None, about)


def _before(held: QualityArrangement) -> str:
    """What is about to be written over, in words."""
    rhythm = f", every {held.every_months} months" if held.every_months else ""
    there = f"Run by {held.run_by}{rhythm}" if held.in_use else "There was none"
    return f"Before, by {held.by_name}, {held.at:%-d %B %Y}. {there}: {held.words}"


def _keep_step(
    by: Viewer, system: QualitySystem, deed: str, what: str, words: str, run: QualityRun | None = None
) -> None:
    QualityStep.objects.create(
        system=system, run=run, deed=deed, what=what[:300], words=words.strip(), **author(by)
    )
