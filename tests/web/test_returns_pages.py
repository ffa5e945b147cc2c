"""Pages of the national return, as the data officer, the manager who signs, and those who see only what was published."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse

from goldenthread.access.fact_rows import key_of
from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern
from goldenthread.ground import moment
from goldenthread.ground.spreadsheets import original
from goldenthread.insight import queries
from goldenthread.insight.models import ReturnCount
from goldenthread.insight.sac.stored import pack
from goldenthread.kit.display import short_day
from tests.factories import concerns
from tests.factories import returns as made

pytestmark = pytest.mark.django_db


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def fields(answer):
    """What the page's own form carries beside what is typed."""
    form = answer.content.decode().partition('class="gt-form"')[2].partition("</form>")[0]
    hidden = re.findall(r"<input[^>]*type=.hidden.[^>]*>", form)
    return {attribute(each, "name"): attribute(each, "value") for each in hidden}


def attribute(tag, name):
    found = re.search(rf'{name}="([^"]*)"', tag)
    return found[1] if found else ""


def test_from_an_empty_list_to_a_signature_through_the_pages(cast, client_of):
    officer, manager = client_of(cast[Role.DATA_OFFICER]), client_of(cast[Role.MANAGER])
    assert "No return has been signed off yet" in words(officer.get("/returns/"))
    form = officer.get("/returns/start")
    sent = {**fields(form), "year": made.YEAR, "reason": ""}
    first = officer.post("/returns/start", sent)
    assert first.status_code == 302, words(first)
    assert officer.post("/returns/start", sent).url == first.url, "a double click starts one return"
    at = first.url
    waiting = words(officer.get(at))
    assert "Waits to be counted" in waiting
    assert "Nothing is counted yet" in waiting
    return_id = queries.editions(cast[Role.DATA_OFFICER])[0].id
    made.counted(return_id)
    assert "are not met" in words(officer.get(at))
    told = words(officer.get(f"{at}/tables?table=all"))
    assert "not supplied" in told
    assert "Mandatory" in told
    assert "Voluntary" in told
    page = officer.get(f"{at}/do/enter?table=SG5a")
    reviews = re.findall(r'name="(cell_\d+)"', page.content.decode())
    assert len(reviews) == 2
    entered = {**fields(page), reviews[0]: "3", reviews[1]: ""}
    assert officer.post(f"{at}/do/enter?table=SG5a", {**entered, reviews[1]: "-1"}).status_code == 422
    assert officer.post(f"{at}/do/enter?table=SG5a", entered).status_code == 302
    assert ">3</a>" in officer.get(f"{at}/tables?table=SG5a").content.decode()
    _explain_all(officer, at)
    refused = manager.post(f"{at}/do/send_to_sign", {})
    assert refused.status_code == 403
    assert "Your role, Safeguarding manager, may not prepare the national return" in words(refused)
    page = officer.get(f"{at}/do/send_to_sign")
    officer.post(f"{at}/do/send_to_sign", fields(page))
    assert "1 national return to sign off" in words(manager.get("/desk/"))
    page = manager.get(f"{at}/do/sign_off")
    assert "You sign these files as they are" in words(page)
    assert "We looked at each" in words(page)
    stale = manager.post(f"{at}/do/sign_off", {**fields(page), "version": "1"})
    assert stale.status_code == 409
    assert "Somebody else has changed this" in words(stale)
    assert manager.post(f"{at}/do/sign_off", fields(page)).status_code == 302
    assert "Signed off and frozen" in words(manager.get(at))
    closed = officer.get(f"{at}/do/give_up")
    assert closed.status_code == 409
    assert 'class="gt-form"' not in closed.content.decode()


def test_what_a_signer_wants_put_right_stands_above_everything_until_it_is_sent_again(cast, client_of):
    officer, manager = client_of(cast[Role.DATA_OFFICER]), client_of(cast[Role.MANAGER])
    return_id = made.sent(cast[Role.DATA_OFFICER])
    at, why = f"/returns/{return_id}", "Look at the enquiries of June again."
    assert "Sent back by" not in words(officer.get(at))
    back = manager.get(f"{at}/do/send_back")
    assert manager.post(f"{at}/do/send_back", {**fields(back), "words": why}).status_code == 302
    told = words(officer.get(at)).partition("What now")[0]
    assert f"Sent back by {cast[Role.MANAGER].name}" in told
    assert why in told
    officer.post(f"{at}/do/send_to_sign", fields(officer.get(f"{at}/do/send_to_sign")))
    assert why not in words(manager.get(at)).partition("What now")[0]


def test_a_return_that_was_sent_back_stands_where_the_day_of_its_preparers_begins(cast, client_of):
    officer, manager = client_of(cast[Role.DATA_OFFICER]), client_of(cast[Role.MANAGER])
    return_id = made.sent(cast[Role.DATA_OFFICER])
    at, why = f"/returns/{return_id}", "Look at the enquiries of June again."
    first = words(officer.get(reverse("desk:home")))
    assert "What needs you today" in first
    assert "sent back" not in first
    back = manager.get(f"{at}/do/send_back")
    assert manager.post(f"{at}/do/send_back", {**fields(back), "words": why}).status_code == 302
    page = officer.get(reverse("desk:home"))
    told = words(page).partition("Returns sent back to you")[2]
    assert why in told
    assert f"Sent back {short_day(moment.today())}" in told
    assert f"Sent back by {cast[Role.MANAGER].name}" in told
    assert "Nothing waits for you" not in told
    assert f'href="{at}"' in page.content.decode()
    for role in (Role.MANAGER, Role.BOARD_MANAGER):
        assert why not in words(client_of(cast[role]).get(reverse("desk:home"))), role
    officer.post(f"{at}/do/send_to_sign", fields(officer.get(f"{at}/do/send_to_sign")))
    assert why not in words(officer.get(reverse("desk:home")))


def test_what_was_typed_for_a_return_that_has_moved_on_meanwhile_stays_on_the_page(cast, client_of):
    officer, manager = client_of(cast[Role.DATA_OFFICER]), client_of(cast[Role.MANAGER])
    return_id = made.sent(cast[Role.DATA_OFFICER])
    at, why = f"/returns/{return_id}/do", "Look at the enquiries of June again."
    back = fields(manager.get(f"{at}/send_back"))
    officer.post(f"{at}/take_back", fields(officer.get(f"{at}/take_back")))
    late = manager.post(f"{at}/send_back", {**back, "words": why})
    assert late.status_code == 409
    assert why in words(late)
    assert "This is not possible now" in words(late)
    assert manager.get(f"{at}/send_back").status_code == 409
    numbers = officer.get(f"{at}/enter?table=SG5a")
    cell = re.findall(r'name="(cell_\d+)"', numbers.content.decode())[0]
    officer.post(f"{at}/send_to_sign", fields(officer.get(f"{at}/send_to_sign")))
    late = officer.post(f"{at}/enter?table=SG5a", {**fields(numbers), cell: "8417"})
    assert late.status_code == 409
    assert 'value="8417"' in late.content.decode()
    assert officer.get(f"{at}/enter?table=SG5a").status_code == 409


def test_two_who_enter_numbers_see_what_the_other_saved_before_they_replace_it(cast, client_of):
    officer, other = client_of(cast[Role.DATA_OFFICER]), client_of(cast.other(Role.DATA_OFFICER))
    address = f"/returns/{made.draft(cast[Role.DATA_OFFICER])}/do/enter?table=SG5a"
    page = other.get(address)
    first, second = re.findall(r'name="(cell_\d+)"', page.content.decode())
    saved = {**fields(officer.get(address)), first: "2", second: "0"}
    assert officer.post(address, saved).status_code == 302
    late = other.post(address, {**fields(page), first: "7", second: ""})
    assert late.status_code == 409
    told = words(late)
    assert "Saved now: 2" in told
    assert "Saved now: 0" in told
    assert 'value="7"' in late.content.decode(), "nothing typed is lost"


def _explain_all(officer, at):
    while found := re.search(
        r'href="([^"]*/checks/\d+)"[^>]*>(?:(?!</tr>).)*?To explain', _checks(officer, at), re.S
    ):
        page = officer.get(found[1])
        empty = officer.post(found[1], {**fields(page), "words": ""})
        assert empty.status_code == 422
        answer = officer.post(found[1], {**fields(page), "words": "We looked at each.", "alike": "on"})
        assert answer.status_code == 302, words(answer)
        assert ("the same. " in words(officer.get(f"{at}/checks"))) is ("id_alike" in page.content.decode())


def _checks(officer, at):
    return officer.get(f"{at}/checks").content.decode()


SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'=", 'a,b;c"d')


@pytest.mark.promise("S9")
def test_files_are_given_out_byte_for_byte_and_no_cell_is_a_formula(cast, client_of):
    said = [f"{sign} we looked at each" for sign in SIGNS]
    return_id = made.signed(cast[Role.DATA_OFFICER], cast[Role.MANAGER], *said)
    officer, manager = client_of(cast[Role.DATA_OFFICER]), client_of(cast[Role.MANAGER])
    given = {}
    for name in (
        "return.xlsx",
        "return.csv",
        "checks.csv",
        "published.xlsx",
        "published-stricter.csv",
        "manifest.json",
    ):
        one, other = (who.get(f"/returns/{return_id}/files/{name}") for who in (officer, manager))
        assert one.content == other.content
        assert one["Content-Disposition"] == f'attachment; filename="SAC-2025-26-1-{name}"'
        given[name] = one.content
    assert officer.get(f"/returns/{return_id}/files/nothing.csv").status_code == 404
    for name in ("return.xlsx", "published.xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(given[name]))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        assert not [cell.value for cell in cells if str(cell.value)[:1] in RISKY]
    sheet = openpyxl.load_workbook(io.BytesIO(given["return.xlsx"]))["Checks"]
    in_book = [row[4].value for row in sheet.iter_rows(min_row=2)]
    for name in ("return.csv", "checks.csv", "published-stricter.csv"):
        rows = list(csv.reader(io.StringIO(given[name].decode(), newline="")))
        assert not [cell for row in rows for cell in row if cell[:1] in RISKY]
    in_csv = [row[4] for row in csv.reader(io.StringIO(given["checks.csv"].decode(), newline=""))][1:]
    # What was written can be got back, in the order of the checks.
    assert len(in_csv) >= len(SIGNS)
    assert [original(cell) for cell in in_csv] == [original(cell) for cell in in_book]
    assert {original(cell) for cell in in_csv} == set(said)


RISKY = tuple("=+-@＝＋－＠\t\r\n")


@pytest.mark.promise("S2")
def test_a_restricted_case_behind_a_number_is_as_one_that_never_was(cast, client_of):
    with moment.at(datetime(2025, 9, 1, 12, tzinfo=UTC)):
        seen, hidden = (concerns.received(cast[Role.PARTNER]) for _ in range(2))
    Concern.objects.filter(pk=hidden).update(restricted=True)
    return_id = made.draft(cast[Role.DATA_OFFICER])
    client, answers = client_of(cast[Role.MANAGER]), []
    for other in (key_of(hidden), key_of(uuid4())):
        behind = pack({0: [key_of(seen), other]}, {0: [key_of(seen), other]})
        ReturnCount.objects.filter(edition=return_id).update(behind=behind)
        answers.append(
            [without_marks(client.get(f"/returns/{return_id}/{part}/0")) for part in ("cells", "checks")]
        )
        assert Concern.objects.get(pk=seen).reference in answers[-1][0]
    assert answers[0] == answers[1]
    reference = Concern.objects.get(pk=hidden).reference
    assert not any(reference in page for page in answers[0])


def without_marks(answer):
    """The page without the marks of its own forms, which are new each time."""
    return re.sub(r'value="[^"]*"', "", answer.content.decode())


def test_those_who_see_no_small_numbers_get_the_stricter_view_alone(cast, client_of):
    return_id = made.signed(cast[Role.DATA_OFFICER], cast[Role.MANAGER])
    for role in (Role.BOARD_MEMBER, Role.SCRUTINY):
        reader = client_of(cast[role])
        told = words(reader.get(f"/returns/{return_id}/published"))
        assert "[c]" in told
        assert words(reader.get(f"/returns/{return_id}/published?way=official")) == told
        assert "As the official publication hides" not in told
        for address in ("", "/tables", "/checks", "/checks/0", "/cells/0", "/compare", "/do/sign_off"):
            assert reader.get(f"/returns/{return_id}{address}").status_code == 403
        for name in ("return.xlsx", "return.csv", "published.csv", "checks.csv", "manifest.json"):
            assert reader.get(f"/returns/{return_id}/files/{name}").status_code == 404
        assert reader.get(f"/returns/{return_id}/files/published-stricter.csv").status_code == 200
    inside = words(client_of(cast[Role.BOARD_MANAGER]).get(f"/returns/{return_id}/published"))
    assert "As the official publication hides" in inside


def test_a_restatement_is_shown_beside_what_was_published(cast, client_of):
    first = made.signed(cast[Role.DATA_OFFICER], cast[Role.MANAGER])
    second = made.signed(
        cast[Role.DATA_OFFICER],
        cast[Role.MANAGER],
        reason="One concern was another council's.",
        concern="101",
    )
    told = words(client_of(cast[Role.MANAGER]).get(f"/returns/{second}/compare"))
    assert re.search(r"1 cell differs of [\d,]+ between edition 1 and edition 2", told)
    assert "One concern was another council" in told
    assert re.search(r"SG1f Safeguarding Concerns Total Cases 12 11", told)
    for reader, page in (
        (client_of(cast[Role.BOARD_MEMBER]), "/published"),
        (client_of(cast[Role.MANAGER]), ""),
    ):
        old = words(reader.get(f"/returns/{first}{page}"))
        assert "Restated: Edition 2 was signed off on" in old
        assert "Why: One concern was another council" in old
        assert "Restated:" not in words(reader.get(f"/returns/{second}{page}"))
    for page, status in {"/tables": 200, "/checks": 200, "/compare": 200, "/do/sign_off": 409}.items():
        assert client_of(cast[Role.MANAGER]).get(f"/returns/{first}{page}").status_code == status, page
