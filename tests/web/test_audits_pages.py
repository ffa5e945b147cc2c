"""Pages of case-file audits, as whoever runs one and those who read."""

import re

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.vocabulary import ReviewKind
from goldenthread.concerns.models import Concern
from goldenthread.concerns.vocabulary import LimbAnswer, Outcome, Signpost
from goldenthread.ground import moment
from tests.factories import access, concerns
from tests.factories import enquiries as cases
from tests.factories.enquiries import Staff

pytestmark = pytest.mark.django_db
TOOL = shipped()["case-file-audit"]


@pytest.fixture
def audit(board_manager):
    """An audit under way, with one concern that was sent away to read."""
    staff = Staff()
    sent_away = concerns.screened(staff.front_door, protect=LimbAnswer.NO)
    concerns.decided(staff.manager, sent_away, Outcome.OTHER_RESPONSE, signpost=Signpost.HOUSING)
    review_id = do.open_review(
        board_manager, kind=ReviewKind.FILE_AUDIT, title="Audit of autumn", scope="What was sent away",
        instrument=(TOOL.key, TOOL.version),
    )  # fmt: skip
    version = queries.review(board_manager, review_id).version
    do.begin_review(board_manager, review_id=review_id, version=version)
    return review_id


@pytest.mark.requirement("R185")
def test_concerns_that_should_have_gone_on_are_found_by_a_fair_sample(audit, board_manager, client_of):
    """Of three that were sent away one should have gone on; what is said of one that did go on is not counted with them."""
    reader = access.viewer(role=Role.SOCIAL_WORKER, name="Ada Reader")
    runs, reads = client_of(board_manager), client_of(reader)
    day = moment.today()
    staff = Staff()
    for _ in range(2):
        more = concerns.screened(staff.front_door, protect=LimbAnswer.NO)
        concerns.decided(staff.manager, more, Outcome.OTHER_RESPONSE, signpost=Signpost.HOUSING)
    cases.opened(staff)
    form = {
        "screened_out": "5", "went_on": "5", "since-day": "1", "since-month": "1", "since-year": str(day.year),
        "by_team": "on", "twice_in_100": "0", "seed": "autumn", "auditors": str(reader.user_id),
    }  # fmt: skip
    assert runs.post(f"/audits/of/{audit}/sample", {**form, "seed": ""}).status_code == 422
    assert runs.post(f"/audits/of/{audit}/sample", form).status_code == 302
    tasks = queries.own_audits(reader)
    sent_away = [
        each for each in tasks if Concern.objects.get(reference=each.reference).outcome != "s42_enquiry"
    ]
    assert (len(tasks), len(sent_away)) == (4, 3)
    task = sent_away[0]
    page = reads.get(f"/audits/read/{task.id}").content.decode()
    assert f'href="/concerns/{queries.open_audit(reader, task.id).case_id}"' in page

    def send(address, **told):
        page = reads.get(address).content.decode()
        return reads.post(address, {"version": re.search(r'name="version" value="(\d+)"', page)[1], **told})

    refused = send(f"/audits/read/{task.id}", told="<script>x</script>")
    assert refused.status_code == 409
    assert "Answer every question" in refused.content.decode()
    assert "&lt;script&gt;" in refused.content.decode()
    for each in tasks:
        rightly = each in sent_away[1:]
        for top in [item for item in TOOL.items if not item.parent]:
            under = [item for item in TOOL.graded() if item.key == top.key or top in TOOL.above(item.key)]
            told = {f"grade-{item.key}": str(TOOL.scale[item.scale].levels[-1].value) for item in under}
            if "grade-B.4" in told:
                told["grade-B.4"] = str(TOOL.scale["answer"].levels[-1 if rightly else 0].value)
            if under:
                assert send(f"/audits/read/{each.id}/part/{top.key}", **told).status_code == 302
        assert send(f"/audits/read/{each.id}", told="<script>x</script>").status_code == 302

    body = runs.get(f"/audits/of/{audit}").content.decode()
    assert "3 ended without an enquiry. They say that 1 of them should have gone on" in body
    assert task.reference in body
    assert reader.name in body
    done = reads.get(f"/audits/read/{task.id}").content.decode()
    assert "&lt;script&gt;" in done
    assert "Open it again" in done


def test_an_audit_is_closed_to_everybody_else(audit, cast, client_of):
    for role in (Role.MANAGER, Role.DATA_OFFICER, Role.REVIEWER, Role.BOARD_MEMBER):
        assert client_of(cast[role]).get(f"/audits/of/{audit}").status_code == 403


def test_a_question_that_does_not_apply_without_a_reason_is_named_and_not_told_as_done(
    audit, board_manager, client_of
):
    reader = access.viewer(role=Role.SOCIAL_WORKER, name="Ada Reader")
    day = moment.today()
    form = {
        "screened_out": "5", "since-day": "1", "since-month": "1", "since-year": str(day.year),
        "by_team": "on", "twice_in_100": "0", "seed": "autumn", "auditors": str(reader.user_id),
    }  # fmt: skip
    too_many = client_of(board_manager).post(f"/audits/of/{audit}/sample", {**form, "twice_in_100": "150"})
    assert "each without seeing the other: 100 at most" in too_many.content.decode()
    assert client_of(board_manager).post(f"/audits/of/{audit}/sample", form).status_code == 302
    (task,) = queries.own_audits(reader)
    answers = {item.key: {"grade": TOOL.scale[item.scale].levels[-1].value} for item in TOOL.graded()}
    do.save_audit(
        reader, file_audit_id=task.id, version=1, answers=answers | {"F.2": {"grade": -1, "words": " "}}
    )
    page = client_of(reader).get(f"/audits/read/{task.id}").content.decode()
    assert "Say why F.2 does not apply to this case." in page
    assert "5 of 6" in page, "the part that holds it is not done"
    assert f"{len(answers) - 1} of {len(answers)}" in page
