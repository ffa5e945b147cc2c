"""Saving a standard that was made in the browser or loaded from a file, and withdrawing it."""

from __future__ import annotations

from collections.abc import Collection

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import InstrumentEdition
from goldenthread.assurance.policy.instruments import version_says_the_same
from goldenthread.assurance.queries.instruments import Edition, edition_of, judged, library
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("assurance.run")
def save_instrument(by: Viewer, *, text: str, indicators: Collection[str]) -> Done[Edition]:
    """Save a text as a version of a standard. ``indicators`` are the keys that exist. Saving the same again changes nothing.

    Raises Refused when the text has a mistake, and STD-01 when its version has other words already.
    """
    examined = judged(text, indicators, library(by))
    one = examined.instrument
    if one is None or examined.mistakes:
        many = len(examined.mistakes)
        words = f"{'There are ' + str(many) + ' mistakes' if many > 1 else 'There is a mistake'} to put right before it can be saved."
        raise Refused(refused("INSTRUMENT", words, field="text"))
    came = shipped().get(one.key)
    if came and came.version == one.version:
        insist(version_says_the_same(held=came.digest, digest=one.digest))
        raise Refused(refused("SHIPPED", "This version is here already and says exactly this.", field="text"))
    row, new = InstrumentEdition.objects.get_or_create(
        key=one.key,
        version=one.version,
        defaults={
            "title": one.title,
            "text": text,
            "digest": one.digest,
            "saved_at": moment.now(),
            "by_id": by.user_id or NOBODY,
            "by_name": by.name,
        },
    )
    insist(version_says_the_same(held=row.digest, digest=one.digest))
    detail = {"key": one.key, "version": one.version, "digest": one.digest[:12], "new": new}
    return Done(edition_of(row), Subject("instrument", row.pk), detail)


@procedure("assurance.run")
def withdraw_instrument(by: Viewer, *, key: str, version: str, words: str) -> Done[Edition]:
    """Offer a saved version no longer; answers that were given to it keep it. Doing it twice changes nothing.

    Raises Refused without a reason, and for a version that was not saved here.
    """
    row = _saved(key, version)
    if not words.strip():
        raise Refused(refused("WORDS", "Say why it is withdrawn.", field="words"))
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = moment.now(), by.name, words.strip()
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return Done(edition_of(row), Subject("instrument", row.pk), {"key": key, "version": version})


@procedure("assurance.run")
def offer_instrument_again(by: Viewer, *, key: str, version: str) -> Done[Edition]:
    """Offer a withdrawn version again. Doing it twice changes nothing. Raises Refused for one that was not saved here."""
    row = _saved(key, version)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = None, "", ""
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return Done(edition_of(row), Subject("instrument", row.pk), {"key": key, "version": version})


def _saved(key: str, version: str) -> InstrumentEdition:
    row = InstrumentEdition.objects.select_for_update().filter(key=key, version=version).first()
    if row is None:
        raise Refused(
            refused(
                "SHIPPED",
                "It comes with Golden Thread, or is not there; only what was saved here is withdrawn.",
            )
        )
    return row
