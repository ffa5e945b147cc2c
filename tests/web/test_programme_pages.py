"""The programme of audits, rounds and visits: every agency's looks on one page, and nobody looks twice unawares."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.assurance.models import Judgement, ProgrammeEntry, Review
from goldenthread.assurance.vocabulary import EntryState, EvidenceKind, SourceKind
from goldenthread.ground import moment
from tests.factories import assurance as make
from tests.web.test_self_assessment import day, text_of

pytestmark = pytest.mark.django_db


def look(**changes) -> dict[str, object]:
    """A look as somebody types it into the page: their own case-file audit of next week."""
    begins = changes.pop("begins", moment.today() + timedelta(days=7))
    return {
        "kind": "file_audit", "title": "Pressure care", "instrument": "case-file-audit", "theme": "", "about": "",
        **day("begins_on", begins), **day("ends_on", begins + timedelta(days=5)), **changes,
    }  # fmt: skip


@pytest.mark.requirement("R062")
def test_one_programme_for_all_partners_in_which_nobody_repeats_what_a_partner_did(
    board_manager, partner, other_partner, provider_manager, commissioner, board_member, client_of
):
    """One tool and one page for rounds and audits of every agency; a repeat is named, its result is used, or it has a reason."""
    police, nhs, board = client_of(partner), client_of(other_partner), client_of(board_manager)
    home = str(provider_manager.agency_id)
    # Self-assessments and case-file audits are planned with the same tools, by the board and by each partner.
    opened = board.post(
        "/reviews/open",
        {"kind": "self_assessment", "title": "Round of the board", "scope": "All", "instrument": "msp-impact 2017-11.1"},
    )  # fmt: skip
    assert opened.status_code == 302, text_of(opened)
    planned = police.post("/programme/plan", look(about=home))
    assert planned.status_code == 302, text_of(planned)
    first = ProgrammeEntry.objects.get(title="Pressure care")
    for reader in (nhs, client_of(commissioner), client_of(board_member)):
        told = text_of(reader.get("/programme/"))
        for words in (
            "Round of the board",
            "Pressure care",
            partner.agency_name,
            provider_manager.agency_name,
        ):
            assert words in told
        assert "Case-file audit" in told
        assert "Self-assessment" in told
    # It was done: what it found, and the piece of evidence that shows it, are there for all.
    piece = make.evidence(
        partner,
        title="Audit of records",
        kind=EvidenceKind.AUDIT,
        sort=SourceKind.PRACTICE,
        file=None,
        summary="Ten records.",
    )
    result = {"version": 1, "result": "Nine of ten plans were followed.", "evidence": str(piece)}
    assert police.post(f"/programme/{first.pk}/result", result).status_code == 302
    # The hospital plans the same: same tool, same service, within the months of the local policy.
    again = nhs.post("/programme/plan", look(title="Our audit of the home", about=home))
    assert again.status_code == 409
    told = text_of(again)
    assert f"Somebody looks at the same thing within 12 months: Pressure care ({first.reference}" in told
    assert "Nine of ten plans were followed." in told
    assert 'value="Our audit of the home"' in again.content.decode(), "nothing typed is lost"
    reused = nhs.post(
        "/programme/plan", look(title="Our audit of the home", about=home, instead=str(first.pk))
    )
    assert reused.status_code == 302, text_of(reused)
    mine = ProgrammeEntry.objects.get(title="Our audit of the home")
    assert (mine.state, mine.earlier_id) == (EntryState.REUSED, first.pk)
    # The result is reused as evidence too, behind the hospital's own answer.
    review = Review.objects.get()
    for agency in (partner, other_partner):
        asked = board.post(f"/reviews/{review.pk}/agencies", {"agency": str(agency.agency_id)})
        assert asked.status_code == 302
    review.refresh_from_db()
    assert (
        board.post(f"/reviews/{review.pk}/move/begin_review", {"version": review.version}).status_code == 302
    )
    answer = nhs.post(f"/reviews/{review.pk}/agencies/{make.part_of(review.pk, other_partner)}/answer/9")[
        "Location"
    ]
    assert nhs.post(f"{answer}/evidence", {"evidence": str(piece)}).status_code == 302
    assert "Audit of records" in text_of(nhs.get(answer))
    # Kept anyway only with a reason, which the programme shows.
    third = look(title="After the new manager", about=home, instead="again")
    short = nhs.post("/programme/plan", {**third, "reason": "because"})
    assert short.status_code == 409
    kept = nhs.post(
        "/programme/plan", {**third, "reason": "The manager changed and two families complained."}
    )
    assert kept.status_code == 302, text_of(kept)
    told = text_of(board.get("/programme/"))
    assert "1 not taken: another’s result is used" in told
    assert "1 taken again, with a reason" in told
    assert "That of" in told
    entry = ProgrammeEntry.objects.get(title="After the new manager")
    assert "two families complained" in text_of(police.get(f"/programme/{entry.pk}"))


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 409),
        ({"instrument": "", "theme": "Pressure  CARE"}, 302),
        ({"instrument": "person-led-audit"}, 302),
        ({"about": ""}, 409),
        ({"begins": moment.today() + timedelta(days=420)}, 302),
        ({"begins": moment.today() - timedelta(days=200)}, 409),
    ],
    ids=["same", "theme of another", "another tool", "everybody", "14 months on", "200 days before"],
)
def test_what_counts_as_the_same_thing(partner, other_partner, provider_manager, client_of, changes, status):
    home = str(provider_manager.agency_id)
    assert client_of(partner).post("/programme/plan", look(about=home)).status_code == 302
    again = client_of(other_partner).post(
        "/programme/plan", look(**{"about": home, "title": "Again", **changes})
    )
    assert again.status_code == status, text_of(again)


def test_the_same_theme_in_other_letters_is_the_same_theme(partner, other_partner, client_of):
    told = {"instrument": "", "theme": "Falls at night"}
    assert client_of(partner).post("/programme/plan", look(**told)).status_code == 302
    other = {**told, "theme": "falls  at NIGHT"}
    assert client_of(other_partner).post("/programme/plan", look(**other)).status_code == 409


def test_a_review_here_is_not_opened_over_a_partners_look_without_a_reason(board_manager, partner, client_of):
    assert client_of(partner).post("/programme/plan", look(instrument="msp-impact")).status_code == 302
    typed = {
        "kind": "self_assessment",
        "title": "Round",
        "scope": "All",
        "instrument": "msp-impact 2017-11.1",
    }
    runs = client_of(board_manager)
    refused = runs.post("/reviews/open", typed)
    assert refused.status_code == 409
    assert "Somebody looks at the same thing" in text_of(refused)
    opened = runs.post("/reviews/open", {**typed, "reason": "The police asked about themselves only."})
    assert opened.status_code == 302
    assert "looks again" in text_of(runs.get("/programme/"))


def test_a_round_that_follows_a_round_repeats_nothing(board_manager, client_of):
    runs = client_of(board_manager)
    typed = {
        "kind": "self_assessment",
        "title": "Round",
        "scope": "All",
        "instrument": "msp-impact 2017-11.1",
    }
    assert runs.post("/reviews/open", typed).status_code == 302
    follows = {**typed, "title": "Next round", "follows": str(Review.objects.get().pk)}
    assert runs.post("/reviews/open", follows).status_code == 302


def test_an_agency_keeps_its_own_looks_and_nobody_elses(partner, other_partner, provider_manager, client_of):
    assert client_of(partner).post("/programme/plan", look()).status_code == 302
    at = f"/programme/{ProgrammeEntry.objects.get().pk}"
    theirs = client_of(other_partner)
    assert "Say what it found" not in text_of(theirs.get(at))
    assert theirs.post(f"{at}/drop", {"version": 1, "words": "Not needed."}).status_code == 409
    mine = client_of(partner)
    assert "Say what it found" in text_of(mine.get(at))
    assert mine.post(f"{at}/drop", {"version": 1, "words": ""}).status_code == 422
    assert mine.post(f"{at}/drop", {"version": 7, "words": "Nobody has time."}).status_code == 409
    assert mine.post(f"{at}/drop", {"version": 1, "words": "Nobody has time."}).status_code == 302
    assert "Not held" in text_of(theirs.get("/programme/"))
    # What is not held does not stand in anybody's way; and services do not read when somebody comes to look.
    assert theirs.post("/programme/plan", look()).status_code == 302
    assert client_of(provider_manager).get("/programme/").status_code == 403
    assert not Judgement.objects.exists()


def test_who_holds_it_to_account_is_offered_no_deed_on_a_look_of_the_council(
    board_manager, scrutiny, client_of
):
    runs = client_of(board_manager)
    assert runs.post("/programme/plan", look()).status_code == 302
    at = f"/programme/{ProgrammeEntry.objects.get().pk}"
    assert "Say what it found" in text_of(runs.get(at))
    reads = client_of(scrutiny)
    assert scrutiny.agency_id == board_manager.agency_id
    assert "Say what it found" not in text_of(reads.get(at))
    assert reads.get(f"{at}/result").status_code == 403
