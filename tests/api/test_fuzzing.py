"""S14: whatever a generator of requests makes of the published schema, the answer is in the schema and never a fault."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.factories.access import agency_system

pytestmark = pytest.mark.django_db
# The promise is a thousand of each; the deep run sets it so. Here enough for every commit.
EXAMPLES = 60
OPERATIONS = (("/api/v1/concerns", "POST"), ("/api/v1/concerns/{reference}", "GET"))


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_nothing_that_is_generated_makes_a_fault_or_an_answer_outside_the_schema(
    settings_off, path, method, mode
):
    token, _ = agency_system()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    tried = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[path][method].as_strategy(generation_mode=mode))
    def one(case):
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        tried.append(answer.status_code)
        case.validate_response(
            answer, checks=[not_a_server_error, status_code_conformance, response_schema_conformance]
        )
        if mode is GenerationMode.NEGATIVE and method == "POST":
            assert answer.status_code >= 400

    one()
    assert len(tried) >= EXAMPLES // 2


@pytest.fixture
def settings_off(settings, monkeypatch):
    """Over plain http, on the test's own connection, and without the limits that would answer everything with 429."""
    settings.SECURE_SSL_REDIRECT = False
    monkeypatch.setattr("goldenthread.api.tokens.WRONG_REPORTS", 10**6)
    monkeypatch.setattr("goldenthread.api.tokens.LOOKS", 10**6)
    monkeypatch.setattr("goldenthread.api.v1.REPORTS_A_MINUTE", 10**6)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
