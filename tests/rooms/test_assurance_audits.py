"""Case-file audits: a fair sample, two auditors who do not see each other, and nobody marks their own work."""

from datetime import timedelta

import pytest

from goldenthread.access.doorway import NotThere
from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import FileAudit
from goldenthread.assurance.queries.settling import differences
from goldenthread.assurance.vocabulary import AuditState, MemberFunction, Population, ReviewKind, ViewOf
from goldenthread.concerns.queries import open_concern
from goldenthread.concerns.vocabulary import LimbAnswer, Outcome, Signpost
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from tests.factories import access, concerns
from tests.factories.enquiries import Staff, opened, page

pytestmark = pytest.mark.django_db
TOOL = shipped()["case-file-audit"]


@pytest.fixture
def staff():
    return Staff()


@pytest.fixture
def review_id(board_manager):
    return do.open_review(
        board_manager, kind=ReviewKind.FILE_AUDIT, title="Audit of autumn", scope="Practice since summer",
        instrument=(TOOL.key, TOOL.version), begins_on=moment.today(),
    )  # fmt: skip


@pytest.fixture
def sampled(review_id, board_manager, staff):
    """Two open enquiries of the staff and two concerns sent away by them, read by three others; half of them twice."""
    for _ in range(2):
        opened(staff)
        sent_away = concerns.screened(staff.front_door, protect=LimbAnswer.NO)
        concerns.decided(staff.manager, sent_away, Outcome.OTHER_RESPONSE, signpost=Signpost.HOUSING)
    readers = [access.viewer(role=Role.SOCIAL_WORKER, team="South") for _ in range(3)]
    draw(board_manager, review_id, [*readers, staff.officer])
    do.begin_review(
        board_manager, review_id=review_id, version=queries.review(board_manager, review_id).version
    )
    return readers


def draw(by, review_id, auditors, **changes):
    return do.draw_sample(
        by,
        **{
            "review_id": review_id,
            "wanted": {Population.OPEN_ENQUIRIES: 2, Population.SCREENED_OUT: 2},
            "since": moment.today() - timedelta(days=30),
            "seed": "autumn",
            "auditors": [each.user_id for each in auditors],
            "twice_in_100": 50,
            **changes,
        },
    )


def all_answers(grade=3):
    """Every question answered with the step ``grade`` of its scale, or the best it has."""
    return {
        item.key: {"grade": levels[min(grade, len(levels)) - 1].value, "words": "Seen"}
        for item in TOOL.graded()
        for levels in [TOOL.scale[item.scale].levels]
    }


def finish(who, task, answers):
    reading = queries.open_audit(who, task.id)
    do.save_audit(who, file_audit_id=reading.id, version=reading.version, answers=answers)
    do.finish_audit(who, file_audit_id=reading.id, version=reading.version + 1, summary="Fair.")


def test_a_sample_is_read_and_says_how_many_concerns_should_have_gone_on(
    sampled, review_id, board_manager, staff
):
    found = queries.audit_results(board_manager, review_id)
    assert len(found.cases) == 4
    assert found.to_do == 6
    tasks = [(who, task) for who in [*sampled, staff.officer] for task in queries.own_audits(who)]
    assert len(tasks) == 6
    one = next(task.reference for _, task in tasks if task.case_kind == "concern")
    no = {"grade": TOOL.scale["answer"].levels[0].value, "words": "All three parts were met."}
    for who, task in tasks:
        finish(who, task, {**all_answers(), "B.4": no} if task.reference == one else all_answers())
    found = queries.audit_results(board_manager, review_id)
    assert (found.done, found.to_do) == (6, 0)
    assert (found.wrongly, found.screened_out) == (1, 2)
    assert found.screened_out_interval.low < 50 < found.screened_out_interval.high
    assert all(result.answered == 4 for result in found.results)
    # Both readers gave every case the same, so they agree on all; with one grade given throughout, chance explains it.
    assert found.overall.same == found.overall.cases > 0
    assert found.overall.kappa is None
    assert {case.apart for case in found.cases} == {None, 0}


def test_a_second_drawing_adds_what_is_not_read_already(sampled, review_id, board_manager, staff):
    with pytest.raises(Refused, match="not in this audit already"):
        draw(board_manager, review_id, sampled)
    opened(staff)
    draw(board_manager, review_id, sampled, twice_in_100=0)
    found = queries.audit_results(board_manager, review_id)
    assert [sample.cases for sample in found.samples] == [4, 1]
    assert found.samples[1].listed == 1


def test_an_auditor_sees_only_their_own_reading_and_opens_the_case_until_it_is_done(sampled, board_manager):
    who, task = next(
        (who, task) for who in sampled for task in queries.own_audits(who) if task.case_kind == "concern"
    )
    others = [each for each in sampled if each is not who]
    for other in [*others, board_manager]:
        with pytest.raises((NotThere, Refused)):
            queries.open_audit(other, task.id)
    reading = queries.open_audit(who, task.id)
    assert open_concern(who, reading.case_id).reference == task.reference
    for case in queries.audit_results(board_manager, reading.review_id).cases:
        assert case.apart is None


def test_what_is_begun_is_kept_and_finished_only_whole(sampled):
    who, task = next((who, task) for who in sampled for task in queries.own_audits(who))
    ask = {"file_audit_id": task.id}
    do.save_audit(who, **ask, version=1, answers={"A": {"grade": 4, "words": ""}})
    do.save_audit(who, **ask, version=2, answers={"B": {"grade": 2, "words": ""}})
    now = queries.open_audit(who, task.id)
    assert (now.state, now.answers["A"]["grade"], now.answers["B"]["grade"]) == (AuditState.BEGUN, 4, 2)
    with pytest.raises(Refused, match="Answer every question"):
        do.finish_audit(who, **ask, version=3, summary="")
    with pytest.raises(Refused, match="Somebody else"):
        do.save_audit(who, **ask, version=1, answers={})
    with pytest.raises(Refused, match="Choose one of the answers"):
        do.save_audit(who, **ask, version=3, answers={"A": {"grade": 9, "words": ""}})
    do.keep_view(who, **ask, whose=ViewOf.ADULT, words="Nobody rang me back.")
    finish(who, task, all_answers())
    done = queries.open_audit(who, task.id)
    assert [view.words for view in done.views] == ["Nobody rang me back."]
    do.open_audit_again(who, **ask, version=done.version, words="I missed a page.")
    assert queries.open_audit(who, task.id).state is AuditState.BEGUN


def test_nobody_is_given_what_they_worked_on(sampled, staff, review_id, board_manager):
    assert {task.case_kind for task in queries.own_audits(staff.officer)} <= {"concern"}
    enquiry = FileAudit.objects.filter(review_id=review_id, slot=1, case__case_kind="enquiry").first().case_id
    case = next(each for each in queries.audit_results(board_manager, review_id).cases if each.id == enquiry)
    give = {"review_id": review_id, "case_id": case.id, "slot": 1}
    with pytest.raises(Refused, match="cannot audit it"):
        do.give_case(board_manager, **give, auditor_id=staff.officer.user_id)
    fresh = access.viewer(role=Role.MANAGER, team="South")
    do.give_case(board_manager, **give, auditor_id=fresh.user_id)
    assert [task.reference for task in queries.own_audits(fresh)] == [case.reference]


def test_a_sample_needs_cases_and_auditors_who_may_read_them(review_id, board_manager, staff, partner):
    with pytest.raises(Refused, match="no such case"):
        draw(board_manager, review_id, [staff.officer, staff.manager])
    with pytest.raises(Refused, match="two where some cases are read twice"):
        draw(board_manager, review_id, [staff.officer])
    with pytest.raises(Refused, match="social workers and managers"):
        draw(board_manager, review_id, [partner, staff.officer])
    opened(staff)
    with pytest.raises(Refused, match="too few of these auditors"):
        draw(board_manager, review_id, [staff.officer, staff.manager])


def test_cases_chosen_to_criteria_are_read_and_not_counted(review_id, board_manager, staff):
    enquiry = page(staff, opened(staff))
    reader = access.viewer(role=Role.SOCIAL_WORKER, team="South")
    ask = {"review_id": review_id, "criteria": "People who came back", "auditors": [reader.user_id]}
    with pytest.raises(Refused, match="GT-NONE"):
        do.track_cases(board_manager, references=[enquiry.reference, "gt-none"], **ask)
    do.track_cases(board_manager, references=[enquiry.reference.lower(), ""], **ask)
    do.begin_review(
        board_manager, review_id=review_id, version=queries.review(board_manager, review_id).version
    )
    (task,) = queries.own_audits(reader)
    finish(reader, task, all_answers())
    found = queries.audit_results(board_manager, review_id)
    assert found.done == 1
    assert not any(result.answered for result in found.results)


def test_a_sample_belongs_to_an_audit(board_manager, staff):
    other = do.open_review(board_manager, kind=ReviewKind.DEEP_DIVE, title="A look")
    do.add_member(board_manager, review_id=other, function=MemberFunction.LEADER, name="Somebody")
    with pytest.raises(Refused, match="case-file audit"):
        draw(board_manager, other, [staff.officer, staff.manager])


def test_two_readers_settle_where_they_differ_and_what_each_judged_alone_stays(
    review_id, board_manager, staff
):
    for _ in range(2):
        opened(staff)
    one, two = (access.viewer(role=Role.SOCIAL_WORKER, team="South", name=name) for name in ("Ada", "Ben"))
    draw(board_manager, review_id, [one, two], wanted={Population.OPEN_ENQUIRIES: 2}, twice_in_100=50)
    do.begin_review(
        board_manager, review_id=review_id, version=queries.review(board_manager, review_id).version
    )
    both = FileAudit.objects.filter(case__twice=True)
    first, second = (both.get(auditor_id=who.user_id) for who in (one, two))
    tasks = {who.user_id: [(each, each.id) for each in queries.own_audits(who)] for who in (one, two)}
    ask = {
        "file_audit_id": first.pk,
        "answers": {"A": {"grade": 2, "words": "The wish is in the file, late."}},
    }
    for who, grade in ((one, 4), (two, 1)):
        for task, pk in tasks[who.user_id]:
            if pk in (first.pk, second.pk):
                finish(who, task, all_answers() | {"A": {"grade": grade, "words": "Seen."}})
    readers = {one.user_id: one, two.user_id: two}
    left = FileAudit.objects.exclude(state=AuditState.DONE).get()
    # Whoever still reads sees nothing of the other; who has finished does.
    busy, free = (
        readers[left.auditor_id],
        next(each for each in (one, two) if each.user_id != left.auditor_id),
    )
    mine = {one.user_id: first, two.user_id: second}
    assert differences(busy, mine[busy.user_id].pk).rows == ()
    assert [each.item.key for each in differences(free, mine[free.user_id].pk).rows] == ["A"]
    with pytest.raises(Refused, match="read all their own"):
        do.settle_differences(
            busy, **ask | {"file_audit_id": mine[busy.user_id].pk}, version=version(mine[busy.user_id].pk)
        )
    task = next(each for each, pk in tasks[busy.user_id] if pk == left.pk)
    finish(busy, task, all_answers())
    before = queries.audit_results(board_manager, review_id)
    with pytest.raises(Refused, match="Settle where you differ"):
        do.open_audit_again(
            one, file_audit_id=first.pk, version=version(first.pk), words="I would rather say 1."
        )
    with pytest.raises(NotThere):
        do.settle_differences(two, **ask, version=version(first.pk))
    no_reason = ask | {"answers": {"A": {"grade": 2, "words": " "}}}
    with pytest.raises(Refused, match="Say in a sentence why"):
        do.settle_differences(one, **no_reason, version=version(first.pk))
    with pytest.raises(Refused, match="you do not differ there"):
        do.settle_differences(
            one, **ask | {"answers": {"B": {"grade": 2, "words": "No."}}}, version=version(first.pk)
        )
    assert do.settle_differences(one, **ask, version=version(first.pk)) == 1
    with pytest.raises(Refused, match="settled already"):
        do.settle_differences(two, **ask | {"file_audit_id": second.pk}, version=version(second.pk))
    after = queries.audit_results(board_manager, review_id)
    assert before.overall == after.overall, "agreement is of what each judged alone"
    shown = next(each for each in after.results if each.item.key == "A")
    assert dict(shown.counts)["Some shortfalls"] == 1
    assert [(case.differ, case.settled) for case in after.cases if case.differ is not None] == [(1, 1)]


def version(pk):
    return FileAudit.objects.values_list("version", flat=True).get(pk=pk)
