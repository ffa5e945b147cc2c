"""Rules of the duty to answer, and of words for others."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ground.verdicts import ALLOWED
from goldenthread.letters import policy
from goldenthread.letters.policy import Details
from goldenthread.letters.policy.reading import grade, read, syllables
from goldenthread.letters.vocabulary import Audience, Method, NotPossible

ELSIE = Details(
    ("Elsie", "O'Rourke-Finch", "Nan"),
    date(1941, 6, 21),
    "9990000093",
    "31 Orchard Close, Sandgate, SG4 7QT",
    "SG4 7QT",
)
OTHERS = [Audience.REFERRER, Audience.PROVIDER, Audience.PLACING_COUNCIL]


@pytest.mark.rule("LET-01")
@pytest.mark.parametrize("words", ["", "   ", "ok", "done it"])
def test_a_duty_does_not_end_without_words(words):
    assert policy.nobody_is_left(words=words, reason=None).codes == ("LET-01",)
    assert policy.nobody_is_left(words=words, reason=NotPossible.NO_CONTACT).codes == ("LET-01",)


@pytest.mark.rule("LET-01")
def test_a_duty_ends_with_words_given_or_with_how_we_know_that_it_is_not_possible():
    assert policy.nobody_is_left(words="We rang and told her.", reason=None)
    assert policy.nobody_is_left(words="They left no number.", reason=NotPossible.NO_CONTACT)
    assert policy.nobody_is_left(words="word " * 2000, reason=None).codes == ("LET-01",)


@pytest.mark.rule("LET-02")
@pytest.mark.parametrize("audience", OTHERS)
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("We have spoken with Elsie.", "name"),
        ("We have spoken with ELSIE.", "name"),
        ("We have spoken with elsie’s daughter.", "name"),
        ("Mrs O’Rourke Finch is well.", "name"),
        ("Mrs ORourke-Finch is well.", "name"),
        ("Mrs Finch is well.", "name"),
        ("Élsie is well.", "name"),
        ("Nan is well.", "name"),
        ("Number 999 000 0093.", "NHS number"),
        ("Number 999-000-0093.", "NHS number"),
        ("Number 9990000093.", "NHS number"),
        ("Born 21/06/1941.", "date of birth"),
        ("Born 21.6.41.", "date of birth"),
        ("Born 1941-06-21.", "date of birth"),
        ("Born on the 21st of June 1941.", "date of birth"),
        ("Born June 21, 1941.", "date of birth"),
        ("She lives at 31 Orchard  Close.", "address"),
        ("She lives in orchard close.", "address"),
        ("Postcode sg47qt.", "postcode"),
        ("Postcode SG4 7QT", "postcode"),
    ],
)
def test_words_for_others_do_not_say_who_the_adult_is(audience, words, kind):
    verdict = policy.tells_nothing_of_the_adult(words, audience, ELSIE)
    assert verdict.codes == ("LET-02",)
    assert kind in verdict.words
    for secret in ("elsie", "finch", "9990000093", "1941", "orchard", "7qt"):
        assert secret not in verdict.words.lower(), "the refusal must not repeat the detail"


@pytest.mark.rule("LET-02")
@pytest.mark.parametrize(
    "words",
    [
        "We have spoken with the person and decided on 21 June 2026.",
        "Finches sing in Elsiedale.",
        "Banana bread, tenant, nanny.",
        "Reference SGC-2026-000093-7, telephone 01632 960 100.",
        "A close friend in the orchard.",
    ],
)
def test_ordinary_words_are_not_taken_for_details(words):
    assert policy.tells_nothing_of_the_adult(words, Audience.REFERRER, ELSIE) == ALLOWED


@pytest.mark.rule("LET-02")
@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("Will", "We will tell you. Will this help? You will see.", False),
        ("Will", "We spoke with Will today.", True),
        ("May", "We decided on 12 May 2026 and may call.", False),
        ("May", "We spoke with May at home.", True),
        ("Grace", "With good grace.", False),
        ("Grace", "We met Grace.", True),
        ("Young", "Young people are welcome. The young man.", False),
        ("Young", "We met Mr Young.", True),
        ("Hill", "Hill House is closed.", True),
    ],
)
def test_names_that_are_everyday_words_count_where_they_are_meant_as_names(name, words, found):
    verdict = policy.tells_nothing_of_the_adult(words, Audience.REFERRER, Details((name,)))
    assert verdict.allowed is not found


@pytest.mark.rule("LET-02")
def test_the_adult_and_the_file_may_hold_what_is_theirs():
    for audience in (Audience.ADULT, Audience.FILE):
        assert policy.tells_nothing_of_the_adult("Dear Elsie", audience, ELSIE)


@pytest.mark.rule("LET-02")
def test_a_colleague_who_answers_for_it_may_be_named_although_the_adult_has_the_same_given_name():
    details = Details(("Helen", "Ash"), colleagues=("Helen Marsh", "Helen Ash", "Helen"))
    assert policy.tells_nothing_of_the_adult("Helen Marsh, Sandgate Council.", Audience.REFERRER, details)
    for words in (
        "Helen is well.",
        "Helen Ash is well.",
        "Helen Marshall is well.",
        "Helen Marsh met Helen.",
    ):
        assert not policy.tells_nothing_of_the_adult(words, Audience.REFERRER, details)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_between_any_words_is_found(before, after):
    words = f"{before} Elsie {after}"
    assert not policy.tells_nothing_of_the_adult(words, Audience.REFERRER, ELSIE)


@given(st.text(max_size=300), st.text(max_size=20), st.text(max_size=40))
def test_no_text_or_name_breaks_the_check(words, name, address):
    details = Details((name,), date(1950, 2, 28), "9990000093", address, name)
    assert policy.tells_nothing_of_the_adult(words, Audience.REFERRER, details).codes in ((), ("LET-02",))


@pytest.mark.rule("LET-03")
@pytest.mark.parametrize(
    "words", ["We are worried about you.", "Your safeguarding enquiry", "We told the police."]
)
def test_an_email_to_the_adult_does_not_say_what_it_is_about(words):
    assert policy.email_says_little(words, Audience.ADULT, ELSIE).codes == ("LET-03",)


@pytest.mark.rule("LET-03")
def test_an_email_may_ask_the_adult_to_get_in_touch_and_tells_others_the_process_only():
    assert policy.email_says_little("Dear Elsie, please call Sandgate Council.", Audience.ADULT, ELSIE)
    assert policy.email_says_little("Dear Elsie, is it 31 Orchard Close?", Audience.ADULT, ELSIE).codes == (
        "LET-03",
    )
    assert policy.email_says_little("There is an enquiry.", Audience.REFERRER, ELSIE)
    assert policy.email_says_little("Mrs Finch is safe.", Audience.REFERRER, ELSIE).codes == ("LET-03",)


HARD = (
    "Subsequent to the multi-agency strategy meeting it has been determined that the threshold criteria pursuant to "
    "section 42 were substantiated and proportionate intervention will be facilitated by the provider."
)
EASY = "We met with you. We talked about what you want. You want to stay at home. We will help you to be safe there."


@pytest.mark.rule("LET-04")
def test_hard_words_for_the_adult_bring_advice_with_plainer_ones():
    advice = policy.reading_advice(HARD)
    assert advice.codes == ("LET-04",)
    assert "reading age" in advice.words
    assert "“the test in the law” instead of “threshold”" in advice.words
    assert policy.reading_advice(EASY) == ALLOWED


@pytest.mark.parametrize(
    ("word", "count"),
    [("a", 1), ("the", 1), ("safe", 1), ("people", 2), ("table", 2), ("wanted", 2), ("helped", 1), ("decision", 3),
     ("safeguarding", 4), ("enquiry", 3), ("services", 3), ("council", 2)],
)  # fmt: skip
def test_syllables(word, count):
    assert syllables(word) == count


def test_grade_rises_with_longer_words_and_sentences_and_survives_nothing():
    assert grade("") == 0.0
    assert grade(EASY) < 4 < 12 < grade(HARD)
    assert read(EASY).age < 9
    assert read(HARD).long_sentences == 1


@given(st.text(max_size=300))
def test_any_text_can_be_measured(text):
    assert grade(text) >= 0


@pytest.mark.rule("LET-05")
@pytest.mark.parametrize(
    ("contact", "can_send", "allowed"),
    [
        ("jo@example.org", True, True),
        ("Jo, 01632 960 001, jo@example.org", True, True),
        ("jo@example.org or al@example.org", True, False),
        ("01632 960 001", True, False),
        ("", True, False),
        ("jo@example.org", False, False),
        ("jo@example.org\nBcc: x", True, True),
    ],
)
def test_email_needs_one_address_and_a_service(contact, can_send, allowed):
    verdict = policy.email_can_go(contact=contact, can_send=can_send)
    assert verdict.allowed is allowed
    if contact.count("@") == 1:
        assert policy.email_in(contact) == "jo@example.org"


@pytest.mark.rule("LET-06")
def test_only_an_agency_that_signs_in_reads_its_page():
    assert policy.fits_the_reader(Method.IN_SERVICE, has_agency=True)
    assert policy.fits_the_reader(Method.IN_SERVICE, has_agency=False).codes == ("LET-06",)
    for method in Method:
        if method is not Method.IN_SERVICE:
            assert policy.fits_the_reader(method, has_agency=False)


@pytest.mark.rule("LET-07")
def test_the_adult_is_never_anonymous():
    assert policy.reason_fits(NotPossible.ANONYMOUS, Audience.REFERRER)
    for audience in (Audience.ADULT, Audience.PROVIDER):
        assert policy.reason_fits(NotPossible.ANONYMOUS, audience).codes == ("LET-07",)
        assert policy.reason_fits(NotPossible.DIED, audience)


def test_one_mistake_brings_one_refusal():
    verdict = policy.words_verdict(
        "Elsie is well and at home.",
        audience=Audience.REFERRER,
        method=Method.EMAIL,
        details=ELSIE,
        contact="jo@example.org",
        can_send=True,
        has_agency=False,
    )
    assert verdict.codes == ("LET-02",)


def test_waits_grow_and_end():
    waits = [policy.wait_after(n) for n in range(1, policy.MOST_ATTEMPTS + 1)]
    assert waits[:-1] == sorted(waits[:-1])
    assert policy.MOST_ATTEMPTS == 5
    assert waits[-1] is None
    with pytest.raises(ValueError, match="follows a try"):
        policy.wait_after(0)
