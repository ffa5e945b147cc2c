"""Supplying figures of the framework, typed or in a file, and answering for a measure of the strategy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import visible
from goldenthread.access.queries import AgencyName, agencies
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.ground import moment
from goldenthread.ground.verdicts import ALLOWED, Reason, Refused, Verdict, insist, refused
from goldenthread.insight.framework import Supplied
from goldenthread.insight.models import StrategyStep, SuppliedFigure
from goldenthread.insight.policy import supplied as policy
from goldenthread.insight.policy.signals import answered_whole
from goldenthread.insight.policy.supplied import Told
from goldenthread.insight.queries.strategy import LineNow, line_now
from goldenthread.insight.queries.supplied import (
    FigureKey,
    SuppliedLine,
    framework_measures,
    standing,
    supplied_now,
    version_of,
)
from goldenthread.insight.queries.supplied_rows import SuppliedRow
from goldenthread.insight.vocabulary.supplied import StrategyDeed

_STALE = refused(
    "STALE",
    "Somebody else has supplied figures here since you opened the page. What you typed is still below. "
    "Read what stands there now, then send it again if it still holds.",
)


@procedure("framework.supply")
def supply_figures(
    by: Viewer, *, measure: str, agency_id: UUID, period: str, figures: Sequence[Told], version: int
) -> Done[int]:
    """Declare an agency's figures of one measure in a period, by part. Returns how many are new; the same again changes nothing.

    Raises Refused (stale, FRW rules), with the field of each reason followed by ``_<part>``.
    """
    asked, agency = _known(measure, agency_id)
    insist(policy.may_supply(own=agency.id == by.agency_id, keeps=by.may("framework.keep")))
    held = supplied_now(by, measure, agency_id, period)
    if version != version_of(held):
        raise Refused(_STALE)
    if not figures:
        raise Refused(refused("NEEDED", "Enter at least one figure.", field="numerator_"))
    verdict, new = ALLOWED, []
    for told in figures:
        before = next((each for each in held if each.part == told.part), None)
        if before and _says_the_same(before, told):
            continue
        ruled = _ruled(asked, agency, period, told, corrects=before is not None)
        verdict = verdict.and_(_of_part(ruled, told.part))
        new.append((told, before.number if before else 0))
    insist(verdict)
    _add([_figure(by, asked, agency, period, told, number) for told, number in new])
    return Done(len(new), Subject("agency", agency.id), {"measure": measure, "period": period})


@procedure("framework.supply")
def load_figures(by: Viewer, *, rows: Sequence[SuppliedRow], file_name: str) -> Done[int]:
    """Declare the figures of a file, all or none. Returns how many are new; what stands already is passed over.

    Raises Refused with a reason for each row that is wrong (FRW rules).
    """
    listed = {each.name.casefold(): each for each in agencies()}
    placed = [(row, *_place_of(by, row, listed)) for row in rows]
    held = standing(by, [place.key for _, _, place in placed if place])
    verdict, new, said = ALLOWED, [], dict[FigureKey, int]()
    for row, may, place in placed:
        ruled = may
        if place:
            before = held.get(place.key)
            first = said.setdefault(place.key, row.line)
            if first != row.line:
                ruled = refused("NEEDED", f"Line {first} gives this figure already. Keep one of the two.")
            elif not (before and _says_the_same(before, row.told)):
                corrects = before is not None
                ruled = _ruled(place.asked, place.agency, row.period, row.told, corrects=corrects)
                new.append((place, row, before.number if before else 0))
        verdict = verdict.and_(_of_line(ruled, row.line))
    insist(verdict)
    _add(
        [
            _figure(by, place.asked, place.agency, row.period, row.told, number, file_name)
            for place, row, number in new
        ]
    )
    return Done(len(new), Subject("agency", by.agency_id or NOBODY), {"rows": len(rows), "new": len(new)})


@procedure("framework.supply")
def answer_for_strategy(
    by: Viewer, *, line: str, period: str, words: str, action: str, due_on: date, version: int
) -> Done[None]:
    """Say what lies behind a missed measure of the strategy, what is done and by when. Raises Refused (stale, FRW-04, SIG-03)."""
    now = _missed(by, line, period, version)
    insist(policy.answers_for(agency=by.agency_name, service=now.line.service))
    insist(answered_whole(explanation=words, action=action, due_on=due_on, today=moment.today()))
    _step(by, now, StrategyDeed.ANSWERED, words, action, due_on)
    return Done(None, Subject("account", by.user_id or NOBODY), {"line": line, "period": period})


@procedure("framework.keep")
def look_at_answer(
    by: Viewer, *, line: str, period: str, deed: StrategyDeed, words: str, version: int
) -> Done[None]:
    """Accept the newest answer, or ask again with the reason. Raises Refused (stale, FRW-05)."""
    now = _missed(by, line, period, version)
    answer = next((each for each in now.steps if each.deed is StrategyDeed.ANSWERED), None)
    insist(
        policy.looked_at_by_another(
            by=by.user_id, answered_by=answer.by_id if answer else None, deed=deed, words=words
        )
    )
    _step(by, now, deed, words or StrategyDeed.ACCEPTED.label)
    return Done(None, Subject("account", by.user_id or NOBODY), {"line": line, "deed": deed.value})


def _known(measure: str, agency_id: UUID) -> tuple[Supplied, AgencyName]:
    asked = framework_measures().get(measure)
    agency = next((each for each in agencies() if each.id == agency_id), None)
    if asked is None or agency is None:
        raise Refused(refused("NEEDED", "Choose a measure and an agency of the list.", field="agency"))
    return asked, agency


def _ruled(asked: Supplied, agency: AgencyName, period: str, told: Told, *, corrects: bool) -> Verdict:
    return policy.fits(told, asked, kind=agency.kind, period=period, today=moment.today()).and_(
        policy.declared(told, corrects=corrects)
    )


def _of_part(verdict: Verdict, part: str) -> Verdict:
    return Verdict(
        verdict.allowed,
        tuple(
            replace(
                each,
                field=f"{each.field}_{part}" if each.field in ("numerator", "denominator") else each.field,
            )
            for each in verdict.reasons
        ),
    )


def _of_line(verdict: Verdict, line: int) -> Verdict:
    return Verdict(
        verdict.allowed,
        tuple(Reason(each.code, f"Line {line}: {each.words}", "text") for each in verdict.reasons),
    )


@dataclass(frozen=True)
class _Place:
    """Where a line of a file belongs."""

    asked: Supplied
    agency: AgencyName
    key: FigureKey


def _place_of(by: Viewer, row: SuppliedRow, listed: dict[str, AgencyName]) -> tuple[Verdict, _Place | None]:
    """None where the line names no place, or cannot be read, with the reason."""
    asked = framework_measures().get(row.measure)
    agency = listed.get(row.agency.casefold())
    if asked is None:
        return refused("NEEDED", f"There is no measure “{row.measure}” in the framework."), None
    if agency is None:
        return refused(
            "NEEDED", f"There is no agency “{row.agency}” here. Write its name as it is shown."
        ), None
    may = policy.may_supply(own=agency.id == by.agency_id, keeps=by.may("framework.keep"))
    if not may:
        return may, None
    if row.wrong:
        return refused("NEEDED", row.wrong), None
    return may, _Place(asked, agency, (asked.key, agency.id, row.told.part, row.period))


def _says_the_same(before: SuppliedLine, told: Told) -> bool:
    return (before.numerator, before.denominator, before.basis, before.source) == (
        told.numerator,
        told.denominator,
        told.basis,
        told.source.strip()[:200],
    )


def _figure(
    by: Viewer, asked: Supplied, agency: AgencyName, period: str, told: Told, number: int, file_name: str = ""
) -> SuppliedFigure:
    """The row that follows the one with this number."""
    assert told.basis is not None, "FRW-03 was insisted on"
    assert told.numerator is not None, "FRW-02 was insisted on"
    return SuppliedFigure(
        measure=asked.key,
        definition=asked.version,
        agency_id=agency.id,
        agency_name=agency.name,
        agency_kind=agency.kind,
        part=told.part,
        period=period,
        number=number + 1,
        numerator=told.numerator,
        denominator=told.denominator,
        basis=told.basis,
        source=told.source.strip()[:200],
        reason=told.reason.strip(),
        file_name=file_name[:200],
        at=moment.now(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
        by_agency=by.agency_name,
    )


def _add(rows: Sequence[SuppliedFigure]) -> None:
    try:
        with transaction.atomic():
            SuppliedFigure.objects.bulk_create(rows, batch_size=500)
    except IntegrityError:
        # Two who supply the same at once meet at the unique key.
        raise Refused(_STALE) from None


def _missed(by: Viewer, line: str, period: str, version: int) -> LineNow:
    """The line in that period, where it missed its target."""
    now = line_now(by, line, period)
    if now is None or not now.missed:
        raise Refused(refused("NEEDED", "This measure has not missed its target in that period."))
    if version != len(now.steps):
        raise Refused(_STALE)
    return now


def _step(
    by: Viewer, now: LineNow, deed: StrategyDeed, words: str, action: str = "", due_on: date | None = None
) -> None:
    period = str(now.period)
    last = visible(by, StrategyStep).filter(line=now.line.key, period=period).aggregate(n=Max("number"))["n"]
    agency = now.agency
    if agency is None:
        raise Refused(refused("NEEDED", f"{now.line.service} is not an agency here."))
    try:
        with transaction.atomic():
            StrategyStep.objects.create(
                line=now.line.key,
                period=period,
                number=(last or 0) + 1,
                service=now.line.service,
                agency_id=agency.id,
                agency_kind=agency.kind,
                shown=now.sentence[:300],
                target=now.line.target[:120],
                deed=deed,
                words=words.strip(),
                action=action.strip(),
                action_due_on=due_on,
                at=moment.now(),
                by_id=by.user_id or NOBODY,
                by_name=by.name,
                by_agency=by.agency_name,
            )
    except IntegrityError:
        raise Refused(_STALE) from None
