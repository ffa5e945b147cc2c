"""Words of data reports that boards are sent regularly."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class BoardAudience(Words):
    """Boards that are sent data reports."""

    SAFEGUARDING = "safeguarding", "Safeguarding Adults Board", "The partnership's board under the Care Act."
    WELLBEING = (
        "wellbeing",
        "Health and wellbeing board",
        "The council's board with the NHS for the health and wellbeing of the area.",
    )
    SCRUTINY = "scrutiny", "Scrutiny", "Councillors who ask in public how well it works."
    OTHER = "other", "Another board", "A partner's board, a forum, the region."


@vocabulary
class IssueState(Words):
    """States of one issue of a regular report."""

    DRAFT = "draft", "Being drawn up", "Its figures are explained one by one; nothing of it is fixed yet."
    SENT = "sent", "Sent", "It is frozen as it was sent, and never changes."
