"""Key questions on the page of a review on site: what the council said to each, what is found beside it, what one may do."""

from __future__ import annotations

from django.urls import reverse

from goldenthread.assurance import queries
from goldenthread.assurance.lifecycle import REVIEW
from goldenthread.assurance.queries import OfItself, OnSite
from goldenthread.assurance.vocabulary import FindingState
from goldenthread.kit.presenters import Link, Row
from goldenthread.web.request import Request


def by_question(request: Request, site: OnSite) -> list[dict[str, object]]:
    """Each key question with what the council said, what is found beside it, and what this reader may do there."""
    if not any(each.id for each in site.of_itself):
        return []
    found = [
        each
        for each in queries.findings_of(request.viewer, site.review_id)
        if each.state is not FindingState.SET_ASIDE
    ]
    tells = (site.is_contact or request.viewer.may("assurance.run")) and bool(
        REVIEW.verdict(site.state, "tell_of_itself")
    )
    finds = site.of_team and site.declared and bool(REVIEW.verdict(site.state, "find_beside"))
    return [
        {
            "told": each,
            "rows": rows(each),
            "found": [
                Link(f"{one.kind.label}: {one.words}", reverse("improvement:finding", args=[one.id]))
                for one in found
                if one.question == each.question
            ],
            "tells": tells and each.id is not None and not (each.at and site.visit_begun),
            "finds": finds and each.at is not None,
        }
        for each in site.of_itself
    ]


def rows(told: OfItself) -> list[Row]:
    """The three parts, in the council's words."""
    return [Row(name, words or "None named", words=bool(words)) for name, words in told.parts]
