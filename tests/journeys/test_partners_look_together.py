"""Two stories in the browser: an audit of twenty files that leads to an action and is looked at again; a round of six agencies."""

from __future__ import annotations

import re

import pytest

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import FileAudit, Finding, ImprovementAction, Judgement, Review
from goldenthread.assurance.vocabulary import AuditState, JudgementState
from goldenthread.ground import moment
from tests.factories import access
from tests.factories import assurance as make
from tests.factories import enquiries as cases
from tests.journeys.acting import Actor

TOOL = shipped()["person-led-audit"]
PARTS = {"A": 8, "B": 4}


def open_review(board: Actor, *, kind: str, title: str, standards: str, before: str = "") -> str:
    """Open a review by its page; returns its address."""
    board.go("/reviews/open")
    board.choose(kind=kind)
    board.write(title=title, scope="As the adult would see it")
    board.pick(instrument=standards)
    if before:
        board.pick(follows=before)
    board.press("Open it")
    assert title in board.first_heading, board.reads
    return board.path


def draw_twenty(board: Actor, review: str, readers: list) -> None:
    """Twenty open enquiries by lot, a quarter of them read twice; then the audit begins."""
    board.go(f"/audits/of/{review.strip('/').rpartition('/')[2]}/sample")
    board.write(open_enquiries="20", since=moment.today(), twice_in_100="25", seed="by lot")
    for each in readers:
        board.page.locator(f'main input[name=auditors][value="{each.user_id}"]').check()
    board.press("Draw the sample")
    assert "20 cases" in board.reads
    board.go(review)
    board.press("Begin")
    board.press("Begin")


def read_in_browser(actor: Actor, grades: dict[str, int]) -> None:
    """One case read page by page, from the list of cases to its end."""
    actor.go("/audits/")
    actor.click(actor.page.locator("main table tr", has_text="To do").first.get_by_role("link").first)
    actor.follow(re.compile("^A "))
    for part, number in PARTS.items():
        for key in range(1, number + 1):
            name = f"{part}.{key}"
            actor.page.locator(f'main input[name="grade-{name}"][value="{grades.get(name, 4)}"]').check()
        actor.page.locator(f'main [name="words-{part}.1"]').fill(f"Seen in the record, part {part}.")
        actor.press("Save and go on")
    actor.write(told="Heard early; the ending is thin.")
    actor.press("Finish the audit of this case")
    assert "is done." in actor.reads


def read_the_rest(client_of, readers: list, grades: dict[str, int]) -> None:
    """The other cases by the same pages, without drawing them."""
    for who in readers:
        client = client_of(who)
        for task in [each for each in queries.own_audits(who) if each.state is not AuditState.DONE]:
            for part, number in PARTS.items():
                typed: dict[str, object] = {"version": version_of(task)}
                typed |= {
                    f"grade-{part}.{key}": str(grades.get(f"{part}.{key}", 4)) for key in range(1, number + 1)
                }
                assert client.post(f"/audits/read/{task.id}/part/{part}", typed).status_code == 302
            told = {"version": version_of(task), "told": "As the others."}
            assert client.post(f"/audits/read/{task.id}", told).status_code == 302


def version_of(task) -> int:
    return FileAudit.objects.values_list("version", flat=True).get(pk=task.id)


@pytest.mark.django_db(transaction=True)
def test_twenty_files_read_some_of_them_twice_lead_to_an_action_and_are_looked_at_again(
    browser, served, cast, client_of, axe
):
    staff = cases.Staff()
    for number in range(20):
        cases.opened(staff, person_id=cases.person(staff, given_name=f"Ada{number}"))
    readers = [
        access.viewer(role=Role.SOCIAL_WORKER, team="South", name="Rose Reader"),
        access.viewer(role=Role.SOCIAL_WORKER, team="East", name="Sunil Reader"),
        access.viewer(role=Role.MANAGER, team="West", name="Tess Reader"),
    ]
    owner = access.viewer(role=Role.MANAGER, name="Olu Owner")
    board = Actor(browser, served, cast[Role.BOARD_MANAGER])
    review = open_review(board, kind="file_audit", title="Audit of twenty", standards="Person-led audit")
    draw_twenty(board, review, readers)
    assert FileAudit.objects.count() == 25, "five of twenty are read by two"
    low = {"B.1": 1, "B.4": 2}
    for who in readers:
        actor = Actor(browser, served, who)
        read_in_browser(actor, low)
        # While somebody still reads, nobody's grades are shown to them.
        assert actor.go(f"/audits/of/{review.strip('/').rpartition('/')[2]}") == 403
        actor.context.close()
    read_the_rest(client_of, readers, low)
    at = f"/audits/of/{review.strip('/').rpartition('/')[2]}"
    board.go(at)
    assert "25 readings done" in board.reads
    assert "Two auditors gave the same answer 60 times of 60." in board.reads
    axe(board.page)
    # A theme is written down where it was read, settled, and answered by an action with an owner.
    board.follow(re.compile("What was read, in words"))
    axe(board.page)
    board.follow(re.compile("Write down a theme of B.1"))
    assert board.page.locator("main select[name=question]").input_value() == "B.1"
    board.write(words="Too little is expected of people.", voice="“I could have learned to use the bus.”")
    board.press("Write it down")
    board.press("Agree it")
    finding = Finding.objects.get()
    board.go(f"/improvement/actions/add?finding_id={finding.pk}")
    board.write(
        title="Expect more: induction and supervision", words="Induction covers it.", due_on=moment.today()
    )
    board.pick(owner_id="Olu Owner")
    board.click(board.page.locator("main form button[type=submit]").last)
    action = ImprovementAction.objects.get()
    assert action.owner_id == owner.user_id, board.reads
    assert finding in action.findings.all()
    # Looked at again: the new audit names the one before, repeats nothing, and stands beside it.
    again = open_review(
        board,
        kind="file_audit",
        title="Audit of twenty, again",
        standards="Person-led audit",
        before="Audit of twenty",
    )
    draw_twenty(board, again, readers)
    read_the_rest(client_of, readers, {"B.1": 3, "B.4": 2})
    board.go(f"/audits/of/{again.strip('/').rpartition('/')[2]}/words")
    assert "In the audit before: 0 of 20. It is better now" in board.reads
    assert "In the audit before: 0 of 20. It is the same now" in board.reads
    board.go("/programme/")
    for title in ("Audit of twenty", "Audit of twenty, again"):
        assert title in board.reads
    axe(board.page)
    board.context.close()


@pytest.mark.django_db(transaction=True)
def test_six_agencies_one_of_them_voluntary_answer_differ_and_agree(browser, served, cast, axe):
    homes = {
        "Sandgate Homes": AgencyKind.HOUSING,
        "Sandgate Carers": AgencyKind.VOLUNTARY,
    }
    people = {
        "the council": cast[Role.MANAGER],
        "police": cast[Role.PARTNER],
        "the hospital": cast.other(Role.PARTNER),
    }
    people["a care home"] = cast[Role.PROVIDER_MANAGER]
    for name, kind in homes.items():
        people[name] = access.viewer(role=Role.PARTNER, agency_id=access.agency(kind=kind, name=name))
    board = Actor(browser, served, cast[Role.BOARD_MANAGER])
    review = open_review(
        board, kind="self_assessment", title="Nine statements", standards="nine impact statements"
    )
    for who in people.values():
        board.go(f"{review}agencies")
        board.pick(agency=who.agency_name, lead=who.name)
        board.press("Ask this agency")
    board.go(review)
    board.press("Begin")
    board.press("Begin")
    held = Review.objects.get()
    for number, (name, who) in enumerate(people.items()):
        actor = Actor(browser, served, who)
        actor.go("/reviews/")
        assert "Waits for your agency’s answers" in actor.reads
        actor.follow("Nine statements")
        actor.press("Answer on one sheet")
        if number == 0:
            axe(actor.page)
        for key in range(1, 10):
            actor.page.locator(f'main input[name="grade-{key}"][value="{(number + key) % 3}"]').check()
            actor.page.locator(f'main [name="claim-{key}"]').fill(f"So says {name}, {key}.")
        actor.page.locator("main input[name=submit]").check()
        actor.press("Save")
        assert "9 of 9 submitted" in actor.reads
        actor.context.close()
    assert Judgement.objects.filter(review=held, state=JudgementState.SUBMITTED).count() == 54
    board.go(f"{review}side-by-side?order=difference")
    assert "9 of 9 statements are graded differently." in board.reads
    assert "Sandgate Carers" in board.reads
    assert "2 levels apart" in board.reads
    axe(board.page)
    # One answer goes back, with words; it is changed and stands.
    carers = people["Sandgate Carers"]
    answer = Judgement.objects.get(review=held, agency_id=carers.agency_id, item_key="3")
    board.go(f"{review}answers/{answer.pk}")
    board.press("Send back")
    board.write(words="Who came out stronger? Say how you know.")
    board.press("Send back")
    voluntary = Actor(browser, served, carers)
    voluntary.go(f"{review}agencies/{make.part_of(held.pk, carers)}/checklist")
    assert "3 was sent back." in voluntary.reads
    voluntary.follow(re.compile("Read what is still wanted"))
    assert "Who came out stronger?" in voluntary.reads
    voluntary.page.go_back()
    voluntary.page.locator('main [name="claim-3"]').fill("Eleven of fourteen say so in our own survey.")
    voluntary.page.locator("main input[name=submit]").check()
    voluntary.press("Save")
    assert "9 of 9 submitted" in voluntary.reads
    for who in people.values():
        board.go(f"{review}agencies/{make.part_of(held.pk, who)}")
        board.press("Agree all 9 that wait")
    assert Judgement.objects.filter(review=held, state=JudgementState.AGREED).count() == 54
    board.go(review)
    assert board.reads.count("Agreed") >= 6
    voluntary.go("/standards/msp-impact/shown")
    assert "Eleven of fourteen say so in our own survey." in voluntary.reads
    axe(voluntary.page)
    for actor in (voluntary, board):
        actor.context.close()
