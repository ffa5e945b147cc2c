"""A self-assessment round at its end: a difference becomes a finding, the round is published, somebody else follows it up."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.models import Finding, Judgement
from goldenthread.assurance.vocabulary import FindingKind, Independence, ReviewState, SourceKind
from goldenthread.ground import moment
from tests.factories import assurance as make

pytestmark = pytest.mark.django_db


def text_of(answer):
    assert answer.status_code in (200, 409, 422), answer.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def round_id(board_manager, partner, manager):
    """A round under way that a partner and the council answered differently."""
    made = make.round_begun(board_manager, partner, manager)
    make.answered(partner, made, "1.1", claim="Nobody is asked.", grade=1)
    make.answered(manager, made, "1.1", claim="Everybody is asked.", grade=4)
    return made


def test_a_difference_becomes_a_finding_and_the_round_ends_published(
    round_id, board_manager, partner, cast, client_of
):
    runs, review = client_of(board_manager), f"/reviews/{round_id}/"
    listed = f"/improvement/findings?source={queries.review(board_manager, round_id).title}&show=all"
    empty = text_of(runs.get(listed))
    assert "has led to no finding" in empty
    assert "There is a problem" not in empty
    link = re.search(
        r'href="(/improvement/findings/add\?review=[^"]+statement=1\.1)"',
        runs.get(f"{review}side-by-side").content.decode(),
    )
    at = link[1].replace("&amp;", "&")
    assert "3 levels apart" in text_of(runs.get(at))
    told = {"kind": "area", "words": "Not everybody is asked.", "passage": "1.1", "theme": "1.1"}
    assert runs.post(at, {**told, "words": ""}).status_code == 422
    made = runs.post(at, told)
    assert "3 levels apart" in text_of(runs.get(made.url)), "what agencies answered stands as a source"
    assert "Not everybody is asked." in text_of(runs.get(listed))
    finding = Finding.objects.get()
    runs.post(f"/improvement/findings/{finding.pk}/agree", {"version": finding.version})
    assert "Publish the report" not in text_of(runs.get(review)), "it is still looked at"
    do.end_looking(board_manager, review_id=round_id, version=queries.review(board_manager, round_id).version)
    page = runs.get(review).content.decode()
    assert f'href="/on-site/{round_id}/publish"' in page
    assert "Publish the report" not in text_of(client_of(partner).get(review))
    version = queries.review(board_manager, round_id).version
    assert runs.post(f"/on-site/{round_id}/publish", {"version": version, "where": ""}).url == review
    assert queries.review(board_manager, round_id).state is ReviewState.PUBLISHED
    # Whoever owns an action that answers the finding leaves the follow-up to somebody else.
    owner = cast[Role.COMMISSIONER]
    assert "Record the follow-up" in text_of(client_of(owner).get(review))
    do.plan_action(
        board_manager, title="Ask everybody", owner_id=owner.user_id, due_on=moment.today(), finding_ids=(finding.pk,),
        figures=(),
    )  # fmt: skip
    assert "Record the follow-up" not in text_of(client_of(owner).get(review))
    refused = client_of(owner).post(
        f"/on-site/{round_id}/follow-up", {"version": version + 1, "words": "All is well."}
    )
    assert refused.status_code in (404, 409)
    assert queries.review(board_manager, round_id).state is ReviewState.PUBLISHED


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_the_sheet_of_another_agency_or_review_is_taken_nowhere(
    round_id, board_manager, partner, manager, client_of, suffix
):
    mine = f"/reviews/{round_id}/agencies/{make.part_of(round_id, partner)}"
    theirs = f"/reviews/{round_id}/agencies/{make.part_of(round_id, manager)}"
    sheet = client_of(manager).get(f"{theirs}/sheet.{suffix}").content
    before = list(
        Judgement.objects.filter(agency_id=partner.agency_id).values_list("item_key", "claim", "version")
    )
    nobodys = io.BytesIO()
    if suffix == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(sheet))
        del book["About"]
        book["Answers"]["E3"] = "Theirs"
    else:
        book = Document(io.BytesIO(sheet))
        for each in book.paragraphs[:2]:
            each.text = ""
        book.tables[1].rows[1].cells[1].text = "Theirs"
    book.save(nobodys)
    for content, words in (
        (sheet, "is not the sheet of"),
        (nobodys.getvalue(), "It does not say whose it is."),
    ):
        told = client_of(partner).post(
            f"{mine}/bring-back", {"file": SimpleUploadedFile(f"a.{suffix}", content)}
        )
        assert told.status_code == 409
        assert words in text_of(told)
    assert before == list(
        Judgement.objects.filter(agency_id=partner.agency_id).values_list("item_key", "claim", "version")
    )


def test_whoever_owns_an_action_for_a_finding_of_unpublished_work_is_not_told_that_it_answers_nothing(
    round_id, board_manager, cast, client_of
):
    made = do.draft_finding(
        board_manager, kind=FindingKind.AREA, words="Nobody rings back.", review_id=round_id
    )
    told = {
        "kind": SourceKind.VOICE,
        "independence": Independence.EXTERNAL,
        "origin": "A focus group",
        "shows": "",
    }
    do.add_source(board_manager, finding_id=made, version=1, **told)
    do.agree_finding(board_manager, finding_id=made, version=2)
    runs = client_of(board_manager)
    asked = f"/improvement/actions/add?finding_id={made}"
    assert "Nobody rings back." in text_of(runs.get(asked)), "whoever plans reads what it is for"
    owner = cast[Role.FRONT_DOOR]
    typed = {"title": "Ring back", "owner_id": str(owner.user_id), "finding_id": str(made)}
    past = runs.post(asked, typed | {"due_on-day": "1", "due_on-month": "1", "due_on-year": "2020"})
    assert "The day it is due must be today or later" in text_of(past)
    assert (
        runs.post(asked, typed | {"due_on-day": "1", "due_on-month": "1", "due_on-year": "2099"}).status_code
        == 302
    )
    desk = text_of(client_of(owner).get("/desk/"))
    assert "Answers a finding that is not published yet" in desk
    assert "Answers no finding yet" not in desk
