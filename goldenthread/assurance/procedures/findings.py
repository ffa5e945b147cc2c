"""Findings and recommendations: written, shown by sources, agreed, answered, followed up, and closed when it helped."""

from __future__ import annotations

from typing import TypedDict
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.numbers import next_reference
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import (
    Finding,
    FindingSource,
    FollowUp,
    ImprovementAction,
    Recommendation,
    Review,
)
from goldenthread.assurance.policy import (
    Answer,
    embedded,
    followed_up_by_another,
    may_be_acted_on,
    ready_to_agree,
    reason_not_to_implement,
)
from goldenthread.assurance.procedures.plan_rows import (
    about_finding,
    finding_for,
    keep_finding,
    keep_finding_step,
)
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.queries.plan import action_line, action_rows
from goldenthread.assurance.vocabulary import (
    FindingKind,
    FindingOrigin,
    Independence,
    MemberFunction,
    Progress,
    Response,
    ReviewState,
    SourceKind,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused

_SETTLES = (MemberFunction.LEADER, MemberFunction.MANAGER)


class About(TypedDict, total=False):
    """What a finding is about and where it stands in its source; everything may be left out."""

    theme: str
    statements: tuple[str, ...]
    question: str
    passage: str
    board_priority: str
    issue: str
    evidence_wanted: str


@procedure("assurance.review", about="review")
def draft_finding(
    by: Viewer,
    *,
    kind: FindingKind,
    words: str,
    review_id: UUID | None = None,
    origin: FindingOrigin = FindingOrigin.REVIEW,
    named: str = "",
    about: About | None = None,
) -> Done[UUID]:
    """Write a finding of a review, or of a source outside this house, which is then ``named``.

    Raises NotThere for a review the writer takes no part in, and Refused (no words, a gap without its issue, no source,
    review ended).
    """
    _complete(kind, words, (about or {}).get("issue", ""))
    review = find(by, Review, review_id) if review_id else None
    if review is None and not named.strip():
        raise Refused(refused("SOURCE", "Say where it comes from.", field="named"))
    if not by.may("assurance.run") and (
        review is None or review.state not in (ReviewState.UNDER_WAY, ReviewState.REPORTING)
    ):
        raise Refused(
            refused(
                "OPEN", "You write findings in a review you take part in, while it is open.", field="words"
            )
        )
    finding = Finding.objects.create(
        reference=next_reference("FND"),
        kind=kind,
        origin=origin,
        review=review,
        named=named.strip(),
        words=words.strip(),
        raised_at=moment.now(),
        raised_by_id=by.user_id,
        **_about(about or {}),
    )
    keep_finding_step(finding, by, "draft_finding", f"{kind.label} written")
    return Done(finding.pk, about_finding(finding), {"kind": kind.value})


@procedure("assurance.review", about="finding")
def change_finding(
    by: Viewer, *, finding_id: UUID, version: int, kind: FindingKind, words: str, about: About | None = None
) -> Done[None]:
    """Change a draft. What it said before stays in its history.

    Raises Refused (STALE, agreed already, no words, a gap without its issue).
    """
    finding = finding_for(by, "change_finding", finding_id, version=version)
    _complete(kind, words, (about or {}).get("issue", finding.issue))
    before = finding.words
    finding.kind, finding.words = kind, words.strip()
    changed = _about(about or {})
    for name, value in changed.items():
        setattr(finding, name, value)
    told = f"Before: {before}" if before != finding.words else ""
    keep_finding(finding, by, "change_finding", "Changed", "kind", "words", *changed, words=told)
    return Done(None, about_finding(finding))


@procedure("assurance.review", about="finding")
def add_source(
    by: Viewer,
    *,
    finding_id: UUID,
    version: int,
    kind: SourceKind,
    independence: Independence,
    origin: str,
    shows: str = "",
    evidence_id: UUID | None = None,
) -> Done[None]:
    """Name a source that shows the finding; never a person. Raises Refused (STALE, no origin)."""
    finding = finding_for(by, "add_source", finding_id, version=version)
    if not origin.strip():
        raise Refused(
            refused("ORIGIN", "Say what it is: a focus group, a document, a figure.", field="origin")
        )
    FindingSource.objects.create(
        finding=finding,
        kind=kind,
        independence=independence,
        origin=origin.strip()[:200],
        shows=shows.strip(),
        evidence_id=evidence_id,
        **author(by),
    )
    keep_finding(finding, by, "add_source", f"Source added: {origin.strip()}")
    return Done(None, about_finding(finding), {"kind": kind.value})


@procedure("assurance.review", about="finding")
def agree_finding(by: Viewer, *, finding_id: UUID, version: int) -> Done[None]:
    """Settle a finding: by whoever leads or manages the review, or runs assurance. Raises Refused (STALE, nothing shows it)."""
    finding = finding_for(by, "agree_finding", finding_id, version=version)
    if not by.may("assurance.run") and not _settles(by, finding):
        raise Refused(
            refused(
                "SETTLES", "The leader or the manager of the review settles its findings, not each reviewer."
            )
        )
    insist(ready_to_agree(sources=finding.sources.count(), passage=finding.passage, named=finding.named))
    finding.agreed_at = moment.now()
    keep_finding(finding, by, "agree_finding", "Agreed", "agreed_at")
    return Done(None, about_finding(finding))


@procedure("assurance.run", about="finding")
def respond_to_gap(by: Viewer, *, finding_id: UUID, version: int, words: str) -> Done[None]:
    """Answer a gap, or answer it anew; each answer stays in its history. Raises Refused (STALE, no words)."""
    finding = finding_for(by, "respond_to_gap", finding_id, version=version)
    if not words.strip():
        raise Refused(refused("WORDS", "Write the response.", field="words"))
    finding.response, finding.responded_on = words.strip(), moment.today()
    keep_finding(finding, by, "respond_to_gap", "Response written", "response", "responded_on", words=words)
    return Done(None, about_finding(finding))


@procedure("assurance.run", about="finding")
def embed_finding(by: Viewer, *, finding_id: UUID, version: int) -> Done[None]:
    """Close a finding because what was done helped. Raises Refused under EFF-02 with what is missing."""
    finding = finding_for(by, "embed_finding", finding_id, version=version)
    insist(embedded(_answers(by, finding), acted_on=may_be_acted_on(FindingKind(finding.kind))))
    finding.closed_at = moment.now()
    keep_finding(finding, by, "embed_finding", "Closed as embedded", "closed_at")
    return Done(None, about_finding(finding))


@procedure("assurance.run", about="finding")
def set_finding_aside(by: Viewer, *, finding_id: UUID, version: int, words: str) -> Done[None]:
    """Close a finding without an effect, with the reason. Raises Refused (STALE, no reason)."""
    finding = finding_for(by, "set_finding_aside", finding_id, version=version, words=words)
    finding.closed_at = moment.now()
    keep_finding(finding, by, "set_finding_aside", "Set aside", "closed_at", words=words)
    return Done(None, about_finding(finding))


@procedure("assurance.run", about="finding")
def reopen_finding(by: Viewer, *, finding_id: UUID, version: int, words: str) -> Done[None]:
    """Open a closed finding again, with the reason. Raises Refused (STALE, no reason)."""
    finding = finding_for(by, "reopen_finding", finding_id, version=version, words=words)
    finding.closed_at = None
    keep_finding(finding, by, "reopen_finding", "Opened again", "closed_at", words=words)
    return Done(None, about_finding(finding))


@procedure("assurance.review", about="review")
def recommend(
    by: Viewer,
    *,
    words: str,
    review_id: UUID | None = None,
    named: str = "",
    passage: str = "",
    finding_ids: tuple[UUID, ...] = (),
) -> Done[UUID]:
    """Write a recommendation and the findings it rests on. Raises NotThere, Refused (no words, no source)."""
    if not words.strip():
        raise Refused(refused("WORDS", "Write what is recommended.", field="words"))
    review = find(by, Review, review_id) if review_id else None
    if review is None and (not named.strip() or not by.may("assurance.run")):
        raise Refused(refused("SOURCE", "Say where it comes from.", field="named"))
    if review is not None and not by.may("assurance.run"):
        _of_team(by, review)
    made = Recommendation.objects.create(
        reference=next_reference("REC"),
        review=review,
        named=named.strip(),
        passage=passage.strip(),
        words=words.strip(),
        made_at=moment.now(),
    )
    made.findings.set(visible(by, Finding).filter(pk__in=finding_ids))
    return Done(made.pk, Subject("recommendation", made.pk))


@procedure("assurance.run", about="recommendation")
def respond_to_recommendation(
    by: Viewer, *, recommendation_id: UUID, version: int, response: Response, words: str = ""
) -> Done[None]:
    """Say whether it will be implemented; if not, why. Raises Refused under ACT-02, STALE."""
    found = find(by, Recommendation, recommendation_id, version=version, lock=True)
    insist(reason_not_to_implement(response=response, words=words))
    found.response, found.response_words = response, words.strip()
    found.responded_at = moment.now()
    found.version += 1
    found.save(update_fields=["response", "response_words", "responded_at", "version"])
    return Done(None, Subject("recommendation", found.pk), {"response": response.value})


@procedure("assurance.follow_up", about="recommendation")
def follow_up_recommendation(
    by: Viewer, *, recommendation_id: UUID, progress: Progress, words: str
) -> Done[None]:
    """Say how far a recommendation has come. Raises Refused under ACT-03, and without words."""
    found = find(by, Recommendation, recommendation_id)
    owners = visible(by, ImprovementAction).filter(recommendation=found).values_list("owner_id", flat=True)
    insist(followed_up_by_another(by=by.user_id, owners=tuple(owners)))
    if not words.strip():
        raise Refused(refused("WORDS", "Say what you looked at and what you saw.", field="words"))
    FollowUp.objects.create(recommendation=found, progress=progress, words=words.strip(), **author(by))
    return Done(None, Subject("recommendation", found.pk), {"progress": progress.value})


def _answers(by: Viewer, finding: Finding) -> tuple[Answer, ...]:
    """The actions that answer a finding, with the newest judgement of each."""
    found = (action_line(row) for row in action_rows(by).filter(findings=finding))
    return tuple(Answer(each.reference, each.state, each.effect, each.target_reached) for each in found)


def _of_team(by: Viewer, review: Review) -> None:
    """Raises Refused for who is not of the team, or when the review is not open."""
    team = review.members.filter(user_id=by.user_id or NOBODY, ended_at__isnull=True)
    if not team.exclude(function=MemberFunction.CONTACT).exists():
        raise Refused(refused("TEAM", "Only the team of this review recommends.", field="words"))
    if review.state not in (ReviewState.UNDER_WAY, ReviewState.REPORTING):
        raise Refused(refused("OPEN", "The review is over: it recommends nothing more.", field="words"))


def _settles(by: Viewer, finding: Finding) -> bool:
    return (
        finding.review is not None
        and finding.review.members.filter(
            user_id=by.user_id or NOBODY, function__in=_SETTLES, ended_at__isnull=True
        ).exists()
    )


def _complete(kind: FindingKind, words: str, issue: str) -> None:
    """Raises Refused where the words are missing, or a gap does not say which issue the plan or its evidence leaves open."""
    if not words.strip():
        raise Refused(refused("WORDS", "Write what was found.", field="words"))
    if kind == FindingKind.GAP and not issue.strip():
        # Its row of the gap table would say that something lacks, and not of what; nobody could respond to it.
        raise Refused(refused("ISSUE", "Say which issue was raised that leaves this gap.", field="issue"))


def _about(given: About) -> dict[str, object]:
    """The fields that were given, tidied."""
    return {
        name: [each.strip() for each in value if each.strip()] if isinstance(value, tuple) else value.strip()  # type: ignore[attr-defined]
        for name, value in given.items()
    }
