"""Rules of the duty to answer and of words for others."""

from __future__ import annotations

import re

from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict
from goldenthread.letters.policy.details import Details, bare, kinds_in
from goldenthread.letters.vocabulary import Audience, Method, NotPossible

DESIGN = "Golden Thread design"
MOST_WORDS = 8_000

# Words that tell whoever reads over the adult's shoulder what the message is about.
_TELLING = [
    "safeguard",
    "safeguarding",
    "abuse",
    "abused",
    "abuser",
    "abusive",
    "neglect",
    "neglected",
    "self-neglect",
    "enquiry",
    "enquiries",
    "inquiry",
    "concern",
    "concerns",
    "worried",
    "police",
    "crime",
    "criminal",
    "violence",
    "violent",
    "assault",
    "harm",
    "harmed",
    "hurt",
    "hit",
    "risk",
    "danger",
    "unsafe",
    "safe",
    "safer",
    "referral",
    "referrer",
    "advocate",
    "capacity",
    "money",
    "stolen",
    "theft",
    "fraud",
    "section",
]


@rule(
    "LET-01",
    citation="Care and support statutory guidance, chapter 14, on feedback to those who raise concerns (paragraph not checked)",
    sentence="Nobody is left without an answer: a duty to give feedback ends only with the words that were given, or with the "
    "reason why it was not possible.",
)
def nobody_is_left(*, words: str, reason: NotPossible | None) -> Verdict:
    """``words``: what was said or written. ``reason``: why not; then the words say how that is known."""
    entry = RULEBOOK["LET-01"]
    if len(words) > MOST_WORDS:
        return entry.refuse(
            words=f"Keep it to {MOST_WORDS:,} characters: this is an answer, not a report.", field="words"
        )
    if len(words.split()) >= 3:
        return ALLOWED
    if reason is None:
        return entry.refuse(words="Write the words you gave, or are giving, to them.", field="words")
    return entry.refuse(
        words="Say how you know this, in a sentence others will understand later.", field="words"
    )


@rule(
    "LET-02",
    citation="Care and support statutory guidance, chapter 14: some content may have to be withheld from the person who raised "
    "the concern (paragraph not checked); UK GDPR article 5(1)(c), data minimisation",
    sentence="Words for anybody but the adult do not say who the adult is: no name, NHS number, date of birth, address or postcode.",
)
def tells_nothing_of_the_adult(words: str, audience: Audience, details: Details) -> Verdict:
    """The refusal names the kind of detail and never repeats it."""
    if audience in (Audience.ADULT, Audience.FILE):
        return ALLOWED
    kinds = kinds_in(words, details)
    if not kinds:
        return ALLOWED
    told = f"Take out {_listed(kinds)}. Words for {audience.label.lower()} do not say who the adult is; write “the person”."
    return RULEBOOK["LET-02"].refuse(words=told, field="words")


@rule(
    "LET-03",
    citation=f"{DESIGN}: email can be read by others in the household, and the person who causes harm may be one of them",
    sentence="An email says little: it names nobody, and an email to the adult does not say what it is about. Give the answer "
    "itself in person, by telephone or by post, in the way that is safe for them.",
)
def email_says_little(words: str, audience: Audience, details: Details) -> Verdict:
    """No email holds what tells who the adult is; one to the adult also holds no word that tells what it is about."""
    entry = RULEBOOK["LET-03"]
    kinds = kinds_in(words, details)
    if audience is Audience.ADULT:
        # Their own given name at the head of a letter to them tells nobody anything.
        kinds = tuple(kind for kind in kinds if kind != "the adult's name")
        lowered = set(re.findall(r"[a-z][a-z-]*", bare(words).lower()))
        if lowered & set(_TELLING):
            return entry.refuse(
                words="An email to the adult may be read by somebody else, so it must not say what it is about. Ask them in the "
                "email to get in touch with you, or give the answer in person, by telephone or by post.",
                field="words",
            )
    if not kinds:
        return ALLOWED
    return entry.refuse(words=f"Take out {_listed(kinds)}: an email says little.", field="words")


@rule(
    "LET-05",
    citation=DESIGN,
    sentence="An email can only be chosen where there is an email address to send it to and this service can send email.",
)
def email_can_go(*, contact: str, can_send: bool) -> Verdict:
    """``can_send``: an email service is set up (or this is the demo, where letters are kept on file)."""
    entry = RULEBOOK["LET-05"]
    if not email_in(contact):
        return entry.refuse(
            words="There is no one email address here to send it to. Choose another way.", field="method"
        )
    if not can_send:
        return entry.refuse(
            words="This service is not set up to send email. Choose another way.", field="method"
        )
    return ALLOWED


@rule(
    "LET-06",
    citation=DESIGN,
    sentence="“On their page in this service” is for an agency that signs in here; everybody else is told in another way.",
)
def fits_the_reader(method: Method, *, has_agency: bool) -> Verdict:
    """Whether somebody can be reached this way at all."""
    if method is not Method.IN_SERVICE or has_agency:
        return ALLOWED
    return RULEBOOK["LET-06"].refuse(field="method")


@rule(
    "LET-07",
    citation=DESIGN,
    sentence="“They did not say who they are” is a reason for the person who raised it, never for the adult or an agency.",
)
def reason_fits(reason: NotPossible, audience: Audience) -> Verdict:
    """Whether a reason can be true of this audience."""
    if reason is not NotPossible.ANONYMOUS or audience is Audience.REFERRER:
        return ALLOWED
    return RULEBOOK["LET-07"].refuse(field="reason")


def words_verdict(
    words: str,
    *,
    audience: Audience,
    method: Method,
    details: Details,
    contact: str,
    can_send: bool,
    has_agency: bool,
) -> Verdict:
    """Every rule about giving these words to this audience in this way."""
    verdict: Verdict = nobody_is_left(words=words, reason=None).and_(
        fits_the_reader(method, has_agency=has_agency), tells_nothing_of_the_adult(words, audience, details)
    )
    if method is not Method.EMAIL:
        return verdict
    verdict = verdict.and_(email_can_go(contact=contact, can_send=can_send))
    # One refusal for one mistake: LET-02 has named the details already.
    return verdict if "LET-02" in verdict.codes else verdict.and_(email_says_little(words, audience, details))


_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,24}")


def email_in(contact: str) -> str:
    """The one email address in how somebody can be reached; "" when there is none, or more than one."""
    found = set(_EMAIL.findall(contact))
    return found.pop() if len(found) == 1 else ""


def _listed(kinds: tuple[str, ...]) -> str:
    return kinds[0] if len(kinds) == 1 else ", ".join(kinds[:-1]) + " and " + kinds[-1]
