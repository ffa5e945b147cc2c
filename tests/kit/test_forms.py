"""The form adapter: components are drawn, what was typed stays, errors and verdicts reach the summary."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.ground.verdicts import Offer, Reason, Verdict, refused
from goldenthread.ground.words import Answer, Words
from goldenthread.kit import forms as kit


class Kind(Words):
    """Kinds."""

    MONEY = "money", "Money", "Theft or fraud."
    NEGLECT = "neglect", "Neglect", "Needs ignored."
    NONE = "none", "None of these", ""


class Sample(kit.KitForm):
    name = kit.Text("Your name", needed="Enter your name", max_length=10)
    kinds = kit.Choices("What kind?", Kind, alone=Kind.NONE, needed="Choose a kind")
    aware = kit.YesNoNotKnown(
        "Does the adult know?", reveals={"yes": ["wishes"]}, needed="Say whether they know"
    )
    wishes = kit.LongText("What do they want?", required=False, count=True, max_length=200)
    team = kit.Select("Team", Kind, required=False)
    nhs = kit.NhsNumber(required=False)
    sure = kit.Confirm("I have checked this", needed="Tick to say you checked")

    def clean(self):
        super().clean()
        self.needs(self.cleaned_data.get("aware") == Answer.YES, "wishes", "Say what they want")


GOOD = {"name": "Ann", "kinds": ["neglect", "money"], "aware": "not_known", "team": "money", "sure": "on"}


def test_words_come_out_as_words():
    form = Sample(GOOD | {"nhs": "999 000 0018"}, version=4)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["kinds"] == [Kind.MONEY, Kind.NEGLECT]
    assert form.cleaned_data["aware"] is Answer.NOT_KNOWN
    assert form.cleaned_data["team"] is Kind.MONEY
    assert form.cleaned_data["nhs"] == "9990000018"
    assert form.cleaned_data["sure"] is True


def test_the_summary_follows_the_page_and_links_to_boxes():
    form = Sample({"name": "", "aware": "yes"})
    assert [(e.text, e.href) for e in form.summary] == [
        ("Enter your name", "#id_name"),
        ("Choose a kind", "#id_kinds"),
        ("Say what they want", "#id_wishes"),
        ("Tick to say you checked", "#id_sure"),
    ]
    html = str(form.fields_html())
    for error in form.summary:
        assert f'id="{error.href[1:]}"' in html


def test_what_was_typed_stays_after_an_error():
    html = str(
        Sample(
            GOOD | {"name": "Ann-Marie of the very long name", "aware": "yes", "wishes": "Left\nalone"}
        ).fields_html()
    )
    assert 'value="Ann-Marie of the very long name"' in html
    assert "Your name must be 10 characters or fewer" in html
    assert "Left\nalone</textarea>" in html
    assert html.count('" checked') == 4  # two kinds, yes, sure
    assert '<option value="money" selected>' in html


def test_a_revealed_field_is_drawn_once_inside_its_answer():
    html = str(Sample().fields_html())
    assert html.count('name="wishes"') == 1
    assert html.index('value="yes"') < html.index('name="wishes"') < html.index('value="no"')


def test_i_dont_know_is_an_answer_and_nothing_is_not_no():
    assert "I don&#39;t know" in str(Sample()["aware"])
    assert "aware" in Sample({k: v for k, v in GOOD.items() if k != "aware"}).errors


def test_meanings_are_hints_and_alone_is_alone():
    html = str(Sample()["kinds"])
    assert "Theft or fraud." in html
    assert 'data-behaviour="exclusive"' in html
    assert "govuk-checkboxes__divider" in html
    both = Sample(GOOD | {"kinds": ["money", "none"]})
    assert both.summary[0].text == "Choose either “None of these” or the others, not both"


@pytest.mark.parametrize(
    ("field", "value"), [("aware", "maybe"), ("team", "hr"), ("kinds", ["x"]), ("aware", "not_asked")]
)
def test_words_outside_the_list_are_refused(field, value):
    assert field in Sample(GOOD | {field: value}).errors


@pytest.mark.parametrize("value", ["123", "999 000 0019", "abcdefghij", "٩٩٩٠٠٠٠٠١٨"])
def test_wrong_nhs_numbers(value):
    assert Sample(GOOD | {"nhs": value}).summary[0].text.startswith("Check the NHS number")


def test_a_verdict_reaches_its_field_the_form_and_the_offers():
    form = Sample(GOOD)
    assert form.is_valid()
    offer = Offer("open", "Open the enquiry now")
    form.add_verdict(
        Verdict(
            False,
            (
                Reason("A", "Shorten the name.", "name"),
                Reason("B", "Not at screening.", None, offer),
                Reason("C", "No.", "other"),
            ),
        )
    )
    assert [(e.text, e.href) for e in form.summary] == [
        ("Not at screening.", ""), ("No.", ""), ("Shorten the name.", "#id_name"),
    ]  # fmt: skip
    assert form.offers == (offer,)
    assert not form.is_valid()


def test_a_verdict_about_the_version_stands_above_the_form_and_the_next_send_is_newer():
    form = Sample(GOOD | {"version": "3"}, version=3)
    form.add_verdict(refused("STALE", "Somebody else changed this.", field="version"))
    form.renew_version(5)
    assert form.summary == [kit.FormError("Somebody else changed this.", "")]
    assert 'name="version" value="5"' in str(form.hidden_html())
    assert 'value="Ann"' in str(form["name"])


@pytest.mark.parametrize(
    ("typed", "held"), [("7", 7), ("0", 0), ("", -1), ("x", -1), ("-7", -1), ("²", -1), ("9" * 12, -1)]
)
def test_version_is_a_number_or_that_of_no_row(typed, held):
    form = Sample(GOOD | {"version": typed})
    assert form.is_valid()
    assert form.cleaned_data["version"] == held


def test_version_is_carried_and_absent_when_there_is_no_row():
    assert 'name="version" value="7"' in str(Sample(version=7).hidden_html())
    assert str(Sample().hidden_html()) == ""
    assert 'value="0"' in str(Sample(version=0).hidden_html())


def test_a_password_never_comes_back():
    class SignIn(kit.KitForm):
        password = kit.Password(needed="Enter your password")

    assert "hunter2" not in str(SignIn({"password": "hunter2"}).fields_html())


def test_files_make_the_form_multipart():
    class Sent(kit.KitForm):
        paper = kit.File("Paper", needed="Choose a file")

    form = Sent({}, {"paper": SimpleUploadedFile("a.txt", b"x")})
    assert form.multipart
    assert form.is_valid()
    assert not Sample().multipart


def test_a_prefix_keeps_two_forms_apart():
    form = Sample({"one-name": ""}, prefix="one")
    assert ("Enter your name", "#id_one-name") in [(e.text, e.href) for e in form.summary]
    assert 'name="one-name"' in str(form["name"])


KINDS = {
    "text": kit.Text, "email": kit.Email, "phone": kit.Phone, "nhs": kit.NhsNumber, "long": kit.LongText, "number": kit.WholeNumber,
    "counted": lambda label, **more: kit.LongText(label, count=True, **more),
    "choice": lambda label, **more: kit.Choice(label, Kind, **more),
    "choices": lambda label, **more: kit.Choices(label, Kind, **more),
    "select": lambda label, **more: kit.Select(label, Kind, **more),
    "answer": kit.YesNoNotKnown, "day": kit.Day, "file": kit.File, "sure": kit.Confirm, "password": kit.Password,
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_every_field_draws_its_label_hint_reason_and_error(name):
    field = KINDS[name]("The question", hint="A hint", why="Because it decides", needed="Do this")
    form = type("One", (kit.KitForm,), {"asked": field})({})
    html = str(form["asked"])
    for words in (
        "The question",
        "A hint",
        "Why we ask",
        "Because it decides",
        "Do this",
        "govuk-form-group--error",
    ):
        assert words in html, words
    assert form.summary[0].text == "Do this"
    assert f'id="{form.summary[0].href[1:]}"' in html
    assert "aria-describedby=" in html


def test_optional_is_said_unless_an_answer_decides():
    class Some(kit.KitForm):
        team = kit.Text("Team", required=False)
        aware = kit.YesNoNotKnown("Aware?", reveals={"yes": ["wishes"]})
        wishes = kit.Text("Wishes", required=False)

    html = str(Some().fields_html())
    assert "Team (optional)" in html
    assert "Wishes (optional)" not in html


def test_the_label_can_be_the_heading_of_the_page():
    class One(kit.KitForm):
        aware = kit.YesNoNotKnown("Does the adult know?", heading=True)
        name = kit.Text("Your name", heading=True)

    html = str(One().fields_html())
    assert html.count("<h1") == 2
    assert "govuk-fieldset__legend--l" in html
    assert "govuk-label--l" in html
