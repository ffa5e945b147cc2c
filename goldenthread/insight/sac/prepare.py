"""A return made ready: counted with the year before, and looked at."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.ground.moment import london
from goldenthread.insight.sac.checks import Finding, check
from goldenthread.insight.sac.counting import FactFiles, span, tally
from goldenthread.insight.sac.layout import load
from goldenthread.insight.sac.values import NoSuchFacts, Return, read_return
from goldenthread.insight.sac.year import ReturnYear


@dataclass(frozen=True)
class Prepared:
    """The return of a year, what the checks found, and the facts it was counted from. ``before``: the year before, where held."""

    found: Return
    findings: tuple[Finding, ...]
    facts: FactFiles
    before: Return | None = None


def prepare(year: str, facts: FactFiles) -> Prepared:
    """Count and check. The year before is compared where the facts reach back to its first day.

    Raises BadYear for a year without a layout, CatalogueError for a layout with mistakes, NoSuchFacts for facts that do not
    reach the year or hold words of no vocabulary.
    """
    layout = load(year)
    _reach(layout.year, facts)
    before = layout.year.before
    compared = _first_month(facts) <= f"{before.first:%Y-%m}"
    counted = tally(layout, facts, [layout.year, *([before] if compared else [])])
    found = read_return(layout, counted)
    earlier = read_return(layout, counted, before) if compared else None
    return Prepared(found, tuple(check(found, facts, earlier)), facts, earlier)


def _first_month(facts: FactFiles) -> str:
    return min((span(name)[0] for files in facts.files.values() for name in files), default="9999-99")


def _reach(year: ReturnYear, facts: FactFiles) -> None:
    """A year before the first facts or after the last is not zero: it is not held."""
    as_at = london(facts.as_at).date()
    if as_at < year.first:
        raise NoSuchFacts(f"{year} had not begun when the facts were taken, on {as_at:%-d %B %Y}.")
    first = _first_month(facts)
    if first > f"{year.last:%Y-%m}":
        raise NoSuchFacts(f"The facts begin in {first}: they hold nothing of {year}.")
