"""Words of letters and of the duty to answer."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class Audience(Words):
    """Audiences.

    Visibility is fixed when words are written, and never relabelled.
    """

    FILE = "file", "The file", "For those who work on the case."
    ADULT = "adult", "The adult", "For the adult or the person who speaks for them."
    REFERRER = "referrer", "The person who raised it", ""
    PROVIDER = "provider", "The provider", ""
    PLACING_COUNCIL = "placing_council", "The placing council", ""


@vocabulary
class DutyState(Words):
    """States of a duty to give feedback."""

    OPEN = "open", "Still to give", ""
    MET = "met", "Given", "Words were sent or told, with date and method."
    NOT_POSSIBLE = (
        "not_possible",
        "Could not be given",
        "With the reason: no contact known, unsafe, or not wanted.",
    )


@vocabulary
class Method(Words):
    """How feedback was given."""

    EMAIL = "email", "Email", "Sent by this service; says little and names nobody."
    PHONE = "phone", "Telephone", ""
    IN_PERSON = "in_person", "In person", ""
    POST = "post", "Letter by post", ""
    THROUGH_ADVOCATE = "advocate", "Through an advocate or representative", ""
    IN_SERVICE = "in_service", "On their page in this service", "Their agency reads it after signing in."


@vocabulary
class NotPossible(Words):
    """Why feedback could not be given."""

    NO_CONTACT = "no_contact", "No way to reach them is known", ""
    ANONYMOUS = "anonymous", "They did not say who they are", ""
    UNSAFE = "unsafe", "Telling them would put the adult at risk", ""
    CRIMINAL = "criminal", "The police have asked us not to yet", ""
    NOT_WANTED = "not_wanted", "They asked not to be told", ""
    DIED = "died", "The person has died", ""


@vocabulary
class LetterState(Words):
    """States of a letter."""

    WAITING = "waiting", "Waiting to be sent", ""
    SENDING = "sending", "Being sent", "Handed to the mail server; whether it took it is not known yet."
    SENT = "sent", "Sent", ""
    KEPT = (
        "kept",
        "Kept on file",
        "This service has no email set, so the letter is kept here and sent to nobody.",
    )
    FAILED = (
        "failed",
        "Could not be sent",
        "Tried several times; somebody must reach the person in another way.",
    )
    UNSURE = (
        "unsure",
        "May have been sent",
        "The sender stopped while sending. It is not sent again by itself: somebody looks and decides.",
    )
    WITHDRAWN = "withdrawn", "Withdrawn", ""


@vocabulary
class Happened(Words):
    """What an answer about a concern tells.

    The values are those of the decisions on a concern, which the room above makes.
    """

    S42_ENQUIRY = "s42_enquiry", "Section 42 enquiry", "The duty under section 42(2) applies."
    OTHER_ENQUIRY = (
        "other_enquiry",
        "Other enquiry",
        "The duty does not apply, and an enquiry is still necessary.",
    )
    OTHER_RESPONSE = "other_response", "Other response", "Something else helps."
    NO_FURTHER_ACTION = (
        "no_further_action",
        "No further action",
        "Nothing more is needed, for a stated reason.",
    )
    ADDED_TO_ENQUIRY = (
        "added_to_enquiry",
        "Added to an open enquiry",
        "The matter belongs to an enquiry already open.",
    )
