"""Words of instruments: what an item is, who answers it, and how an item of one instrument relates to one of another."""

from __future__ import annotations

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class ItemKind(Words):
    """Kinds of item of an instrument.

    The words of the documents themselves. An instrument uses those that it needs.
    """

    THEME = "theme", "Theme", "A main part of the instrument."
    ELEMENT = "element", "Element", "A part of a theme."
    AREA = "area", "Area", "A field that was looked at."
    PERSPECTIVE = "perspective", "Perspective", "Whose view it is."
    FRAMEWORK = "framework", "Framework", "A law, contract or scheme that already asks for it."
    STATEMENT = "statement", "Statement", "What a good service looks like. It is answered and graded."
    WE_STATEMENT = "we_statement", "We statement", "What the organisation says of itself."
    I_STATEMENT = "i_statement", "I statement", "What a person would say where it is so."
    PROBE = "probe", "Probe", "What to look into before a statement is judged."
    EVIDENCE_TYPE = "evidence_type", "Evidence", "What could show it."
    EVIDENCE_CATEGORY = "evidence_category", "Evidence category", "A kind of evidence that is gathered."
    PRINCIPLE = "principle", "Principle", "What all work must follow."
    STEP = "step", "Step", "One part of the way there."
    EXPECTATION = "expectation", "Expectation", "What must or should happen."
    QUESTION = "question", "Question", "What is asked."
    EXAMPLE = "example", "Example of good practice", "What a good service was seen to do."
    CULTURE_SIGN = "culture_sign", "Sign of a supportive culture", "What shows that the culture supports it."
    PRIORITY = "priority", "Priority", "What to put first."
    SUPPORT = "support", "What helps", "What experience found to help."
    SUCCESS = "success", "Success means", "What it is like when it goes well."
    DELIVERY = "delivery", "Delivered by", "What brings it about."
    MEASURE = "measure", "Measured by", "What shows that it came about."
    QUALITY_MARKER = "quality_marker", "Quality marker", "One mark of a good review."
    CRITERION = "criterion", "Criterion", "What an auditor judges in one record."
    LEARNING_POINT = "learning_point", "Learning point", "What a review teaches."
    CHALLENGE = "challenge", "Challenge", "What a challenger asks to be done."
    ISSUE = "issue", "Issue", "What an inspection raised."
    GAP = "gap", "Gap", "What the answer to an issue still lacks."
    ACTION = "action", "Action", "What was to be done about it."


@vocabulary
class Assessor(Words):
    """Who answers an item.

    The improvement tool names council, NHS and police; the others answer other instruments, or the same ones where a board asks them.
    """

    COUNCIL = "council", "Council", "The council with safeguarding duties."
    NHS = "nhs", "NHS", "NHS commissioners and trusts."
    POLICE = "police", "Police", "The police force."
    COMMISSIONER = "commissioner", "Commissioner", "Whoever buys health or social care."
    PROVIDER = "provider", "Provider", "A provider of care or housing."
    VOLUNTARY = "voluntary", "Voluntary sector", "Charities, community groups and user-led organisations."
    BOARD = "board", "Safeguarding adults board", "The board itself, or its independent chair."
    SCRUTINY = "scrutiny", "Scrutiny", "Councillors who hold the council to account."
    REVIEWER = "reviewer", "Reviewer", "A peer, challenger or inspector from elsewhere."
    AUDITOR = "auditor", "Auditor", "Whoever audits a record."
    PERSON = "person", "The adult", "The person themselves, or who speaks for them."
    FAMILY = "family", "Family and friends", "People close to the adult."
    STAFF = "staff", "Staff", "People who do the work."


@vocabulary
class Relation(Words):
    """How an item relates to an item of another instrument.

    An answer is carried whole where both ask the same, as a start where one is a part, and only pointed to where they are related.
    """

    SAME = "same", "Asks the same", "One answer serves both."
    PART = "part", "Is a part of", "An answer here is a part of the answer there."
    RELATED = "related", "Is related to", "Whoever answers one should read the other."
