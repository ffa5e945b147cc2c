"""The page of indicators, written from their files."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.ground.facts import fact_tables
from goldenthread.insight.language.definition import DIRECTIONS, Indicator
from goldenthread.insight.language.reading import read_indicators
from goldenthread.insight.language.telling import SECTIONS, counting_in_words

ABOUT = """Every indicator, how it is counted, and what those that cannot be counted yet wait for. Each is one file in
`goldenthread/insight/indicators`. The version stands beside every figure: the same version always counts the same.

A definition may say `is`, `one_of`, `known`, `missing`, `within` (days from one day to another), `during` (the period), `all` and `any`.
There is no `not`. A condition on something missing is not met. Engines only tally: counts, and how many cases took each number of days, which
add up across months and councils. Different people and what stands at the end of a period do not add up across months: quarters and years are
counted by themselves, or are what stood at their end.

Dividing, rounding, intervals (Wilson for shares, Byar for rates), charts and hiding are one place, `goldenthread/ground/figures`. Not supplied is
never zero. Outside the council, counts under 5 are hidden, of a share on both sides, and so many more that none can be worked out from totals.

`goldenthread indicators` prints them; `--cube` keeps all tallies in one file that dashboards read. `goldenthread pool` adds up councils: only
tallies meet, and only breakdowns that mean the same everywhere. A file of exact tallies still holds small counts, because what was
hidden no longer adds up: it goes to partners under a sharing agreement. What is shown from it hides them.
"""


def indicators() -> Iterator[str]:
    """The page after its head."""
    tables = fact_tables()
    found = read_indicators(tables)
    fed = sum(each.counting is not None for each in found.values())
    waiting = sum(bool(each.waits_for) for each in found.values())
    yield f"\n{len(found)} indicators: {fed} are counted from the facts of today, {waiting} wait for facts, "
    supplied = sum(bool(each.supplied) for each in found.values())
    yield f"{supplied} are supplied by agencies, {len(found) - fed - waiting - supplied} is read from others.\n"
    for letter, title in SECTIONS.items():
        yield f"\n## {letter}. {title}\n"
        for each in found.values():
            if each.key.startswith(letter):
                yield from _indicator(each)


def _indicator(each: Indicator) -> Iterator[str]:
    yield f"\n### {each.key} {each.name}\n\n{each.why} *{DIRECTIONS[each.direction].capitalize()}.*\n\n{each.definition}\n\n"
    yield f"- Left out: {each.exclusions}\n"
    if each.counting:
        yield from (f"- {line}\n" for line in counting_in_words(each.counting))
        yield (
            f"- By: {', '.join(by.by for by in each.counting.breakdowns)}\n"
            if each.counting.breakdowns
            else ""
        )
    if each.waits_for:
        yield f"- **Waits for** {each.waits_for}\n"
    if each.supplied:
        yield f"- **Supplied by agencies**: measure {', '.join(each.supplied)} of the performance framework; never counted here or pooled\n"
    if each.made_of:
        yield f"- Read from the breakdowns of {', '.join(each.made_of)}\n"
    yield f"- National twin: {each.national_twin}\n- Source: {each.source}\n"
    yield f"- {each.author}, next review {each.next_review:%-d %B %Y}, version `{each.version}`\n"
