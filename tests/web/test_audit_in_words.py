"""A person-led audit as its sub-group reads it: in words, without cases, with what those say who were there."""

from __future__ import annotations

import pytest

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import FileAudit, Finding
from goldenthread.assurance.vocabulary import (
    EvidenceKind,
    MemberFunction,
    Population,
    ReviewKind,
    SourceKind,
    ViewOf,
)
from goldenthread.ground import moment
from tests.factories import access
from tests.factories import assurance as make
from tests.factories import enquiries as cases
from tests.web.test_self_assessment import text_of

pytestmark = pytest.mark.django_db
TOOL = shipped()["person-led-audit"]
SAW = {
    "A.1": "The wish is the first line.",
    "B.1": "“Would not manage a tablet”: nobody tried.",
    "B.2": "Decided in a meeting she heard of later.",
    "B.3": "The sister is nowhere in it.",
    "B.4": "What the advocate said is not written down.",
}


@pytest.fixture
def readers():
    return [access.viewer(role=Role.SOCIAL_WORKER, team="South", name=f"Reader {n}") for n in range(2)]


@pytest.fixture
def carers():
    """Somebody of a carers' charity, in the sub-group."""
    home = access.agency(kind=AgencyKind.VOLUNTARY, name="Sandgate Carers")
    return access.viewer(role=Role.PARTNER, agency_id=home)


@pytest.fixture
def audit(board_manager, readers, carers):
    """Six enquiries drawn for two readers; the charity takes part as the sub-group does."""
    staff = cases.Staff()
    for number in range(6):
        cases.opened(staff, person_id=cases.person(staff, given_name=f"Ada{number}"))
    review_id = do.open_review(
        board_manager, kind=ReviewKind.FILE_AUDIT, title="As the adult would say it", scope="Person-led",
        instrument=(TOOL.key, TOOL.version),
    )  # fmt: skip
    do.draw_sample(
        board_manager, review_id=review_id, wanted={Population.OPEN_ENQUIRIES: 6}, since=moment.today(), seed="s",
        auditors=[each.user_id for each in readers], twice_in_100=0, by_team=False,
    )  # fmt: skip
    do.add_member(
        board_manager, review_id=review_id, function=MemberFunction.PRACTICE, user_id=carers.user_id
    )
    do.begin_review(
        board_manager, review_id=review_id, version=queries.review(board_manager, review_id).version
    )
    return review_id


def read(client, task, *, low: bool, words: dict[str, str] | None = None) -> None:
    """One case read by its pages."""
    for part, keys in (("A", range(1, 9)), ("B", range(1, 5))):
        page = client.get(f"/audits/read/{task.id}/part/{part}")
        assert "What you saw, without names" in text_of(page)
        typed: dict[str, object] = {"version": version_of(task)}
        for key in keys:
            at = f"{part}.{key}"
            typed |= {
                f"grade-{at}": "1" if low and part == "B" else "4",
                f"words-{at}": (words or {}).get(at, ""),
            }
        assert client.post(f"/audits/read/{task.id}/part/{part}", typed).status_code == 302
    done = {"version": version_of(task), "told": "Heard early; the ending is thin."}
    assert client.post(f"/audits/read/{task.id}", done).status_code == 302


def version_of(task) -> int:
    return FileAudit.objects.values_list("version", flat=True).get(pk=task.id)


@pytest.mark.requirement("R069")
def test_the_sub_group_audits_in_words_with_questions_that_start_from_the_person(
    audit, readers, carers, board_manager, partner, client_of
):
    """Every question is put as the adult would put it; members of other agencies read what was seen, and write down themes."""
    tasks = [(who, task) for who in readers for task in queries.own_audits(who)]
    assert len(tasks) == 6
    at = f"/audits/of/{audit}/words"
    member = client_of(carers)
    for number, (who, task) in enumerate(tasks):
        mine = client_of(who)
        if number == 1:
            told = text_of(member.get(at))
            assert "So few cases are finished that their words could point at one." in told
            assert "The wish is the first line." not in told
        if number == 0:
            part = text_of(mine.get(f"/audits/read/{task.id}/part/A"))
            assert "Could the adult say: “I was asked what I want to come of this" in part
            do.keep_view(who, file_audit_id=task.id, whose=ViewOf.ADULT, words="She came twice and listened.")
        read(mine, task, low=number < 4, words=SAW if number == 0 else None)
    told = text_of(member.get(at))
    for words in (*SAW.values(), "She came twice and listened.", "Heard early; the ending is thin."):
        assert words in told
    assert not any(task.reference in told for _, task in tasks), "no case is named"
    assert not any(who.name in told for who in readers), "and no reader"
    assert "2 of 6 mostly or fully" in told
    # A theme is written by the member, with two sources of different kind, and settled by the board's staff.
    theme = {
        "kind": "area", "question": "B.1", "words": "Too little is expected of people.", "voice": "I could have learned the bus.",
    }  # fmt: skip
    assert member.post(f"/audits/of/{audit}/theme", {**theme, "words": ""}).status_code == 422
    written = member.post(f"/audits/of/{audit}/theme", theme)
    assert written.status_code == 302, text_of(written)
    finding = Finding.objects.get()
    assert {each.kind for each in finding.sources.all()} == {SourceKind.PRACTICE, SourceKind.VOICE}
    runs = client_of(board_manager)
    assert runs.post(
        f"/improvement/findings/{finding.pk}/agree", {"version": finding.version}
    ).status_code in (302, 404)
    # Who takes no part does not read it.
    assert client_of(partner).get(at).status_code == 404


def test_a_reader_with_cases_left_is_not_told_what_others_wrote(audit, readers, board_manager, client_of):
    first, second = readers
    for who in readers:
        do.add_member(board_manager, review_id=audit, function=MemberFunction.AUDITOR, user_id=who.user_id)
    for task in queries.own_audits(first):
        read(client_of(first), task, low=False, words=SAW)
    told = text_of(client_of(second).get(f"/audits/of/{audit}/words"))
    assert "You still have cases of this audit to read" in told
    assert "The wish is the first line." not in told
    assert "The wish is the first line." in text_of(client_of(first).get(f"/audits/of/{audit}/words"))


@pytest.mark.requirement("R245")
def test_low_expectations_and_weak_involvement_are_audited_and_induction_covers_them(
    audit, readers, board_manager, partner, manager, client_of
):
    """Four questions of the audit find it; agencies say that their induction covers it, with the programme as evidence."""
    every = [(each, task) for each in readers for task in queries.own_audits(each)]
    for number, (who, task) in enumerate(every):
        read(client_of(who), task, low=number < 5, words=SAW if number == 0 else None)
    runs = client_of(board_manager)
    told = text_of(runs.get(f"/audits/of/{audit}/words"))
    for question, asked in (
        ("Expectations", "Did the workers expect enough of the adult"),
        ("The adult in the decisions", "I was there when it was decided"),
        ("Family and friends in the decisions", "Could those close to the adult say that they were heard"),
        ("An advocate in the decisions", "did the advocate have a part in the decisions?"),
    ):
        assert question in told
        assert asked in told
    assert told.count("1 of 6 mostly or fully") == 4
    assert told.index("Weakest first B.1 Expectations : 1 of 6") < told.index("1 of 6 mostly or fully")
    figures = text_of(runs.get(f"/audits/of/{audit}"))
    assert "Expectations Not at all 5, Fully 1 1 of 6" in figures, figures
    # Induction: each agency answers for itself, and what shows it stands behind the answer.
    review_id = do.open_review(
        board_manager, kind=ReviewKind.SELF_ASSESSMENT, title="Induction", scope="All", instrument=("principles-in-practice", "2026.1"),
    )  # fmt: skip
    for who in (partner, manager):
        do.assign_part(board_manager, review_id=review_id, agency_id=who.agency_id, lead_id=who.user_id)
    do.begin_review(
        board_manager, review_id=review_id, version=queries.review(board_manager, review_id).version
    )
    for who, grade, claim in (
        (manager, 2, "Day three of induction. 14 of 14 who began this year."),
        (partner, 0, "Not yet."),
    ):
        mine = client_of(who)
        part = f"/reviews/{review_id}/agencies/{make.part_of(review_id, who)}"
        assert (
            "learns in their induction to expect much of people, and to bring people, families and advocates"
            in text_of(mine.get(f"{part}/checklist"))
        )
        answer = mine.post(f"{part}/answer/6")["Location"]
        if grade:
            piece = make.evidence(
                who, title="Induction programme", kind=EvidenceKind.DOCUMENT, sort=SourceKind.PROCESS
            )
            assert mine.post(f"{answer}/evidence", {"evidence": str(piece)}).status_code == 302
        typed = {"grade-6": str(grade), "claim-6": claim, "at-6": "1", "submit": "on"}
        sent = mine.post(f"{part}/checklist", typed)
        assert sent.status_code == 302, text_of(sent)
    shown = text_of(runs.get("/standards/principles-in-practice/shown"))
    assert f"{manager.agency_name} Yes, and it can be shown Day three of induction. 14 of 14" in shown
    assert "Induction programme" in shown
    assert f"{partner.agency_name} No Not yet." in shown
