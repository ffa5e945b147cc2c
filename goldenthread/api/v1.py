"""Version 1 of the API: raise a concern, and follow what your agency raised."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema, Status
from ninja.errors import AuthenticationError
from pydantic import Field

from goldenthread.access.doorway import NotThere
from goldenthread.access.throttle import Limit
from goldenthread.api import tokens
from goldenthread.api.bodies import Problem, problem_response, read_object
from goldenthread.api.schema import report_schema
from goldenthread.concerns.policy.intake import FieldError, check_report
from goldenthread.concerns.procedures.intake import receive
from goldenthread.concerns.queries.followed import own_report
from goldenthread.concerns.queries.intake import received_since
from goldenthread.concerns.vocabulary import Channel
from goldenthread.ground import moment, references
from goldenthread.ground.verdicts import Refused

A_MINUTE = timedelta(minutes=1)
REPORTS_A_MINUTE = 600
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


class FieldProblem(Schema):
    """One wrong field."""

    field: str = Field(description="The field's name, or Idempotency-Key.")
    code: str = Field(description="The rule it breaks, such as INT-08. The rulebook lists them.")
    message: str = Field(description="What to do, in plain words.")


class ProblemBody(Schema):
    """Body of every answer that is not a success."""

    code: str = Field(description="What kind of problem it is, for machines.")
    message: str = Field(description="What to do, in plain words.")
    errors: list[FieldProblem] = Field(
        default_factory=list, description="With 422: one entry per wrong field."
    )


class Receipt(Schema):
    """A concern that is held."""

    reference: str = Field(
        description="The council's reference. Quote it when you call.", examples=["SGC-2026-000001-N"]
    )
    status: str = Field(description="Where it stands: received, screening, awaiting_sign_off or decided.")
    external_ref: str


class FollowedBody(Receipt):
    """A concern as the agency that raised it may follow it: where it stands, and the answer written for them."""

    process: str = Field(description="Which process it is now, in words.")
    law: str = Field(description="Which law is in use.")
    received_at: datetime
    decided_at: datetime | None
    feedback_state: str = Field(description="Empty before a decision; then open, met or not_possible.")
    feedback_due_at: datetime | None = Field(description="By when the council means to answer.")
    feedback: str = Field(description="The answer written for you, once it was given.")


api = NinjaAPI(
    title="Golden Thread",
    version="1",
    description=(
        "Raise a safeguarding concern about an adult from your own system, and follow it. If someone is in danger now, "
        "call 999 first. Send `Authorization: Bearer` with the token the council gave you."
    ),
    docs_url=None,
    openapi_url=None,
    auth=tokens.AgencyToken(),
    urls_namespace="api",
)
_PROBLEMS = {400, 401, 403, 413, 415, 422, 429, 503}


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem_response(request, problem)


@api.exception_handler(AuthenticationError)
def _no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    told = "Send Authorization: Bearer with the token the council gave you. If you did, the token is not in use any more."
    return problem_response(request, Problem(401, "unauthorized", told))


@api.exception_handler(NotThere)
def _not_there(request: HttpRequest, error: NotThere) -> HttpResponse:
    told = "Your agency raised no concern with this reference. Check it, or ask the council."
    return problem_response(request, Problem(404, "not_found", told))


@api.exception_handler(Refused)
def _refused(request: HttpRequest, no: Refused) -> HttpResponse:
    if "ROLE" in no.verdict.codes:
        return problem_response(request, Problem(403, "forbidden", no.verdict.words))
    errors = tuple(FieldError(r.field or "", r.code, r.words) for r in no.verdict.reasons)
    return problem_response(request, _wrong(errors))


def _wrong(errors: tuple[FieldError, ...]) -> Problem:
    told = "Nothing was stored. Put right what is listed and send the report again."
    return Problem(422, "unprocessable_content", told, errors=errors)


@api.post(
    "/concerns",
    url_name="raise_concern",
    operation_id="raise_concern",
    summary="Raise a concern",
    description=(
        "Stores one report and answers 201. The same Idempotency-Key, or the same external_ref of your agency, answers 200 "
        "with the reference given before and stores nothing. A key that came with another external_ref is refused with 422."
    ),
    response={201: Receipt, 200: Receipt, frozenset(_PROBLEMS): ProblemBody},
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/json": {"schema": report_schema()}}},
        "parameters": [
            {
                "in": "header",
                "name": "Idempotency-Key",
                "required": False,
                "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[\x21-\x7e]+$"},
                "description": "A key of your choice for this one report: visible ASCII characters without spaces.",
            }
        ],
    },
)
def raise_concern(request: HttpRequest, response: HttpResponse) -> Any:
    """Receive one report."""
    viewer = request.auth  # type: ignore[attr-defined]
    if received_since(viewer, moment.now() - A_MINUTE) >= REPORTS_A_MINUTE:
        raise tokens.too_many(int(A_MINUTE.total_seconds()))
    key = request.headers.get("Idempotency-Key", "")
    errors: tuple[FieldError, ...] = ()
    if "Idempotency-Key" in request.headers and not _KEY.fullmatch(key):
        told = "The key must be 1 to 200 visible ASCII characters without spaces."
        errors = (FieldError("Idempotency-Key", "INT-09", told),)
    report, wrong = check_report(read_object(request), now=moment.now(), external_ref_needed=True)
    if report is None or errors:
        tokens.count(Limit("api-report", str(viewer.agency_id), tokens.WRONG_REPORTS))
        raise _wrong((*errors, *wrong))
    held = receive(viewer, report=report, channel=Channel.API, idempotency_key=key)
    response["Location"] = f"/api/v1/concerns/{held.reference}"
    body = {"reference": held.reference, "status": held.status.value, "external_ref": report.external_ref}
    return Status(200 if held.repeated else 201, body)


@api.get(
    "/concerns/{reference}",
    url_name="concern",
    operation_id="follow_concern",
    summary="Follow a concern your agency raised",
    response={200: FollowedBody, frozenset({401, 404, 429, 503}): ProblemBody},
)
def follow_concern(request: HttpRequest, reference: str) -> Any:
    """Where a concern stands."""
    viewer = request.auth  # type: ignore[attr-defined]
    tokens.count(Limit("api-look", str(viewer.agency_id), tokens.LOOKS))
    found = own_report(viewer, reference=references.tidy(reference)[:40])
    body = {name: getattr(found, name) for name in FollowedBody.model_fields}
    return Status(200, body | {"status": found.status.value})


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document; anybody may read it."""
    return JsonResponse(api.get_openapi_schema(path_prefix="/api/v1"))
