"""Deeds about a person's record."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.access import relations
from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.models import User
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import ROLE_MAY
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Relation, Role
from goldenthread.ground import moment
from goldenthread.ground import nhs_number as nhs
from goldenthread.ground.verdicts import ALLOWED, Verdict, insist, refused
from goldenthread.ground.words import Answer, Words
from goldenthread.people import policy
from goldenthread.people.models import Circumstance, Person, PersonStep, Representative
from goldenthread.people.queries.record import day as in_words
from goldenthread.people.vocabulary import (
    CircumstanceKind,
    Eligibility,
    EthnicGroup,
    Funding,
    Gender,
    RepresentativeKind,
    SupportReason,
)

# How each column is called in a sentence about what changed.
_NAMED = {
    "given_name": "Given name",
    "family_name": "Family name",
    "known_as": "Known as",
    "date_of_birth": "Date of birth",
    "died_on": "Date of death",
    "nhs_number": "NHS number",
    "address": "Address",
    "postcode": "Postcode",
    "gender": "Gender",
    "ethnic_group": "Ethnic group",
    "support_reason": "Support reason",
    "funding": "Who pays for care",
    "eligibility": "Eligible for care and support",
}
_LISTS: dict[str, type[Words]] = {
    "gender": Gender,
    "ethnic_group": EthnicGroup,
    "support_reason": SupportReason,
    "funding": Funding,
    "eligibility": Eligibility,
}


@procedure("people.match")
def create_person(
    by: Viewer,
    *,
    given_name: str = "",
    family_name: str = "",
    date_of_birth: date | None = None,
    nhs_number: str = "",
    address: str = "",
    postcode: str = "",
    known_as: str = "",
    died_on: date | None = None,
    gender: Gender = Gender.NOT_KNOWN,
    ethnic_group: EthnicGroup = EthnicGroup.NOT_KNOWN,
    support_reason: SupportReason = SupportReason.NOT_KNOWN,
    funding: Funding = Funding.NOT_KNOWN,
    eligibility: Eligibility = Eligibility.NOT_KNOWN,
    words: str = "",
) -> Done[UUID]:
    """Begin a record, once a practitioner has decided that this person is not held yet; ``words`` say why without a concern.

    Raises Refused (PEO rules).
    """
    insist(policy.practitioner_decides(a_person=by.signed_in))
    values = _tidied(
        given_name=given_name,
        family_name=family_name,
        known_as=known_as,
        date_of_birth=date_of_birth,
        died_on=died_on,
        nhs_number=nhs_number,
        address=address,
        postcode=postcode,
        gender=Gender(gender),
        ethnic_group=EthnicGroup(ethnic_group),
        support_reason=SupportReason(support_reason),
        funding=Funding(funding),
        eligibility=Eligibility(eligibility),
    )
    _insist_on(by, values)
    person = Person.objects.create(**values, **_keys(values), created_at=moment.now())
    _step(person, by, "create_person", "Record begun", words)
    return Done(person.pk, Subject("person", person.pk))


@procedure("people.change", about="person")
def change_person(
    by: Viewer,
    *,
    person_id: UUID,
    version: int | None,
    given_name: str,
    family_name: str,
    known_as: str,
    date_of_birth: date | None,
    died_on: date | None,
    nhs_number: str,
    address: str,
    postcode: str,
    gender: Gender,
    ethnic_group: EthnicGroup,
    support_reason: SupportReason,
    funding: Funding,
    eligibility: Eligibility,
    words: str = "",
) -> Done[None]:
    """Change a record; what it said before stays in its history. Raises Refused (stale, PEO rules) and NotThere."""
    person = find(by, Person, person_id, version=version if version is not None else -1, lock=True)
    values = _tidied(
        given_name=given_name,
        family_name=family_name,
        known_as=known_as,
        date_of_birth=date_of_birth,
        died_on=died_on,
        nhs_number=nhs_number,
        address=address,
        postcode=postcode,
        gender=Gender(gender),
        ethnic_group=EthnicGroup(ethnic_group),
        support_reason=SupportReason(support_reason),
        funding=Funding(funding),
        eligibility=Eligibility(eligibility),
    )
    _insist_on(by, values, held=person)
    changed = {name: value for name, value in values.items() if getattr(person, name) != value}
    if not changed:
        return Done(None, Subject("person", person.pk), {"changed": []})
    told = [_from_to(name, getattr(person, name), value) for name, value in changed.items()]
    for name, value in (values | _keys(values)).items():
        setattr(person, name, value)
    person.version += 1
    person.save()
    what = "Changed: " + ", ".join(_NAMED[name].lower().replace("nhs", "NHS") for name in changed)
    _step(person, by, "change_person", what, "\n".join([*told, *([words.strip()] if words.strip() else [])]))
    return Done(None, Subject("person", person.pk), {"changed": sorted(changed)})


@procedure("people.change", about="person")
def add_circumstance(
    by: Viewer,
    *,
    person_id: UUID,
    kind: CircumstanceKind,
    words: str,
    from_on: date,
    until_on: date | None = None,
) -> Done[UUID]:
    """Note something that holds for a time: a legal status, a worker, a care package. Raises Refused and NotThere."""
    person = find(by, Person, person_id, lock=True)
    kind = CircumstanceKind(kind)
    insist(
        policy.dates_in_order(from_on, until_on).and_(
            _needed(words, "words", "Say what it is, in a few words.")
        )
    )
    row = Circumstance.objects.create(
        person=person,
        kind=kind,
        words=words.strip(),
        from_on=from_on,
        until_on=until_on,
        by_id=by.user_id or NOBODY,
        by_name=by.name,
        at=moment.now(),
    )
    _step(person, by, "add_circumstance", f"{kind.label} noted, from {in_words(from_on)}", words)
    return Done(row.pk, Subject("person", person.pk), {"kind": kind.value})


@procedure("people.change", about="person")
def end_circumstance(
    by: Viewer, *, person_id: UUID, circumstance_id: UUID, until_on: date, words: str = ""
) -> Done[None]:
    """Note that a circumstance ended, or ends, on a day. Raises Refused and NotThere."""
    person = find(by, Person, person_id, lock=True)
    row = Circumstance.objects.select_for_update().filter(pk=circumstance_id, person=person).first()
    if row is None:
        raise NotThere(Subject("circumstance", circumstance_id))
    insist(policy.dates_in_order(row.from_on, until_on))
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    label = CircumstanceKind(row.kind).label
    _step(
        person,
        by,
        "end_circumstance",
        f"{label} ended, {in_words(until_on)}",
        "\n".join(filter(None, [row.words, words.strip()])),
    )
    return Done(None, Subject("person", person.pk), {"kind": row.kind})


@procedure("people.change", about="person")
def add_representative(
    by: Viewer,
    *,
    person_id: UUID,
    kind: RepresentativeKind,
    name: str,
    relationship: str = "",
    contact: str = "",
    safe_to_contact: Answer = Answer.NOT_ASKED,
    from_on: date,
) -> Done[UUID]:
    """Note who speaks with or for the adult. Raises Refused and NotThere."""
    person = find(by, Person, person_id, lock=True)
    kind = RepresentativeKind(kind)
    insist(_needed(name, "name", "Enter their name."))
    row = Representative.objects.create(
        person=person,
        kind=kind,
        name=name.strip(),
        relationship=relationship.strip(),
        contact=contact.strip(),
        safe_to_contact=Answer(safe_to_contact),
        from_on=from_on,
        by_id=by.user_id or NOBODY,
        by_name=by.name,
        at=moment.now(),
    )
    _step(
        person, by, "add_representative", f"{kind.label}: {row.name}, from {in_words(from_on)}", relationship
    )
    return Done(row.pk, Subject("person", person.pk), {"kind": kind.value})


@procedure("people.change", about="person")
def end_representative(
    by: Viewer, *, person_id: UUID, representative_id: UUID, until_on: date, words: str = ""
) -> Done[None]:
    """Note that somebody no longer speaks for the adult from a day on. Raises Refused and NotThere."""
    person = find(by, Person, person_id, lock=True)
    row = Representative.objects.select_for_update().filter(pk=representative_id, person=person).first()
    if row is None:
        raise NotThere(Subject("representative", representative_id))
    insist(policy.dates_in_order(row.from_on, until_on))
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    label = RepresentativeKind(row.kind).label
    _step(person, by, "end_representative", f"{label} ended: {row.name}, {in_words(until_on)}", words)
    return Done(None, Subject("person", person.pk), {"kind": row.kind})


@procedure("people.restrict", about="person")
def restrict_person(
    by: Viewer, *, person_id: UUID, version: int | None, restricted: bool, words: str
) -> Done[None]:
    """Restrict a record, or open it again. Restricting, the manager keeps it and lets in whom the work needs.

    Raises Refused (stale, no reason) and NotThere.
    """
    person = find(by, Person, person_id, version=version if version is not None else -1, lock=True)
    insist(policy.restricting_has_reason(words))
    if person.restricted == restricted:
        return Done(None, Subject("person", person.pk), {"restricted": restricted})
    person.restricted = restricted
    person.version += 1
    person.save(update_fields=["restricted", "version"])
    subject = Subject("person", person.pk)
    if restricted:
        relations.give(subject, Relation.ACCOUNTABLE, user_id=by.user_id, reason=words.strip())
    _step(
        person,
        by,
        "restrict_person",
        "Record restricted" if restricted else "Record no longer restricted",
        words,
    )
    return Done(None, subject, {"restricted": restricted})


@procedure("people.restrict", about="person")
def let_in(by: Viewer, *, person_id: UUID, user_id: UUID, words: str) -> Done[None]:
    """Let a colleague of a casework role open a restricted record. Raises Refused and NotThere."""
    person = find(by, Person, person_id, lock=True)
    insist(policy.restricting_has_reason(words))
    colleague = _caseworker(user_id)
    subject = Subject("person", person.pk)
    relations.give(subject, Relation.ALLOCATED, user_id=colleague.pk, reason=words.strip())
    _step(person, by, "let_in", f"{colleague.name} may open this record", words)
    return Done(None, subject, {"user": colleague.pk.hex})


@procedure("people.restrict", about="person")
def shut_out(by: Viewer, *, person_id: UUID, user_id: UUID) -> Done[None]:
    """End a colleague's relation to a restricted record. Nobody ends their own. Raises Refused and NotThere."""
    person = find(by, Person, person_id, lock=True)
    if user_id == by.user_id:
        insist(
            refused(
                "OWN-RELATION",
                "You answer for this record, so you cannot shut yourself out. Another manager can.",
            )
        )
    colleague = _caseworker(user_id)
    subject = Subject("person", person.pk)
    for relation in (Relation.ALLOCATED, Relation.ACCOUNTABLE):
        relations.end(subject, relation, user_id=colleague.pk)
    _step(person, by, "shut_out", f"{colleague.name} may no longer open this record")
    return Done(None, subject, {"user": colleague.pk.hex})


def _caseworker(user_id: UUID) -> User:
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or "people.see" not in ROLE_MAY[Role(user.role)]:
        raise NotThere(Subject("account", user_id))
    return user


def _tidied(**values: Any) -> dict[str, Any]:
    tidy = {name: " ".join(value.split()) if type(value) is str else value for name, value in values.items()}
    tidy["nhs_number"] = nhs.tidy(tidy["nhs_number"])
    tidy["postcode"] = policy.postcode_key(tidy["postcode"])
    return tidy


def _keys(values: dict[str, Any]) -> dict[str, str]:
    keys = policy.keys_of(values["given_name"], values["family_name"], values["postcode"])
    return {"family_key": keys.family, "given_key": keys.given, "sound_key": keys.sound}


def _insist_on(by: Viewer, values: dict[str, Any], *, held: Person | None = None) -> None:
    number = values["nhs_number"]
    # A number kept as it was is not judged again: only a change can make a second record of one person.
    judged = number and (held is None or held.nhs_number != number)
    taken = judged and visible(by, Person).filter(nhs_number=number).exists()
    names = ("given_name", "family_name", "known_as", "nhs_number", "address", "date_of_birth", "died_on")
    insist(
        policy.record_verdict(
            **{name: values[name] for name in names}, today=moment.today(), nhs_number_taken=bool(taken)
        )
    )


def _needed(text: str, field: str, words: str) -> Verdict:
    return ALLOWED if text.strip() else refused("NEEDED", words, field=field)


def _from_to(name: str, before: Any, after: Any) -> str:
    return f"{_NAMED[name]}: was {_shown(name, before)}, is now {_shown(name, after)}."


def _shown(name: str, value: Any) -> str:
    if name in _LISTS:
        return f"“{_LISTS[name](value).label}”"
    if isinstance(value, date):
        return in_words(value)
    if name == "nhs_number" and value:
        return nhs.display(value)
    return f"“{value}”" if value else "empty"


def _step(person: Person, by: Viewer, deed: str, what: str, words: str = "") -> None:
    PersonStep.objects.create(
        person=person,
        at=moment.now(),
        deed=deed,
        what=what[:400],
        words=words.strip(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )
