"""Is the service well? For the machine that watches it: one word, and which check fails. No secrets, no figures."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from goldenthread.access.durability import durability


def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and keeps what it acknowledges, else 503 with the codes of the failing checks."""
    verdict = durability()
    answer = {"status": "well"} if verdict else {"status": "failing", "failing": list(verdict.codes)}
    return JsonResponse(answer, status=200 if verdict else 503, headers={"Cache-Control": "no-store"})
