"""Rules of a report, the same for form, API and file."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.concerns.policy import intake
from goldenthread.concerns.policy.acknowledging import acknowledgement, email_in, promise
from goldenthread.concerns.policy.intake import FIELDS, LENGTHS, Report, check_field, check_report
from goldenthread.concerns.vocabulary import AbuseType, Place
from goldenthread.ground.words import Answer

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
GOOD = {
    "external_ref": "A-1",
    "raised_at": "2026-05-04T10:30",
    "narrative": "He is hurt.",
    "adult_family_name": "Marsh",
}


def read(**changes):
    return check_report(GOOD | changes, now=NOW, external_ref_needed=True)


def wrong(**changes):
    """Field and code of every error."""
    report, errors = read(**changes)
    assert (report is None) == bool(errors)
    assert all(error.message[-1] in ".?" for error in errors)
    return [(error.field, error.code) for error in errors]


def test_a_report_has_the_23_fields_in_their_order():
    assert len(FIELDS) == 23
    assert tuple(field.name for field in fields(Report)) == FIELDS
    assert set(LENGTHS) | set(intake.ONE_WORD) | set(intake.ANSWERS) == set(FIELDS)


def test_what_was_not_said_is_not_known_or_not_asked_and_never_no():
    report, errors = read()
    assert errors == ()
    assert (report.place, report.types, report.adult_date_of_birth) == (Place.NOT_KNOWN, (), None)
    assert {report.immediate_danger, report.adult_aware, report.adult_agrees, report.children_present} == {
        Answer.NOT_ASKED
    }


@pytest.mark.rule("INT-01")
@pytest.mark.parametrize(
    ("adult", "found"),
    [
        ({}, False), ({"adult_given_name": "Iris"}, True), ({"adult_nhs_number": "999 000 0018"}, True), ({"adult_address": "Quay St"}, True),
        ({"adult_given_name": "-", "adult_family_name": "?"}, False), ({"adult_postcode": "SG4 7AB"}, False), ({"adult_given_name": "Łucja"}, True),
    ],
)  # fmt: skip
def test_something_must_point_to_the_adult(adult, found):
    assert wrong(**({"adult_family_name": ""} | adult)) == (
        [] if found else [("adult_family_name", "INT-01")]
    )


@pytest.mark.rule("INT-02")
@pytest.mark.parametrize("words", ["", " ", "\n\t ", None])
def test_something_must_be_told(words):
    assert wrong(narrative=words) == [("narrative", "INT-02")]


@pytest.mark.rule("INT-03")
@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-04T10:30", "2026-05-04T09:30:00+00:00"),
        ("2026-01-04 10:30", "2026-01-04T10:30:00+00:00"),
        ("2026-05-04T10:30:15Z", "2026-05-04T10:30:15+00:00"),
        ("2026-05-04T10:30:15.25+05:30", "2026-05-04T05:00:15.250000+00:00"),
        ("2026-05-04", "2026-05-03T23:00:00+00:00"),
        ("2026-05-20T13:04:00+01:00", "2026-05-20T12:04:00+00:00"),
    ],
)
def test_the_moment_of_raising_is_london_time_unless_it_says_otherwise(text, moment):
    report, _ = read(raised_at=text)
    assert report.raised_at.isoformat() == moment


@pytest.mark.rule("INT-03")
@pytest.mark.parametrize(
    "text",
    ["", "now", "04/05/2026 10:30", "2026-02-31T10:00", "2026-05-04T24:30", "2026-W19-1", "20260504T1030", "1899-12-31T10:00", "2026-05-20T13:06+01:00",
     "2026-05-04T10:30+99:00", "0001-01-01T00:00+23:59", "9999-12-31T23:59-23:59", "٢٠٢٦-٠٥-٠٤"],
)  # fmt: skip
def test_a_moment_that_is_not_certain_or_was_not_yet_is_refused(text):
    assert wrong(raised_at=text) == [("raised_at", "INT-03")]


@pytest.mark.rule("INT-04")
@pytest.mark.parametrize(
    "text",
    ["03/04/1948", "1948-02-31", "1948-3-4", "2026-05-21", "1899-12-31", "0", "48-03-04", "1948-03-04T00:00"],
)
def test_a_day_of_birth_is_never_guessed(text):
    assert wrong(adult_date_of_birth=text) == [("adult_date_of_birth", "INT-04")]
    assert read(adult_date_of_birth="1948-02-29")[0].adult_date_of_birth.isoformat() == "1948-02-29"


@pytest.mark.rule("INT-05")
def test_systems_and_files_name_their_reports_and_people_need_not():
    assert wrong(external_ref=" ") == [("external_ref", "INT-05")]
    assert check_report(GOOD | {"external_ref": ""}, now=NOW, external_ref_needed=False)[1] == ()


@pytest.mark.rule("INT-06")
def test_only_words_of_the_lists_are_taken():
    assert wrong(place="pub", referrer_role="Police", source_of_risk_relationship="cat") == [
        ("referrer_role", "INT-06"), ("place", "INT-06"), ("source_of_risk_relationship", "INT-06"),
    ]  # fmt: skip
    for types in ("physical,neglect", "physical;", ["physical", 1], [None], ["rude"], "Physical"):
        assert wrong(types=types) == [("types", "INT-06")], types
    both = (AbuseType.PHYSICAL, AbuseType.NEGLECT)
    for types in ("physical;neglect", " physical ; neglect;physical", ["physical", "neglect"]):
        assert read(types=types)[0].types == both
    assert "own_home" in read(place="pub")[1][0].message


@pytest.mark.rule("INT-07")
@pytest.mark.parametrize("name", intake.ANSWERS)
def test_an_answer_is_yes_no_not_known_or_was_not_asked(name):
    for text in ("Y", "maybe", "0", "true"):
        assert wrong(**{name: text}) == [(name, "INT-07")]
    assert [getattr(read(**{name: text})[0], name).value for text in ("yes", "no", "not_known", "not_asked", "", None)] == [
        "yes", "no", "not_known", "not_asked", "not_asked", "not_asked",
    ]  # fmt: skip


@pytest.mark.rule("INT-08")
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("9990000018", "9990000018"),
        (" 999 000-0018", "9990000018"),
        ("9990000010", None),
        ("999000001", None),
        ("1" * 10, None),
    ],
)
def test_an_nhs_number_fits_its_check_digit(text, kept):
    report, errors = read(adult_nhs_number=text)
    assert (report.adult_nhs_number if report else None) == kept
    assert [e.code for e in errors] == ([] if kept else ["INT-08"])


@pytest.mark.rule("INT-09")
@pytest.mark.parametrize("name", FIELDS)
def test_no_field_takes_what_cannot_be_kept(name):
    for value in (0, True, {"a": 1}, "a\0b", "\x1b[31m", "\ud800", "\x85", "x" * 20_001):
        assert (name, "INT-09") in wrong(**{name: value}) or name == "types", (name, value)
    if name in LENGTHS:
        assert (name, "INT-09") in wrong(**{name: "x" * (LENGTHS[name] + 1)})
        assert (name, "INT-09") not in wrong(**{name: "x" * LENGTHS[name]})


@pytest.mark.rule("INT-10")
def test_unknown_fields_are_refused_by_name():
    report, errors = read(shoe_size="9")
    assert report is None
    assert [(e.field, e.code) for e in errors] == [("shoe_size", "INT-10")]
    assert "“shoe_size”" in errors[0].message


@pytest.mark.rule("INT-11")
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("sg4 7ab", "SG4 7AB"),
        ("SG47AB", "SG4 7AB"),
        ("SG4", "SG4"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("NOT ONE", None),
        ("12345", None),
    ],
)
def test_a_postcode_has_the_shape_of_one(text, kept):
    report, errors = read(adult_postcode=text)
    assert (report.adult_postcode if report else None) == kept
    assert [e.code for e in errors] == ([] if kept else ["INT-11"])


@pytest.mark.rule("INT-12")
def test_a_key_belongs_to_one_report():
    assert intake.key_is_for_this_report(held_ref="A", given_ref="A")
    assert not intake.key_is_for_this_report(held_ref="A", given_ref="B")


def test_an_address_over_lines_becomes_one_and_words_keep_theirs():
    report, _ = read(adult_address="12 Quay Street\r\n Sandgate", narrative="One.\nTwo.")
    assert (report.adult_address, report.narrative) == ("12 Quay Street, Sandgate", "One.\nTwo.")


def test_one_field_is_judged_alone():
    assert check_field("adult_given_name", "", now=NOW) == ()
    assert [e.code for e in check_field("adult_nhs_number", "1", now=NOW)] == ["INT-08"]
    assert check_field("narrative", "Words.", now=NOW) == ()


@given(
    st.dictionaries(
        st.sampled_from([*FIELDS, "x"]),
        st.none() | st.text(max_size=60) | st.integers() | st.lists(st.text(max_size=5)),
    )
)
def test_whatever_comes_there_is_a_report_or_there_are_reasons(raw):
    report, errors = check_report(raw, now=NOW, external_ref_needed=True)
    assert (report is None) == bool(errors)
    if report is not None:
        assert report.raised_at <= NOW + timedelta(minutes=5)
        assert all(len(getattr(report, name)) <= longest for name, longest in intake.SHORT_TEXTS.items())


@pytest.mark.parametrize(
    ("contact", "email"),
    [
        ("a.b@example.org", "a.b@example.org"),
        ("call 01632 or a@example.org.", "a@example.org"),
        ("a@example.org b@example.org", ""),
        ("01632 960 1", ""),
        ("a@localhost", ""),
    ],
)
def test_an_acknowledgement_goes_where_there_is_one_address(contact, email):
    assert email_in(contact) == email


def test_the_acknowledgement_says_what_happens_by_when_and_names_nobody(policy):
    when = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
    subject, body = acknowledgement(policy, "SGC-2026-000001-N", when)
    assert subject.endswith("SGC-2026-000001-N")
    assert "Friday 22 May 2026" in body
    assert "10 working days" in body
    assert "999" in body
    assert promise(policy, when).decided_by.date().isoformat() == "2026-05-22"
