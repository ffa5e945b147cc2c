"""Reading what a system sent: strict JSON of a bounded size, and the body of every problem."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, JsonResponse

from goldenthread.concerns.policy.intake import FieldError

LARGEST = 256 * 1024


class Problem(Exception):
    """Something a system must put right. ``code`` is for machines, ``message`` says what to do."""

    def __init__(
        self, status: int, code: str, message: str, *, errors: Sequence[FieldError] = (), retry_after: int = 0
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.errors, self.retry_after = (
            status,
            code,
            message,
            errors,
            retry_after,
        )


def problem_response(request: HttpRequest, problem: Problem) -> JsonResponse:
    """The problem as the schema describes it."""
    body: dict[str, Any] = {"code": problem.code, "message": problem.message}
    if problem.errors:
        body["errors"] = [{"field": e.field, "code": e.code, "message": e.message} for e in problem.errors]
    response = JsonResponse(body, status=problem.status)
    if problem.retry_after:
        response["Retry-After"] = str(problem.retry_after)
    if problem.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Golden Thread"'
    return response


def read_object(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of the request. Raises Problem 400 (not an object), 413 (too large), 415 (not JSON)."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST:
        raise Problem(
            413, "content_too_large", f"Send at most {LARGEST // 1024} KB at once. Nothing was stored."
        )
    kind = request.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind != "application/json" and int(length):
        raise Problem(
            415, "unsupported_media_type", "Send the report as JSON, with Content-Type: application/json."
        )
    try:
        found = json.loads(
            request.body.decode("utf-8"), object_pairs_hook=_no_twins, parse_constant=_no_constant
        )
    except UnicodeDecodeError:
        raise Problem(400, "bad_request", "The body is not UTF-8 text. Send JSON in UTF-8.") from None
    except (ValueError, RecursionError):
        raise Problem(
            400, "bad_request", "The body is not JSON that can be read. Check it and send it again."
        ) from None
    if not isinstance(found, dict):
        raise Problem(400, "bad_request", "Send one JSON object: the report's fields with their values.")
    return found


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            told = f"“{name[:40]}” is given twice. Send it once."
            raise Problem(422, "unprocessable_content", told, errors=(FieldError(name[:40], "INT-10", told),))
        found[name] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
