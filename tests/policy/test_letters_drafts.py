"""Texts to begin from: one for each audience and decision, plain, and honest about what happened."""

from __future__ import annotations

import pytest

from goldenthread.concerns.vocabulary import Outcome, Signpost
from goldenthread.letters.policy import Details, email_says_little, tells_nothing_of_the_adult
from goldenthread.letters.policy.drafts import WENT_TO, Facts, write
from goldenthread.letters.policy.reading import read, reading_advice
from goldenthread.letters.vocabulary import Audience, Happened

FACTS = Facts(
    reference="SGC-2026-000123-7",
    council="Sandgate Council",
    phone="01632 960 100",
    accountable="Priya Nair, safeguarding manager",
    signpost="care_assessment",
    called="Elsie",
    wanted="I want to stay in my own home.",
)
ELSIE = Details(("Elsie", "Marsh"))


def test_an_answer_can_be_written_for_every_decision():
    assert set(Happened.values()) == set(Outcome.values())


@pytest.mark.parametrize("happened", Happened)
@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.FILE])
def test_every_text_says_who_answers_for_it_how_to_reach_them_and_where_help_is(audience, happened):
    text = write(audience, happened, FACTS)
    assert FACTS.phone in text
    assert FACTS.accountable in text
    assert FACTS.reference in text
    assert FACTS.council in text
    assert "{" not in text
    assert audience in (Audience.PROVIDER, Audience.PLACING_COUNCIL) or "999" in text


@pytest.mark.rule("LET-04")
@pytest.mark.parametrize("happened", Happened)
def test_the_adults_text_is_easy_to_read_and_begins_with_them(happened):
    text = write(Audience.ADULT, happened, FACTS)
    assert text.startswith("Dear Elsie,")
    assert "I want to stay in my own home." in text
    assert reading_advice(text.replace(FACTS.accountable, "Jo")).allowed, (
        read(text),
        reading_advice(text).words,
    )
    assert read(text).age <= 11


@pytest.mark.rule("LET-02")
@pytest.mark.rule("LET-03")
@pytest.mark.parametrize("signpost", ["", *Signpost.values()])
@pytest.mark.parametrize("happened", Happened)
@pytest.mark.parametrize("audience", [Audience.REFERRER, Audience.PROVIDER, Audience.PLACING_COUNCIL])
def test_texts_for_others_never_name_the_adult_and_may_go_by_email(audience, happened, signpost):
    text = write(audience, happened, Facts(**{**FACTS.__dict__, "signpost": signpost}))
    assert tells_nothing_of_the_adult(text, audience, ELSIE)
    assert email_says_little(text, audience, ELSIE)
    assert FACTS.wanted not in text


@pytest.mark.parametrize(
    "happened", [Happened.OTHER_RESPONSE, Happened.NO_FURTHER_ACTION, Happened.OTHER_ENQUIRY]
)
def test_a_referrer_hears_plainly_when_the_test_was_not_met_and_is_thanked(happened):
    text = write(Audience.REFERRER, happened, FACTS)
    assert "was not met" in text
    assert "Thank you" in text


def test_a_referrer_hears_of_the_enquiry_and_its_law():
    assert "section 42 of the Care Act 2014" in write(Audience.REFERRER, Happened.S42_ENQUIRY, FACTS)
    assert "was not met" not in write(Audience.REFERRER, Happened.S42_ENQUIRY, FACTS)


@pytest.mark.parametrize("private", ["health", "mental_health", "domestic_abuse", "voluntary", "other"])
def test_what_tells_of_health_or_home_is_not_told_to_a_referrer(private):
    text = write(Audience.REFERRER, Happened.OTHER_RESPONSE, Facts(**{**FACTS.__dict__, "signpost": private}))
    assert private not in WENT_TO
    assert "a service that can help" in text
    for word in ("mental", "doctor", "domestic", "health"):
        assert word not in text.lower()


def test_nobody_writes_to_the_file():
    with pytest.raises(ValueError, match="nobody"):
        write(Audience.FILE, Happened.S42_ENQUIRY, FACTS)


def test_an_adult_whose_name_is_not_known_is_greeted_all_the_same():
    assert write(Audience.ADULT, Happened.S42_ENQUIRY, Facts("R", "C", "P", "A")).startswith("Hello,")
