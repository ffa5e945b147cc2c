"""Words of what came of it: for the adult's life, for who cares for them, and for justice."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class LifeNow(Words):
    """What safeguarding did to the adult's life, as they or who speaks for them see it at the end.

    Not whether steps were taken, and not risk alone (Care Act 2014, section 1; Making Safeguarding Personal).
    """

    BETTER = "better", "Better", "Something that matters to them has changed for the good."
    SAME = "same", "About the same", ""
    WORSE = "worse", "Worse", "Such as lonelier, less free, or away from home. Say what in their words below."
    NOT_ASKED = "not_asked", "Not asked", "Say below why nobody asked."
    NOT_KNOWN = "not_known", "Not known", "Asked, and they could not or would not say."


LIFE_ANSWERED = (LifeNow.BETTER, LifeNow.SAME, LifeNow.WORSE)


@vocabulary
class CarerSaid(Words):
    """Whether an unpaid carer was listened to and supported in the enquiry, in the carer's own view.

    Of safeguarding only. How carers find carers' services (assessments, breaks, advice) is asked elsewhere and never counted here.
    """

    NO_CARER = "no_carer", "There is no unpaid carer", "Nor is the adult one."
    YES = "yes", "Yes, the carer felt listened to and supported", ""
    PARTLY = "partly", "Partly", ""
    NO = "no", "No", "Also where the carer may have caused harm: they too have a view."
    NOT_ASKED = "not_asked", "There is a carer, who was not asked", "Such as where asking would not be safe."
    NOT_KNOWN = "not_known", "The carer was asked and did not say", ""


CARER_ANSWERED = (CarerSaid.YES, CarerSaid.PARTLY, CarerSaid.NO)


@vocabulary
class Motive(Words):
    """Whether it was done because of who the adult is.

    The first five are the strands of hate crime that police and prosecutors monitor; age and sex are not among them, but treating
    somebody worse for them is discrimination (Equality Act 2010). Who was hurt perceives it, or anybody else: no proof is needed.
    """

    DISABILITY = "disability", "Yes: disability, learning disability or autism", ""
    RACE = "race", "Yes: race or ethnic group", ""
    RELIGION = "religion", "Yes: religion or belief", ""
    ORIENTATION = "orientation", "Yes: sexual orientation", ""
    TRANSGENDER = "transgender", "Yes: transgender identity", ""
    OLDER_AGE = "older_age", "Yes: older age", "Discrimination against or harassment of older people."
    OTHER = "other", "Yes: something else about them", "Such as sex, or younger age."
    NO = "no", "No", "Nobody sees it so."
    NOT_ASKED = "not_asked", "Not asked", "Nobody has asked the adult yet."
    NOT_KNOWN = "not_known", "Not known", "It was asked and cannot be told."


BECAUSE_OF_WHO = (
    Motive.DISABILITY,
    Motive.RACE,
    Motive.RELIGION,
    Motive.ORIENTATION,
    Motive.TRANSGENDER,
    Motive.OLDER_AGE,
    Motive.OTHER,
)


@vocabulary
class PoliceResult(Words):
    """How far police and courts have come with an allegation, the newest."""

    NOT_REPORTED = (
        "not_reported",
        "Not reported to the police",
        "No crime, or the adult did not want it. Say why.",
    )
    REPORTED = "reported", "Reported; the police look into it", ""
    NO_CHARGE = "no_charge", "The police ended it without a charge", ""
    OUT_OF_COURT = "out_of_court", "Settled without a court", "A caution, or a restorative answer."
    CHARGED = "charged", "Somebody is charged: a prosecution has begun", ""
    CONVICTED = "convicted", "Somebody is convicted", ""
    NOT_CONVICTED = "not_convicted", "The prosecution ended without a conviction", ""


# A prosecution begins with the charge, and each of these comes after one.
PROSECUTED = (PoliceResult.CHARGED, PoliceResult.CONVICTED, PoliceResult.NOT_CONVICTED)


@vocabulary
class Offence(Words):
    """The main offence that the police looked into or charged."""

    MCA_S44 = (
        "mca_s44",
        "Ill-treatment or wilful neglect of somebody who lacks capacity",
        "Mental Capacity Act 2005, section 44.",
    )
    CARE_WORKER = (
        "care_worker",
        "Ill-treatment or wilful neglect by a care worker or care provider",
        "Criminal Justice and Courts Act 2015, sections 20 and 21: whether or not the person lacks capacity.",
    )
    VIOLENCE = "violence", "Violence against the person", "Assault, and threats to kill."
    SEXUAL = "sexual", "A sexual offence", ""
    THEFT = "theft", "Theft or fraud", "Also fraud by abuse of position."
    COERCION = (
        "coercion",
        "Controlling or coercive behaviour",
        "Serious Crime Act 2015, section 76, or stalking and harassment.",
    )
    SLAVERY = "slavery", "Modern slavery", "Modern Slavery Act 2015."
    OTHER = "other", "Another offence", "Such as public order or damage. Name it in the words below."
