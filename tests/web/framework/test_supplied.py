"""One performance framework: agencies supply figures under one definition, typed or in a file, and see each other's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.ground import moment
from goldenthread.insight.models import SuppliedFigure
from goldenthread.insight.queries.supplied import framework_measures
from tests.factories import access
from tests.web.figures.test_over_time import words

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOME = "/figures/framework/"
Q2 = "period=2026-27%20Q2"
WHERE = {"source": "Training records", "basis": "system"}


@pytest.fixture(autouse=True)
def _today():
    with moment.at(NOVEMBER):
        yield


def supply(client, measure="T2", query=Q2, version=0, **typed):
    return client.post(f"{HOME}{measure}/supply?{query}", {"version": version, **WHERE, **typed})


@pytest.mark.requirement("R163")
def test_every_member_agency_supplies_and_sees_measures_under_the_same_definitions(cast, client_of):
    police, council = client_of(cast[Role.PARTNER]), client_of(cast[Role.DATA_OFFICER])
    trust = client_of(cast.other(Role.PARTNER))
    owed = words(police.get(HOME))
    assert "Sandgate Police has still to supply" in owed
    assert "Trained in Making Safeguarding Personal, 2026-27 Q2" in owed
    for client, part, whole in ((police, 9, 15), (council, 41, 49), (trust, 12, 33)):
        assert supply(client, numerator_=part, denominator_=whole).status_code == 302
    definition = framework_measures()["T2"]
    for client in (police, council, trust, client_of(cast[Role.BOARD_MEMBER])):
        table = words(client.get(HOME))
        assert "Sandgate Council Sandgate Hospitals NHS Trust Sandgate Police" in table
        assert (
            "Trained in Making Safeguarding Personal 84 in 100 (41 of 49) 36 in 100 (12 of 33) 60 in 100 (9 of 15)"
            in table
        )
        one = words(client.get(f"{HOME}T2"))
        assert definition.definition in one
        assert f"T2, version {definition.version[:12]}" in one
        assert "Of 15 people who take part in enquiries, 9 have been trained in it: that is 60 in 100." in one
        assert "Training records. Counted by a system." in one
    assert cast[Role.PARTNER].name in words(trust.get(f"{HOME}T2"))
    assert {row.definition for row in SuppliedFigure.objects.all()} == {definition.version}


def test_an_agency_speaks_for_itself_and_who_keeps_the_framework_for_all(cast, client_of):
    police, trust = cast[Role.PARTNER], cast.other(Role.PARTNER)
    theirs = f"{Q2}&agency={trust.agency_id}"
    assert supply(client_of(police), query=theirs, numerator_=1, denominator_=2).status_code == 404
    assert (
        supply(client_of(cast[Role.DATA_OFFICER]), query=theirs, numerator_=1, denominator_=2).status_code
        == 302
    )
    row = SuppliedFigure.objects.get()
    assert (row.agency_id, row.by_name) == (trust.agency_id, cast[Role.DATA_OFFICER].name)
    for role in (Role.BOARD_MEMBER, Role.SCRUTINY, Role.SOCIAL_WORKER):
        assert client_of(cast[role]).get(f"{HOME}T2/supply").status_code == 403


def test_a_figure_is_corrected_with_a_reason_and_what_was_said_stays(cast, client_of):
    client = client_of(cast[Role.PARTNER])
    wrong = supply(client, numerator_=16, denominator_=15)
    assert wrong.status_code == 409
    assert "16 is more than the 15 it is out of." in words(wrong)
    assert 'value="16"' in wrong.content.decode(), "nothing typed is lost"
    assert supply(client, numerator_=9, denominator_=15).status_code == 302
    assert "Nothing is new" in words(
        client.post(
            f"{HOME}T2/supply?{Q2}", {"version": 1, **WHERE, "numerator_": 9, "denominator_": 15}, follow=True
        )
    )
    stale = supply(client, numerator_=10, denominator_=15)
    assert stale.status_code == 409
    assert "Somebody else has supplied figures here" in words(stale)
    assert (
        supply(client, version="", numerator_=10, denominator_=15, reason="It was left out.").status_code
        == 409
    )
    silent = supply(client, version=1, numerator_=10, denominator_=15)
    assert "Say in a sentence why it is corrected." in words(silent)
    told = supply(client, version=1, numerator_=10, denominator_=15, reason="One officer was left out.")
    assert told.status_code == 302
    page = words(client.get(f"{HOME}T2"))
    assert "67 in 100 (10 of 15)" in page
    assert "60 in 100 (9 of 15)" in page, "what was said before stays to be read"
    assert "One officer was left out." in page
    future = supply(client, query="period=2026-27%20Q3", numerator_=1, denominator_=2)
    assert SuppliedFigure.objects.filter(period="2026-27 Q3").count() == 0, future.status_code


def test_the_same_numbers_from_another_source_are_a_correction(cast, client_of):
    client = client_of(cast[Role.PARTNER])
    assert supply(client, numerator_=9, denominator_=15).status_code == 302
    other = {"version": 1, "numerator_": 9, "denominator_": 15, "source": "A count by hand"}
    assert "Say in a sentence why it is corrected." in words(supply(client, **other))
    assert supply(client, **other, reason="The system was wrong.").status_code == 302
    line = "T2,Sandgate Police,2026-27 Q2,,9,15,checked,A count by hand,It was checked since."
    loaded = client.post(f"{HOME}load", {"text": csv_of(line)})
    assert loaded.status_code == 302
    rows = SuppliedFigure.objects.order_by("number")
    assert [row.source for row in rows] == ["Training records", "A count by hand", "A count by hand"]
    assert rows[2].basis == "checked"


def csv_of(*lines):
    head = "measure,agency,period,part,count,out_of,basis,source,reason"
    return "\n".join([head, *lines])


SURVEY = (
    "U2,Sandgate Council,2024-25,citizens,97,402,checked,Survey of residents,",
    "U2,Sandgate Council,2025-26,staff,192,204,checked,Survey of staff,",
    "U2,Sandgate Council,2025-26,partners,91,109,checked,Survey of partners,",
    "U2,Sandgate Council,2025-26,citizens,139,415,checked,Survey of residents,",
)


def test_a_line_that_gives_a_figure_again_is_named_with_the_first(cast, client_of):
    officer = client_of(cast[Role.DATA_OFFICER])
    again = "U2,Sandgate Council,2025-26,citizens,140,415,checked,Survey of residents,"
    wrong = officer.post(f"{HOME}load", {"text": csv_of(*SURVEY, again)})
    assert wrong.status_code == 409
    assert "Line 6: Line 5 gives this figure already. Keep one of the two." in words(wrong)
    assert not SuppliedFigure.objects.exists(), "all of them or none"


def test_a_long_file_asks_the_database_no_more_than_a_short_one(cast, client_of):
    officer = client_of(cast[Role.DATA_OFFICER])

    def asked(lines) -> int:
        with CaptureQueriesContext(connection) as found:
            assert officer.post(f"{HOME}load", {"text": csv_of(*lines)}).status_code == 302
        return len(found)

    def years(first, last):
        return [
            f"U2,Sandgate Council,{year}-{(year + 1) % 100:02},staff,9,10,checked,Survey of staff,"
            for year in range(first, last)
        ]

    assert asked(years(2016, 2017)) == asked(years(2017, 2026)) > asked(years(2016, 2026))


@pytest.mark.requirement("R212")
def test_what_staff_partners_and_citizens_understand_is_loaded_and_shown_with_its_interval(cast, client_of):
    officer = client_of(cast[Role.DATA_OFFICER])
    bad = officer.post(
        f"{HOME}load",
        {"text": csv_of(SURVEY[0], "U2,Sandgate Council,2025-26,children,1,2,checked,A survey,")},
    )
    assert bad.status_code == 409
    assert "Line 3: Choose one of the parts of U2: staff, partners, citizens." in words(bad)
    assert SURVEY[0] in bad.content.decode().replace("&#34;", '"')
    assert SuppliedFigure.objects.count() == 0, "all lines or none"
    file = SimpleUploadedFile("survey.csv", csv_of(*SURVEY).encode())
    assert officer.post(f"{HOME}load", {"file": file, "text": ""}).status_code == 302
    again = SimpleUploadedFile("survey.csv", csv_of(*SURVEY).encode())
    assert "Nothing is new" in words(officer.post(f"{HOME}load", {"file": again, "text": ""}, follow=True))
    assert (
        supply(officer, "U1", "period=2025-26", numerator_staff=168, denominator_staff=204).status_code == 302
    )
    for role in (Role.BOARD_MEMBER, Role.PARTNER, Role.DATA_OFFICER):
        answer = client_of(cast[role]).get(f"{HOME}U2")
        told = words(answer)
        assert (
            "Of 415 people who answered, 139 named a right way to report a worry: that is 33 in 100. That is up from 24 in 100 in 2024-25."
            in told
        )
        # Wilson's interval of 139 of 415 is 29.1 to 38.2.
        assert "Sandgate Council, citizens Year 2025-26 139 415 33 29 and 38 Counted and checked" in told
        assert "Sandgate Council, staff Year 2025-26 192 204 94 90 and 97" in told
        assert "Sandgate Council, partners and providers Year 2025-26 91 109 83 75 and 89" in told
        assert answer.content.decode().count("gt-chart__reach") == 3
        assert "Know what abuse and neglect look like: Staff 82 in 100 (168 of 204)" in words(
            client_of(cast[role]).get(HOME)
        )


def test_answers_of_few_people_stay_hidden_outside(cast, client_of):
    officer = client_of(cast[Role.DATA_OFFICER])
    few = "U2,Sandgate Council,2025-26,citizens,3,40,checked,A focus group,"
    assert officer.post(f"{HOME}load", {"text": csv_of(few)}).status_code == 302
    assert "3 of 40" in words(officer.get(HOME))
    for role in (Role.BOARD_MEMBER, Role.PARTNER):
        client = client_of(cast[role])
        assert "3 of 40" not in words(client.get(HOME))
        assert "[c]" in words(client.get(f"{HOME}U2"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"T2,Sandgate Police,2026-27 Q2,,{'9' * 4301},15,checked,A register,", "digits at most (count)"),
        (f"T2,Sandgate Police,2026-27 Q2,,9,{'9' * 10},checked,A register,", "digits at most (out_of)"),
        ("U2,Sandgate Council,9999-00,staff,1,2,checked,A survey,", "the year is 1900 to 2999"),
        ("U2,Sandgate Council,0000-01,staff,1,2,checked,A survey,", "the year is 1900 to 2999"),
        ("U2,Sandgate Council,2025-26\0,staff,1,2,checked,A survey,", "(NUL)"),
        ("U2,Sandgate Council,2025-26,staff,1,2,checked,A\0 survey,", "(NUL)"),
    ],
)
def test_a_file_that_no_spreadsheet_would_write_is_refused_in_words(cast, client_of, line, told):
    assert cast[Role.PARTNER]
    file = SimpleUploadedFile("figures.csv", csv_of(line).encode())
    refused = client_of(cast[Role.DATA_OFFICER]).post(f"{HOME}load", {"file": file, "text": ""})
    assert refused.status_code == 409
    assert told in words(refused)
    assert SuppliedFigure.objects.count() == 0


def test_a_care_service_sees_and_supplies_its_own_alone(cast, client_of):
    service, other = cast[Role.PROVIDER_MANAGER], cast.other(Role.PROVIDER_MANAGER)
    mine, theirs = client_of(service), client_of(other)
    assert supply(mine, "T1", numerator_staff=21, denominator_staff=30).status_code == 302
    assert supply(client_of(cast[Role.PARTNER]), numerator_=9, denominator_=15).status_code == 302
    assert "70 in 100 (21 of 30)" in words(mine.get(HOME))
    for client in (theirs, client_of(cast[Role.PARTNER]), client_of(cast[Role.BOARD_MEMBER])):
        assert "21 of 30" not in words(client.get(f"{HOME}T1"))
    assert "9 of 15" not in words(mine.get(f"{HOME}T2"))
    assert "21 of 30" in words(client_of(cast[Role.DATA_OFFICER]).get(f"{HOME}T1"))


def test_an_agency_that_is_not_asked_is_told_so(cast, client_of):
    agency = access.agency(kind=AgencyKind.OTHER, name="A forum")
    forum = client_of(access.viewer(role=Role.PARTNER, agency_id=agency))
    assert "Your agency is not asked for this measure" in words(forum.get(f"{HOME}T2/supply"))
    assert "This house counts this measure" in words(forum.get(f"{HOME}R1/supply"))
    assert forum.get(f"{HOME}ZZ").status_code == 404
