"""Words of evidence and of self-assessment."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class EvidenceKind(Words):
    """Kinds of evidence.

    What a piece of evidence is. One piece may stand behind many statements, frameworks and findings.
    """

    DOCUMENT = (
        "document",
        "Document",
        "A kept file: a strategy, policy, report, set of minutes, training record.",
    )
    LINK = "link", "Link", "A page or document that is kept elsewhere."
    INDICATOR = (
        "indicator",
        "Live figure",
        "One of the figures that this service counts; its newest value is shown.",
    )
    AUDIT = "audit", "Audit result", "What reading cases or records against a tool showed."
    SURVEY = "survey", "Survey result", "What people answered when they were asked the same questions."
    INTERVIEW = "interview", "Interview", "What one person said. Written down without their name."
    FOCUS_GROUP = (
        "focus_group",
        "Focus group",
        "What several people said together. Written down without names.",
    )
    OBSERVATION = "observation", "Observation", "What somebody saw: a meeting, a visit, a day on a ward."
    STORY = (
        "story",
        "Story",
        "One person's experience, told with their consent and so that nobody can be recognised.",
    )


@vocabulary
class HowTested(Words):
    """How evidence was tested."""

    NOT_TESTED = "not_tested", "Not tested", "Nobody has checked it against anything else."
    CHECKED = (
        "checked",
        "Checked at its source",
        "Somebody who did not make it compared it with where it comes from.",
    )
    SAMPLED = "sampled", "Tried on a sample", "A sample of cases or records was compared with what it says."
    REPEATED = "repeated", "Found again", "A second look, by other people or at another time, found the same."


@vocabulary
class Strength(Words):
    """Strength of evidence.

    Worked out by rule ASR-10 from what stands behind a claim. A person may say otherwise with a reason, which is shown.
    """

    NONE = "none", "No evidence", "Nothing that still holds stands behind the claim."
    REASSURANCE = "reassurance", "Reassurance", "Somebody says so. Nothing independent bears it out yet."
    PARTIAL = "partial", "Partial assurance", "Something bears it out, but not from enough sides."
    ASSURANCE = (
        "assurance",
        "Assurance",
        "Different sorts of evidence agree, one from outside, and it was tested.",
    )
    STRONG = (
        "strong",
        "Strong assurance",
        "People's voice and two other sorts agree, all recent; somebody from outside looked, and it was tested twice.",
    )


@vocabulary
class EvidenceAudience(Words):
    """Who may use evidence."""

    PARTNERSHIP = (
        "partnership",
        "Everybody in the partnership",
        "Every agency may read it and use it for its own answers.",
    )
    AGENCY = "agency", "Our agency, the board's staff and those who review", "Others do not see it."


@vocabulary
class JudgementState(Words):
    """States of an answer."""

    DRAFT = "draft", "Draft", "It is being written."
    SUBMITTED = "submitted", "Submitted", "The agency stands by it; the board's staff read it."
    SENT_BACK = "sent_back", "Sent back", "Somebody asks for more, and says what."
    AGREED = "agreed", "Agreed", "It stands as this round's answer."


@vocabulary
class OutsideKind(Words):
    """Who else graded it."""

    INSPECTION = "inspection", "Inspection", "An inspector's report."
    PEER = "peer", "Peer review", "A team of peers."
    BOARD = "board", "Another board", "Another board that answered the same standards, to compare with."


@vocabulary
class SheetOutcome(Words):
    """What became of a row of a sheet that came back."""

    TAKEN = "taken", "Changed", "The answer is now as the sheet says."
    SAME = "same", "Unchanged", "The sheet says what the answer says."
    CLASH = (
        "clash",
        "Clashes",
        "Somebody changed the answer after the sheet was sent out. Nothing was overwritten.",
    )
    REFUSED = "refused", "Not taken", "The row could not be taken, and says why."
