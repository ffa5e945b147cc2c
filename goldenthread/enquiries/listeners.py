"""What this room does when a concern is decided, in the same transaction: open an enquiry, or join one that is open."""

from __future__ import annotations

from goldenthread.access import relations
from goldenthread.access.models import User
from goldenthread.access.numbers import next_reference
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Relation
from goldenthread.concerns.events import ConcernDecided
from goldenthread.concerns.models import Concern, Decision, WishRow
from goldenthread.concerns.policy.decision import EnquiryToJoin, joining_verdict
from goldenthread.concerns.vocabulary import Duty, Outcome, WishState
from goldenthread.enquiries.models import (
    Allegation,
    Enquiry,
    EnquiryConcern,
    EnquiryStep,
    LegalBasis,
    WantedOutcome,
)
from goldenthread.enquiries.policy import opening_verdict
from goldenthread.enquiries.vocabulary import AskedOutcomes, EnquiryKind, EnquiryStatus, Law
from goldenthread.ground import local_policy, moment
from goldenthread.ground.local_policy import ClockName
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.people.vocabulary import RepresentativeKind

_KINDS = {Outcome.S42_ENQUIRY: EnquiryKind.S42, Outcome.OTHER_ENQUIRY: EnquiryKind.OTHER}


def open_or_join_enquiry(event: ConcernDecided) -> None:
    """Open the enquiry a decision calls for, or join the concern to the open one it names. Telling it twice changes nothing.

    Raises Refused when nobody is named to answer for the enquiry, or the enquiry to join is closed or about another adult.
    """
    outcome = Outcome(event.outcome)
    if EnquiryConcern.objects.filter(concern_id=event.concern_id).exists():
        return
    if outcome in _KINDS:
        _open(event, _KINDS[outcome])
    elif outcome is Outcome.ADDED_TO_ENQUIRY:
        _join(event)


def _open(event: ConcernDecided, kind: EnquiryKind) -> None:
    concern = Concern.objects.get(pk=event.concern_id)
    decision = Decision.objects.get(pk=event.decision_id)
    people = {
        user.pk: user
        for user in User.objects.filter(pk__in=[pk for pk in (event.manager_id, event.officer_id) if pk])
    }
    manager, officer = people.get(event.manager_id), people.get(event.officer_id)  # type: ignore[arg-type]
    insist(
        opening_verdict(
            kind=kind, duty=decision.duty, manager=manager is not None, officer=officer is not None
        )
    )
    if manager is None or officer is None:
        return
    now = moment.now()
    edition = local_policy.current().for_case(now)
    enquiry = Enquiry.objects.create(
        reference=next_reference("SGE"),
        person_id=event.person_id,
        kind=kind,
        decision_id=decision.pk,
        law=decision.law,
        restricted=concern.restricted,
        policy_edition=edition.edition,
        opened_at=now,
        planning_due_at=edition.due(ClockName.PLANNING, now),
        due_at=edition.due(ClockName.ENQUIRY, now),
        manager=manager,
        officer=officer,
        lead_agency_id=manager.agency_id,
        team=officer.team or manager.team or concern.team,
    )
    _relate(enquiry)
    EnquiryConcern.objects.create(enquiry=enquiry, concern=concern, joined_at=now)
    LegalBasis.objects.create(
        enquiry=enquiry,
        law=Law.CARE_ACT_S42 if kind is EnquiryKind.S42 else Law.CARE_ACT_POWER,
        why=decision.rationale or decision.law,
        by_id=event.by.user_id or NOBODY,
        by_name=event.by.name,
        at=now,
    )
    _carry_wishes(enquiry, concern)
    _carry_allegations(enquiry, concern, event.by)
    _step(
        enquiry,
        event.by,
        "opened",
        "",
        f"{kind.label} opened from concern {concern.reference}",
        decision.rationale,
    )


def _join(event: ConcernDecided) -> None:
    enquiry = (
        Enquiry.objects.select_for_update()
        .filter(pk=event.enquiry_id or NOBODY, person_id=event.person_id)
        .first()
    )
    if enquiry is None or enquiry.status == EnquiryStatus.CLOSED:
        raise Refused(
            refused(
                "ENQ-JOIN",
                "There is no open enquiry of this adult to add the concern to. Choose another, or decide on a new enquiry.",
                field="enquiry_id",
            )
        )
    # Asked again with what is held here: what the form said of the enquiry is not believed.
    held = EnquiryToJoin(enquiry.pk, enquiry.person_id, is_open=True, is_s42=enquiry.kind == EnquiryKind.S42)
    duty = Duty(Decision.objects.values_list("duty", flat=True).get(pk=event.decision_id))
    insist(joining_verdict(held, person_id=event.person_id, duty=duty))
    concern = Concern.objects.get(pk=event.concern_id)
    EnquiryConcern.objects.create(enquiry=enquiry, concern=concern, joined_at=moment.now())
    if concern.restricted and not enquiry.restricted:
        enquiry.restricted = True
    enquiry.version += 1
    enquiry.save(update_fields=["restricted", "version"])
    _carry_wishes(enquiry, concern)
    _carry_allegations(enquiry, concern, event.by)
    _step(
        enquiry, event.by, "joined", enquiry.status, f"Concern {concern.reference} added to this enquiry", ""
    )


def _relate(enquiry: Enquiry) -> None:
    subject = Subject("enquiry", enquiry.pk)
    relations.give(subject, Relation.ACCOUNTABLE, user_id=enquiry.manager_id)
    relations.give(subject, Relation.ALLOCATED, user_id=enquiry.officer_id)


def _carry_wishes(enquiry: Enquiry, concern: Concern) -> None:
    """What was said is carried forward, so that nobody asks the same again.

    A referrer's account of what the adult wants is kept in their name; it is not counted as having asked the adult.
    """
    rows = list(WishRow.objects.filter(concern=concern).order_by("at", "pk"))
    held = set(WantedOutcome.objects.filter(enquiry=enquiry).values_list("words", flat=True))
    for row in rows:
        words = row.words.strip()
        if not words or words in held:
            continue
        held.add(words)
        named = row.said_by_name or row.said_by == RepresentativeKind.ADULT
        WantedOutcome.objects.create(
            enquiry=enquiry,
            words=words,
            said_by=row.said_by or RepresentativeKind.PROFESSIONAL,
            said_by_name=row.said_by_name,
            said_by_why="" if named else "From the concern, where their name was not written.",
            at=row.at,
            by_id=row.by_id,
            by_name=row.by_name,
        )
    _carry_asked(enquiry, rows)


def _carry_asked(enquiry: Enquiry, rows: list[WishRow]) -> None:
    said = [
        row for row in rows if row.words.strip() and row.said_by not in ("", RepresentativeKind.PROFESSIONAL)
    ]
    silent = [row for row in rows if row.state != WishState.EXPRESSED]
    if said:
        enquiry.asked, enquiry.asked_words, enquiry.asked_at = AskedOutcomes.EXPRESSED, "", said[-1].at
    elif silent and enquiry.asked == AskedOutcomes.NOT_RECORDED and not enquiry.wanted_outcomes.exists():
        enquiry.asked = _ASKED[WishState(silent[-1].state)]
        enquiry.asked_words, enquiry.asked_at = silent[-1].not_expressed_reason, silent[-1].at
    enquiry.save(update_fields=["asked", "asked_words", "asked_at"])


_ASKED = {WishState.NOT_EXPRESSED: AskedOutcomes.NONE_EXPRESSED, WishState.NOT_POSSIBLE: AskedOutcomes.NO}


def _carry_allegations(enquiry: Enquiry, concern: Concern, by: Viewer) -> None:
    held = set(
        Allegation.objects.filter(enquiry=enquiry).values_list(
            "type", "place", "source_relationship", "source_name"
        )
    )
    for kind in concern.types:
        key = (kind, concern.place, concern.source_of_risk_relationship, concern.source_of_risk_name)
        if key in held:
            continue
        held.add(key)
        Allegation.objects.create(
            enquiry=enquiry,
            type=kind,
            place=concern.place,
            source_relationship=concern.source_of_risk_relationship,
            source_name=concern.source_of_risk_name,
            by_id=by.user_id or NOBODY,
            by_name=by.name,
            at=moment.now(),
        )


def _step(enquiry: Enquiry, by: Viewer, deed: str, before: str, what: str, words: str) -> None:
    EnquiryStep.objects.create(
        enquiry=enquiry,
        at=moment.now(),
        deed=deed,
        before=before,
        after=enquiry.status,
        what=what,
        words=words,
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )
