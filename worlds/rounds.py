"""Sandgate's self-assessment: last year's round agreed, this year's under way, each answered by three agencies and the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from goldenthread.access.queries import agencies
from goldenthread.access.viewer import Viewer
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.procedures import EvidenceTold, SentFile
from goldenthread.assurance.queries.judgements import answer_rows, round_of
from goldenthread.assurance.vocabulary import (
    EvidenceAudience,
    EvidenceKind,
    HowTested,
    JudgementState,
    OutsideKind,
    ReviewKind,
    SourceKind,
)
from goldenthread.ground.catalogue import Page, read
from worlds.council import Council
from worlds.playing import Case

STANDARDS = ("lga-improvement-tool", "2015-03.1")
BOARD = "Sandgate Safeguarding Adults Board"
SAID = Path(__file__).with_name("rounds.toml")


class EvidenceLine(Page):
    """A piece of evidence in rounds.toml. ``days``: how long before now it was made."""

    key: str
    title: str
    kind: EvidenceKind
    sort: SourceKind
    keeper: str
    outside: str = ""
    days: int
    expires_in: int | None = None
    tested: HowTested = HowTested.NOT_TESTED
    tested_how: str = ""
    shows: str = ""
    file: str = ""
    indicator: str = ""
    address: str = ""
    # Which types of evidence of the standards it is.
    types: tuple[str, ...] = ()


class AnswerLine(Page):
    """What one agency says to one statement, last year and this year. ``behind``: keys of evidence."""

    agency: str
    item: str
    before: int | None = None
    grade: int
    claim: str
    reasoning: str = ""
    changed: str = ""
    behind: tuple[str, ...] = ()
    state: JudgementState = JudgementState.SUBMITTED


class Said(Page):
    """The whole file."""

    evidence: tuple[EvidenceLine, ...]
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class _Cast:
    """Who writes for which agency: its own lead, or the board's staff for the board."""

    council: Council
    ids: dict[str, UUID]

    @property
    def runs(self) -> Viewer:
        return self.council.named("Ruth Okafor")

    def writes_for(self, agency: str) -> Viewer:
        return self.lead_of(agency) or self.runs

    def lead_of(self, agency: str) -> Viewer | None:
        names = {
            "Sandgate Council": "Helen Marsh",
            "Sandgate Police": "Karen Lowe",
            "Sandgate Hospitals Trust": "Ifeoma Eze",
        }
        return self.council.named(names[agency]) if agency in names else None


def rounds(council: Council, now: datetime) -> Case:
    """Both rounds with their evidence, each deed on its day."""
    said = read(SAID, Said)
    cast = _Cast(council, {each.name: each.id for each in agencies()})
    yield now - timedelta(days=390)
    last = _round(cast, "Board self-assessment last year", now.date() - timedelta(days=330))
    yield now - timedelta(days=350)
    for line in said.answers:
        if line.before is not None:
            _answer(cast, last, line, line.before, line.claim, JudgementState.AGREED, {})
    do.end_looking(cast.runs, review_id=last, version=queries.review(cast.runs, last).version)
    yield now - timedelta(days=30)
    this = _round(cast, "Board self-assessment this year", now.date() + timedelta(days=21), follows=last)
    grades = {"1": 2, "5": 1, "7": 2}
    do.record_outside_view(
        cast.runs, review_id=this, who="Made-up inspectorate", kind=OutsideKind.INSPECTION,
        on=now.date() - timedelta(days=600), grades=grades,
    )  # fmt: skip
    yield now - timedelta(days=12)
    evidence = {line.key: _evidence(cast, line, now.date()) for line in said.evidence}
    yield now - timedelta(days=5)
    for line in said.answers:
        _answer(cast, this, line, line.grade, line.claim, line.state, evidence)


def _round(cast: _Cast, title: str, due: date, follows: UUID | None = None) -> UUID:
    review_id = do.open_review(
        cast.runs,
        kind=ReviewKind.SELF_ASSESSMENT,
        title=title,
        scope="All eight elements, as each partner sees them. What differs goes to the board.",
        instrument=STANDARDS,
        requested_by=f"{BOARD}, independent chair",
        follows_id=follows,
        due_on=due,
    )
    for name, items in (
        ("Sandgate Council", ()),
        ("Sandgate Police", ("1", "3", "5", "7")),
        ("Sandgate Hospitals Trust", ("1", "2", "3", "5", "7")),
        (BOARD, ("3", "5")),
    ):
        lead = cast.lead_of(name)
        do.assign_part(
            cast.runs,
            review_id=review_id,
            agency_id=cast.ids[name],
            lead_id=lead.user_id if lead else None,
            items=items,
        )
    do.begin_review(cast.runs, review_id=review_id, version=queries.review(cast.runs, review_id).version)
    return review_id


def _evidence(cast: _Cast, line: EvidenceLine, today: date) -> UUID:
    by = cast.writes_for(line.keeper)
    told = EvidenceTold(
        kind=line.kind,
        sort=line.sort,
        title=line.title,
        as_of=today - timedelta(days=line.days),
        audience=EvidenceAudience.PARTNERSHIP,
        made_by=None if line.outside else cast.ids[line.keeper],
        made_outside_by=line.outside,
        summary=line.shows,
        tested=line.tested,
        tested_how=line.tested_how,
        expires_on=None if line.expires_in is None else today + timedelta(days=line.expires_in),
        address=line.address,
        indicator_key=line.indicator,
        consented=line.kind is EvidenceKind.STORY,
        anonymised=line.kind is EvidenceKind.STORY,
    )
    file = SentFile(f"{line.title}.txt", line.file.encode()) if line.file else None
    made = do.add_evidence(by, told=told, file=file)
    for each in line.types:
        do.name_kind(by, evidence_id=made, instrument_key=STANDARDS[0], item_key=each)
    return made


def _answer(
    cast: _Cast,
    review_id: UUID,
    line: AnswerLine,
    grade: int,
    claim: str,
    state: JudgementState,
    evidence: dict[str, UUID],
) -> None:
    by = cast.writes_for(line.agency)
    part = next(each for each in round_of(by, review_id).parts if each.agency == line.agency)
    answer_id = do.begin_answer(by, review_id=review_id, part_id=part.id, item_key=line.item)
    do.write_answer(
        by, answer_id=answer_id, version=_version(by, review_id, answer_id), claim=claim, grade=grade,
        reasoning=line.reasoning, changed=line.changed if evidence else "",
    )  # fmt: skip
    for key in line.behind if evidence else ():
        do.link_evidence(by, answer_id=answer_id, evidence_id=evidence[key])
    if state is JudgementState.DRAFT:
        return
    do.submit_answer(by, answer_id=answer_id, version=_version(by, review_id, answer_id))
    if state is JudgementState.AGREED:
        do.agree_answer(cast.runs, answer_id=answer_id, version=_version(cast.runs, review_id, answer_id))
    if state is JudgementState.SENT_BACK:
        do.send_back(
            cast.runs, answer_id=answer_id, version=_version(cast.runs, review_id, answer_id),
            words="Which meetings, and what came of them? Please add the attendance list.",
        )  # fmt: skip


def _version(by: Viewer, review_id: UUID, answer_id: UUID) -> int:
    return next(each.version for each in answer_rows(by, review_id) if each.id == answer_id)
