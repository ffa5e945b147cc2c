"""Pages of an enquiry: what heads them, what they say may be done, and what becomes of what was typed."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from goldenthread.access.viewer import VISITOR
from goldenthread.concerns.vocabulary import ReferrerRole
from goldenthread.enquiries import procedures
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.vocabulary import ActionKind, EnquiryStatus
from goldenthread.ground import moment
from goldenthread.people.vocabulary import RepresentativeKind
from tests.factories import access
from tests.factories import enquiries as make

pytestmark = pytest.mark.django_db
PARTS = (
    *("", "wants", "wants/asked", "capacity", "plan", "steps", "allegations", "risks", "laws", "reports"),
    *("for-the-adult", "end", "clock", "planning-clock", "closing", "sheet"),
)


@pytest.fixture
def staff():
    return make.Staff()


@pytest.fixture
def enquiry_id(staff):
    return make.opened(staff)


def text_of(response) -> str:
    """What a reader sees, without markup."""
    bare = re.sub(r"<(script|style|head).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def today(name: str) -> dict[str, int]:
    day = moment.today()
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


@pytest.mark.parametrize("part", PARTS)
def test_every_page_is_led_by_what_the_adult_wants(staff, enquiry_id, client_of, part):
    page = client_of(staff.manager).get(f"/enquiries/{enquiry_id}/{part}")
    assert page.status_code == 200
    told = text_of(page)
    assert "I want my card back and I want to stay at home." in told
    if part != "sheet":
        assert told.index("What Ada Marsh wants") < told.index("What now")


@pytest.mark.requirement("R186")
def test_process_law_and_who_is_accountable_stand_on_every_page(staff, enquiry_id, client_of):
    client = client_of(staff.front_door)
    for part in PARTS[:-1]:
        told = text_of(client.get(f"/enquiries/{enquiry_id}/{part}"))
        assert "This is Section 42 enquiry Being planned" in told
        assert "The law in use Care Act 2014, section 42" in told
        assert f"Accountable {staff.manager.name}" in told
        assert f"{staff.officer.name}, enquiry officer. Lead agency: Sandgate Council" in told


def test_what_may_not_be_done_is_said_with_the_reason_and_a_way_on(staff, enquiry_id, client_of):
    page = client_of(staff.manager).get(f"/enquiries/{enquiry_id}/")
    missing = len(make.page(staff, enquiry_id).missing)
    assert f"Close the enquiry {missing} things are missing. See what is missing" in text_of(page)
    closing = client_of(staff.manager).get(f"/enquiries/{enquiry_id}/closing")
    links = re.findall(r'<li><a class="govuk-link" href="([^"]+)">', closing.content.decode())
    assert len(links) >= missing
    client = client_of(staff.manager)
    for link in {link for link in links if link.startswith(f"/enquiries/{enquiry_id}/")}:
        assert client.get(link).status_code == 200, link


def test_an_adult_who_could_not_be_asked_is_asked_again(staff, client_of):
    enquiry_id = make.opened(staff, wish="")
    told = text_of(client_of(staff.officer).get(f"/enquiries/{enquiry_id}/"))
    assert "Nobody has asked yet." in told
    assert "Next Ask Ada what they want" in told
    assert "What the adult wants Not asked Ask again" in told


def test_answers_that_are_owed_stand_in_what_now_until_they_are_given(staff, client_of):
    enquiry_id = make.opened(staff)
    make.ready_to_close(staff, enquiry_id)
    make.close(staff, enquiry_id)
    client = client_of(staff.manager)
    told = text_of(client.get(f"/enquiries/{enquiry_id}/"))
    assert "Answer owed to: the adult by" in told
    assert "Answer owed to: the person who raised it by" in told
    make.told_everybody(staff)
    assert "Answer owed" not in text_of(client.get(f"/enquiries/{enquiry_id}/"))


def test_an_enquiry_is_worked_and_closed_by_its_pages_alone(staff, enquiry_id, client_of):
    officer, manager = client_of(staff.officer), client_of(staff.manager)
    base = f"/enquiries/{enquiry_id}"

    def send(client, part, **typed):
        answer = client.post(f"{base}/{part}", {"version": make.page(staff, enquiry_id).version, **typed})
        assert answer.status_code == 302, text_of(answer)
        return answer

    send(
        officer,
        "plan",
        kind="conversation",
        words="A talk will do.",
        adult_part="Ada leads.",
        next_step="Talk with Ada",
        **today("next_step_on"),
    )
    send(
        officer,
        "steps",
        kind="safety",
        who="Owen and Ada",
        words="A new card.",
        words_for_adult="Your card is safe.",
        **today("on"),
    )
    step = make.page(staff, enquiry_id).actions[0]
    send(officer, f"steps/{step.id}/effect", version=step.version, effect="helped", words="It is hers.")
    send(officer, "capacity", lacked="no")
    send(
        officer,
        "risks",
        risk="He may ask again.",
        own_view="I know.",
        options="A limit.",
        wellbeing="He is family.",
        responsibility="She keeps the card.",
        capacity="has",
        said_by="adult",
    )
    send(officer, "laws", law="criminal", why="The card was taken.")
    for row in make.page(staff, enquiry_id).standing_allegations:
        send(
            officer,
            f"allegations/{row.id}",
            version=row.version,
            place="own_home",
            source_relationship="relative",
            motive="no",
            finding="substantiated",
            finding_words="The bank shows it.",
            risk_outcome="identified_action",
            risk_result="reduced",
            risk_words="The card is hers.",
        )
    wish = make.page(staff, enquiry_id).standing_wishes[0]
    send(
        officer,
        f"wants/{wish.id}/reached",
        version=wish.version,
        achieved="fully",
        words="Yes.",
        said_by="adult",
    )
    send(
        officer,
        "end",
        life="better",
        carer="no_carer",
        safer="yes",
        safety_met="yes",
        wellbeing_met="partly",
        words="I sleep again.",
        said_by="adult",
    )
    make.told_everybody(staff)
    ready = manager.get(f"{base}/closing")
    assert "Nothing is missing" in text_of(ready)
    assert (
        "You said: “I want my card back and I want to stay at home.” You told us that this came about."
        in text_of(ready)
    )
    send(
        manager,
        "closing",
        words="Done.",
        pull="no",
        draft_for_adult="It has ended.",
        draft_for_referrer="Concern {reference} has ended.",
    )
    assert make.page(staff, enquiry_id).status is EnquiryStatus.CLOSED
    assert "Your card is safe." in text_of(officer.get(f"{base}/sheet"))


def test_a_stale_form_keeps_what_was_typed_and_the_next_send_counts(staff, enquiry_id, client_of):
    client = client_of(staff.officer)
    seen = make.page(staff, enquiry_id).version
    make.planned(staff, enquiry_id)
    typed = {
        "kind": "meeting",
        "words": "All of us around a table.",
        "adult_part": "Ada too.",
        "next_step": "Invite",
    }
    typed |= today("next_step_on")
    answer = client.post(f"/enquiries/{enquiry_id}/plan", {**typed, "version": seen})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "All of us around a table." in page
    assert "Somebody else has changed this" in page
    newer = re.search(r'name="version" value="(\d+)"', page)[1]
    assert client.post(f"/enquiries/{enquiry_id}/plan", {**typed, "version": newer}).status_code == 302
    assert make.page(staff, enquiry_id).plan_words == "All of us around a table."


def test_a_double_click_records_one_step(staff, enquiry_id, client_of):
    client = client_of(staff.officer)
    once = re.search(
        r'name="_once" value="([^"]+)"', client.get(f"/enquiries/{enquiry_id}/steps").content.decode()
    )[1]
    typed = {"kind": "visit", "who": "Owen", "words": "We went.", "_once": once, **today("on")}
    first, second = (client.post(f"/enquiries/{enquiry_id}/steps", typed) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert urlsplit(second["Location"]).path == urlsplit(first["Location"]).path
    assert len(make.page(staff, enquiry_id).actions) == 1


def test_wrong_input_is_told_at_its_field_and_nothing_is_saved(staff, enquiry_id, client_of):
    client = client_of(staff.officer)
    answer = client.post(
        f"/enquiries/{enquiry_id}/steps",
        {"kind": "visit", "words": "We went.", "on-day": "31", "on-month": "2"},
    )
    assert answer.status_code == 422
    told = text_of(answer)
    assert "There is a problem" in told
    assert "Say who took part" in told
    assert "We went." in answer.content.decode()
    assert make.page(staff, enquiry_id).actions == ()


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}'\""


@pytest.mark.promise("S7")
def test_nothing_typed_into_an_enquiry_runs(staff, enquiry_id, client_of):
    by = {"said_by": RepresentativeKind.FAMILY, "said_by_name": HOSTILE[:120]}
    procedures.add_wanted(staff.officer, enquiry_id=enquiry_id, words=HOSTILE, **by)
    procedures.record_step(
        staff.officer,
        enquiry_id=enquiry_id,
        kind=ActionKind.SAFETY,
        on=moment.today(),
        who=HOSTILE,
        words=HOSTILE,
        adult_part=HOSTILE,
        words_for_adult=HOSTILE,
        next_step=HOSTILE,
        next_step_on=moment.today(),
    )
    client = client_of(staff.manager)
    for part in PARTS:
        page = client.get(f"/enquiries/{enquiry_id}/{part}").content.decode()
        assert "<script>alert" not in page, part
        assert "<img src=x" not in page, part
    assert "alert(1)" in client.get("/enquiries/?whose=all").content.decode()


def test_somebody_of_another_team_meets_the_same_page_as_for_what_never_was(staff, enquiry_id, client_of):
    far = client_of(access.viewer(role=make.Role.SOCIAL_WORKER, team="South"))
    for part in PARTS:
        there = far.get(f"/enquiries/{enquiry_id}/{part}")
        never = far.get(f"/enquiries/{staff.officer.user_id}/{part}")
        assert there.status_code == never.status_code == 404, part
        assert text_of(there) == text_of(never), part


def test_a_reader_who_may_not_work_sees_who_does_and_no_form(staff, enquiry_id, client_of):
    page = client_of(staff.front_door).get(f"/enquiries/{enquiry_id}/plan")
    assert f"Speak with {staff.officer.name}" in text_of(page)
    assert 'name="words"' not in page.content.decode()
    answer = client_of(staff.front_door).post(
        f"/enquiries/{enquiry_id}/capacity", {"lacked": "no", "version": 1}
    )
    assert answer.status_code == 409
    assert make.page(staff, enquiry_id).capacity_words == ""


def test_lists_have_words_when_they_are_empty(staff, client_of):
    assert "You have no open enquiry." in text_of(client_of(staff.officer).get("/enquiries/"))
    assert "No enquiry fits" in text_of(client_of(staff.officer).get("/enquiries/?q=nobody"))


def test_an_emergency_opening_by_its_page_and_its_review(staff, enquiry_id, client_of):
    Enquiry.objects.filter(pk=enquiry_id).update(restricted=True)
    reference = make.page(staff, enquiry_id).reference
    stranger = client_of(access.viewer(role=make.Role.SOCIAL_WORKER, team="South"))
    assert stranger.get(f"/enquiries/{enquiry_id}/").status_code == 404
    wrong = stranger.post(
        "/enquiries/emergency", {"reference": "SGE-2026-999999-X", "reason": "She rang and is afraid."}
    )
    assert "There is no record with this reference" in text_of(wrong)
    opened = stranger.post(
        "/enquiries/emergency", {"reference": reference.lower(), "reason": "She rang and is afraid."}
    )
    assert opened.status_code == 302
    assert stranger.get(f"/enquiries/{enquiry_id}/").status_code == 200
    manager = client_of(staff.manager)
    listed = manager.get("/enquiries/emergency/reviews")
    assert reference in text_of(listed)
    link = re.search(r'href="(/enquiries/emergency/reviews/\d+)"', listed.content.decode())[1]
    assert manager.post(link, {"words": "It was right."}).status_code == 302
    assert "It was right." in text_of(manager.get("/enquiries/emergency/reviews"))


def test_the_page_of_an_enquiry_keeps_its_query_budget(
    staff, enquiry_id, client_of, django_assert_max_num_queries
):
    client = client_of(staff.manager)
    client.get(f"/enquiries/{enquiry_id}/")
    with django_assert_max_num_queries(42):
        client.get(f"/enquiries/{enquiry_id}/")
    with django_assert_max_num_queries(14):
        client.get("/enquiries/")


def test_late_planning_is_asked_for_its_reason_and_shows_it_afterwards(staff, enquiry_id, client_of):
    address = f"/enquiries/{enquiry_id}/planning-clock"
    assert "there is nothing to explain" in text_of(client_of(staff.officer).get(address))
    with moment.at(make.page(staff, enquiry_id).planning_due_at + timedelta(days=1)):
        client = client_of(staff.officer)
        assert "Say why it took longer to agree how to enquire" in text_of(
            client.get(f"/enquiries/{enquiry_id}/")
        )
        empty = client.post(address, {"version": 1, "words": "She was in hospital."})
        assert empty.status_code == 422
        assert "Choose why it took longer" in text_of(empty)
        assert "She was in hospital." in text_of(empty)
        typed = {
            "version": make.page(staff, enquiry_id).version,
            "reason": "seeking_wishes",
            "words": "She was in hospital.",
        }
        assert client.post(address, typed).status_code == 302
        shown = text_of(client.get(f"/enquiries/{enquiry_id}/"))
        assert "The clock for agreeing how to enquire was missed" in shown
        assert "Say why it took longer to agree how to enquire" not in shown
        assert "She was in hospital." in text_of(client.get(address))


def test_words_of_the_public_form_are_said_to_come_from_there(staff, client_of):
    told = {"adult_wishes": "I want him to stop coming.", "referrer_role": ReferrerRole.ADULT}
    concern_id = make.concern(staff, by=VISITOR, **told)
    enquiry_id = make.decided(staff, concern_id, make.person(staff))
    client = client_of(staff.manager)
    for page in (f"/concerns/{concern_id}", f"/enquiries/{enquiry_id}/", f"/enquiries/{enquiry_id}/wants"):
        shown = text_of(client.get(page))
        assert "I want him to stop coming." in shown
        assert "as the person who raised it wrote it on the public form" in shown, page
        assert "written down by A visitor" not in shown
    assert f"written down by {staff.front_door.name}" in text_of(client.get(f"/enquiries/{enquiry_id}/wants"))
