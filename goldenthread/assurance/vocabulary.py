"""Words of assurance: kinds of review, what they stand at, and who takes which part."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class ReviewKind(Words):
    """Kinds of review.

    Every way of looking at how well safeguarding works, whoever looks. They share one shape: scope, standards, people, what was
    seen, findings.
    """

    SELF_ASSESSMENT = (
        "self_assessment",
        "Self-assessment round",
        "Agencies judge themselves against the same statements, each with its evidence.",
    )
    PEER_REVIEW = (
        "peer_review",
        "Peer review",
        "A team from outside looks at key questions as a critical friend. It is not an inspection.",
    )
    CHALLENGE = (
        "challenge",
        "Peer challenge",
        "One challenger tests plans and answers to an inspection: issue, gap, evidence wanted, response.",
    )
    FILE_AUDIT = (
        "file_audit",
        "Case-file audit",
        "A fair sample of cases is read against one tool, some of it by two auditors apart.",
    )
    AGENCY_REVIEW = (
        "agency_review",
        "Single-agency review",
        "How one agency's part in safeguarding works, and what it learns.",
    )
    DEEP_DIVE = (
        "deep_dive",
        "Deep dive by scrutiny",
        "Councillors look into one topic: evidence asked, findings, actions.",
    )
    QUALITY_CHECK = (
        "quality_check",
        "Quality-checker visit",
        "People who have used services visit and say what they find.",
    )
    PROVIDER_AUDIT = (
        "provider_audit",
        "Provider audit",
        "An assessor who does not know the rating looks at a service, which may comment on the draft.",
    )


@vocabulary
class ReviewState(Words):
    """States of a review."""

    PLANNED = "planned", "Being planned", "Scope, standards and people are being agreed."
    UNDER_WAY = "under_way", "Under way", "Answers and evidence are gathered; people are looking."
    REPORTING = "reporting", "Being written up", "Findings are settled and checked for accuracy."
    PUBLISHED = "published", "Published", "The report is final; its findings are in the improvement plan."
    FOLLOWED_UP = (
        "followed_up",
        "Followed up",
        "Somebody other than the owners has looked at what came of it.",
    )
    STOPPED = "stopped", "Stopped", "It ended before its report, with a reason."


@vocabulary
class MemberFunction(Words):
    """What somebody does in a review."""

    LEADER = "leader", "Review leader", "Leads the team and answers for its findings."
    MANAGER = "manager", "Review manager", "Keeps the programme, the papers and the report."
    REVIEWER = "reviewer", "Reviewer", "Looks, listens and writes findings."
    ELECTED = "elected", "Elected member", "Looks at leadership and accountability as a councillor."
    PRACTICE = "practice", "Practice lead", "Looks at practice with adults."
    EXPERT = "expert", "Expert by experience", "Looks as somebody who has used services."
    AUDITOR = "auditor", "File auditor", "Reads the cases of the sample."
    CONTACT = (
        "contact",
        "Contact of the agency",
        "Arranges sessions and papers for the agency that is looked at.",
    )
