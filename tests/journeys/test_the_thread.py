"""One thread, all the way through.

Mrs Vera Lamb lives alone; a care worker of Rowan Care comes four times a day. Her neighbour hears her crying at night and writes
to the council on the public form, on an old telephone without JavaScript. What Vera wants heads every page from there on, through
screening, the enquiry and its end, in her own words, and everybody who should hear back does.
"""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.concerns.models import Concern
from goldenthread.enquiries.models import CausedEnquiry, Enquiry
from goldenthread.ground import moment
from goldenthread.letters.models import FeedbackDuty
from tests.factories import access
from tests.factories import concerns as made
from tests.journeys.acting import Actor

WANTS = "I want to sleep at night and I want the girl with the red hair back."
TEXT = "Vera cries at night. The carers come and go in five minutes. <script>alert('x')</script> She was on the floor on Monday."
SAYS = "They stay the half hour now. I sleep."


@pytest.fixture
def town(served):
    """Who takes part. The made-up council, a care agency and another one."""
    rowan = access.agency(kind=AgencyKind.PROVIDER, name="Rowan Care")
    return SimpleNamespace(
        rowan=access.viewer(role=Role.PROVIDER_MANAGER, agency_id=rowan, name="Lena Rowan"),
        other=access.viewer(
            role=Role.PROVIDER_MANAGER,
            agency_id=access.agency(kind=AgencyKind.PROVIDER, name="Elm Care"),
            name="Ed Elm",
        ),
        front=access.viewer(role=Role.FRONT_DOOR, name="Amina Front", team="Front door"),
        officer=access.viewer(role=Role.SOCIAL_WORKER, name="Grace Officer", team="North"),
        manager=access.viewer(role=Role.MANAGER, name="Helen Manager"),
        second=access.viewer(role=Role.MANAGER, name="David Second"),
        auditor=access.viewer(role=Role.AUDITOR, name="Joan Auditor"),
    )


def neighbour_writes(browser, served) -> str:
    """The public form, one question at a time, without JavaScript. Returns the reference."""
    neighbour = Actor(browser, served, java_script_enabled=False, viewport={"width": 360, "height": 740})
    neighbour.go("/")
    neighbour.press("Tell us now")
    neighbour.choose(immediate_danger="no")
    neighbour.press("Continue")
    neighbour.write(narrative=TEXT)
    neighbour.press("Continue")
    neighbour.write(adult_wishes="")
    neighbour.press("Continue")
    neighbour.choose(adult_aware="no")
    neighbour.press("Continue")
    neighbour.write(adult_given_name="Vera", adult_family_name="Lamb")
    neighbour.press("Continue")
    neighbour.write(adult_address="9 Quay Row, Sandgate", adult_postcode="ZZ1 2AB")
    neighbour.press("Continue")
    neighbour.page.locator("input[name=types][value=neglect]").check()
    neighbour.press("Continue")
    neighbour.choose(place="own_home")
    neighbour.press("Continue")
    neighbour.choose(source_of_risk_relationship="care_worker")
    neighbour.press("Continue")
    neighbour.choose(children_present="no")
    neighbour.press("Continue")
    neighbour.press("Continue")
    neighbour.choose(referrer_role="family")
    neighbour.press("Continue")
    neighbour.write(referrer_name="Iris Bell", referrer_contact="01632 960 777")
    neighbour.press("Continue")
    assert "Check your answers" in neighbour.reads
    assert "Vera cries at night" in neighbour.reads
    neighbour.press("Send")
    found = re.search(r"[A-Z]{2,4}-\d{4}-\d+-\w+", neighbour.reads)
    assert found, neighbour.reads
    assert "What happens next" in neighbour.reads
    neighbour.context.close()
    return found.group()


def front_door_screens(amina: Actor, reference: str) -> str:
    """Find it first, match, ask, be refused what is enquiry work, answer the test. Returns the concern's address."""
    amina.go("/concerns/")
    first = amina.page.locator(".gt-card").first
    assert reference in first.inner_text()
    amina.click(first.get_by_role("link"))
    concern = amina.path
    # What she wrote stands there as text, and nothing ran.
    assert "<script>alert('x')</script>" in amina.reads
    amina.press("Begin screening")

    amina.go(f"{concern}/person")
    amina.choose(person_id="new")
    amina.press(amina.page.locator("main form .govuk-button-group button").last.inner_text())
    amina.go(f"{concern}/wants")
    amina.choose(state="expressed")
    amina.write(words=WANTS)
    amina.pick(said_by="The adult")
    amina.press(amina.page.locator("main form .govuk-button-group button").last.inner_text())
    assert amina.first_heading == "What Vera wants"
    assert WANTS in amina.reads

    amina.go(f"{concern}/do")
    amina.choose(deed="provider_report")
    amina.write(words="Please tell us who came on Monday.")
    amina.press(amina.page.locator("main form .govuk-button-group button").last.inner_text())
    assert "enquiry work under section 42(2)" in amina.reads
    assert "Please tell us who came on Monday." in amina.page.content()
    assert not Enquiry.objects.exists()
    assert not CausedEnquiry.objects.exists()
    amina.click(amina.page.locator(f"main a[href='{concern}/test']").first)

    for limb in ("needs", "abuse", "protect"):
        amina.go(f"{concern}/test/{limb}")
        amina.choose(answer="yes")
        amina.write(
            evidence="Her care plan, what the neighbour heard and what Vera said.",
            reason="She cannot leave her chair alone.",
        )
        amina.press(amina.page.locator("main form .govuk-button-group button").last.inner_text())
    return concern


def decided(amina: Actor, concern: str) -> None:
    """Three yeses leave the duty only: no other ending is there to choose."""
    amina.go(f"{concern}/decide")
    assert amina.first_heading == "What Vera wants"
    assert "The duty applies" in amina.reads
    assert amina.page.locator("input[name=outcome][value=no_further_action]").count() == 0
    assert amina.page.locator("input[name=outcome][value=other_response]").count() == 0
    amina.choose(outcome="s42_enquiry")
    amina.pick(manager="Helen Manager", officer="Grace Officer")
    amina.write(
        rationale="All three parts are met and she asks for help.",
        adult_view="She is glad somebody looks into it.",
    )
    amina.choose(pull="no")
    amina.press("Decide")
    assert "Section 42 enquiry" in amina.reads


def officer_enquires(grace: Actor) -> str:
    """Plan with her, write down steps and what was found. Returns the enquiry's address."""
    grace.go("/enquiries/")
    grace.follow(re.compile("Vera Lamb"))
    enquiry = grace.path.rstrip("/")
    assert WANTS in grace.reads
    assert "Helen Manager" in grace.reads
    for path, act in (
        ("capacity", lambda: grace.choose(lacked="no")),
        ("plan", lambda: _plan(grace)),
        ("steps", lambda: _step(grace)),
    ):
        grace.go(f"{enquiry}/{path}")
        act()
        _save(grace)
    assert "Visit Vera with her neighbour" in _at(grace, f"{enquiry}/")
    grace.go(f"{enquiry}/allegations")
    grace.follow(re.compile("Record what was found"))
    grace.pick(place="own home", source_relationship="Paid carer")
    grace.choose(finding="substantiated", risk_outcome="identified_action", risk_result="reduced")
    grace.write(
        finding_words="The logs show visits of five minutes.",
        risk_words="Visits are half an hour and checked.",
    )
    _save(grace)
    return enquiry


def _plan(grace: Actor) -> None:
    grace.choose(kind="conversation")
    grace.write(
        words="A conversation and the agency's own log will do.",
        adult_part="At her table, with Iris beside her.",
        next_step="Visit Vera with her neighbour",
        next_step_on=moment.today() + timedelta(days=3),
    )


def _step(grace: Actor) -> None:
    grace.pick(kind="Something done to make the adult safer")
    grace.write(
        on=moment.today(),
        who="Vera, Iris and Grace",
        words="A pendant alarm was fitted and tried.",
        adult_part="She chose to wear it.",
        words_for_adult="Press the button and somebody comes.",
    )


def _save(actor: Actor) -> None:
    actor.click(actor.page.locator("main form[method=post] .govuk-button-group button").last)
    problem = actor.page.locator(".govuk-error-summary")
    assert not problem.count(), problem.inner_text()


def _at(actor: Actor, path: str) -> str:
    actor.go(path)
    return actor.reads


def provider_answers(helen: Actor, lena: Actor, ed: Actor, enquiry: str) -> None:
    """The manager asks Rowan Care; they see what they are asked and nothing beside, and answer; she accepts."""
    helen.go(f"{enquiry}/reports")
    helen.pick(agency="Rowan Care")
    helen.write(
        about_whom="Vera Lamb",
        question="Who came on Monday, and for how long?",
        terms="The log of that week, and what Vera says.",
        adult_view="She agrees that you are asked.",
    )
    _save(helen)
    asked = CausedEnquiry.objects.get()

    lena.go("/partners/")
    assert asked.reference in lena.reads
    assert "Vera" not in lena.reads
    lena.go(f"/partners/asked/{asked.pk}")
    assert "Who came on Monday, and for how long?" in lena.reads
    for beside in (WANTS, "Iris", "Vera cries at night", "half an hour and checked", "<script>"):
        assert beside not in lena.page.content()
    assert lena.go(enquiry) in (403, 404)
    assert ed.go(f"/partners/asked/{asked.pk}") == 404
    lena.go(f"/partners/asked/{asked.pk}")
    lena.choose(life="better")
    lena.write(report="Two visits that day were cut short. The rota is changed; calls are half an hour.")
    _save(lena)

    helen.go(f"{enquiry}/reports/{asked.pk}")
    assert "Two visits that day were cut short" in helen.reads
    helen.choose(accepted="yes")
    helen.write(words="It answers the question. Thank you.")
    _save(helen)


def ended(grace: Actor, enquiry: str) -> None:
    """What she wanted, how far it came about and how she feels: in her words."""
    grace.go(f"{enquiry}/wants")
    grace.follow(re.compile("Did it come about"))
    grace.choose(achieved="fully", said_by="adult")
    grace.write(words="She is back, the one with the red hair.")
    _save(grace)
    grace.go(f"{enquiry}/end")
    grace.choose(
        life="better",
        safer="yes",
        safety_met="yes",
        wellbeing_met="partly",
        said_by="adult",
        carer="no_carer",
    )
    grace.write(words=SAYS)
    _save(grace)


def closing_list_shrinks(helen: Actor, grace: Actor, enquiry: str) -> None:
    """Everything still missing is one list; each item leads to where it is put right; then there is nothing."""
    helen.go(f"{enquiry}/closing")
    counts = [helen.page.locator(".gt-missing li").count()]
    assert counts[0] > 0
    grace.go(f"{enquiry}/steps")
    grace.follow(re.compile("Did it help"))
    grace.choose(effect="helped")
    grace.write(words="She pressed it once; somebody came within ten minutes.")
    _save(grace)
    for duty in FeedbackDuty.objects.filter(state="open"):
        tell(grace, duty)
        helen.go(f"{enquiry}/closing")
        counts.append(helen.page.locator(".gt-missing li").count())
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0, helen.reads
    helen.write(
        words="Vera is content that we stop here.",
        draft_for_adult="Dear Vera, we have finished. The carers stay the half hour now. Ring us if that changes.",
        draft_for_referrer="You raised a concern with us. We made an enquiry and it has ended. Thank you.",
    )
    helen.choose(pull="no")
    helen.press("Close the enquiry")
    assert "closed" in helen.reads.lower()


def tell(actor: Actor, duty: FeedbackDuty) -> None:
    """Give the words that are owed, by telephone or in person."""
    actor.go(f"/feedback/{duty.pk}")
    if not actor.page.locator("main [name=words]").input_value():
        actor.write(words="We told them what was decided, who answers for it and what comes next.")
    actor.choose(method="in_person" if duty.audience == "adult" else "phone")
    actor.click(actor.page.locator("main button[value=give]"))
    duty.refresh_from_db()
    assert duty.state == "met", actor.reads


@pytest.mark.requirement(
    "R021", "R049", "R050", "R059", "R071", "R144", "R149", "R154", "R170", "R175", "R184", "R186"
)
@pytest.mark.requirement("R038", "R094", "R234", "R249", "R250", "R257", "R271", "R286")
def test_from_a_neighbours_words_to_veras_own(browser, served, town):
    # Given a neighbour who wrote on the public form
    reference = neighbour_writes(browser, served)
    concern_row = Concern.objects.get(reference=reference)
    assert concern_row.narrative == TEXT

    # When the front door screens it and decides, the officer enquires with Vera, and the care agency is asked
    amina = Actor(browser, served, town.front)
    concern = front_door_screens(amina, reference)
    decided(amina, concern)
    grace = Actor(browser, served, town.officer)
    enquiry = officer_enquires(grace)
    helen = Actor(browser, served, town.manager)
    lena = Actor(browser, served, town.rowan)
    provider_answers(helen, lena, Actor(browser, served, town.other), enquiry)
    ended(grace, enquiry)

    # Then the enquiry closes when nothing is missing, and everybody hears
    closing_list_shrinks(helen, grace, enquiry)
    for duty in FeedbackDuty.objects.filter(state="open"):
        tell(grace, duty)
    assert set(FeedbackDuty.objects.values_list("audience", "state")) >= {
        ("adult", "met"),
        ("referrer", "met"),
    }

    # And the chronology tells it whole, in her words; the auditor sees who did and who looked; the trail is whole
    person = Concern.objects.get(pk=concern_row.pk).person_id
    told = _at(amina, f"/people/{person}/chronology")
    assert WANTS in told
    for part in (reference, "Section 42 enquiry", "pendant alarm", "Rowan Care", SAYS):
        assert part in told, part
    joan = Actor(browser, served, town.auditor)
    seen = _at(joan, f"/trail/?record={reference}")
    assert "Amina Front" in seen
    for secret in ("Vera", "Lamb", "Quay Row"):
        assert secret not in seen
    assert joan.go(concern) in (403, 404)
    call_command("verify_trail")


@pytest.mark.requirement("R058")
def test_no_further_action_needs_a_no_and_a_second_person(browser, served, town):
    # Given a concern with three yeses, and another whose adult can protect herself, at level 2
    met = made.screened(town.front, level=2)
    other = made.screened(town.manager, protect=made.NO, level=2)
    # When somebody bends the form of the first: the ending is refused by the duty, and nothing is lost
    amina = Actor(browser, served, town.front)
    amina.go(f"/concerns/{met}/decide")
    amina.page.evaluate(
        """() => { const box = document.querySelector('main input[name=outcome]'); box.value = 'no_further_action'; box.checked = true; }"""
    )
    amina.write(rationale="Not needed, I think.", adult_view="Not asked.")
    amina.press("Decide")
    assert Concern.objects.get(pk=met).outcome == ""
    assert "Not needed, I think." in amina.page.content()
    # Then the second is proposed by one manager, cannot be signed off by her, and is by another
    helen = Actor(browser, served, town.manager)
    helen.go(f"/concerns/{other}/decide")
    helen.choose(outcome="no_further_action")
    helen.pick(reason="Can protect themselves")
    helen.write(rationale="He has changed the lock himself.", adult_view="Content.")
    helen.press("Decide")
    assert Concern.objects.get(pk=other).status == "awaiting_sign_off"
    helen.go(f"/concerns/{other}/sign-off")
    assert "You cannot sign this off" in helen.reads
    david = Actor(browser, served, town.second)
    david.go(f"/concerns/{other}/sign-off")
    david.choose(agrees="yes")
    _save(david)
    assert Concern.objects.get(pk=other).outcome == "no_further_action"


@pytest.mark.promise("R14")
def test_two_tabs_and_an_address_that_is_not_theirs(browser, served, town):
    # Given one concern open in two tabs
    concern = f"/concerns/{made.received(town.rowan)}"
    amina, again = Actor(browser, served, town.front), Actor(browser, served, town.front)
    for each in (amina, again):
        each.go(f"{concern}/test/needs")
        each.choose(answer="yes")
    # When both answer
    amina.write(evidence="His plan.", reason="He needs help each day.")
    _save(amina)
    again.write(evidence="What his doctor wrote at length.", reason="Typed in the other tab.")
    again.click(again.page.locator("main form[method=post] .govuk-button-group button").last)
    # Then the second is told kindly, and keeps what was typed
    assert "Somebody else has changed this" in again.reads
    assert again.page.locator("[name=reason]").input_value() == "Typed in the other tab."
    # And another agency's report is simply not there
    reference = Concern.objects.get().reference
    lena, ed = Actor(browser, served, town.rowan), Actor(browser, served, town.other)
    assert lena.go(f"/partners/reports/{reference}") == 200
    assert ed.go(f"/partners/reports/{reference}") == 404
    assert ed.go(concern) in (403, 404)
