"""A round answered as a checklist on one sheet."""

from __future__ import annotations

import pytest

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance.models import Judgement, Review
from goldenthread.assurance.procedures.instruments import save_instrument
from goldenthread.assurance.vocabulary import JudgementState, ReviewKind
from tests.factories import access
from tests.factories import assurance as make
from tests.web.test_self_assessment import text_of

pytestmark = pytest.mark.django_db
SEVENTY = """
key = "seventy"
version = "1.0"
title = "Seventy statements"
about = "More than fit on a sheet."
publisher = "Sandgate"
published = "2026-01"
licence = "Our own words."
source = "Made up for a test."
assessors = ["council", "police"]

[documents.here]
title = "Seventy"
publisher = "Sandgate"
published = "2026-01"
rights = "Sandgate"

[[scales]]
key = "met"
title = "Is it so?"
source = "Made up."
levels = [{ value = 0, label = "No" }, { value = 1, label = "Yes" }]

[[items]]
key = "t"
kind = "theme"
text = "All of them."
sources = ["here: page 1"]
"""
IMPACT = ("msp-impact", "2017-11.1")
# Section 5 of the resource, statement by statement, in the words that hold what each says.
NINE = (
    "The six principles and wellbeing are the heart of it in every organisation that commissions or provides",
    "at the very start what outcomes they want, and at the end how far what they hoped for in safety and in wellbeing",
    "People work on these outcomes themselves and come out stronger",
    "those who lack capacity just as much",
    "Managers at all levels train and support staff to work this way, and training follows from strategy",
    "together prevent abuse and neglect, and act early",
    "Those who may need safeguarding have a part in shaping how it is done",
    "The culture is open: what staff and people say is valued, welcome and answered",
    "Commissioning shows these values and principles, and supports them",
)


def round_of_nine(by, *agencies):
    """A round with the nine impact statements that has begun."""
    review_id = do.open_review(
        by, kind=ReviewKind.SELF_ASSESSMENT, title="Nine statements", scope="All", instrument=IMPACT
    )
    for each in agencies:
        do.assign_part(by, review_id=review_id, agency_id=each.agency_id, lead_id=each.user_id)
    do.begin_review(by, review_id=review_id, version=Review.objects.get(pk=review_id).version)
    return review_id


def sheet(
    grade: int = 1, version: int = 0, *, submit: bool = False, words: str = "It is so."
) -> dict[str, str]:
    """All nine, answered alike."""
    typed = {"submit": "on"} if submit else {}
    for number in range(1, 10):
        typed |= {
            f"grade-{number}": str(grade),
            f"claim-{number}": f"{words} {number}",
            f"at-{number}": str(version),
        }
    return typed


@pytest.mark.requirement("R272")
def test_partners_answer_the_nine_impact_statements_as_a_checklist(
    board_manager, partner, manager, client_of
):
    voluntary = access.viewer(
        role=Role.PARTNER, agency_id=access.agency(kind=AgencyKind.VOLUNTARY, name="Sandgate Carers")
    )
    review_id = round_of_nine(board_manager, manager, partner, voluntary)
    for who, grade in ((manager, 2), (partner, 2), (voluntary, 0)):
        mine = client_of(who)
        at = f"/reviews/{review_id}/agencies/{make.part_of(review_id, who)}"
        assert "Answer on one sheet" in text_of(mine.get(at))
        page = mine.get(f"{at}/checklist")
        assert page.content.decode().count("grade-") >= 27, "three levels for each of nine"
        told = text_of(page)
        assert [words for words in NINE if words not in told] == []
        half = {**sheet(grade), "claim-9": "", "grade-9": ""}
        assert mine.post(f"{at}/checklist", half).status_code == 302
        assert "0 of 9 submitted" in text_of(mine.get(at))
        refused = mine.post(
            f"{at}/checklist", {**sheet(grade, 2, submit=True), "claim-9": "", "grade-9": "", "at-9": "0"}
        )
        # An empty line is left for later; those that say something are submitted.
        assert refused.status_code == 302, text_of(refused)
        assert "8 of 9 submitted" in text_of(mine.get(at))
        last = {"grade-9": str(grade), "claim-9": "We buy it so.", "at-9": "0", "submit": "on"}
        assert mine.post(f"{at}/checklist", last).status_code == 302
        assert "9 of 9 submitted" in text_of(mine.get(at))
    told = text_of(client_of(partner).get(f"/reviews/{review_id}/side-by-side?order=difference"))
    assert "9 of 9 statements are graded differently." in told
    assert "Sandgate Carers lowest." in told
    runs = client_of(board_manager)
    at = f"/reviews/{review_id}/agencies/{make.part_of(review_id, voluntary)}"
    assert "Agree all 9 that wait" in text_of(runs.get(at))
    assert runs.post(f"{at}/agree").status_code == 302
    assert Judgement.objects.filter(state=JudgementState.AGREED).count() == 9
    assert runs.post(f"{at}/agree").status_code == 409


def test_a_grade_without_a_claim_is_not_submitted_and_nothing_of_the_sheet_is_kept(
    board_manager, partner, client_of
):
    review_id = round_of_nine(board_manager, partner)
    at = f"/reviews/{review_id}/agencies/{make.part_of(review_id, partner)}/checklist"
    typed = {**sheet(2, submit=True), "claim-4": "", "grade-6": ""}
    refused = client_of(partner).post(at, typed)
    assert refused.status_code == 409
    body = refused.content.decode()
    assert "Say what you claim" in body
    assert "Choose a grade." in body
    assert 'href="#id_claim-4"' in body
    assert "It is so. 7" in body, "what was typed stays"
    assert not Judgement.objects.exists()


def test_two_at_one_sheet_and_neither_is_overwritten(board_manager, partner, client_of):
    colleague = access.viewer(role=Role.PARTNER, agency_id=partner.agency_id)
    review_id = round_of_nine(board_manager, partner)
    at = f"/reviews/{review_id}/agencies/{make.part_of(review_id, partner)}/checklist"
    assert client_of(partner).post(at, sheet(1, words="Mine.")).status_code == 302
    stale = client_of(colleague).post(at, sheet(2, words="Ours."))
    assert stale.status_code == 409
    assert "Ours. 3" in stale.content.decode()
    assert "Somebody else has changed this answer" in text_of(stale)
    assert set(Judgement.objects.values_list("grade", flat=True)) == {1}
    assert client_of(colleague).post(at, sheet(2, 2, words="Ours.")).status_code == 302
    assert set(Judgement.objects.values_list("grade", flat=True)) == {2}


def test_nobody_ticks_anothers_sheet(board_manager, partner, other_partner, client_of):
    review_id = round_of_nine(board_manager, partner, other_partner)
    at = f"/reviews/{review_id}/agencies/{make.part_of(review_id, partner)}/checklist"
    theirs = client_of(other_partner)
    assert theirs.get(at).status_code == 404
    assert theirs.post(at, sheet()).status_code == 404
    assert not Judgement.objects.exists()


def test_a_part_of_many_statements_is_answered_sheet_by_sheet_and_files_stand_first(
    board_manager, partner, client_of
):
    many = "\n".join(
        f'[[items]]\nkey = "s{number}"\nkind = "statement"\nscale = "met"\ntext = "Statement number {number}."\nparent = "t"\nsources = ["here: page 1"]\n'
        for number in range(1, 71)
    )
    save_instrument(board_manager, text=SEVENTY + many, indicators=())
    review_id = do.open_review(
        board_manager,
        kind=ReviewKind.SELF_ASSESSMENT,
        title="Seventy",
        scope="All",
        instrument=("seventy", "1.0"),
    )
    do.assign_part(board_manager, review_id=review_id, agency_id=partner.agency_id, lead_id=partner.user_id)
    do.begin_review(board_manager, review_id=review_id, version=Review.objects.get(pk=review_id).version)
    at, mine = f"/reviews/{review_id}/agencies/{make.part_of(review_id, partner)}", client_of(partner)
    overview = text_of(mine.get(at))
    assert overview.index("Excel workbook") < overview.index("s1 Statement number 1.")
    assert "Answer on sheets of thirty" in overview
    first = mine.get(f"{at}/checklist")
    assert "sheet 1 of 3" in text_of(first)
    assert "Statement number 30." in text_of(first)
    assert "Statement number 31." not in text_of(first)
    typed = {"grade-s30": "1", "claim-s30": "We do.", "at-s30": "0"}
    sent = mine.post(f"{at}/checklist", typed)
    assert sent.url == f"{at}/checklist?sheet=2"
    last = mine.post(f"{at}/checklist?sheet=3", {"grade-s70": "1", "claim-s70": "So too.", "at-s70": "0"})
    assert last.url == at
    held = {row.item_key: row.claim for row in Judgement.objects.filter(review_id=review_id)}
    assert held == {"s30": "We do.", "s70": "So too."}
    assert "sheet 3 of 3" in text_of(mine.get(f"{at}/checklist?sheet=3"))
    for odd in ("0", "4", "-1", "x", "9" * 40):
        assert "sheet 1 of 3" in text_of(mine.get(f"{at}/checklist?sheet={odd}"))


def test_the_first_sheet_that_waits_is_the_one_that_is_offered(board_manager, partner, client_of):
    review_id = round_of_nine(board_manager, partner)
    at = f"/reviews/{review_id}/agencies/{make.part_of(review_id, partner)}"
    page = client_of(partner).get(at).content.decode()
    assert f'href="{at}/checklist"' in page, "one sheet needs no number"
