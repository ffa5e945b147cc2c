"""Rules of findings and of what follows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from uuid import UUID

from goldenthread.assurance.vocabulary import (
    Direction,
    FindingKind,
    Independence,
    Response,
    SourceKind,
)
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict

LONGEST_SHARE = timedelta(days=90)


@dataclass(frozen=True)
class Source:
    """A source of a finding as the rule sees it. ``origin``: the focus group, document or figure it is."""

    kind: SourceKind
    independence: Independence
    origin: str


@rule(
    "FND-01",
    citation="House rule after the peer-review method of sector-led improvement: a finding rests on two or more independent "
    "sources of different kind",
    sentence="A finding is triangulated when two sources of different kind and origin show it, not both of them the agency's own word.",
)
def triangulated(sources: Sequence[Source]) -> Verdict:
    """Does more than one way of looking show it? Refused says what is missing; a finding may still stand, marked as not."""
    if len(sources) < 2:
        return triangulated.rule.refuse(
            words="Nothing shows it yet."
            if not sources
            else "One source shows it. Look for a second of another kind."
        )
    if any(_support(one, other) for one, other in combinations(sources, 2)):
        return ALLOWED
    if len({each.kind for each in sources}) == 1:
        return triangulated.rule.refuse(
            words=f"All its sources are of one kind: {sources[0].kind.label.lower()}. Look for another kind."
        )
    if all(each.independence is Independence.OWN for each in sources):
        return triangulated.rule.refuse(
            words="All its sources are the agency's own word. Look for one from a partner or from outside."
        )
    return triangulated.rule.refuse(
        words="Its sources of different kind have one origin, or are the agency's own word both. Look for another."
    )


def _support(one: Source, other: Source) -> bool:
    return (
        one.kind is not other.kind
        and " ".join(one.origin.lower().split()) != " ".join(other.origin.lower().split())
        and not (one.independence is other.independence is Independence.OWN)
    )


@rule(
    "FND-02",
    citation="House rule: who reads a finding must be able to look at what it rests on",
    sentence="Before it is agreed, a finding names what shows it: a source, or the passage of the report it stands in.",
)
def ready_to_agree(*, sources: int, passage: str, named: str) -> Verdict:
    """A finding of a published report has its passage; any other needs at least one source."""
    if sources or (named.strip() and passage.strip()):
        return ALLOWED
    return ready_to_agree.rule.refuse(field="source_kind")


@rule(
    "ACT-01",
    citation="House rule: what everybody answers for nobody does",
    sentence="An action has one person who owns it, whose role may act, and a day by which it is due.",
)
def one_owner(*, owner_may_act: bool, due_on: date | None, today: date) -> Verdict:
    """``owner_may_act`` is False also where nobody was named. A due day in the past would be late at birth."""
    if not owner_may_act:
        return one_owner.rule.refuse(words="Choose one person who owns it.", field="owner_id")
    if due_on is None or due_on < today:
        return one_owner.rule.refuse(words="Give a day by which it is due, today or later.", field="due_on")
    return ALLOWED


@rule(
    "ACT-02",
    citation="Care Act 2014 Schedule 2 paragraph 4(1): a board that decides not to implement a finding of a review reports its "
    "reasons; taken over here for every recommendation",
    sentence="A recommendation that will not be implemented is answered with the reason.",
)
def reason_not_to_implement(*, response: Response, words: str) -> Verdict:
    """Implementing needs no reason; not doing so needs a sentence."""
    if response is Response.NOT and len(words.split()) < 3:
        return reason_not_to_implement.rule.refuse(
            words="Say in a sentence why it will not be implemented. The reason is published.", field="words"
        )
    return ALLOWED


@rule(
    "ACT-03",
    citation="House rule after the peer-review method: progress is evaluated by others than those who made it",
    sentence="Who follows up a recommendation owns none of its actions.",
)
def followed_up_by_another(*, by: UUID | None, owners: Sequence[UUID | None]) -> Verdict:
    """``by`` None is nobody with an account, who follows nothing up."""
    if by is None or by in owners:
        return followed_up_by_another.rule.refuse(
            words="You own an action that answers this. Somebody else must say how far it has come."
        )
    return ALLOWED


@rule(
    "EFF-04",
    citation="House rule: what would show that it helped is said before anybody can know",
    sentence="A measure has a name, a way it should move, a day from which it should move and a day to look at it.",
)
def measure_whole(
    *,
    indicator_known: bool,
    measure: str,
    measure_source: str,
    direction: Direction | None,
    moves_from: date | None,
    review_on: date | None,
) -> Verdict:
    """``indicator_known``: a figure of this house was chosen. Else the measure is named, with who counts it."""
    rule_ = measure_whole.rule
    if not indicator_known and not measure.strip():
        return rule_.refuse(words="Choose a figure, or name what else is counted.", field="indicator_key")
    if not indicator_known and not measure_source.strip():
        return rule_.refuse(words="Say who counts it and where it can be read.", field="measure_source")
    if direction is None:
        return rule_.refuse(words="Say which way it should move.", field="direction")
    if moves_from is None:
        return rule_.refuse(words="Give the day from which it should move.", field="moves_from")
    if review_on is None or review_on < moves_from:
        return rule_.refuse(
            words="Give a day to look at it, after the day from which it should move.", field="review_on"
        )
    return ALLOWED


@rule(
    "RPT-01",
    citation="UK GDPR article 5(1)(c) and (e): no more is let out than is needed, for no longer",
    sentence="A shared link says for whom it is and ends within 90 days.",
)
def share_ends(*, to: str, until: datetime | None, now: datetime) -> Verdict:
    """May this link be given? ``until`` is the moment it stops working."""
    if not to.strip():
        return share_ends.rule.refuse(words="Say for whom the link is.", field="to")
    if until is None or not now < until <= now + LONGEST_SHARE:
        return share_ends.rule.refuse(words="Choose a day after today, within 90 days.", field="until")
    return ALLOWED


def asks_for_action(kind: FindingKind) -> bool:
    """True for findings that something should follow; strengths and good practice stand by themselves."""
    return kind not in (FindingKind.STRENGTH, FindingKind.PRACTICE)


def may_be_acted_on(kind: FindingKind) -> bool:
    """True also for good practice: nothing must follow it, but others may take it up, and whether that helped is seen as of any action."""
    return kind is not FindingKind.STRENGTH
