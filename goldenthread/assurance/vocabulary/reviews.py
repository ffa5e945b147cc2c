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
    SERVICE_MATRIX = (
        "service_matrix",
        "Commissioner's matrix of a service",
        "What a commissioner looks for under the regulator's five questions: rated line by line, with what shows it.",
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


@vocabulary
class FindingKind(Words):
    """Kinds of finding."""

    STRENGTH = "strength", "Strength", "Something that works well, with what shows it."
    AREA = "area", "Area for consideration", "Something to think about and change, said by a critical friend."
    GAP = "gap", "Gap", "An issue that plans or evidence do not answer."
    LEARNING = "learning", "Learning point", "What a case or a review of one teaches."
    PRACTICE = "practice", "Good practice", "Something others could do too, with its source."


@vocabulary
class FindingState(Words):
    """States of a finding."""

    DRAFT = "draft", "Draft", "Written by somebody who looked; not settled yet."
    AGREED = "agreed", "Agreed", "Settled; it stands in the improvement plan."
    EMBEDDED = "embedded", "Embedded", "Closed: what was done is seen to have helped."
    SET_ASIDE = "set_aside", "Set aside", "Closed without an effect, for a stated reason."


@vocabulary
class FindingOrigin(Words):
    """Where a finding comes from."""

    REVIEW = "review", "A review", "A review of this house."
    REPORT = "report", "A published report", "A report that was brought in, here or from elsewhere."
    INSPECTION = "inspection", "An inspection", "A regulator's report."
    SAR = "sar", "A safeguarding adults review", "A review under section 44 of the Care Act 2014."
    COMPLAINT = "complaint", "A complaint", "Somebody was not served well and said so."
    FIGURE = "figure", "A figure", "A figure of this house that goes the wrong way."
    BOARD = "board", "A challenge at the board", "One member held another to account."
    VOICE = "voice", "What people told us", "People who have used safeguarding, or their families."


@vocabulary
class SourceKind(Words):
    """Kinds of source of a finding."""

    VOICE = "voice", "Voice", "What people said: adults, carers, staff, partners."
    PRACTICE = "practice", "Practice", "What was seen: case files, visits, observation."
    DATA = "data", "Data", "What was counted."
    PROCESS = "process", "Process", "What is written down: policies, minutes, plans."


@vocabulary
class Independence(Words):
    """How far a source stands from what is judged."""

    OWN = "own", "Their own word", "The agency that is looked at says it of itself."
    PARTNER = "partner", "A partner's", "Somebody who works with them says it."
    EXTERNAL = "external", "From outside", "Somebody without a part in the work says it."


@vocabulary
class Response(Words):
    """Responses to a recommendation."""

    IMPLEMENT = "implement", "It will be implemented", "Actions follow."
    NOT = "not", "It will not be implemented", "A reason is given, and published."


@vocabulary
class Progress(Words):
    """How far a recommendation has come, as somebody other than its owners sees it."""

    DONE = "done", "Done, and it shows", "What was recommended is in place and made a difference."
    PARTLY = "partly", "Partly", "Some of it is in place."
    NOT_YET = "not_yet", "Not yet", "Nothing to be seen has changed."


@vocabulary
class ActionState(Words):
    """States of an action. Done is not embedded: an action ends when it is done, its finding when it helped."""

    PLANNED = "planned", "Without an owner", "Somebody must take it on."
    UNDER_WAY = "under_way", "Under way", "One person owns it, by a day."
    DONE = "done", "Done", "It was carried out. Whether it helped is a question of its own."
    STOPPED = "stopped", "Stopped", "It will not be carried out, for a stated reason."


@vocabulary
class Direction(Words):
    """Which way a measure should move."""

    UP = "up", "Up", "More is better."
    DOWN = "down", "Down", "Less is better."


@vocabulary
class Effect(Words):
    """What became of the measure."""

    MOVED = "moved", "It moved", "More than chance, the way it should."
    WORSE = "worse", "It went the wrong way", "More than chance, away from the target."
    NOT_MOVED = "not_moved", "It did not move", "It varies as it did before."
    TOO_EARLY = "too_early", "Too early to tell", "There are too few points yet."


@vocabulary
class ReportKind(Words):
    """Kinds of report that are made from what is held."""

    REVIEW = (
        "review",
        "Report of a review",
        "Scope, methods, findings by theme and question, recommendations.",
    )
    FEEDBACK = (
        "feedback",
        "Feedback of the last day",
        "What the team told on its last day: key messages and the findings it had sifted.",
    )
    GAP_TABLE = "gap_table", "Gap table", "Issue, page, gap, evidence wanted, response."
    PLAN = "plan", "Improvement plan", "Every finding with its actions and whether they helped."
    FIGURES = "figures", "Data report", "Figures with their course and explanation, sent to a board."


@vocabulary
class ReportStage(Words):
    """Stages of a report."""

    FEEDBACK = "feedback", "Told on the last day", "For those who take part. The report grows from it."
    DRAFT = "draft", "Draft", "For those who write it."
    ACCURACY = "accuracy", "For factual accuracy", "Those who were looked at say what is wrong in it."
    FINAL = "final", "Final", "It does not change any more."


class SampleKind(Words):
    """Kinds of sample."""

    DRAWN = (
        "drawn",
        "Drawn by lot",
        "Every case of a group was as likely as any other; figures may be drawn from it.",
    )
    TRACKED = (
        "tracked",
        "Chosen to criteria",
        "Cases chosen because of what they are; no figure may be drawn from them.",
    )


@vocabulary
class Population(Words):
    """Cases a sample is drawn from."""

    OPEN_ENQUIRIES = (
        "open_enquiries",
        "Enquiries open now",
        "Live work, so that what is found can still be put right.",
    )
    CLOSED_ENQUIRIES = "closed_enquiries", "Enquiries closed lately", "Closed since the day chosen."
    WENT_ON = "went_on", "Concerns that led to an enquiry", "Decided since the day chosen."
    SCREENED_OUT = (
        "screened_out",
        "Concerns that ended without an enquiry",
        "No further action or another response: should some have gone on?",
    )


@vocabulary
class AuditState(Words):
    """States of one auditor's reading of one case."""

    GIVEN = "given", "To do", "Nobody has begun it."
    BEGUN = "begun", "Begun", "Some of it is answered."
    DONE = "done", "Done", "Every question is answered; it counts."


@vocabulary
class ViewOf(Words):
    """Whose view of a case is kept beside the audit."""

    PRACTITIONER = "practitioner", "Practitioner", "Who worked on the case."
    ADULT = "adult", "The adult", "In their own words."
    REPRESENTATIVE = "representative", "Somebody who speaks for the adult", "An advocate, relative or friend."


@vocabulary
class SessionKind(Words):
    """Kinds of session in a review's programme."""

    INTERVIEW = "interview", "Interview", "One person, or a few of one role."
    FOCUS_GROUP = "focus_group", "Focus group", "Several people together."
    VISIT = "visit", "Visit", "The team goes to see."
    OBSERVATION = "observation", "Observation", "A meeting or piece of work is watched."
    READING = "reading", "Reading", "Documents are read."
    FIGURES = "figures", "Figures", "Data are looked through."
    FILES = "files", "Case files", "Case files are read, where the scope allows it."
    FEEDBACK = "feedback", "Feedback", "The team tells what it found, on its last day."


@vocabulary
class SessionState(Words):
    """States of a session."""

    PLANNED = "planned", "Planned", "It is in the programme."
    HELD = "held", "Held", "It took place."
    CANCELLED = "cancelled", "Cancelled", "It did not take place."


@vocabulary
class NoteLeans(Words):
    """Which way a note leans."""

    STRENGTH = "strength", "A strength", "Something that works."
    AREA = "area", "To consider", "Something to think about and change."
    FACT = "fact", "A fact", "It leans neither way."


@vocabulary
class PaperState(Words):
    """States of a paper that was asked for."""

    ASKED = "asked", "Asked for", "Nobody has answered yet."
    SENT = "sent", "Sent", "It is here."
    NOT_HELD = "not_held", "Not held", "There is no such paper, and it is said why."
