"""What is done with the national return: started, counted, explained, sent for sign-off, signed and so frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.ground import moment
from goldenthread.ground.moment import london
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.insight.lifecycle.returns import EDITION
from goldenthread.insight.models import (
    ReturnComment,
    ReturnCount,
    ReturnEdition,
    ReturnEntry,
    ReturnFile,
    ReturnStep,
)
from goldenthread.insight.policy import returns as policy
from goldenthread.insight.queries.latest import population
from goldenthread.insight.queries.returns import (
    checks_of,
    count_of,
    entered_by_hand,
    newest_comments,
    prepared_by,
    unexplained,
)
from goldenthread.insight.sac import package
from goldenthread.insight.sac.layout import Address, load, years
from goldenthread.insight.sac.policy import year_is_over
from goldenthread.insight.sac.year import ReturnYear
from goldenthread.insight.vocabulary.returns import CountState, ReturnState

# A count that is not done by then was stopped, and is counted by another.
LEASE = timedelta(minutes=30)


@procedure("returns.prepare")
def start_return(by: Viewer, *, year: str, reason: str = "") -> Done[UUID]:
    """Start the return of a year, or its restatement with the reason, and have it counted. Returns its id. Raises Refused."""
    if year not in years():
        insist(refused("YEAR", f"There is no layout for {year}. Choose one of the list.", field="year"))
    before = list(visible(by, ReturnEdition).select_for_update().filter(year=year))
    unfinished = [each for each in before if each.state in (ReturnState.DRAFT, ReturnState.CHECKED)]
    signed = [each for each in before if each.state == ReturnState.SIGNED]
    insist(policy.one_at_a_time(open_edition=unfinished[0].reference if unfinished else ""))
    insist(policy.restated_with_reason(signed_before=bool(signed), reason=reason))
    number = len(before) + 1
    edition = ReturnEdition.objects.create(
        reference=f"SAC-{year}-{number}",
        year=year,
        number=number,
        reason=reason.strip() or ("" if number == 1 else "The edition before was given up."),
        started_at=moment.now(),
        started_by_id=by.user_id or NOBODY,
        started_by=by.name,
    )
    _step(by, edition, "start_return", "Started" if not signed else "Restatement started", edition.reason)
    if signed:
        _carry_over(by, edition, max(signed, key=lambda each: each.number))
    _have_counted(by, edition)
    return Done(edition.pk, Subject("return", edition.pk), {"year": year, "edition": number})


def _carry_over(by: Viewer, edition: ReturnEdition, before: ReturnEdition) -> None:
    """What was entered by hand in the edition before holds until somebody changes it."""
    entered = {address: value for address, value in entered_by_hand(before).items() if value is not None}
    ReturnEntry.objects.bulk_create(_entry(by, edition, address, value) for address, value in entered.items())
    if entered:
        words = f"{len(entered)} of edition {before.number}. Look whether they still hold."
        _step(by, edition, "carry_over", "Numbers entered by hand carried over", words)


def _entry(by: Viewer, edition: ReturnEdition, address: Address, value: int | None) -> ReturnEntry:
    return ReturnEntry(
        edition=edition,
        **address._asdict(),
        value=value,
        at=moment.now(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )


@procedure("returns.prepare", about="return")
def count_again(by: Viewer, *, return_id: UUID, version: int | None) -> Done[None]:
    """Have a draft counted again, from the facts as they are then. Raises Refused and NotThere."""
    edition = _found(by, return_id, version, "count_again")
    if edition.counts.filter(state__in=[CountState.WAITING, CountState.COUNTING]).exists():
        insist(refused("COUNTING", "It is being counted already. Look again in a minute."))
    _have_counted(by, edition)
    _step(by, edition, "count_again", "To be counted again")
    return _done(edition)


@procedure("returns.prepare", about="return")
def enter(by: Viewer, *, return_id: UUID, version: int | None, values: Mapping[int, int | None]) -> Done[int]:
    """Enter numbers by hand, by the number of their cell, where the facts cannot feed it; None takes one away.

    Returns how many changed. Raises Refused (stale, state, a cell that is counted) and NotThere.
    """
    edition = _found(by, return_id, version, "enter")
    kept = count_of(edition)
    places = kept.places if kept else {}
    if any(number not in places or not places[number][1].waits_for for number in values):
        raise Refused(
            refused("COUNTED", "This cell is counted from the records. Put it right there, and count again.")
        )
    changed = {at: value for at, value in values.items() if places[at][2].value != value}
    ReturnEntry.objects.bulk_create(
        _entry(by, edition, places[at][0], value) for at, value in changed.items()
    )
    tables = ", ".join(sorted({places[at][0].table for at in changed}))
    if changed:
        _step(by, edition, "enter", f"Entered by hand in {tables}", f"{len(changed)} of its cells.")
        _done(edition)
    return Done(len(changed), Subject("return", edition.pk), {"cells": len(changed)})


@procedure("returns.prepare", about="return")
def comment(
    by: Viewer,
    *,
    return_id: UUID,
    version: int | None,
    code: str,
    where: str,
    words: str,
    alike: bool = False,
) -> Done[int]:
    """Explain a check that is not met; with ``alike`` also the others of its rule that are not explained. Returns how many.

    The newest words hold, for the number they were written about. Raises Refused (stale, state, no words, no such check) and
    NotThere.
    """
    edition = _found(by, return_id, version, "comment", words=words)
    kept = count_of(edition)
    checks = checks_of(edition, kept) if kept else ()
    meant = [
        each.finding
        for each in checks
        if each.finding.code == code and (each.finding.where == where or (alike and not each.explained))
    ]
    if not any(each.where == where for each in meant):
        raise Refused(refused("CHECK", "This check has been met since. There is nothing to explain."))
    ReturnComment.objects.bulk_create(
        ReturnComment(
            edition=edition,
            code=code,
            where=each.where,
            count=each.count,
            words=words.strip(),
            at=moment.now(),
            by_id=by.user_id or NOBODY,
            by_name=by.name,
        )
        for each in meant
    )
    what = where if len(meant) == 1 else f"{where} and {len(meant) - 1} more"
    _step(by, edition, "comment", f"{code} {what}: explained", words)
    _done(edition)
    return Done(len(meant), Subject("return", edition.pk), {"check": code, "checks": len(meant)})


@procedure("returns.prepare", about="return")
def send_to_sign(by: Viewer, *, return_id: UUID, version: int | None) -> Done[None]:
    """Make the files and hand them to whoever signs. Raises Refused (RET-02, RET-03, SAC-18, stale, state) and NotThere."""
    edition = _found(by, return_id, version, "send_to_sign")
    kept = count_of(edition)
    layout = load(edition.year)
    insist(
        policy.counted_by_these_rules(
            counted=kept is not None,
            rule_version=kept.rule_version if kept else "",
            in_force=layout.rule_version,
        )
    )
    assert kept is not None
    insist(year_is_over(as_at=london(kept.as_at).date(), last=ReturnYear.read(edition.year).last))
    insist(policy.checks_explained(unexplained=len(unexplained(edition, kept))))
    found, findings = kept.as_counted(layout)
    comments = {key: words.words for key, words in newest_comments(edition).items()}
    about = {"edition": edition.number, "reason": edition.reason, "made_at": moment.now().isoformat()}
    round_ = edition.files.order_by("-round").values_list("round", flat=True).first() or 0
    files = package.files_of(found, findings, comments, about, population())
    ReturnFile.objects.bulk_create(
        ReturnFile(
            edition=edition,
            round=round_ + 1,
            name=name,
            digest=package.digest(content),
            size=len(content),
            content=content,
        )
        for name, content in files.items()
    )
    edition.digest = package.digest(files[package.MANIFEST])
    edition.state = ReturnState.CHECKED
    _step(
        by, edition, "send_to_sign", "Sent for sign-off", f"Digest of what is to be signed: {edition.digest}"
    )
    return _done(edition, {"digest": edition.digest})


@procedure("returns.prepare", about="return")
def take_back(by: Viewer, *, return_id: UUID, version: int | None) -> Done[None]:
    """Take a return back that waits for sign-off. Raises Refused and NotThere."""
    edition = _found(by, return_id, version, "take_back")
    edition.state, edition.digest = ReturnState.DRAFT, ""
    _step(by, edition, "take_back", "Taken back")
    return _done(edition)


@procedure("returns.sign", about="return")
def send_back(by: Viewer, *, return_id: UUID, version: int | None, words: str) -> Done[None]:
    """Send a return back to whoever prepared it, with what to put right. Raises Refused and NotThere."""
    edition = _found(by, return_id, version, "send_back", words=words)
    edition.state, edition.digest = ReturnState.DRAFT, ""
    _step(by, edition, "send_back", "Sent back", words)
    return _done(edition)


@procedure("returns.sign", about="return")
def sign_off(by: Viewer, *, return_id: UUID, version: int | None) -> Done[None]:
    """Sign a return and so freeze it. Raises Refused (RET-01, stale, state) and NotThere."""
    edition = _found(by, return_id, version, "sign_off")
    insist(policy.signed_by_another(signer=by.user_id, prepared_by=prepared_by(edition)))
    edition.state, edition.signed_at = ReturnState.SIGNED, moment.now()
    edition.signed_by_id, edition.signed_by = by.user_id, by.name
    _step(by, edition, "sign_off", "Signed off and frozen", f"Digest of what was signed: {edition.digest}")
    return _done(edition, {"digest": edition.digest})


@procedure("returns.prepare", about="return")
def give_up(by: Viewer, *, return_id: UUID, version: int | None, words: str) -> Done[None]:
    """Give a draft up, with the reason. Raises Refused and NotThere."""
    edition = _found(by, return_id, version, "give_up", words=words)
    edition.state = ReturnState.GIVEN_UP
    edition.counts.filter(state=CountState.WAITING).update(
        state=CountState.FAILED, done_at=moment.now(), trouble="The edition was given up."
    )
    _step(by, edition, "give_up", "Given up", words)
    return _done(edition)


# -- the clockwork's part ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ToCount:
    """A count that this process has in hand."""

    id: UUID
    year: str


@procedure("returns.count")
def take_next_count(by: Viewer) -> Done[ToCount | None]:
    """Take the count that waits longest, or one whose process was stopped; None when there is none."""
    now = moment.now()
    stopped = Q(state=CountState.COUNTING, begun_at__lt=now - LEASE)
    waiting = ReturnCount.objects.filter(Q(state=CountState.WAITING) | stopped).order_by("asked_at")
    count = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("edition").first()
    if count is None:
        return Done(None, Subject("return", NOBODY))
    count.state, count.begun_at = CountState.COUNTING, now
    count.save(update_fields=["state", "begun_at"])
    return Done(ToCount(count.pk, count.edition.year), Subject("return", count.edition_id))


@procedure("returns.count")
def note_counted(
    by: Viewer, *, count_id: UUID, as_at: datetime, rule_version: str, content: bytes, behind: bytes
) -> Done[bool]:
    """Keep what was counted. False when somebody else has done this count, or the edition was given up meanwhile."""
    rows = ReturnCount.objects.select_for_update(of=("self", "edition")).select_related("edition")
    count = rows.get(pk=count_id)
    if count.state != CountState.COUNTING or count.edition.state != ReturnState.DRAFT:
        return Done(False, Subject("return", count.edition_id), {"kept": False})
    count.state, count.done_at, count.as_at = CountState.COUNTED, moment.now(), as_at
    count.rule_version, count.content, count.behind = rule_version, content, behind
    count.save()
    # Whoever looks at the page with the older count must see the new one before they go on.
    count.edition.version += 1
    count.edition.save(update_fields=["version"])
    _step(by, count.edition, "note_counted", "Counted", f"Facts as at {london(as_at):%-d %B %Y at %H:%M}.")
    return Done(True, Subject("return", count.edition_id), {"rules": rule_version})


@procedure("returns.count")
def note_not_counted(by: Viewer, *, count_id: UUID, trouble: str) -> Done[None]:
    """Note why a count could not be done; the edition stays as it was."""
    count = ReturnCount.objects.select_for_update(of=("self",)).select_related("edition").get(pk=count_id)
    if count.state == CountState.COUNTING:
        count.state, count.done_at = CountState.FAILED, moment.now()
        count.trouble = trouble.strip()[:500] or "It is not known why."
        count.save()
        _step(by, count.edition, "note_not_counted", "Could not be counted", count.trouble)
    return Done(None, Subject("return", count.edition_id))


# -- what deeds share ----------------------------------------------------------------------------------------------------------


def _found(
    by: Viewer, return_id: UUID, version: int | None, deed: str, *, words: str | None = None
) -> ReturnEdition:
    edition = find(by, ReturnEdition, return_id, version=version or 0, lock=True)
    insist(EDITION.verdict(ReturnState(edition.state), deed, words=words))
    return edition


def _have_counted(by: Viewer, edition: ReturnEdition) -> None:
    ReturnCount.objects.create(edition=edition, asked_at=moment.now(), asked_by=by.name)


def _step(by: Viewer, edition: ReturnEdition, deed: str, what: str, words: str = "") -> None:
    ReturnStep.objects.create(
        edition=edition,
        at=moment.now(),
        deed=deed,
        what=what[:200],
        words=words.strip(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )


def _done(edition: ReturnEdition, detail: dict[str, object] | None = None) -> Done[None]:
    edition.version += 1
    edition.save()
    return Done(None, Subject("return", edition.pk), {"state": edition.state, **(detail or {})})
