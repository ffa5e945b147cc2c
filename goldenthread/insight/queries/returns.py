"""Reads of the national return: its editions, one of them with its checks and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.prepared import prepared_counts
from goldenthread.access.viewer import Viewer
from goldenthread.ground.moment import london
from goldenthread.ground.verdicts import Verdict, insist
from goldenthread.insight.lifecycle.returns import EDITION
from goldenthread.insight.models import ReturnComment, ReturnCount, ReturnEdition, ReturnStep
from goldenthread.insight.policy import returns as policy
from goldenthread.insight.sac.layout import Address, load, years
from goldenthread.insight.sac.policy import year_is_over
from goldenthread.insight.sac.stored import KeptFinding, KeptReturn, opened, with_entered
from goldenthread.insight.sac.year import ReturnYear
from goldenthread.insight.vocabulary.returns import CountState, ReturnState

# Deeds by which somebody has a part in preparing an edition.
PREPARING = ("start_return", "count_again", "enter", "comment", "send_to_sign", "take_back")


@dataclass(frozen=True)
class EditionLine:
    """One edition in a list."""

    id: UUID
    reference: str
    year: str
    number: int
    state: ReturnState
    reason: str
    started_at: datetime
    started_by: str
    signed_at: datetime | None
    signed_by: str
    digest: str
    version: int


@dataclass(frozen=True)
class CountLine:
    """One counting of an edition."""

    id: UUID
    state: CountState
    asked_at: datetime
    begun_at: datetime | None
    done_at: datetime | None
    trouble: str


@dataclass(frozen=True)
class Comment:
    """Words on a check, for the number they were written about."""

    words: str
    count: int
    at: datetime
    by_name: str


@dataclass(frozen=True)
class Check:
    """A check that is not met, and what was said of it. ``explained``: said of the number that it has now."""

    finding: KeptFinding
    comment: Comment | None

    @property
    def explained(self) -> bool:
        """True when the newest comment is about this very number."""
        return self.comment is not None and self.comment.count == self.finding.count


@dataclass(frozen=True)
class Step:
    """What was done with an edition."""

    at: datetime
    deed: str
    what: str
    words: str
    by_name: str


S = TypeVar("S", Step, ReturnStep)


def last_sent_back(steps: Sequence[S]) -> S | None:
    """The step by which an edition was sent back, if it was not sent for sign-off since. ``steps``: oldest first."""
    last = next((each for each in reversed(steps) if each.deed in ("send_back", "send_to_sign")), None)
    return last if last and last.deed == "send_back" else None


@dataclass(frozen=True)
class KeptFile:
    """A file of an edition, without its content."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True)
class ReturnPage:
    """One edition. ``kept`` is None until it is counted; ``counting`` is the newest count where that is not done or failed.

    ``deeds`` are those of this reader's role: each with the verdict that draws its button, or says why not.
    """

    line: EditionLine
    kept: KeptReturn | None
    counting: CountLine | None
    checks: tuple[Check, ...]
    steps: tuple[Step, ...]
    files: tuple[KeptFile, ...]
    deeds: Mapping[str, Verdict]
    others: tuple[EditionLine, ...]

    @property
    def sent_back(self) -> Step | None:
        """Why it was sent back, while it is a draft again and has not been sent for sign-off since."""
        if self.line.state is not ReturnState.DRAFT:
            return None
        return last_sent_back(self.steps)

    @property
    def unexplained(self) -> int:
        """How many checks are not met and not explained."""
        return sum(not check.explained for check in self.checks)


@dataclass(frozen=True)
class YearLine:
    """A year that has a layout, and whether a return of it can be started now."""

    year: str
    submit_by: date | None
    may_start: Verdict
    signed_before: bool


def editions(viewer: Viewer) -> tuple[EditionLine, ...]:
    """Every edition the viewer may see, newest year first. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "figures.see"))
    return tuple(line_of(row) for row in visible(viewer, ReturnEdition))


def return_years(viewer: Viewer) -> tuple[YearLine, ...]:
    """Years that can be returned, newest first. One query. Raises Refused for a role that prepares no return."""
    insist(permission_verdict(viewer.role, "returns.prepare"))
    begun: dict[str, list[ReturnEdition]] = {}
    for row in visible(viewer, ReturnEdition):
        begun.setdefault(row.year, []).append(row)
    found = []
    for year in reversed(years()):
        rows = begun.get(year, [])
        unfinished = [row for row in rows if row.state in (ReturnState.DRAFT, ReturnState.CHECKED)]
        verdict = policy.one_at_a_time(open_edition=unfinished[0].reference if unfinished else "")
        signed = any(row.state == ReturnState.SIGNED for row in rows)
        found.append(YearLine(year, load(year).dates.submit_by, verdict, signed))
    return tuple(found)


def return_page(viewer: Viewer, return_id: UUID) -> ReturnPage:
    """One edition with its checks. 6 queries. Raises Refused for a role that sees it only as published, and NotThere."""
    insist(permission_verdict(viewer.role, "returns.see"))
    edition = find(viewer, ReturnEdition, return_id)
    kept = count_of(edition)
    newest = edition.counts.defer("content", "behind").first()
    others = visible(viewer, ReturnEdition).filter(year=edition.year).exclude(pk=edition.pk)
    return ReturnPage(
        line=line_of(edition),
        kept=kept,
        counting=_count_line(newest) if newest and newest.state != CountState.COUNTED else None,
        checks=checks_of(edition, kept) if kept else (),
        steps=tuple(_step(row) for row in edition.steps.order_by("at", "pk")),
        files=files_of(edition),
        deeds=_deeds(viewer, edition, kept, newest),
        others=tuple(line_of(row) for row in others),
    )


def files_of(edition: ReturnEdition) -> tuple[KeptFile, ...]:
    """The files that were made when it was sent last; none of a draft."""
    if edition.state not in (ReturnState.CHECKED, ReturnState.SIGNED):
        return ()
    rows = list(edition.files.defer("content").order_by("-round", "pk"))
    return tuple(KeptFile(row.name, row.size, row.digest) for row in rows if row.round == rows[0].round)


def _deeds(
    viewer: Viewer, edition: ReturnEdition, kept: KeptReturn | None, newest: ReturnCount | None
) -> Mapping[str, Verdict]:
    state = ReturnState(edition.state)
    found = {
        move.deed: EDITION.verdict(state, move.deed)
        for move in EDITION.moves
        if viewer.may(move.permission) and state in move.sources
    }
    if "send_to_sign" in found:
        found["send_to_sign"] = sending_verdict(edition, kept)
    if "sign_off" in found:
        found["sign_off"] = policy.signed_by_another(signer=viewer.user_id, prepared_by=prepared_by(edition))
    if newest and newest.state in (CountState.WAITING, CountState.COUNTING):
        found.pop("count_again", None)
    return found


def sending_verdict(edition: ReturnEdition, kept: KeptReturn | None) -> Verdict:
    """May it be sent for sign-off? RET-02, RET-03 and SAC-18."""
    counted = policy.counted_by_these_rules(
        counted=kept is not None,
        rule_version=kept.rule_version if kept else "",
        in_force=load(edition.year).rule_version,
    )
    if kept is None:
        return counted
    over = year_is_over(as_at=london(kept.as_at).date(), last=ReturnYear.read(edition.year).last)
    return counted.and_(over, policy.checks_explained(unexplained=len(unexplained(edition, kept))))


# -- what pages and deeds share ------------------------------------------------------------------------------------------------


def count_of(edition: ReturnEdition) -> KeptReturn | None:
    """The newest count of an edition that was done, with what was entered by hand; None before the first. 3 queries."""
    rows = edition.counts.filter(state=CountState.COUNTED).order_by("-done_at", "pk")
    found = rows.values_list("pk", flat=True).first()
    return with_entered(_opened(found), entered_by_hand(edition)) if found else None


def entered_by_hand(edition: ReturnEdition) -> dict[Address, int | None]:
    """Numbers that people entered in cells that the facts cannot feed. One query."""
    return {Address(r.table, r.metric, r.row, r.column): r.value for r in edition.entries.order_by("pk")}


@lru_cache(maxsize=4)
def _opened(count_id: UUID) -> KeptReturn:
    # A count that is done never changes.
    return opened(bytes(ReturnCount.objects.values_list("content", flat=True).get(pk=count_id)))


def newest_comments(edition: ReturnEdition) -> dict[tuple[str, str], ReturnComment]:
    """The newest comment on each check, by its rule and place. One query."""
    return {(row.code, row.where): row for row in edition.comments.order_by("at", "pk")}


def checks_of(edition: ReturnEdition, kept: KeptReturn) -> tuple[Check, ...]:
    """Every check that is not met, with what was said of it. One query."""
    said = newest_comments(edition)
    return tuple(Check(each, _comment(said.get((each.code, each.where)))) for each in kept.findings)


def unexplained(edition: ReturnEdition, kept: KeptReturn) -> tuple[Check, ...]:
    """Checks that are not met and not explained. One query."""
    return tuple(check for check in checks_of(edition, kept) if not check.explained)


def prepared_by(edition: ReturnEdition) -> frozenset[UUID]:
    """Everybody who had a part in preparing it, whatever they did since. One query."""
    return frozenset(edition.steps.filter(deed__in=PREPARING).values_list("by_id", flat=True))


def counts_waiting(viewer: Viewer) -> int:
    """How many counts wait or were stopped. One query. Raises Refused for a role that does not count."""
    insist(permission_verdict(viewer.role, "returns.count"))
    return ReturnCount.objects.filter(state__in=[CountState.WAITING, CountState.COUNTING]).count()


def returns_to_sign(viewer: Viewer) -> int:
    """How many editions wait for a signature that this viewer may give. One query, none for a role that signs none."""
    return _to_sign(viewer)["checked"] if viewer.may("returns.sign") else 0


@prepared_counts
def _to_sign(viewer: Viewer) -> dict[str, tuple[QuerySet[ReturnEdition], int]]:
    return {"checked": (visible(viewer, ReturnEdition).filter(state=ReturnState.CHECKED), 100)}


def line_of(row: ReturnEdition) -> EditionLine:
    """An edition as lists show it."""
    return EditionLine(
        id=row.pk,
        reference=row.reference,
        year=row.year,
        number=row.number,
        state=ReturnState(row.state),
        reason=row.reason,
        started_at=row.started_at,
        started_by=row.started_by,
        signed_at=row.signed_at,
        signed_by=row.signed_by,
        digest=row.digest,
        version=row.version,
    )


def _count_line(row: ReturnCount) -> CountLine:
    return CountLine(row.pk, CountState(row.state), row.asked_at, row.begun_at, row.done_at, row.trouble)


def _comment(row: ReturnComment | None) -> Comment | None:
    return Comment(row.words, row.count, row.at, row.by_name) if row else None


def _step(row: ReturnStep) -> Step:
    return Step(row.at, row.deed, row.what, row.words, row.by_name)
