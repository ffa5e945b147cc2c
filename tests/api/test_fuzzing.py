"""S14: whatever a generator of requests makes of the published schema, the answer is in the schema and never a fault."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from goldenthread.concerns.policy.intake import FIELDS
from goldenthread.concerns.procedures.intake import receive
from goldenthread.concerns.vocabulary import Channel
from tests.factories.access import agency_system
from tests.factories.concerns import report as a_report
from tests.promises.fuzzing import EXAMPLES, SEED

pytestmark = [pytest.mark.django_db, pytest.mark.promise("S14")]
OPERATIONS = (("/api/v1/concerns", "POST"), ("/api/v1/concerns/{reference}", "GET"))
CALLERS = ("an agency's token", "a wrong token", "no token")
TAKEN = {
    "raised_at": "2026-05-04T10:30:00+01:00",
    "narrative": "He had bruises.",
    "adult_family_name": "Marsh",
}
KEPT = st.none() | st.lists(st.sampled_from(FIELDS), max_size=3, unique=True)
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]


def nearly_taken(case, kept: list[str] | None, held: str) -> None:
    """What is generated field by field is nearly always refused: so some examples are good but for a few fields."""
    if kept is None:
        return
    if case.method == "GET":
        case.path_parameters = {"reference": held}
    else:
        made = case.body if isinstance(case.body, dict) else {}
        case.body = (
            TAKEN | {"external_ref": uuid4().hex} | {name: made[name] for name in kept if name in made}
        )


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_nothing_that_is_generated_makes_a_fault_or_an_answer_outside_the_schema(
    settings_off, path, method, mode, caller
):
    token, system = agency_system()
    headers = {
        "an agency's token": {"Authorization": f"Bearer {token}"},
        "a wrong token": {"Authorization": f"Bearer gt_{'x' * 43}"},
        "no token": {},
    }[caller]
    held = receive(system, report=a_report(), channel=Channel.API).reference
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    answers: Counter[int] = Counter()

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[path][method].as_strategy(generation_mode=mode), kept=KEPT)
    def one(case, kept):
        if mode is GenerationMode.POSITIVE:
            nearly_taken(case, kept, held)
        # What the generator puts in its place is no token of ours. Where it leaves the token out on purpose, it is left out.
        case.headers = {k: v for k, v in (case.headers or {}).items() if k.lower() != "authorization"}
        answer = case.call(headers=headers)
        answers[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)
        known = "authorization" in {name.lower() for name in answer.request.headers} and "wrong" not in caller
        assert (answer.status_code == 401) is not known, f"{answer.status_code} for {caller}"
        if mode is GenerationMode.NEGATIVE and method == "POST":
            assert answer.status_code >= 400

    one()
    print(f"S14: {method} {path} with {caller}, {mode.value}: {dict(sorted(answers.items()))}")
    assert answers.total() >= EXAMPLES // 2
    # A look has nothing that can be wrong but its missing token, so wrong ones are mostly without.
    if caller == CALLERS[0] and not (mode is GenerationMode.NEGATIVE and method == "GET"):
        assert answers.total() - answers[401] >= EXAMPLES // 4, "hardly any came past the token"
        if mode is GenerationMode.POSITIVE:
            assert answers[201 if method == "POST" else 200], "none was taken, so hardly anything was tried"


@pytest.fixture
def settings_off(settings, monkeypatch):
    """Over plain http, on the test's own connection, and without the limits that would answer everything with 429."""
    settings.SECURE_SSL_REDIRECT = False
    for limit in ("tokens.WRONG_TOKENS", "tokens.WRONG_REPORTS", "tokens.LOOKS", "v1.REPORTS_A_MINUTE"):
        monkeypatch.setattr(f"goldenthread.api.{limit}", 10**6)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
