"""Reports that another agency is asked for: the council causes the enquiry to be made and stays responsible."""

from __future__ import annotations

from goldenthread.enquiries.vocabulary import LifeNow
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "ENQ-14",
    citation="Care Act 2014 s42(2) “or cause to be made”; statutory guidance ch. 14: timescale, scope and what the report covers",
    sentence="An agency that is asked to enquire is told the question, what its report must cover, and by when.",
)
def asking_complete(
    *, agency_is_council: bool, about_whom: str, question: str, terms: str, adult_view: str
) -> Verdict:
    """Nature, scope and purpose are agreed with the adult where possible, so their view is written too."""
    rule_ = RULEBOOK["ENQ-14"]
    if agency_is_council:
        return rule_.refuse(
            words="Choose an agency other than the council: the council's own steps are written as steps.",
            field="agency",
        )
    if not about_whom.strip():
        return rule_.refuse(
            words="Say who the adult is, in words the agency needs to find them.", field="about_whom"
        )
    if not question.strip():
        return rule_.refuse(words="Write the question the agency is to answer.", field="question")
    if not terms.strip():
        return rule_.refuse(words="Write what the report must cover.", field="terms")
    if not adult_view.strip():
        return rule_.refuse(
            words="Write what the adult thinks of this agency being asked, or why they were not asked.",
            field="adult_view",
        )
    return ALLOWED


@rule(
    "ENQ-15",
    citation="Statutory guidance ch. 14: a body asked to enquire reports back to the authority",
    sentence="A report answers the question in words, and says what changed for the adult.",
)
def report_given(*, report: str, life: LifeNow | None) -> Verdict:
    """An empty report is no answer. What changed for the adult is asked of every agency alike; “Not asked” is an answer, and seen."""
    rule_ = RULEBOOK["ENQ-15"]
    if not report.strip():
        return rule_.refuse(words="Write your report.", field="report")
    if life is None:
        return rule_.refuse(
            words="Say whether the person’s life is better or worse; “Not asked” is an answer.", field="life"
        )
    return ALLOWED


@rule(
    "ENQ-16",
    citation="Statutory guidance ch. 14: the authority keeps responsibility and may challenge the body that enquired",
    sentence="The council checks every report it asked for, and writes why it accepts it or what is missing.",
)
def report_checked(*, accepted: bool | None, words: str) -> Verdict:
    """``accepted`` None: nothing chosen."""
    rule_ = RULEBOOK["ENQ-16"]
    if accepted is None:
        return rule_.refuse(words="Choose: accept the report, or send it back.", field="accepted")
    if not words.strip():
        return rule_.refuse(
            words="Say why the report is good enough." if accepted else "Tell the agency what is missing.",
            field="words",
        )
    return ALLOWED
