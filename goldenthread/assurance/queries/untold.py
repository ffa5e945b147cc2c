"""Standing check: published reviews that stop at their report."""

from __future__ import annotations

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Review
from goldenthread.assurance.queries.checks import SHOWN, CheckGroup, CheckLine
from goldenthread.assurance.queries.reviews import brought_in
from goldenthread.assurance.vocabulary import Response, ReviewKind, ReviewState, TellingKind
from goldenthread.ground.verdicts import insist

_KINDS = (ReviewKind.PEER_REVIEW, ReviewKind.CHALLENGE, ReviewKind.AGENCY_REVIEW, ReviewKind.DEEP_DIVE)


def untold_checks(viewer: Viewer) -> tuple[CheckGroup, ...]:
    """Reviews of which nobody was told, nobody knows where they are, or a recommendation stands in no plan.

    Five queries. Raises Refused for who does not run assurance.
    """
    insist(permission_verdict(viewer.role, "assurance.run"))
    rows = (
        visible(viewer, Review)
        .filter(kind__in=_KINDS, state__in=(ReviewState.PUBLISHED, ReviewState.FOLLOWED_UP))
        .prefetch_related(
            "tellings", "recommendations", "recommendations__actions", "recommendations__planned_in"
        )
    )
    lines = [
        CheckLine(row.title, ", ".join(missing), review_id=row.pk)
        for row in rows
        if not brought_in(row) and (missing := _missing(row))
    ]
    return (
        CheckGroup(
            "untold",
            "Reviews that stop at their report",
            "Somebody must be told, and each recommendation taken up.",
            len(lines),
            tuple(lines[:SHOWN]),
        ),
    )


def _missing(row: Review) -> list[str]:
    told = [each for each in row.tellings.all() if each.withdrawn_at is None]
    missing = []
    if not any(each.kind == TellingKind.MESSAGES for each in told):
        missing.append("nobody was told")
    if not row.published_where and not any(each.kind != TellingKind.MESSAGES for each in told):
        missing.append("not said where it can be read")
    loose = sum(
        1
        for each in row.recommendations.all()
        if each.response != Response.NOT
        and not each.actions.all()
        and not any(plan.withdrawn_at is None for plan in each.planned_in.all())
    )
    if loose:
        missing.append(f"{loose} {'recommendation' if loose == 1 else 'recommendations'} in no plan")
    return missing
