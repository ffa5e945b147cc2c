"""Rules of what follows a visit: the last day's feedback, actions it set going, and who is told."""

from __future__ import annotations

from datetime import date

from goldenthread.assurance.vocabulary import TellingKind
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "PEER-05",
    citation="House rule after the peer-review method: the last day gives an overview of the key messages, from findings that were sifted",
    sentence="Write at least one key message, and sift at least one finding, before the feedback is kept.",
)
def feedback_ready(*, messages: int, findings: int) -> Verdict:
    """Is there enough to tell on the last day?"""
    if not messages:
        return feedback_ready.rule.refuse(field="messages")
    return ALLOWED if findings else feedback_ready.rule.refuse()


@rule(
    "PEER-06",
    citation="House rule: an action began because of a review only if it began once the review was opened, and has begun by today; a published report closes the log",
    sentence="The day it began lies between the day the review was opened and today.",
)
def began_because_of_it(*, begun_on: date | None, opened_on: date, today: date) -> Verdict:
    """Did the action begin while the review was on its way?"""
    if begun_on is None or not opened_on <= begun_on <= today:
        return began_because_of_it.rule.refuse(field="begun_on")
    return ALLOWED


@rule(
    "PEER-07",
    citation="House rule after the next steps of published peer reviews: staff and partners are told, and the report is published",
    sentence="Say who was told and in which words; where the report can be read; or why it is not published.",
)
def telling_whole(*, kind: TellingKind, audience: str, place: str, words: str) -> Verdict:
    """Does the record of a telling say what its kind needs?"""
    needed = {
        TellingKind.MESSAGES: (("audience", audience), ("words", words)),
        TellingKind.PUBLISHED: (("place", place),),
        TellingKind.WITHHELD: (("words", words),),
    }[kind]
    missing = next((field for field, said in needed if not said.strip()), "")
    return telling_whole.rule.refuse(field=missing) if missing else ALLOWED


@rule(
    "PEER-08",
    citation="House rule: what is told as having happened has happened",
    sentence="The day cannot be later than today.",
)
def has_happened(*, on: date | None, today: date) -> Verdict:
    """Is the day today or before?"""
    return ALLOWED if on and on <= today else has_happened.rule.refuse(field="on")
