"""What an agency outside the council sees: its own reports, what it is asked, and nothing beside."""

from __future__ import annotations

import pytest

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.enquiries import procedures
from goldenthread.letters.models import FeedbackDuty
from tests.factories import access
from tests.factories import enquiries as make
from tests.web.test_enquiries_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make.Staff()


@pytest.fixture
def provider():
    home = access.agency(kind=AgencyKind.PROVIDER, name="Larch House")
    return access.viewer(role=Role.PROVIDER_MANAGER, agency_id=home)


@pytest.fixture
def other():
    home = access.agency(kind=AgencyKind.PROVIDER, name="Rowan Lodge")
    return access.viewer(role=Role.PROVIDER_MANAGER, agency_id=home)


def raised(staff, provider):
    """An enquiry opened from a concern the provider raised."""
    return make.opened(staff, by=provider, told={"external_ref": "LH-77"})


def ask(staff, enquiry_id, provider):
    return procedures.cause_enquiry(
        staff.manager,
        enquiry_id=enquiry_id,
        agency_id=provider.agency_id,
        about_whom="Room 4",
        question="Who visited in October?",
        terms="The visitors' book.",
        adult_view="SHE FEARS THE MATRON",
    )


@pytest.mark.requirement("R186")
def test_the_process_and_the_law_in_use_stand_with_every_report_at_all_times(staff, provider, client_of):
    client = client_of(provider)
    concern = make.concern(staff, by=provider, external_ref="LH-77")
    assert "Concern, not an enquiry" in text_of(client.get("/partners/"))
    adult = make.person(staff)
    enquiry_id = make.decided(staff, concern, adult)
    told = text_of(client.get("/partners/"))
    assert "Section 42 enquiry, being planned" in told
    assert "Care Act 2014, section 42(2)" in told
    make.ready_to_close(staff, enquiry_id)
    assert "Section 42 enquiry, under way" in text_of(client.get("/partners/"))
    make.close(staff, enquiry_id)
    assert "Section 42 enquiry, closed" in text_of(client.get("/partners/"))
    reference = make.page(staff, enquiry_id).concerns[0].reference
    one = text_of(client.get(f"/partners/reports/{reference}"))
    assert "This is Section 42 enquiry, closed" in one
    assert "We told them what was decided." in one


def test_no_page_of_an_agency_says_who_the_adult_is(staff, provider, client_of):
    enquiry_id = raised(staff, provider)
    caused = ask(staff, enquiry_id, provider)
    client = client_of(provider)
    reference = make.page(staff, enquiry_id).concerns[0].reference
    for path in ("/partners/", f"/partners/reports/{reference}", f"/partners/asked/{caused}"):
        page = client.get(path)
        assert page.status_code == 200
        for secret in ("Ada", "Marsh", "Colin", "SHE FEARS", "card back"):
            assert secret not in page.content.decode(), (path, secret)


@pytest.mark.requirement("R049")
def test_a_provider_reads_what_it_is_asked_with_terms_and_due_date_and_answers(staff, provider, client_of):
    enquiry_id = raised(staff, provider)
    caused = ask(staff, enquiry_id, provider)
    client = client_of(provider)
    home = text_of(client.get("/partners/"))
    assert "To answer" in home
    page = client.get(f"/partners/asked/{caused}")
    told = text_of(page)
    for words in (
        "Who visited in October?",
        "The visitors' book.",
        "Room 4",
        "stays responsible",
        "Care Act 2014",
        "by ",
    ):
        assert words in told
    empty = client.post(f"/partners/asked/{caused}", {"version": 1, "report": " "})
    assert "Write your report" in text_of(empty)
    sent = client.post(
        f"/partners/asked/{caused}", {"version": 1, "report": "Colin came twice.", "life": "better"}
    )
    assert sent.status_code == 302
    assert "Sent; the council checks it" in text_of(client.get(f"/partners/asked/{caused}"))
    again = client.post(
        f"/partners/asked/{caused}", {"version": 1, "report": "Something else.", "life": "better"}
    )
    assert again.status_code == 409

    manager = client_of(staff.manager)
    path = f"/enquiries/{enquiry_id}/reports/{caused}"
    assert "Colin came twice." in text_of(manager.get(path))
    assert manager.post(path, {"version": 2, "accepted": "no", "words": "Which days?"}).status_code == 302
    more = text_of(client.get(f"/partners/asked/{caused}"))
    assert "What is missing Which days?" in more
    assert (
        client.post(
            f"/partners/asked/{caused}", {"version": 3, "report": "The 3rd.", "life": "better"}
        ).status_code
        == 302
    )
    assert manager.post(path, {"version": 4, "accepted": "yes", "words": "Thank you."}).status_code == 302
    assert "Accepted" in text_of(client.get(f"/partners/asked/{caused}"))


def test_another_agency_finds_nothing_there(staff, provider, other, client_of):
    enquiry_id = raised(staff, provider)
    caused = ask(staff, enquiry_id, provider)
    reference = make.page(staff, enquiry_id).concerns[0].reference
    client = client_of(other)
    home = text_of(client.get("/partners/"))
    assert "Nothing waits for your answer." in home
    assert "Your agency has raised no concern here." in home
    assert client.get(f"/partners/reports/{reference}").status_code == 404
    assert client.get(f"/partners/asked/{caused}").status_code == 404
    assert client.post(f"/partners/asked/{caused}", {"version": 1, "report": "x"}).status_code == 404
    assert client.get(f"/enquiries/{enquiry_id}/").status_code == 403


def test_when_the_enquiry_ends_the_agency_that_raised_it_is_owed_an_answer(staff, provider):
    enquiry_id = raised(staff, provider)
    make.ready_to_close(staff, enquiry_id)
    make.close(staff, enquiry_id)
    duty = FeedbackDuty.objects.get(about_kind="enquiry", about_id=enquiry_id, audience="referrer")
    assert duty.agency_id == provider.agency_id


def test_a_partners_page_keeps_its_query_budget(staff, provider, client_of, django_assert_max_num_queries):
    enquiry_id = raised(staff, provider)
    for _ in range(4):
        make.concern(staff, by=provider)
        ask(staff, enquiry_id, provider)
    client = client_of(provider)
    client.get("/partners/")
    with django_assert_max_num_queries(10):
        client.get("/partners/")
