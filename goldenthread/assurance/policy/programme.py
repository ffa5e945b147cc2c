"""Rules of the programme: look once, use it often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Offer, Verdict


@dataclass(frozen=True)
class Look:
    """One look at something. ``about``: the service or agency looked at; "" the whole partnership, and so everybody in it."""

    reference: str
    title: str
    theme: str
    instrument: str
    about: str
    begins_on: date
    ends_on: date


def looked_at_already(new: Look, held: Iterable[Look], *, months: int) -> tuple[Look, ...]:
    """Looks at the same thing (tool or theme) of the same service or agency within these months, the newest first."""
    found = [each for each in held if _same_thing(new, each) and _near(new, each, months)]
    return tuple(sorted(found, key=lambda each: each.ends_on, reverse=True))


@rule(
    "PRG-01",
    citation="Bath & North East Somerset peer review 2015, paragraph 45: streamline audits across partners and join them up",
    sentence="Nobody looks again at what a partner looked at within the months of the local policy, unless they say why.",
)
def repeated_with_reason(*, earlier: Sequence[Look], reason: str, months: int) -> Verdict:
    """May this look be planned? With earlier ones only for a reason of three words or more; their results are offered instead."""
    if not earlier or len(reason.split()) >= 3:
        return ALLOWED
    *first, last = (f"{each.title} ({each.reference}, {_when(each)})" for each in earlier[:3])
    names = f"{', '.join(first)} and {last}" if first else last
    return repeated_with_reason.rule.refuse(
        words=f"Somebody looks at the same thing within {months} months: {names}. Use its result, or say in a sentence why you "
        "look again.",
        field="reason",
        offer=Offer("reuse", "Use its result"),
    )


def _same_thing(new: Look, held: Look) -> bool:
    tool = bool(new.instrument) and new.instrument == held.instrument
    theme = bool(_plain(new.theme)) and _plain(new.theme) == _plain(held.theme)
    return (tool or theme) and (new.about == held.about or not new.about or not held.about)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _near(new: Look, held: Look, months: int) -> bool:
    """Do they lie less than ``months`` apart, from the end of the earlier to the beginning of the later?"""
    first, second = (held, new) if held.begins_on <= new.begins_on else (new, held)
    return second.begins_on < _later(first.ends_on, months)


def _later(day: date, months: int) -> date:
    """The same day of the month that many months on; the first of the next month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return date(year + (month == 11), (month + 1) % 12 + 1, 1)


def _when(each: Look) -> str:
    return f"{each.begins_on:%B %Y}"
