"""What stands behind a cell or a check of the national return, and how two editions differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.access.doorway import NotThere, opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.queries.behind import ConcernBehind, concerns_behind
from goldenthread.enquiries.queries.behind import EnquiryBehind, enquiries_behind
from goldenthread.ground.verdicts import insist
from goldenthread.insight.models import ReturnComment, ReturnCount, ReturnEdition
from goldenthread.insight.queries.returns import (
    Check,
    EditionLine,
    checks_of,
    count_of,
    line_of,
)
from goldenthread.insight.sac.layout import Address
from goldenthread.insight.sac.stored import KeptBlock, KeptCell, KeptReturn, keys_of
from goldenthread.insight.sac.year import ReturnYear
from goldenthread.insight.vocabulary.returns import CountState

PAGE = 50


@dataclass(frozen=True)
class Case:
    """A concern or enquiry that was counted and that the viewer may open. No name stands here: the record has it."""

    kind: str
    id: UUID
    reference: str
    status: str
    begun_on: date
    ended_on: date | None
    team: str


@dataclass(frozen=True)
class Behind:
    """Cases behind a number, a page of them. ``may_see``: this reader's role opens cases at all.

    ``counted``: how many were counted. ``seen``: how many of them the viewer may open.
    """

    may_see: bool
    counted: int
    seen: int
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class CellPage:
    """One cell of a counted return, with what stands behind it."""

    line: EditionLine
    address: Address
    block: KeptBlock
    cell: KeptCell
    kept: KeptReturn
    behind: Behind


@dataclass(frozen=True)
class CheckPage:
    """One check that is not met, with what stands behind it. ``alike``: others of the same rule that are not explained.

    ``earlier``: what was said of it in another edition of the year, to begin from.
    """

    line: EditionLine
    alike: int
    earlier: str
    check: Check
    kept: KeptReturn
    behind: Behind


@dataclass(frozen=True)
class Moved:
    """A cell whose value differs between two editions; None is not supplied, or a cell that one of them does not have."""

    address: Address
    before: int | None
    now: int | None


@dataclass(frozen=True)
class Comparison:
    """Two editions of a year, cell by cell."""

    line: EditionLine
    other: EditionLine
    cells: int
    moved: tuple[Moved, ...]
    rules: tuple[str, str]
    others: tuple[EditionLine, ...]


@opening("returns.see", about="return")
def return_cell(viewer: Viewer, return_id: UUID, number: int, page: int = 1) -> CellPage:
    """One cell with the cases behind it that the viewer may see. Raises Refused, and NotThere for a cell there is not."""
    edition, kept = _counted(viewer, return_id)
    if number not in kept.places:
        raise NotThere(Subject("return", return_id))
    address, block, cell = kept.places[number]
    behind = _behind(viewer, edition, kept, number, block.kind, page, part="cells")
    return CellPage(line_of(edition), address, block, cell, kept, behind)


@opening("returns.see", about="return")
def return_check(viewer: Viewer, return_id: UUID, number: int, page: int = 1) -> CheckPage:
    """One check with the cases behind it that the viewer may see. Raises Refused, and NotThere for one there is not."""
    edition, kept = _counted(viewer, return_id)
    checks = checks_of(edition, kept)
    check = next((each for each in checks if each.finding.number == number), None)
    if check is None:
        raise NotThere(Subject("return", return_id))
    finding = check.finding
    behind = _behind(viewer, edition, kept, number, finding.kind, page, part="findings")
    alike = [each for each in checks if each.finding.code == finding.code and not each.explained]
    others = len([each for each in alike if each.finding.number != number])
    return CheckPage(line_of(edition), others, _said_earlier(edition, check), check, kept, behind)


def _said_earlier(edition: ReturnEdition, check: Check) -> str:
    rows = ReturnComment.objects.filter(
        edition__year=edition.year, code=check.finding.code, where=check.finding.where
    )
    return rows.exclude(edition=edition).order_by("-at").values_list("words", flat=True).first() or ""


def compared(viewer: Viewer, return_id: UUID, other_id: UUID | None) -> Comparison | None:
    """An edition beside another of its year (the one before it, when none is named); None where there is none to compare.

    Raises Refused and NotThere.
    """
    insist(permission_verdict(viewer.role, "returns.see"))
    edition, kept = _counted(viewer, return_id)
    others = [
        each
        for each in visible(viewer, ReturnEdition).filter(year=edition.year).exclude(pk=edition.pk)
        if count_of(each)
    ]
    earlier = [each for each in others if each.number < edition.number]
    chosen = next((each for each in others if each.pk == other_id), None) if other_id else None
    if other_id and chosen is None:
        raise NotThere(Subject("return", other_id))
    chosen = chosen or next(iter(earlier), None) or next(iter(others), None)
    before = count_of(chosen) if chosen else None
    if chosen is None or before is None:
        return None
    return Comparison(
        line_of(edition),
        line_of(chosen),
        len(kept.places),
        tuple(_moved(before, kept)),
        (before.rule_version, kept.rule_version),
        tuple(line_of(each) for each in others),
    )


def _moved(before: KeptReturn, now: KeptReturn) -> Iterator[Moved]:
    then = {address: cell.value for address, _, cell in before.places.values()}
    here = {address: cell.value for address, _, cell in now.places.values()}
    for address in dict.fromkeys((*here, *then)):
        if then.get(address) != here.get(address):
            yield Moved(address, then.get(address), here.get(address))


def _counted(viewer: Viewer, return_id: UUID) -> tuple[ReturnEdition, KeptReturn]:
    edition = find(viewer, ReturnEdition, return_id)
    kept = count_of(edition)
    if kept is None:
        raise NotThere(Subject("return", return_id))
    return edition, kept


def _behind(
    viewer: Viewer, edition: ReturnEdition, kept: KeptReturn, number: int, kind: str, page: int, *, part: str
) -> Behind:
    """Record by record through need-to-know: what the viewer may not see is not found, and so not told of."""
    rows = ReturnCount.objects.filter(edition=edition, state=CountState.COUNTED).order_by("-done_at", "pk")
    keys = keys_of(bytes(rows.values_list("behind", flat=True)[0]), part, number)
    may_see = viewer.may("concerns.see") and viewer.may("enquiries.see")
    if not (may_see and keys):
        return Behind(may_see, len(keys), 0, ())
    year, start = ReturnYear.read(kept.year), (max(1, page) - 1) * PAGE
    if kind == "concern":
        seen, concerns = concerns_behind(viewer, keys, year.first, year.last, start=start, most=PAGE)
        return Behind(may_see, len(keys), seen, tuple(_concern(each) for each in concerns))
    seen, enquiries = enquiries_behind(viewer, keys, year.first, year.last, start=start, most=PAGE)
    return Behind(may_see, len(keys), seen, tuple(_enquiry(each) for each in enquiries))


def _concern(each: ConcernBehind) -> Case:
    return Case("concern", each.id, each.reference, each.status.label, each.raised_on, None, each.team)


def _enquiry(each: EnquiryBehind) -> Case:
    return Case(
        "enquiry", each.id, each.reference, each.status.label, each.started_on, each.ended_on, each.team
    )
