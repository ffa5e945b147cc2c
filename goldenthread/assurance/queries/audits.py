"""Case-file audits: what an auditor has to read, and what came of the sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from goldenthread.access.doorway import NotThere, opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import ROLE_MAY, permission_verdict
from goldenthread.access.queries import Colleague, colleagues
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.assurance.models import (
    AuditSample,
    CaseView,
    FileAudit,
    Review,
    SampledCase,
    SettledAnswer,
)
from goldenthread.assurance.policy.audits import differing
from goldenthread.assurance.queries.instruments import standard
from goldenthread.assurance.vocabulary import AuditState, Population, ReviewState, SampleKind, ViewOf
from goldenthread.ground.figures.agreement import Agreement, weighted_kappa, weighted_kappa_of_cases
from goldenthread.ground.figures.intervals import Interval, wilson
from goldenthread.ground.instruments import Instrument, Item
from goldenthread.ground.verdicts import insist

# In the house's own audit tool: was it right that this concern was screened out? "No" is the lowest step of its scale.
SCREENED_OUT_RIGHTLY = "B.4"


@dataclass(frozen=True)
class Task:
    """A case somebody is to read. Whether somebody else reads it too is not said: both are to judge alone."""

    id: UUID
    reference: str
    case_kind: str
    review: str
    review_id: UUID
    state: AuditState
    due_on: date | None
    answered: int


@dataclass(frozen=True)
class ViewRow:
    """What somebody who was there says of the case."""

    whose: ViewOf
    words: str
    at: datetime
    by_name: str


@dataclass(frozen=True)
class AuditPage:
    """One auditor's reading of one case. ``may_write``: while the audit looks, and it is not finished."""

    id: UUID
    version: int
    review_id: UUID
    review: str
    case_kind: str
    case_id: UUID
    reference: str
    chosen_because: str
    state: AuditState
    answers: Mapping[str, Mapping[str, Any]]
    summary: str
    tool: Instrument | None
    views: tuple[ViewRow, ...]
    may_write: bool
    may_open_again: bool
    # Another reader has finished the same case: where they differ they settle it together.
    read_by_two: bool


@dataclass(frozen=True)
class SampleRow:
    """How a sample came about: everything needed to draw it again."""

    kind: SampleKind
    drawn_at: datetime
    by_name: str
    wanted: tuple[tuple[Population, int], ...]
    since: datetime | None
    by_team: bool
    twice_in_100: int
    seed: str
    listed: int
    left_out: int
    criteria: str
    cases: int


@dataclass(frozen=True)
class CaseRow:
    """A case of the sample and how far its reading is.

    ``apart`` are grades two auditors were apart at most, ``differ`` how many questions they answered differently; None before both
    are done. ``settled``: how many of those they have settled together.
    """

    id: UUID
    reference: str
    population: str
    slots: tuple[tuple[int, str, AuditState], ...]
    apart: int | None
    differ: int | None
    settled: int


@dataclass(frozen=True)
class Result:
    """What the drawn sample says of one question. ``counts`` are by grade: what two auditors settled on, else the first auditor's.

    ``agreement``, where two read, is of what each judged alone.
    """

    item: Item
    scale: str
    counts: tuple[tuple[str, int], ...]
    answered: int
    good: int
    interval: Interval | None
    agreement: Agreement


@dataclass(frozen=True)
class Results:
    """What came of an audit so far. ``wrongly`` and ``screened_out``: concerns that should have gone on, of those read."""

    review_id: UUID
    title: str
    version: int
    state: ReviewState
    tool: Instrument | None
    samples: tuple[SampleRow, ...]
    cases: tuple[CaseRow, ...]
    done: int
    to_do: int
    results: tuple[Result, ...]
    overall: Agreement
    wrongly: int
    screened_out: int
    screened_out_interval: Interval | None
    views: tuple[tuple[str, ViewRow], ...]


def own_audits(viewer: Viewer) -> tuple[Task, ...]:
    """Cases this viewer is to read, what is not done first. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.audit"))
    rows = (
        visible(viewer, FileAudit)
        .filter(auditor_id=viewer.user_id)
        .select_related("case", "review")
        .order_by("done_at", "review__due_on", "case__order")
    )
    tasks = [
        Task(
            id=row.pk,
            reference=row.case.reference,
            case_kind=row.case.case_kind,
            review=row.review.title,
            review_id=row.review_id,
            state=AuditState(row.state),
            due_on=row.review.due_on,
            answered=len(row.answers),
        )
        for row in rows
    ]
    return tuple(sorted(tasks, key=lambda task: task.state is AuditState.DONE))


@opening("assurance.audit", about="file_audit")
def open_audit(viewer: Viewer, file_audit_id: UUID) -> AuditPage:
    """One's own reading of a case, opened. Four queries. Raises Refused and NotThere: it is somebody else's."""
    row = find(viewer, FileAudit, file_audit_id, along=("case", "case__sample", "review"))
    if row.auditor_id != viewer.user_id:
        raise NotThere(Subject("file_audit", file_audit_id))
    looking = row.review.state in (ReviewState.PLANNED, ReviewState.UNDER_WAY)
    done = row.state == AuditState.DONE
    two = done and row.case.audits.exclude(pk=row.pk).filter(state=AuditState.DONE).exists()
    return AuditPage(
        id=row.pk,
        version=row.version,
        review_id=row.review_id,
        review=row.review.title,
        case_kind=row.case.case_kind,
        case_id=row.case.case_id,
        reference=row.case.reference,
        chosen_because=row.case.sample.criteria or Population(row.case.population).label,
        state=AuditState(row.state),
        answers=row.answers,
        summary=row.summary,
        tool=tool_of(viewer, row.review),
        views=tuple(_view(each) for each in row.case.views.order_by("at")),
        may_write=looking and not done,
        may_open_again=looking and done and not two,
        read_by_two=two,
    )


@opening("assurance.run", about="review")
def audit_results(viewer: Viewer, review_id: UUID) -> Results:
    """What came of an audit so far; what is still being written stays unread. Five queries. Raises Refused and NotThere."""
    review = find(viewer, Review, review_id)
    tool = tool_of(viewer, review)
    cases = list(review.cases.select_related("sample").order_by("sample__drawn_at", "order"))
    audits: dict[UUID, dict[int, FileAudit]] = {}
    for audit in review.audits.select_related("auditor"):
        audits.setdefault(audit.case_id, {})[audit.slot] = audit
    views = CaseView.objects.filter(case__review=review).select_related("case").order_by("case__order", "at")
    # Figures are of drawn cases alone; those chosen to criteria are read one by one.
    drawn = [audits[case.pk] for case in cases if case.sample.kind == SampleKind.DRAWN]
    finished = [both for both in drawn if both[1].state == AuditState.DONE]
    twice = [both for both in finished if 2 in both and both[2].state == AuditState.DONE]
    sent_away = [
        audits[case.pk][1]
        for case in cases
        if case.population == Population.SCREENED_OUT and audits[case.pk][1].state == AuditState.DONE
    ]
    asked = tool.by_key.get(SCREENED_OUT_RIGHTLY) if tool else None
    settled = settled_of(review)
    judged = [
        step
        for audit in sent_away
        if tool
        and asked
        and (step := _step(tool, {**audit.answers, **settled.get(audit.case_id, {})}, asked))
    ]
    wrongly = judged.count(1)
    standing = [{**both[1].answers, **settled.get(both[1].case_id, {})} for both in finished]
    every = [audit for both in audits.values() for audit in both.values()]
    results = tuple(_result(tool, item, standing, twice) for item in tool.graded()) if tool else ()
    return Results(
        review_id=review.pk,
        title=review.title,
        version=review.version,
        state=ReviewState(review.state),
        tool=tool,
        samples=tuple(_sample(each, cases) for each in review.samples.all()),
        cases=tuple(_case(tool, case, audits[case.pk], len(settled.get(case.pk, {}))) for case in cases),
        done=sum(audit.state == AuditState.DONE for audit in every),
        to_do=sum(audit.state != AuditState.DONE for audit in every),
        results=results,
        overall=_overall(tool, twice),
        wrongly=wrongly,
        screened_out=len(judged),
        screened_out_interval=wilson(wrongly, len(judged)),
        views=tuple((each.case.reference, _view(each)) for each in views),
    )


def auditors(viewer: Viewer) -> tuple[Colleague, ...]:
    """Who may be asked to audit. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.run"))
    return colleagues(*(role for role in Role if "assurance.audit" in ROLE_MAY[role]))


def settled_of(review: Review) -> dict[UUID, dict[str, dict[str, Any]]]:
    """What readers settled on in an audit, by case and question. One query."""
    found: dict[UUID, dict[str, dict[str, Any]]] = {}
    for row in SettledAnswer.objects.filter(case__review=review):
        found.setdefault(row.case_id, {})[row.item_key] = {"grade": row.grade, "words": row.words}
    return found


def tool_of(viewer: Viewer, review: Review) -> Instrument | None:
    """The edition of the tool that this audit pinned; None where the house does not hold it. One query."""
    found = standard(viewer, review.instrument_key, review.instrument_version)
    return found.instrument if found else None


def _step(tool: Instrument, answers: Mapping[str, Mapping[str, Any]], item: Item) -> int:
    """Which step of its scale was given, the lowest being 1; 0 where it does not apply or was not answered."""
    values = [level.value for level in tool.scale[item.scale].levels]
    grade = answers.get(item.key, {}).get("grade")
    return values.index(grade) + 1 if grade in values else 0


def _result(
    tool: Instrument,
    item: Item,
    standing: Iterable[Mapping[str, Mapping[str, Any]]],
    twice: Iterable[dict[int, FileAudit]],
) -> Result:
    scale = tool.scale[item.scale]
    steps = len(scale.levels)
    counts = Counter(step for answers in standing if (step := _step(tool, answers, item)))
    # The upper half of the scale is "good or better": the two upper words of four, "Yes" of yes, in part and no.
    good = sum(number for step, number in counts.items() if step > steps / 2 + steps % 2 / 2)
    answered = sum(counts.values())
    pairs = [
        (a, b)
        for both in twice
        if (a := _step(tool, both[1].answers, item)) and (b := _step(tool, both[2].answers, item))
    ]
    return Result(
        item=item,
        scale=scale.key,
        counts=tuple((level.label, counts[step]) for step, level in enumerate(scale.levels, 1)),
        answered=answered,
        good=good,
        interval=wilson(good, answered),
        agreement=weighted_kappa(pairs, grades=steps),
    )


def _overall(tool: Instrument | None, twice: Iterable[dict[int, FileAudit]]) -> Agreement:
    """Agreement over every question of the longest scale: shorter ones cannot be put on it."""
    if tool is None or not tool.graded():
        return weighted_kappa([], grades=2)
    steps = max(len(tool.scale[item.scale].levels) for item in tool.graded())
    items = [item for item in tool.graded() if len(tool.scale[item.scale].levels) == steps]
    cases = [
        [
            (a, b)
            for item in items
            if (a := _step(tool, both[1].answers, item)) and (b := _step(tool, both[2].answers, item))
        ]
        for both in twice
    ]
    return weighted_kappa_of_cases(cases, grades=steps)


def _case(tool: Instrument | None, case: SampledCase, both: Mapping[int, FileAudit], settled: int) -> CaseRow:
    apart = differ = None
    if tool and 2 in both and all(audit.state == AuditState.DONE for audit in both.values()):
        gaps = [
            abs(a - b)
            for item in tool.graded()
            if (a := _step(tool, both[1].answers, item)) and (b := _step(tool, both[2].answers, item))
        ]
        apart = max(gaps, default=0)
        differ = len(differing(tuple(item.key for item in tool.graded()), both[1].answers, both[2].answers))
    return CaseRow(
        id=case.pk,
        reference=case.reference,
        population=Population(case.population).label if case.population else SampleKind.TRACKED.label,
        slots=tuple(
            (slot, audit.auditor.name, AuditState(audit.state)) for slot, audit in sorted(both.items())
        ),
        apart=apart,
        differ=differ,
        settled=settled,
    )


def _sample(row: AuditSample, cases: Iterable[SampledCase]) -> SampleRow:
    return SampleRow(
        kind=SampleKind(row.kind),
        drawn_at=row.drawn_at,
        by_name=row.by_name,
        wanted=tuple((Population(name), number) for name, number in row.wanted.items()),
        since=row.since,
        by_team=row.by_team,
        twice_in_100=row.twice_in_100,
        seed=row.seed,
        listed=sum(sum(groups.values()) for groups in row.listed.values()),
        left_out=row.left_out,
        criteria=row.criteria,
        cases=sum(case.sample_id == row.pk for case in cases),
    )


def _view(row: CaseView) -> ViewRow:
    return ViewRow(ViewOf(row.whose), row.words, row.at, row.by_name)
