"""The public form: one question at a time, back and change, sent once, nothing lost."""

import re
from datetime import timedelta

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern, Draft
from goldenthread.ground import moment
from goldenthread.web.public.steps import STEPS

pytestmark = pytest.mark.django_db
ANSWERS = [
    {"immediate_danger": "no"},
    {"narrative": "He has bruises and will not say why."},
    {"adult_wishes": "To stay in his own home."},
    {"adult_aware": "yes", "adult_agrees": "not_known"},
    {"adult_given_name": "Alfred", "adult_family_name": "Marsh", "adult_date_of_birth-day": "7", "adult_date_of_birth-month": "3", "adult_date_of_birth-year": "1948"},
    {"adult_address": "12 Quay Street\nSandgate", "adult_postcode": "sg4 7ab"},
    {"types": ["physical", "neglect"]},
    {"place": "own_home"},
    {"source_of_risk_relationship": "relative", "source_of_risk_name": "A nephew"},
    {"children_present": "not_known"},
    {"crime_reference": ""},
    {"referrer_role": "family"},
    {"referrer_name": "", "referrer_contact": "friend@example.org"},
]  # fmt: skip


def walk(client, answers=ANSWERS):
    """Answer every question; gives the address of the check page."""
    where = "/tell-us"
    for given in answers:
        assert client.get(where).status_code == 200
        answer = client.post(where, given)
        assert answer.status_code == 302, answer.content.decode()
        where = answer["Location"]
    return where


def test_a_report_goes_from_the_first_question_to_a_reference(client):
    assert len(ANSWERS) == len(STEPS)
    check = walk(client)
    shown = client.get(check).content.decode()
    for words in (
        "He has bruises",
        "To stay in his own home.",
        "7 March 1948",
        "Hurting their body, Not getting the help they need",
    ):
        assert words in shown
    sent = client.post(check)
    row = Concern.objects.get()
    page = client.get(sent["Location"]).content.decode()
    assert row.reference in page
    assert "What happens next" in page
    assert (row.channel, row.agency_id, row.adult_address, row.adult_postcode) == (
        "web",
        None,
        "12 Quay Street, Sandgate",
        "SG4 7AB",
    )
    assert (row.types, row.adult_aware, row.adult_agrees, row.children_present) == (
        ["physical", "neglect"],
        "yes",
        "not_known",
        "not_known",
    )
    assert Draft.objects.get().answers == {}


def test_i_do_not_know_is_an_answer_everywhere(client):
    unsure = [dict.fromkeys(given, "") for given in ANSWERS]
    for place, given in {
        0: {"immediate_danger": "not_known"}, 1: {"narrative": "Something is wrong."}, 3: {"adult_aware": "not_known"},
        5: {"adult_address": "The house with the blue door, Quay Street"}, 6: {"types": ["not_known"]}, 7: {"place": "not_known"},
        8: {"source_of_risk_relationship": "not_known"}, 9: {"children_present": "not_known"}, 11: {"referrer_role": "not_known"},
    }.items():  # fmt: skip
        unsure[place] = given
    assert client.post(walk(client, unsure)).status_code == 302
    row = Concern.objects.get()
    assert (row.types, row.adult_aware, row.adult_agrees, row.referrer_name) == (
        [],
        "not_known",
        "not_asked",
        "",
    )


def test_danger_leads_to_999_first(client):
    answer = client.post("/tell-us", {"immediate_danger": "yes"})
    page = client.get(answer["Location"]).content.decode()
    assert "Call 999 now" in page
    onward = re.search(r'href="(/tell-us/[^"]+/2)"', page)
    assert client.get(onward[1]).status_code == 200


def test_an_answer_is_changed_from_the_check_page_and_leads_back_to_it(client):
    check = walk(client)
    change = re.search(r'href="([^"]+/3\?check=1)"', client.get(check).content.decode())[1]
    assert "To stay in his own home." in client.get(change).content.decode()
    assert client.post(change, {"adult_wishes": "To be safe at home."})["Location"] == check
    assert "To be safe at home." in client.get(check).content.decode()


def test_without_anything_that_points_to_the_adult_it_is_not_sent_and_the_page_says_where_to_go(client):
    nobody = [*ANSWERS[:4], {"adult_given_name": ""}, {"adult_address": ""}, *ANSWERS[6:]]
    check = walk(client, nobody)
    answer = client.post(check)
    assert answer.status_code == 409
    assert re.search(
        r'href="[^"]+/5\?check=1">Last name of the adult: Say who the adult is', answer.content.decode()
    )
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    ("number", "given", "words"),
    [
        (1, {}, "Say if anyone is in danger right now"),
        (2, {"narrative": ""}, "Tell us what you are worried about"),
        (
            5,
            {
                "adult_date_of_birth-day": "31",
                "adult_date_of_birth-month": "2",
                "adult_date_of_birth-year": "1948",
            },
            "real date",
        ),
        (5, {"adult_nhs_number": "9990000010"}, "NHS number"),
        (6, {"adult_postcode": "NOT ONE"}, "postcode"),
        (7, {"types": ["physical", "not_known"]}, "not both"),
        (2, {"narrative": "a\0b"}, "Null characters"),
        (5, {"adult_given_name": "a\x07b"}, "control character"),
    ],
)
def test_a_wrong_answer_stays_on_the_page_with_what_to_do(client, number, given, words):
    draft = client.post("/tell-us", {"immediate_danger": "no"})["Location"].rsplit("/", 1)[0]
    answer = client.post(f"{draft}/{number}", given)
    assert answer.status_code in (409, 422)
    page = answer.content.decode()
    assert "There is a problem" in page
    assert words in page


@pytest.mark.promise("R5")
def test_sent_twice_from_two_tabs_or_by_a_double_click_is_one_concern_with_one_reference(client):
    check = walk(client)
    tabs = [client.get(check).content.decode() for _ in range(2)]
    marks = [re.search(r'name="_once" value="([^"]+)"', tab)[1] for tab in tabs]
    places = [client.post(check, {"_once": mark})["Location"] for mark in (*marks, *marks, marks[0])]
    assert len(set(places)) == 1
    assert Concern.objects.count() == 1
    assert client.get(check)["Location"] == places[0]
    assert client.get(check.replace("check", "2"))["Location"] == places[0]


def test_a_draft_is_of_its_session_alone_and_gone_after_a_day(client):
    from goldenthread.concerns import drafts
    from tests.plugins.web import HttpsClient

    check = walk(client)
    strange = HttpsClient()
    for page in (
        check,
        check.replace("check", "2"),
        check.replace("check", "call"),
        check.replace("check", "sent"),
    ):
        answer = strange.get(page)
        assert answer.status_code == 404
        assert "bruises" not in answer.content.decode()
    assert strange.post(check).status_code == 404
    with moment.at(moment.now() + drafts.KEPT):
        assert drafts.forget_old() == 1
    assert client.get(check).status_code == 404


@pytest.mark.promise("R14")
def test_what_is_typed_after_the_draft_is_gone_begins_a_new_one(client):
    check = walk(client)
    Draft.objects.all().delete()
    answer = client.post(check.replace("check", "2"), {"narrative": "Typed after a long break."})
    assert answer.status_code == 302
    assert Draft.objects.get().answers["narrative"] == "Typed after a long break."
    assert client.get(answer["Location"]).status_code == 200


def test_no_cookie_before_it_is_needed_and_nothing_is_kept_by_a_cache(client):
    for page in ("/", "/guide", "/help", "/privacy", "/accessibility"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
    assert set(client.get("/tell-us").cookies) == {"__Host-csrf"}


def test_titles_and_addresses_say_nothing_of_the_case(client):
    check = walk(client)
    pages = [check, *(check.replace("check", str(n)) for n in range(1, len(STEPS) + 1))]
    for page in pages:
        title = re.search(r"<title>(.*?)</title>", client.get(page).content.decode(), re.S)[1]
        assert re.fullmatch(
            r"(Question \d+ of \d+|Check your answers) – Golden Thread – Sandgate Council", title.strip()
        ), title
        assert re.fullmatch(r"/tell-us/[0-9a-f-]{36}/(check|\d+)", page)


def test_somebody_with_an_account_need_not_say_who_they_are(client_of, provider_manager, front_door):
    client = client_of(provider_manager)
    known = [
        *ANSWERS[:12],
        {"referrer_name": provider_manager.name, "referrer_agency": provider_manager.agency_name},
    ]
    check = walk(client, known)
    assert provider_manager.name in client.get(check.replace("check", "13")).content.decode()
    sent = client.post(check)
    row = Concern.objects.get()
    assert (row.agency_id, row.raised_by_id, row.referrer_agency, row.channel) == (
        provider_manager.agency_id,
        provider_manager.user_id,
        "Larch House",
        "web",
    )
    assert 'href="/partners/"' in client.get(sent["Location"]).content.decode()
    staff = client_of(front_door)
    staff.post(walk(staff))
    assert Concern.objects.get(channel="staff").raised_by_id == front_door.user_id


def test_too_many_sends_wait_and_lose_nothing(client, monkeypatch):
    monkeypatch.setattr("goldenthread.web.public.views.SENT_AN_HOUR", 1)
    first = walk(client)
    assert client.post(first).status_code == 302
    second = walk(client)
    answer = client.post(second)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "He has bruises" in client.get(second).content.decode()
    assert Concern.objects.count() == 1
    with moment.at(moment.now() + timedelta(hours=3)):
        assert client.post(second).status_code == 302


@pytest.mark.requirement("R038")
def test_anyone_finds_out_from_the_start_page_how_to_tell_us_and_does_it(client):
    start = client.get("/").content.decode()
    assert start.index("call 999") < start.index("Tell us now")
    for needed in (
        "01632 960 100",
        "01632 960 199",
        'href="/tell-us"',
        'href="/guide"',
        "You do not need proof",
    ):
        assert needed in start
    page = client.get(client.post(walk(client))["Location"]).content.decode()
    assert Concern.objects.get().reference in page


def test_the_guide_shows_every_level_topic_and_sign_of_the_policy_in_force(client, policy):
    shown = client.get("/guide").content.decode()
    for level in policy.guide.levels:
        assert level.name in shown
    signs = [sign.code for topic in policy.guide.topics for sign in topic.indicators]
    assert len(signs) > 50
    assert all(code in shown for code in signs)


@pytest.mark.parametrize(
    "role", [Role.BOARD_MEMBER, Role.SCRUTINY, Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR]
)
def test_whoever_is_signed_in_may_tell_us_too_and_sees_nothing_more_by_it(role, cast, client_of):
    client = client_of(cast[role])
    check = walk(client)
    assert "What happens next" in client.get(client.post(check)["Location"]).content.decode()
    assert client.get(f"/concerns/{Concern.objects.get().pk}").status_code in (403, 404)
