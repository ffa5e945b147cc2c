"""Words of the national return: where an edition of it stands, and how its counting goes."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class ReturnState(Words):
    """States of an edition of the national return."""

    DRAFT = "draft", "Draft", "It is counted and explained; nothing of it is fixed yet."
    CHECKED = (
        "checked",
        "Checked, waits for sign-off",
        "Its files are made. A second person signs these very files, or sends it back.",
    )
    SIGNED = "signed", "Signed off and frozen", "Its files never change. A restatement is another edition."
    GIVEN_UP = "given_up", "Given up", "It was never signed. The reason is on file."


@vocabulary
class CountState(Words):
    """States of a count of the national return."""

    WAITING = "waiting", "Waits to be counted", "The service counts within about a minute."
    COUNTING = "counting", "Being counted", "The facts are brought up to date, and every table is counted."
    COUNTED = "counted", "Counted", "The tables and what the checks found are there."
    FAILED = "failed", "Could not be counted", "Nothing was counted; why is said beside it."


@vocabulary
class Severity(Words):
    """What a check of the national return asks for when it is not met.

    Ours: the collection itself names no such grades.
    """

    WRONG = "wrong", "Put right", "It cannot be so. Put it right in the record, or say why it stands."
    MISSING = "missing", "Fill in", "Something the return asks for is not there."
    UNUSUAL = "unusual", "Explain", "It may well be right. Say why, before somebody asks."
