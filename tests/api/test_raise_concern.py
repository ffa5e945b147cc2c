"""POST /api/v1/concerns: one report from an agency's system."""

import json

import pytest

from goldenthread.access import procedures as access
from goldenthread.access.models import ApiToken, TrailRow
from goldenthread.access.viewer import operator
from goldenthread.concerns.models import Concern, ConcernStep, WishRow
from goldenthread.ground import moment
from goldenthread.letters.models import Letter
from tests.factories.access import agency, agency_system

pytestmark = pytest.mark.django_db
PATH = "/api/v1/concerns"
GOOD = {
    "external_ref": "CAD-1",
    "raised_at": "2026-05-04T10:30:00+01:00",
    "narrative": "He had bruises on both arms.",
    "adult_family_name": "Marsh",
    "types": ["physical"],
    "place": "residential_home",
    "adult_aware": "yes",
}


@pytest.fixture
def token():
    return agency_system()[0]


@pytest.fixture
def post(client, token):
    def send(body=None, *, key=None, token=token, **headers):
        data = body if isinstance(body, (str, bytes)) else json.dumps(GOOD if body is None else body)
        headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {}) | headers
        return client.post(
            PATH, data, content_type=headers.pop("content_type", "application/json"), headers=headers
        )

    return send


def test_a_report_becomes_a_concern_with_its_rows(post, token):
    answer = post(
        {
            **GOOD,
            "adult_wishes": "To go home.",
            "referrer_contact": "pc@police.example.org",
            "referrer_role": "police",
        }
    )
    assert answer.status_code == 201
    row = Concern.objects.get()
    assert answer.json() == {"reference": row.reference, "status": "received", "external_ref": "CAD-1"}
    assert answer["Location"] == f"{PATH}/{row.reference}"
    assert (row.channel, row.types, row.place, row.adult_aware, row.adult_agrees) == (
        "api",
        ["physical"],
        "residential_home",
        "yes",
        "not_asked",
    )
    assert row.agency_id == ApiToken.objects.get().agency_id
    assert row.raised_at.isoformat() == "2026-05-04T09:30:00+00:00"
    assert ConcernStep.objects.get().after == "received"
    assert (WishRow.objects.get().words, WishRow.objects.get().said_by) == ("To go home.", "professional")
    assert (
        TrailRow.objects.filter(subject_kind="concern", subject_id=row.pk, deed="concerns.receive").count()
        == 1
    )
    letter = Letter.objects.get()
    assert letter.to == "pc@police.example.org"
    for private in ("Marsh", "bruises", "home"):
        assert private not in letter.subject + letter.body


def test_the_same_reference_of_an_agency_is_stored_once(post):
    first, again = post(), post({**GOOD, "narrative": "Told a second time."})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Concern.objects.get().narrative == GOOD["narrative"]


def test_the_same_key_is_stored_once(post):
    assert [post(key="k-1").status_code for _ in range(3)] == [201, 200, 200]
    assert Concern.objects.count() == 1


@pytest.mark.rule("INT-12")
def test_a_key_used_for_another_report_is_refused_so_that_no_report_is_swallowed(post):
    post(key="k-1")
    answer = post({**GOOD, "external_ref": "CAD-2"}, key="k-1")
    assert answer.status_code == 422
    assert answer.json()["errors"][0] | {"message": ""} == {
        "field": "Idempotency-Key",
        "code": "INT-12",
        "message": "",
    }
    assert post({**GOOD, "external_ref": "CAD-2"}, key="k-2").status_code == 201


def test_two_agencies_may_choose_the_same_reference_and_key(post):
    other, _ = agency_system(agency_id=agency(name="Sandgate Ambulance"))
    assert post(key="k").status_code == 201
    assert post(key="k", token=other).status_code == 201
    assert Concern.objects.count() == 2


def test_every_wrong_field_is_named_with_what_to_do(post):
    answer = post(
        {
            "types": ["physical", "rude"],
            "raised_at": 0,
            "adult_nhs_number": "9990000010",
            "shoe_size": "9",
            "place": "pub",
            "adult_agrees": "perhaps",
        }
    )
    assert answer.status_code == 422
    found = {error["field"]: error["code"] for error in answer.json()["errors"]}
    assert found == {
        "shoe_size": "INT-10", "external_ref": "INT-05", "raised_at": "INT-09", "narrative": "INT-02",
        "types": "INT-06", "place": "INT-06", "adult_agrees": "INT-07", "adult_nhs_number": "INT-08",
    }  # fmt: skip
    assert all(error["message"].endswith(".") for error in answer.json()["errors"])
    assert not Concern.objects.exists()


@pytest.mark.parametrize("token", ["", "gt_unknown", "x" * 5000])
def test_without_a_token_in_use_nothing_is_told(post, token):
    answer = post(token=token)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert not Concern.objects.exists()


def test_a_revoked_token_is_worthless_at_once(post):
    assert post().status_code == 201
    access.revoke_token(operator(), token_id=ApiToken.objects.get().pk)
    assert post({**GOOD, "external_ref": "CAD-2"}).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"[]", 400), (b"null", 400), (b"\xff\xfe", 400), (b'{"a": NaN}', 400), (b"[" * 100_000, 400),
        (b'{"narrative": "a", "narrative": "b"}', 422), (json.dumps({**GOOD, "narrative": "\ud800"}), 422),
        (json.dumps({**GOOD, "narrative": "a\0b"}), 422), (b"9" * 5000, 400), (b" " * (256 * 1024 + 1), 413),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_kindly(post, body, status):
    answer = post(body)
    assert answer.status_code == status
    assert answer.json()["message"]
    assert not Concern.objects.exists()


def test_only_json_is_taken(post):
    assert post("narrative=x", content_type="application/x-www-form-urlencoded").status_code == 415


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_other_methods_are_refused(client, token, method):
    answer = getattr(client, method)(PATH, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 405
    assert answer.json()["code"] == "method_not_allowed"


def test_too_many_reports_wait(post, monkeypatch):
    monkeypatch.setattr("goldenthread.api.v1.REPORTS_A_MINUTE", 2)
    statuses = [post({**GOOD, "external_ref": f"R{n}"}) for n in range(3)]
    assert [each.status_code for each in statuses] == [201, 201, 429]
    assert int(statuses[-1]["Retry-After"]) > 0
    with moment.at(moment.now().replace(year=moment.now().year + 1)):
        assert post({**GOOD, "external_ref": "later"}).status_code == 201


def test_a_session_cookie_is_no_token(client_of, front_door):
    answer = client_of(front_door).post(PATH, json.dumps(GOOD), content_type="application/json")
    assert answer.status_code == 401


def test_an_agency_follows_its_own_concerns_only(client, post):
    reference = post().json()["reference"]
    mine = ApiToken.objects.get()
    other, _ = agency_system(agency_id=agency(name="Sandgate Ambulance"))
    own, _ = agency_system(agency_id=mine.agency_id, label="second system")
    found = client.get(f"{PATH}/{reference}", headers={"Authorization": f"Bearer {own}"})
    assert found.status_code == 200
    body = found.json()
    assert (body["reference"], body["status"]) == (reference, "received")
    assert body["law"].startswith("Care Act 2014, section 42(1)")
    strange = client.get(f"{PATH}/{reference}", headers={"Authorization": f"Bearer {other}"})
    never = client.get(f"{PATH}/SGC-2026-999999-9", headers={"Authorization": f"Bearer {other}"})
    assert (strange.status_code, strange.content) == (never.status_code, never.content)
    assert strange.status_code == 404


def test_the_schema_is_open_and_names_every_word(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    schema = answer.json()["paths"]["/api/v1/concerns"]["post"]["requestBody"]["content"]["application/json"][
        "schema"
    ]
    assert schema["required"] == ["external_ref", "raised_at", "narrative"]
    assert "own_home" in schema["properties"]["place"]["enum"]
    assert "The person's own home" in schema["properties"]["place"]["description"]
