"""Publishing a review: what was used to look, and where the report can be read."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.procedures.rows import keep_review, review_for, subject
from goldenthread.ground import moment


@procedure("assurance.run", about="review")
def publish_review(
    by: Viewer,
    *,
    review_id: UUID,
    version: int,
    where: str = "",
    methods_used: tuple[str, ...] = (),
    methods_not_used: str = "",
) -> Done[None]:
    """Publish a review's report: its settled findings are everybody's from now. ``where`` it can be read, "" for nowhere yet.

    Raises Refused (STALE, still looking).
    """
    review = review_for(by, "publish_review", review_id, version=version)
    review.published_at, review.published_where = moment.now(), where.strip()[:300]
    review.methods_used = [each.strip() for each in methods_used if each.strip()] or review.methods_used
    review.methods_not_used = methods_not_used.strip() or review.methods_not_used
    keep_review(
        review,
        by,
        "publish_review",
        "Published",
        *("published_at", "published_where", "methods_used", "methods_not_used"),
        words=where,
    )
    return Done(None, subject(review))
