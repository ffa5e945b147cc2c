"""What must hold when an enquiry opens, and of those who answer for it."""

from __future__ import annotations

from goldenthread.enquiries.vocabulary import EnquiryKind
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "ENQ-01",
    citation="Care Act 2014 s42(2); statutory guidance ch. 14: the authority keeps responsibility for the enquiry",
    sentence="An enquiry always has an accountable manager, an enquiry officer and a lead agency.",
)
def roles_set(*, manager: bool, officer: bool, lead_agency: bool = True) -> Verdict:
    """Nobody is left to wonder who answers for an enquiry: each of the three must be chosen."""
    rule_ = RULEBOOK["ENQ-01"]
    if not manager:
        return rule_.refuse(words="Choose the manager who is accountable for the enquiry.", field="manager")
    if not officer:
        return rule_.refuse(words="Choose the enquiry officer.", field="officer")
    if not lead_agency:
        return rule_.refuse(words="Choose the lead agency.", field="lead_agency")
    return ALLOWED


@rule(
    "ENQ-02",
    citation="Care Act 2014 s42(1) and (2); SAC guidance, Section 42 enquiry",
    sentence="A section 42 enquiry is opened only by a decision in which all three parts of the test are Yes.",
)
def kind_follows_duty(*, kind: EnquiryKind, duty: str) -> Verdict:
    """``duty`` is a value of :class:`goldenthread.concerns.vocabulary.Duty`."""
    if kind is EnquiryKind.S42 and duty != "met":
        return RULEBOOK["ENQ-02"].refuse()
    return ALLOWED


def opening_verdict(*, kind: EnquiryKind, duty: str, manager: bool, officer: bool) -> Verdict:
    """May this decision open an enquiry?"""
    return kind_follows_duty(kind=kind, duty=duty).and_(roles_set(manager=manager, officer=officer))  # type: ignore[no-any-return]
