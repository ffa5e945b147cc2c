"""A self-assessment through its pages: agencies answer the same statements, with evidence, and differences are shown."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance.models import Evidence, Judgement, Review
from goldenthread.assurance.queries import judgements as queries
from goldenthread.assurance.vocabulary import EvidenceKind, JudgementState, ReviewKind, SourceKind, Strength
from goldenthread.ground import moment
from tests.factories import access
from tests.factories import assurance as make
from tests.web.test_standards_pages import EVIDENCE

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    """What a reader sees, without markup."""
    bare = re.sub(r"<(script|style|head).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def day(name: str, when) -> dict[str, int]:
    return {f"{name}-day": when.day, f"{name}-month": when.month, f"{name}-year": when.year}


def test_what_a_round_still_wants_of_an_agency_waits_on_its_first_page(
    board_manager, partner, other_partner, client_of
):
    review = make.round_begun(board_manager, partner)
    answer = make.answered(partner, review)
    for path in ("/partners/", "/reviews/"):
        said = text_of(client_of(partner).get(path))
        assert "Round of 2026" in said
        assert re.search(r"\b1 of \d+ answers submitted", said)
        assert "Nothing waits for your answer." not in said
    do.send_back(board_manager, answer_id=answer, version=make.version_of(answer), words="How do you know?")
    said = text_of(client_of(partner).get("/partners/"))
    assert "1 sent back" in said
    assert re.search(r"\b0 of \d+ answers submitted", said)
    assert "Nothing waits for your answer." in text_of(client_of(other_partner).get("/partners/"))
    assert "Waits for your agency" not in text_of(client_of(other_partner).get("/reviews/"))


def test_a_round_that_has_all_its_answers_waits_for_nobody(board_manager, partner, client_of):
    review = make.round_begun(board_manager, partner)
    part = Review.objects.get(pk=review).parts.get()
    part.items = ["1.1"]
    part.save(update_fields=["items"])
    for item in queries.round_of(partner, review).items_of(queries.round_of(partner, review).parts[0]):
        make.answered(partner, review, item.key)
    assert queries.rounds_owed(partner) == ()
    assert "Nothing waits for your answer." in text_of(client_of(partner).get("/partners/"))


@pytest.mark.requirement("R072")
@pytest.mark.requirement("R073")
@pytest.mark.requirement("R074")
def test_council_nhs_and_police_grade_the_same_statement_and_differences_are_shown(
    board_manager, manager, partner, other_partner, provider_manager, client_of
):
    """Opened, assigned and begun by the board's staff; answered by three agencies; compared on one page."""
    runs = client_of(board_manager)
    opened = runs.post(
        "/reviews/open",
        {
            "kind": "self_assessment", "title": "Board self-assessment 2026", "scope": "All eight elements",
            "instrument": "lga-improvement-tool 2015-03.1",
        },
    )  # fmt: skip
    assert opened.status_code == 302, text_of(opened)
    at = opened["Location"]
    for who in (manager, partner, other_partner):
        asked = runs.post(f"{at}agencies", {"agency": str(who.agency_id), "lead": str(who.user_id)})
        assert asked.status_code == 302, text_of(asked)
    review = Review.objects.get()
    assert runs.post(f"{at}move/begin_review", {"version": review.version}).status_code == 302
    for who, grade, claim in (
        (manager, 3, "Homes are visited."),
        (partner, 1, "Call-outs are shared."),
        (other_partner, 3, "Wards ask."),
    ):
        mine = client_of(who)
        assert "Board self-assessment 2026" in text_of(mine.get("/reviews/"))
        part = f"{at}agencies/{make.part_of(review.pk, who)}"
        page = text_of(mine.get(part))
        assert "Outcomes and experience › Outcomes" in page
        assert "8.1" in page
        begun = mine.post(f"{part}/answer/1.1")
        answer = begun["Location"]
        assert "Evidence that an assessor expects" in text_of(mine.get(answer)), (
            "the tool's own evidence types stand beside the answer"
        )
        held = Judgement.objects.get(agency_id=who.agency_id)
        saved = mine.post(
            answer, {"version": held.version, "claim": claim, "grade": str(grade), "reasoning": "Because."}
        )
        assert saved.status_code == 302, text_of(saved)
        held.refresh_from_db()
        if who is other_partner:
            drafts = text_of(runs.get(f"{at}side-by-side"))
            assert "2 levels apart" in drafts
            assert "Wards ask." not in text_of(client_of(partner).get(f"{at}side-by-side")), (
                "a draft is its agency's own"
            )
        assert mine.post(f"{answer}/move/submit_answer", {"version": held.version}).status_code == 302
    told = text_of(client_of(partner).get(f"{at}side-by-side?order=difference"))
    names = f"{manager.agency_name} and {other_partner.agency_name} highest, {partner.agency_name} lowest."
    assert f"2 levels apart: {names}" in told
    assert told.index("Wards ask.") < told.index("2.1 "), "what differs most comes first"
    assert "3 Established" in told
    assert "1 Early" in told
    # Agencies that are not asked see nothing of it.
    assert client_of(provider_manager).get(at).status_code == 404


def test_sent_back_with_words_then_agreed_and_carried_into_the_next_round(board_manager, partner, client_of):
    first = make.round_begun(board_manager, partner, title="Round of 2025")
    answer_id = make.answered(partner, first, "5.1", grade=1, claim="We come to every meeting.")
    make_evidence = make.evidence(partner)
    runs, mine = client_of(board_manager), client_of(partner)
    at = f"/reviews/{first}/answers/{answer_id}"
    assert (
        runs.post(f"{at}/move/send_back", {"version": make.version_of(answer_id), "words": ""}).status_code
        == 422
    )
    back = runs.post(
        f"{at}/move/send_back",
        {"version": make.version_of(answer_id), "words": "Which meetings? Add the minutes."},
    )
    assert back.status_code == 302
    assert "Which meetings? Add the minutes." in text_of(mine.get(at))
    assert mine.post(f"{at}/evidence", {"evidence": str(make_evidence)}).status_code == 302
    assert mine.post(f"{at}/move/submit_answer", {"version": make.version_of(answer_id)}).status_code == 302
    assert mine.post(f"{at}/move/agree_answer", {"version": make.version_of(answer_id)}).status_code in (
        403,
        409,
    )
    assert runs.post(f"{at}/move/agree_answer", {"version": make.version_of(answer_id)}).status_code == 302
    assert Judgement.objects.get().state == JudgementState.AGREED
    second = make.round_begun(board_manager, partner, follows=first, title="Round of 2026")
    carried = Judgement.objects.get(review_id=second)
    page = text_of(mine.get(f"/reviews/{second}/answers/{carried.pk}"))
    assert "Last round: 1 Early" in page
    assert "What has changed since the last round?" in page
    assert "Our strategy" in page, "the evidence came along"
    assert "It rests on one piece that the agency says of itself. That is reassurance, not assurance." in page
    saved = {
        "version": carried.version,
        "claim": carried.claim,
        "grade": "2",
        "reasoning": "",
        "changed": "A deputy is named.",
    }
    assert mine.post(f"/reviews/{second}/answers/{carried.pk}", saved).status_code == 302
    make_submitted = {"version": make.version_of(carried.pk)}
    assert (
        mine.post(f"/reviews/{second}/answers/{carried.pk}/move/submit_answer", make_submitted).status_code
        == 302
    )
    moved = text_of(runs.get(f"/reviews/{second}/movement"))
    assert "1 Early 2 Developing Better" in moved


@pytest.mark.requirement("R121")
@pytest.mark.requirement("R199")
def test_a_board_judges_itself_beside_the_last_inspection_and_another_board(
    board_manager, partner, client_of
):
    board = access.agency(kind=AgencyKind.OTHER, name="Sandgate Safeguarding Adults Board")
    review_id = make.round_begun(board_manager, partner)
    do.assign_part(board_manager, review_id=review_id, agency_id=board, items=("5",))
    runs = client_of(board_manager)
    part_id = Review.objects.get().parts.get(agency_id=board).pk
    # The board has no account of its own: its staff write down what it said.
    for item, grade in (("5.1", 3), ("5.2", 3)):
        answer = runs.post(f"/reviews/{review_id}/agencies/{part_id}/answer/{item}")["Location"]
        assert (
            runs.post(answer, {"version": 1, "claim": "The board says so.", "grade": grade}).status_code
            == 302
        )
        assert runs.post(f"{answer}/move/submit_answer", {"version": 2}).status_code == 302
    page = runs.get(f"/reviews/{review_id}/movement").content.decode()
    area = next(
        name
        for name, label in re.findall(r'<label[^>]*for="id_(area_\d+)">\s*([^<]*)', page)
        if label.startswith("5 ")
    )
    for kind, who, grade in (("inspection", "The inspectorate", 1), ("board", "Eastmere board", 4)):
        view = {"kind": kind, "who": who, area: str(grade), **day("on", moment.today() - timedelta(days=400))}
        sent = runs.post(f"/reviews/{review_id}/movement", view)
        assert sent.status_code == 302, text_of(sent)
    told = text_of(runs.get(f"/reviews/{review_id}/movement"))
    assert "safeguarding adults board 4 Leading 1 Early 3 Established Better" in told, told


def test_two_write_the_same_draft_at_once_and_nobody_loses_a_word(board_manager, partner, client_of):
    colleague = access.viewer(role=Role.PARTNER, agency_id=partner.agency_id)
    review_id = make.round_begun(board_manager, partner)
    answer_id = make.begun(partner, review_id)
    at = f"/reviews/{review_id}/answers/{answer_id}"
    first = client_of(partner).post(at, {"version": 1, "claim": "Mine.", "grade": "2", "reasoning": "First."})
    assert first.status_code == 302
    second = client_of(colleague).post(
        at, {"version": 1, "claim": "Ours.", "grade": "3", "reasoning": "Second."}
    )
    assert second.status_code == 409
    told = text_of(second)
    assert "Somebody else has changed this" in told
    for words in ("Mine.", "First.", "Ours.", "Second."):
        assert words in told, "both versions are on the page"
    held = Judgement.objects.get()
    assert (held.claim, held.reasoning) == ("Mine.", "First.")
    together = client_of(colleague).post(
        at, {"version": held.version, "claim": "Mine. Ours.", "grade": "3", "reasoning": "Both."}
    )
    assert together.status_code == 302
    page = text_of(client_of(partner).get(at))
    assert "First." in page, "what was there before stays as a version"


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_a_part_goes_out_and_comes_back_with_what_changed_what_clashes_and_what_was_refused(
    board_manager, partner, client_of, suffix
):
    review_id = make.round_begun(board_manager, partner)
    kept = make.answered(partner, review_id, "1.1", claim="=1+1 is\nno formula", submit=False)
    clashing = make.answered(partner, review_id, "1.2", claim="Before.", submit=False)
    make.answered(partner, review_id, "1.3", claim="Sent already.")
    mine = client_of(partner)
    part = f"/reviews/{review_id}/agencies/{make.part_of(review_id, partner)}"
    sheet = mine.get(f"{part}/sheet.{suffix}")
    assert sheet["Content-Disposition"].startswith("attachment")
    untouched = mine.post(
        f"{part}/bring-back", {"file": SimpleUploadedFile(f"a.{suffix}", sheet.content)}, follow=True
    )
    assert "Changed (0)" in text_of(untouched), "what was sent out comes back as it was"
    assert "Unchanged (21)" in text_of(untouched)
    do.write_answer(
        partner,
        answer_id=clashing,
        version=make.version_of(clashing),
        claim="Meanwhile.",
        grade=2,
        reasoning="",
    )
    said = {"1.1": "Now so.", "1.2": "Offline words.", "1.3": "Too late.", "2.1": "New."}
    edited = in_excel(sheet.content, said) if suffix == "xlsx" else in_word(sheet.content, said)
    back = mine.post(f"{part}/bring-back", {"file": SimpleUploadedFile(f"b.{suffix}", edited)}, follow=True)
    told = text_of(back)
    assert "Changed (2)" in told
    assert "Clashes (1)" in told
    assert "Not taken (1)" in told
    assert "Offline words." in told
    assert "changed the answer after this sheet was sent out. Your words are kept here." in told
    assert "“Submitted” and cannot be written now" in told
    claims = dict(Judgement.objects.values_list("item_key", "claim"))
    assert claims == {"1.1": "Now so.", "1.2": "Meanwhile.", "1.3": "Sent already.", "2.1": "New."}
    assert Judgement.objects.get(pk=kept).reasoning == "Seen in our records."


def in_excel(content: bytes, said: dict[str, str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book["Answers"].iter_rows(min_row=2):
        if row[0].value in said:
            row[4].value = said[row[0].value]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def in_word(content: bytes, said: dict[str, str]) -> bytes:
    document = Document(io.BytesIO(content))
    items = re.findall(r"Statement (\S+) ·", "\n".join(each.text for each in document.paragraphs))
    for item, table in zip(items, document.tables, strict=True):
        if item in said:
            table.rows[1].cells[1].text = said[item]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_strength_may_be_argued_with_and_both_are_shown(board_manager, partner, client_of):
    review_id = make.round_begun(board_manager, partner)
    answer_id = make.answered(partner, review_id, submit=False)
    do.link_evidence(partner, answer_id=answer_id, evidence_id=make.evidence(partner))
    mine, at = client_of(partner), f"/reviews/{review_id}/answers/{answer_id}"
    for reason, status in (("Because", 409), ("Two inspectors saw it last week.", 302)):
        typed = {"version": make.version_of(answer_id), "strength": "assurance", "strength_reason": reason}
        assert mine.post(f"{at}/strength", typed).status_code == status
    told = text_of(client_of(board_manager).get(at))
    assert f"Assurance set by {partner.name}: Two inspectors saw it last week." in told
    assert "Worked out: Reassurance" in told
    assert "What would make it stronger" in told


@pytest.mark.requirement("R100")
@pytest.mark.requirement("R085")
def test_the_tools_own_evidence_types_stand_where_evidence_is_chosen(board_manager, partner, client_of):
    review_id = make.round_begun(board_manager, partner)
    mine = client_of(partner)
    for item, words in (("1.1", EVIDENCE["1"]), ("2.1", EVIDENCE["2"])):
        answer_id = make.begun(partner, review_id, item)
        told = text_of(mine.get(f"/reviews/{review_id}/answers/{answer_id}/evidence"))
        missing = [word for word in words if word not in told]
        assert not missing, f"{item}: {missing} in {told}"
    make.evidence(partner, title="Board report of March")
    found = text_of(mine.get(f"/reviews/{review_id}/answers/{answer_id}/evidence?q=march"))
    assert "1 piece in the library for “march”" in found


def test_standing_checks_name_each_fault_once_and_lead_to_where_it_is_put_right(
    board_manager, partner, client_of
):
    review_id = make.round_begun(board_manager, partner)
    everywhere = make.evidence(partner, title="One strategy for all")
    for item in ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2"):
        answer_id = make.answered(partner, review_id, item, submit=False)
        do.link_evidence(partner, answer_id=answer_id, evidence_id=everywhere)
    bare = make.answered(partner, review_id, "8.1", submit=False, claim="We measure it.")
    past = make.evidence(partner, title="Training list", expires_on=moment.today())
    do.link_evidence(partner, answer_id=answer_id, evidence_id=past)
    Evidence.objects.filter(pk=past).update(expires_on=moment.today() - timedelta(days=1))
    page = client_of(board_manager).get("/evidence/checks")
    told = text_of(page)
    assert "3 things to look at." in told
    assert "8.1: We measure it." in told
    assert f"/reviews/{review_id}/answers/{bare}" in page.content.decode()
    assert "Training list, expired" in told
    assert "One strategy for all: behind 6 claims" in told
    assert client_of(partner).get("/evidence/checks").status_code == 403


@pytest.mark.requirement("R027")
def test_what_people_said_is_on_one_map_whoever_listened(board_manager, partner, other_partner, client_of):
    """Surveys of one agency and conversations of another stand together; ways that nobody uses are named."""
    voice = {"sort": SourceKind.VOICE, "file": None, "summary": "Heard."}
    make.evidence(partner, title="After a call-out", kind=EvidenceKind.SURVEY, **voice)
    heard = make.evidence(
        other_partner,
        title="On the ward",
        kind=EvidenceKind.INTERVIEW,
        made_by=None,
        made_outside_by="Healthwatch",
        **voice,
    )
    review_id = make.round_begun(board_manager, partner)
    answer_id = make.answered(partner, review_id, submit=False)
    do.link_evidence(partner, answer_id=answer_id, evidence_id=heard)
    told = text_of(client_of(board_manager).get("/evidence/voice"))
    day = moment.today() - timedelta(days=30)
    assert f"Survey result 1 {day.day} {day:%B %Y} {partner.agency_name} 0" in told
    assert f"Interview 1 {day.day} {day:%B %Y} Healthwatch 1" in told
    assert "Focus group 0 Nobody has been heard this way" in told
    listed = text_of(client_of(board_manager).get("/evidence/?sort=voice"))
    assert "2 pieces" in listed


@pytest.mark.requirement("R252")
@pytest.mark.requirement("R277")
def test_personal_safeguarding_in_contracts_is_an_item_to_check_and_its_result_can_be_planned_from(
    board_manager, provider_manager, commissioner, client_of
):
    """The first of the eight steps, answered by a care service with its contract; the commissioner reads it area by area."""
    review_id = do.open_review(
        board_manager, kind=ReviewKind.SELF_ASSESSMENT, title="Eight steps", scope="Quality and contracts",
        instrument=("msp-eight-steps", "2017-11.1"),
    )  # fmt: skip
    for who in (provider_manager, commissioner):
        do.assign_part(board_manager, review_id=review_id, agency_id=who.agency_id, lead_id=who.user_id)
    do.begin_review(board_manager, review_id=review_id, version=Review.objects.get().version)
    mine = client_of(provider_manager)
    part = f"/reviews/{review_id}/agencies/{make.part_of(review_id, provider_manager)}"
    answer = mine.post(f"{part}/answer/1")["Location"]
    page = text_of(mine.get(answer))
    assert "inside the quality frameworks" in page, "what to look into stands beside the answer"
    contract = make.evidence(provider_manager, title="Our contract and its specification")
    assert mine.post(f"{answer}/evidence", {"evidence": str(contract)}).status_code == 302
    assert (
        mine.post(answer, {"version": 1, "claim": "It is in our contract.", "grade": "1"}).status_code == 302
    )
    held = Judgement.objects.get()
    assert mine.post(f"{answer}/move/submit_answer", {"version": held.version}).status_code == 302
    reads = client_of(commissioner)
    assert "It is in our contract." in text_of(reads.get(f"/reviews/{review_id}/side-by-side"))
    assert "Reassurance" in text_of(reads.get(answer)), "a contract alone is reassurance"
    assert "1 Early New" in text_of(reads.get(f"/reviews/{review_id}/movement"))


def test_one_file_kept_under_two_names_weighs_as_one_and_the_page_says_so(board_manager, partner, client_of):
    review_id = make.round_begun(board_manager, partner)
    answer_id = make.answered(partner, review_id, submit=False)
    same = make.SentFile("plan.txt", b"What we do about neglect.")
    for title, sort in (("Our plan", SourceKind.PROCESS), ("Our figures", SourceKind.DATA)):
        piece = make.evidence(partner, title=title, sort=sort, file=same)
        do.link_evidence(partner, answer_id=answer_id, evidence_id=piece)
    at = f"/reviews/{review_id}/answers/{answer_id}"
    told = text_of(client_of(partner).get(at))
    assert "Some of it is one thing under several names, and counts as one." in told
    assert queries.answer_page(partner, answer_id).answer.strength == Strength.REASSURANCE
    other = make.evidence(partner, title="Our count", sort=SourceKind.DATA)
    do.link_evidence(partner, answer_id=answer_id, evidence_id=other)
    assert queries.answer_page(partner, answer_id).answer.strength == Strength.PARTIAL
