"""What the adult wants, who says so, capacity, and whether they got it."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.viewer import Viewer
from goldenthread.enquiries.models import Enquiry, WantedOutcome
from goldenthread.enquiries.policy import (
    achieved_only_where_expressed,
    asked_agrees,
    capacity_recorded,
    speaker_named,
)
from goldenthread.enquiries.procedures.rows import author, child, keep, keep_step, open_for, subject
from goldenthread.enquiries.vocabulary import Achieved, AskedOutcomes, LackedCapacity, SupportedBy
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.people.vocabulary import RepresentativeKind


@procedure("enquiries.work", about="enquiry")
def record_asked(
    by: Viewer, *, enquiry_id: UUID, version: int, asked: AskedOutcomes, words: str = ""
) -> Done[None]:
    """Record whether the adult was asked what they want (SG4a), with the reason where they were not. Raises Refused (ENQ-03)."""
    enquiry = open_for(by, "record_asked", enquiry_id, version=version)
    insist(asked_agrees(asked=asked, wanted=_standing(enquiry), words=words))
    enquiry.asked, enquiry.asked_words, enquiry.asked_at = asked, words.strip(), moment.now()
    keep(enquiry, "asked", "asked_words", "asked_at")
    keep_step(enquiry, by, "record_asked", f"Was the adult asked what they want? {asked.label}", words)
    return Done(None, subject(enquiry), {"asked": asked.value})


@procedure("enquiries.work", about="enquiry")
def add_wanted(
    by: Viewer,
    *,
    enquiry_id: UUID,
    words: str,
    said_by: RepresentativeKind,
    said_by_name: str = "",
    said_by_why: str = "",
) -> Done[UUID]:
    """Write down something the adult wants, and who said it. Raises Refused (ENQ-05)."""
    enquiry = open_for(by, "add_wanted", enquiry_id)
    made = _write(enquiry, by, words, said_by, said_by_name, said_by_why)
    keep_step(
        enquiry, by, "add_wanted", f"What the adult wants, said by {_speaker(said_by, said_by_name)}", words
    )
    return Done(made.pk, subject(enquiry), {"said_by": said_by.value})


@procedure("enquiries.work", about="enquiry")
def change_wanted(
    by: Viewer,
    *,
    enquiry_id: UUID,
    wanted_id: UUID,
    version: int,
    words: str,
    why: str,
    said_by: RepresentativeKind,
    said_by_name: str = "",
    said_by_why: str = "",
) -> Done[UUID | None]:
    """The adult changed their mind: newer words stand in the place of the older, which stay readable.

    Empty ``words``: it is no longer wanted and nothing takes its place. Raises Refused (STALE, ENQ-05, no reason).
    """
    enquiry = open_for(by, "change_wanted", enquiry_id)
    row: WantedOutcome = child(enquiry.wanted_outcomes, wanted_id, version=version)
    if row.ended_at is not None:
        raise Refused(refused("ENDED", "This was changed before. Change the words that stand now."))
    if not why.strip():
        raise Refused(refused("WORDS", "Say what changed.", field="why"))
    row.ended_at, row.ended_words = moment.now(), why.strip()
    row.save(update_fields=["ended_at", "ended_words", "version"])
    made = (
        _write(enquiry, by, words, said_by, said_by_name, said_by_why, replaces=row)
        if words.strip()
        else None
    )
    what = "What the adult wants has changed" if made else "The adult no longer wants this"
    keep_step(enquiry, by, "change_wanted", what, f"{words.strip() or row.words}\n\n{why.strip()}")
    return Done(made.pk if made else None, subject(enquiry))


@procedure("enquiries.work", about="enquiry")
def judge_outcome(
    by: Viewer,
    *,
    enquiry_id: UUID,
    wanted_id: UUID,
    version: int,
    achieved: Achieved,
    said_by: RepresentativeKind,
    words: str,
    said_by_name: str = "",
    said_by_why: str = "",
) -> Done[None]:
    """Record how far a wanted outcome was reached, in whose words (SG4a). Raises Refused (STALE, ENQ-04, ENQ-05, no words)."""
    enquiry = open_for(by, "judge_outcome", enquiry_id)
    row: WantedOutcome = child(enquiry.wanted_outcomes, wanted_id, version=version)
    insist(
        achieved_only_where_expressed(
            expressed=enquiry.asked == AskedOutcomes.EXPRESSED, still_holds=row.ended_at is None
        )
    )
    insist(speaker_named(said_by=said_by, name=said_by_name, why=said_by_why))
    if not words.strip():
        raise Refused(
            refused("WORDS", "Write what they said about it, or why nobody could be asked.", field="words")
        )
    row.achieved, row.achieved_said_by, row.achieved_said_by_name = achieved, said_by, said_by_name.strip()
    row.achieved_words, row.achieved_at = _with_why(words, said_by_why), moment.now()
    row.save()
    keep_step(
        enquiry,
        by,
        "judge_outcome",
        f"{achieved.label} reached, said by {_speaker(said_by, said_by_name)}",
        f"{row.words}\n\n{row.achieved_words}",
    )
    return Done(None, subject(enquiry), {"achieved": achieved.value, "said_by": said_by.value})


@procedure("enquiries.work", about="enquiry")
def record_capacity(
    by: Viewer,
    *,
    enquiry_id: UUID,
    version: int,
    lacked: LackedCapacity,
    words: str = "",
    supported_by: SupportedBy | None = None,
    supporter_name: str = "",
    support_words: str = "",
) -> Done[None]:
    """Record whether the adult lacked capacity to decide about the enquiry, and who supported them (SG3a). Raises Refused (ENQ-06)."""
    enquiry = open_for(by, "record_capacity", enquiry_id, version=version)
    insist(
        capacity_recorded(
            lacked=lacked,
            words=words,
            supported_by=supported_by,
            name=supporter_name,
            support_words=support_words,
        )
    )
    enquiry.lacked_capacity, enquiry.capacity_words = lacked, words.strip()
    enquiry.supported_by = supported_by or ""
    enquiry.supporter_name = supporter_name.strip() if supported_by else ""
    enquiry.support_words = support_words.strip() if supported_by else ""
    keep(enquiry, "lacked_capacity", "capacity_words", "supported_by", "supporter_name", "support_words")
    support = f" Supported by: {supported_by.label}" if supported_by else ""
    keep_step(
        enquiry, by, "record_capacity", f"Lacked capacity about the enquiry? {lacked.label}.{support}", words
    )
    return Done(None, subject(enquiry), {"lacked": lacked.value, "supported_by": enquiry.supported_by})


def _write(
    enquiry: Enquiry,
    by: Viewer,
    words: str,
    said_by: RepresentativeKind,
    name: str,
    why: str,
    *,
    replaces: WantedOutcome | None = None,
) -> WantedOutcome:
    if not words.strip():
        raise Refused(refused("WORDS", "Write what they want, in their words.", field="words"))
    insist(speaker_named(said_by=said_by, name=name, why=why))
    made = WantedOutcome.objects.create(
        enquiry=enquiry,
        words=words.strip(),
        said_by=said_by,
        said_by_name=name.strip(),
        said_by_why=why.strip(),
        replaces=replaces,
        **author(by),
    )
    if enquiry.asked != AskedOutcomes.EXPRESSED:
        enquiry.asked, enquiry.asked_words, enquiry.asked_at = AskedOutcomes.EXPRESSED, "", moment.now()
        keep(enquiry, "asked", "asked_words", "asked_at")
    return made


def _standing(enquiry: Enquiry) -> int:
    return enquiry.wanted_outcomes.filter(ended_at__isnull=True).count()


def _speaker(said_by: RepresentativeKind, name: str) -> str:
    label = said_by.label[0].lower() + said_by.label[1:] if said_by not in _CAPITAL else said_by.label
    return f"{name.strip()} ({label})" if name.strip() else label


_CAPITAL = (RepresentativeKind.CARE_ACT_ADVOCATE,)


def _with_why(words: str, why: str) -> str:
    return f"{words.strip()}\n\n{why.strip()}".strip()
