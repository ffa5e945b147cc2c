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
    NOT_POSSIBLE = "not_possible", "Could not be given", "With the reason: no contact known, unsafe, or not wanted."


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
    SENT = "sent", "Sent", ""
    KEPT = "kept", "Kept on file", "This service has no email set, so the letter is kept here and sent to nobody."
    FAILED = "failed", "Could not be sent", "Tried several times; somebody must reach the person in another way."
    WITHDRAWN = "withdrawn", "Withdrawn", ""
