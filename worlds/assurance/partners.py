"""What partners do together: a checklist of six agencies, the programme of the year, a matrix of a home, success from four sides."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from goldenthread.access.queries import agencies
from goldenthread.access.viewer import Viewer
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.policy.matrix import looked_for
from goldenthread.assurance.procedures import EvidenceTold, LookTold, SentFile, Shown, Ticked
from goldenthread.assurance.queries.judgements import round_of
from goldenthread.assurance.queries.programme import programme, year_of
from goldenthread.assurance.vocabulary import (
    EvidenceAudience,
    EvidenceKind,
    HowTested,
    ReviewKind,
    SourceKind,
)
from goldenthread.ground import moment
from worlds.council import Council
from worlds.playing import Case

# Who answers for which agency.
LEADS = (
    ("Helen Marsh", (2, 2, 1, 1, 2, 1, 1, 2, 1)),
    ("Karen Lowe", (1, 1, 1, 0, 1, 2, 0, 1, 1)),
    ("Ifeoma Eze", (2, 1, 1, 1, 2, 1, 1, 2, 1)),
    ("Maeve Quill", (1, 1, 0, 1, 1, 1, 2, 2, 0)),
    ("Ruth Bennett", (2, 2, 2, 1, 2, 2, 1, 2, 1)),
    ("Sam Doyle", (1, 1, 1, 1, 0, 1, 0, 1, 1)),
)
CLAIMS = (
    "It is in our policy and in our induction; we have not yet looked whether it is so.",
    "The question is on our form, at the start and at the end. Eight of ten have an answer to both.",
    "People set the pace. We see it in reviews; nobody counts it.",
    "The same questions are put to whoever speaks for the person.",
    "Supervision asks for it every month; training is yearly.",
    "Staff and residents talk about it in their meetings.",
    "A group of people who have used services reads our leaflets before they are printed.",
    "What was said and what became of it hangs in the hall.",
    "Our contracts ask for it, and visits look at it.",
)
# Line of the matrix: what was seen, which step, and what shows it (name, what it is made of, the service's own word).
SEEN: dict[str, tuple[int, str, tuple[str, SourceKind, bool] | None]] = {
    "W.e1": (2, "Handover and two staff meetings: questions were asked of the manager and answered.", ("Notes of two visits", SourceKind.PRACTICE, False)),
    "W.e2": (3, "The survey of June stands in the plan of July, point by point.", ("Survey and plan of this year", SourceKind.VOICE, True)),
    "W.e3": (1, "The manager says that residents help to audit meals.", None),
    "C.e1": (2, "Four care plans: capacity is written for the decision in hand in three.", ("Four care plans read", SourceKind.PRACTICE, False)),
    "C.e2": (3, "Each plan begins with a life story, and the day follows it.", ("Care plans of the east wing", SourceKind.PROCESS, True)),
    "E.e1": (0, "No record of supervision since spring could be found.", None),
    "S.e1": (2, "A resident goes to the market alone again; the plan says how.", ("Risk plan, without a name", SourceKind.PROCESS, True)),
    "R.e1": (1, "Complaints are in a folder; what became of them is told from memory.", None),
}  # fmt: skip
# Item of the four perspectives: what Larkfield says of it, and what Tidewell says.
SUCCESS = {
    "1.s1": (4, 3), "1.s2": (3, 2), "1.s3": (3, 3), "1.s6": (3, 2), "2.s1": (3, 3), "2.s2": (4, 3), "3.s1": (3, 2), "4.s1": (4, 2),
}  # fmt: skip
SHOWN = (
    ("Ruth Bennett", "1.d2", "Every resident was asked what makes them feel safe; the sentences hang by the bed if they wish."),
    ("Ruth Bennett", "2.d3", "The charter “I promise to …” was written by staff and is read at each handover."),
    ("Ruth Bennett", "3.d2", "Our champion has ten minutes in each team meeting."),
    ("Ruth Bennett", "1.m1", "Satisfaction this summer: 34 of 38 would stay with us; last summer 29 of 37."),
    ("Ruth Bennett", "2.m5", "46 of 48 staff refreshed their training within the year."),
    ("Ruth Bennett", "4.m1", "19 of 22 relatives are kept informed as they wish."),
    ("Sam Doyle", "1.d1", "The first visit fills in “what matters to me” with the person."),
    ("Sam Doyle", "2.m5", "61 of 80 refreshed their training; the rest are booked."),
    ("Priya Nair", "3.m4", "We read the yearly audit of each home we buy from."),
)  # fmt: skip


def partners(council: Council, now: datetime) -> Case:
    """Everything of the last three months, in the order of time."""
    runs = council.named("Ruth Okafor")
    yield now - timedelta(days=95)
    piece = _programme_begun(council)
    yield now - timedelta(days=80)
    success = _round(council, runs, "What success means", "four-perspectives", ("Ruth Bennett", "Sam Doyle"))
    yield now - timedelta(days=74)
    for name, column in (("Ruth Bennett", 0), ("Sam Doyle", 1)):
        lines = [
            Ticked(key, 0, grades[column], "Asked in our summer meeting, and written down.")
            for key, grades in SUCCESS.items()
        ]
        _fill(council.named(name), success, lines)
    for name, item, words in SHOWN:
        edition = shipped()["four-perspectives"]
        do.show_line(
            council.named(name), instrument=(edition.key, edition.version), item_key=item, words=words
        )
    yield now - timedelta(days=60)
    _programme_goes_on(council, piece)
    yield now - timedelta(days=28)
    nine = _round(council, runs, "Nine impact statements", "msp-impact", tuple(name for name, _ in LEADS))
    for number, (name, grades) in enumerate(LEADS):
        yield now - timedelta(days=25 - 2 * number)
        lines = [Ticked(str(at), 0, grade, CLAIMS[at - 1]) for at, grade in enumerate(grades, 1)]
        _fill(council.named(name), nine, lines)
    yield now - timedelta(days=9)
    _read(runs, nine)
    yield now - timedelta(days=8)
    _matrix(council.named("Priya Nair"), council.named("Ruth Bennett"))


def _round(council: Council, runs: Viewer, title: str, standards: str, leads: tuple[str, ...]) -> UUID:
    one = shipped()[standards]
    review_id = do.open_review(
        runs, kind=ReviewKind.SELF_ASSESSMENT, title=title, scope="As each of us sees it, with what shows it.",
        instrument=(one.key, one.version), requested_by="Sandgate Safeguarding Adults Board", due_on=moment.today() + timedelta(days=40),
    )  # fmt: skip
    for name in leads:
        lead = council.named(name)
        assert lead.agency_id
        do.assign_part(runs, review_id=review_id, agency_id=lead.agency_id, lead_id=lead.user_id)
    do.begin_review(runs, review_id=review_id, version=queries.review(runs, review_id).version)
    return review_id


def _fill(by: Viewer, review_id: UUID, lines: list[Ticked]) -> None:
    part = next(each for each in round_of(by, review_id).parts if each.agency_id == by.agency_id)
    do.fill_checklist(by, review_id=review_id, part_id=part.id, lines=lines, submit=True)


def _read(runs: Viewer, review_id: UUID) -> None:
    """The board's staff read them: one answer goes back, the first two agencies' are agreed."""
    found = round_of(runs, review_id)
    by_name = {part.agency: part for part in found.parts}
    first = found.answer(by_name["Sandgate Police"].agency_id, "4")
    assert first
    do.send_back(
        runs, answer_id=first.id, version=first.version,
        words="You say no. Is nobody asked, or is it not written down? The hospital asks whoever speaks for the person.",
    )  # fmt: skip
    for name in ("Sandgate Council", "Sandgate Hospitals Trust"):
        do.agree_part(runs, review_id=review_id, part_id=by_name[name].id)


def _programme_begun(council: Council) -> UUID:
    """The police look at their own files and say what they found. Returns the piece of evidence."""
    police = council.named("Karen Lowe")
    today = moment.today()
    told = LookTold(
        ReviewKind.FILE_AUDIT, "Call-outs to adults at risk", today, today + timedelta(days=12), instrument_key="person-led-audit",
        about=police.agency_id,
    )  # fmt: skip
    look = do.plan_look(police, told=told)
    piece = do.add_evidence(
        police,
        told=EvidenceTold(
            kind=EvidenceKind.AUDIT, sort=SourceKind.PRACTICE, title="Call-outs read as the adult would", as_of=today,
            audience=EvidenceAudience.PARTNERSHIP, made_by=police.agency_id, tested=HowTested.SAMPLED, tested_how="Thirty records, two readers.",
            summary="In 19 of 30 the adult was asked what they wanted; in 7 it changed what was done.",
        ),
    )  # fmt: skip
    do.tell_result(
        police, entry_id=look, version=1, evidence_id=piece,
        result="In 19 of 30 call-outs the adult was asked what they wanted; in 7 it changed what was done.",
    )  # fmt: skip
    return piece


def _programme_goes_on(council: Council, piece: UUID) -> None:
    """The hospital uses the police's result; a commissioner looks again with a reason; a carers' group plans a visit."""
    hospital, carers, buys = (council.named(name) for name in ("Ifeoma Eze", "Maeve Quill", "Priya Nair"))
    police = council.named("Karen Lowe")
    today = moment.today()
    same = LookTold(
        ReviewKind.FILE_AUDIT, "Adults brought in by the police", today, today + timedelta(days=9), instrument_key="person-led-audit",
        about=police.agency_id,
    )  # fmt: skip
    rows = [*programme(hospital, year_of(today)).entries, *programme(hospital, year_of(today) - 1).entries]
    earlier = next(each for each in rows if each.evidence_id == piece)
    do.reuse_look(hospital, told=same, earlier_id=earlier.id)
    homes = {each.name: each.id for each in agencies()}
    visit = LookTold(
        ReviewKind.QUALITY_CHECK, "A day at Larkfield House", today + timedelta(days=70), today + timedelta(days=71), theme="Days and nights in a home",
        about=homes["Larkfield House"],
    )  # fmt: skip
    do.plan_look(carers, told=visit)
    nights = LookTold(
        ReviewKind.PROVIDER_AUDIT, "Nights at Larkfield House", today + timedelta(days=85), today + timedelta(days=90), theme="Days and nights in a home",
        about=homes["Larkfield House"],
    )  # fmt: skip
    do.plan_look(buys, told=nights, reason="The visit is by day; two families told us of the nights.")


def _matrix(buys: Viewer, manages: Viewer) -> None:
    """A matrix of Larkfield House, half of it rated."""
    assert manages.agency_id
    review_id = do.begin_matrix(buys, agency_id=manages.agency_id)
    lines = {item.key for item in looked_for(shipped()["cqc-five-questions-matrix"])}
    for key, (grade, saw, behind) in SEEN.items():
        if key not in lines:
            continue
        shown = None
        if behind:
            title, sort, own = behind
            file = SentFile(f"{title}.txt", saw.encode()) if own else None
            shown = Shown(title, moment.today() - timedelta(days=3), sort, own, file)
        do.rate_line(buys, review_id=review_id, item_key=key, version=0, grade=grade, saw=saw, shown=shown)
