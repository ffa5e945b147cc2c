"""What the adult wants, who says so, and whether they were heard at the end as at the start."""

from __future__ import annotations

from goldenthread.enquiries.vocabulary import (
    CARER_ANSWERED,
    AskedOutcomes,
    CarerSaid,
    EndAnswer,
    LackedCapacity,
    LifeNow,
    SupportedBy,
)
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Offer, Verdict
from goldenthread.people.vocabulary import RepresentativeKind


@rule(
    "ENQ-03",
    citation="SAC guidance SG4a; statutory guidance 14.15 (Making Safeguarding Personal)",
    sentence="That the adult was asked and said what they want goes with the words they said, and with no other answer.",
)
def asked_agrees(*, asked: AskedOutcomes, wanted: int, words: str) -> Verdict:
    """``wanted`` is how many wanted outcomes stand; ``words`` say why, where nothing was expressed or nobody asked."""
    rule_ = RULEBOOK["ENQ-03"]
    if asked is AskedOutcomes.EXPRESSED and not wanted:
        return rule_.refuse(words="Write down what they said they want.", field="asked", offer=_WRITE)
    if asked is not AskedOutcomes.EXPRESSED and wanted:
        return rule_.refuse(
            words="Something is written as wanted, so they were asked and said it. If it no longer holds, say so beside it.",
            field="asked",
        )
    if asked in (AskedOutcomes.NONE_EXPRESSED, AskedOutcomes.NO) and not words.strip():
        return rule_.refuse(words="Say what was tried, or why they could not be asked.", field="words")
    return ALLOWED


_WRITE = Offer("wanted", "Write down what they want")


@rule(
    "ENQ-04",
    citation="SAC guidance SG4a: of those expressed, fully, partially or not achieved",
    sentence="Whether an outcome was achieved is asked only of an outcome somebody expressed and that still holds.",
)
def achieved_only_where_expressed(*, expressed: bool, still_holds: bool) -> Verdict:
    """An outcome that was changed or withdrawn is not judged; the one that took its place is."""
    if not expressed or not still_holds:
        return RULEBOOK["ENQ-04"].refuse()
    return ALLOWED


@rule(
    "ENQ-05",
    citation="Statutory guidance ch. 14; Making Safeguarding Personal: outcomes defined by the person or by who speaks for them",
    sentence="Words are the adult's own, or it is said who spoke for them.",
)
def speaker_named(*, said_by: RepresentativeKind, name: str, why: str, field: str = "said_by") -> Verdict:
    """Everybody but the adult is named; a professional also says why neither adult nor representative could be asked."""
    rule_ = RULEBOOK["ENQ-05"]
    if said_by is not RepresentativeKind.ADULT and not name.strip():
        return rule_.refuse(words="Give the name of the person who said it.", field=f"{field}_name")
    if said_by is RepresentativeKind.PROFESSIONAL and not why.strip():
        return rule_.refuse(
            words="Say why neither the adult nor somebody who speaks for them could be asked.",
            field=f"{field}_why",
        )
    return ALLOWED


@rule(
    "ENQ-06",
    citation="SAC guidance SG3a; Care Act 2014 s68; Mental Capacity Act 2005 s2 and s3",
    sentence="Support is asked only where the adult lacked capacity, and then it is named or said why there was none.",
)
def capacity_recorded(
    *, lacked: LackedCapacity, words: str, supported_by: SupportedBy | None, name: str, support_words: str
) -> Verdict:
    """Lacking capacity takes an assessment in words and who supports the adult; nobody takes the reason."""
    rule_ = RULEBOOK["ENQ-06"]
    if lacked is not LackedCapacity.YES:
        if supported_by:
            return rule_.refuse(
                words="Support is asked only where the adult lacked capacity.", field="supported_by"
            )
        return ALLOWED
    if not words.strip():
        return rule_.refuse(
            words="Say which decision was assessed, by whom, when and what they found.", field="words"
        )
    if not supported_by:
        return rule_.refuse(
            words="Say who supports the adult: an advocate, family, a friend, or nobody.",
            field="supported_by",
        )
    if supported_by is SupportedBy.NOBODY and not support_words.strip():
        return rule_.refuse(
            words="Say why nobody supports the adult. Where no suitable person can, section 68 asks for an independent advocate.",
            field="support_words",
        )
    if supported_by is not SupportedBy.NOBODY and not name.strip():
        return rule_.refuse(
            words="Give the name of the person who supports the adult.", field="supporter_name"
        )
    return ALLOWED


@rule(
    "ENQ-07",
    citation="Making Safeguarding Personal: asked at the end how far expectations of safety and wellbeing were met",
    sentence="At the end it is asked whether the adult feels safer and how far their hopes were met, and written in whose words.",
)
def ending_recorded(
    *, answers: tuple[EndAnswer | None, ...], said_by: RepresentativeKind | None, words: str
) -> Verdict:
    """All three answers, who gave them, and their words (or, where not known, why nobody could be asked)."""
    rule_ = RULEBOOK["ENQ-07"]
    if any(answer is None for answer in answers):
        return rule_.refuse(words="Answer all three questions; “Not known” is an answer.", field="safer")
    if said_by is None:
        return rule_.refuse(words="Say who gave the answers.", field="said_by")
    if not words.strip():
        return rule_.refuse(words="Write what they said, or why nobody could be asked.", field="words")
    return ALLOWED


@rule(
    "ENQ-20",
    citation="House rule: Care Act 2014 s1 (wellbeing); peer review 2015 para 18 (carers) and para 48 (impact on people's lives)",
    sentence="At the end it is asked what changed in the adult's life, and how an unpaid carer found it; “Not asked” is an answer, and seen.",
)
def impact_recorded(*, life: LifeNow | None, carer: CarerSaid | None, carer_words: str) -> Verdict:
    """Both questions have an answer; a carer who gave one is written down in their words. A carer's words stand for no other answer."""
    rule_ = RULEBOOK["ENQ-20"]
    if life is None:
        return rule_.refuse(
            words="Say whether their life is better or worse; “Not asked” is an answer.", field="life"
        )
    if carer is None:
        return rule_.refuse(
            words="Say how an unpaid carer found it, or that there is none or nobody asked.", field="carer"
        )
    if carer in CARER_ANSWERED and not carer_words.strip():
        return rule_.refuse(words="Write what the carer says, in their words.", field="carer_words")
    if carer not in CARER_ANSWERED and carer_words.strip():
        return rule_.refuse(
            words="These are a carer's words. Choose what the carer said, or leave them out.", field="carer"
        )
    return ALLOWED
