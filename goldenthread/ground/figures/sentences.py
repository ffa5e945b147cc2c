"""Figures as sentences in plain words."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from goldenthread.ground.figures.division import in_100, rounded
from goldenthread.ground.figures.histograms import Histogram, cases, centile, median
from goldenthread.ground.figures.intervals import difference

Noun = tuple[str, str]
# Words that are otherwise of one: those that follow the number in what an indicator or a measure says.
ONE_OF = {"were": "was", "have": "has", "say": "says"}


def counted(count: int, noun: Noun) -> str:
    """ "1 concern", "1,204 concerns"."""
    return f"{count:,} {noun[count != 1]}"


def said_of(part: int, did: str) -> str:
    """What a part did, where ``did`` is told of many: "1 was decided in time", "12 were decided in time"."""
    many = re.sub(r"\{n\} (\w+)", lambda found: f"{{n}} {ONE_OF.get(found[1], found[1])}", did)
    return (many if part == 1 else did).format(n=f"{part:,}")


def share_sentence(part: int | None, whole: int | None, of: Noun, did: str) -> str:
    """ "Of 214 people asked, 171 said what they want: that is 80 in 100."

    ``did`` holds ``{n}`` where the part goes: "{n} said what they want".
    """
    if part is None or whole is None:
        return "This was not supplied."
    if not whole:
        return f"There were no {of[1]}."
    return f"Of {counted(whole, of)}, {said_of(part, did)}: that is {in_100(part, whole)}."


def count_sentence(count: int | None, noun: Noun) -> str:
    """ "There were 12 concerns." """
    if count is None:
        return "This was not supplied."
    return f"There {ONE_OF['were'] if count == 1 else 'were'} {counted(count, noun)}."


def rate_sentence(count: int | None, of: int | None, noun: Noun, times: int, per: str) -> str:
    """ "There were 4,200 concerns: 1,400 for every 100,000 adults." """
    if count is None or of is None:
        return "This was not supplied."
    if not of:
        return f"{count_sentence(count, noun)[:-1]}, and no {per} to set against that."
    every = "each of the" if times == 1 else f"every {times:,}"
    return f"{count_sentence(count, noun)[:-1]}: {number(Fraction(count * times, of))} for {every} {per}."


def days_sentence(
    histogram: Histogram, noun: Noun, *, took: str = "took", unit: Noun = ("day", "days")
) -> str:
    """ "Of 40 decisions, half took 2 days or less, and nine in ten 6 days or less." """
    middle, long = median(histogram), centile(histogram, 90)
    if middle is None or long is None:
        return f"There were no {noun[1]}."
    if cases(histogram) == 1:
        return f"There was {counted(1, noun)}: it {took} {long:,} {unit[long != 1]}."
    half = Fraction(middle)
    return (
        f"Of {counted(cases(histogram), noun)}, half {took} {number(half)} {unit[half != 1]} or less, "
        f"and nine in ten {long:,} {unit[long != 1]} or less."
    )


def change_sentence(now: tuple[int, int], before: tuple[int, int], before_when: str) -> str:
    """What became of a share: "That is up from 74 in 100 in 2024-25." With small numbers it says that chance may do as much."""
    interval = difference(*now, *before)
    was, is_now = in_100(*before), in_100(*now)
    if interval is None or was is None:
        return ""
    if was == is_now:
        return f"It was the same in {before_when}."
    way = "up" if Fraction(*now) > Fraction(*before) else "down"
    doubt = " The difference is so small that chance alone may explain it." if interval.holds(0) else ""
    return f"That is {way} from {was} in {before_when}.{doubt}"


def hidden_sentence(limit: int) -> str:
    """Why a figure is not shown. It does not say which of the two holds: that would tell a reader more than the figure's absence."""
    return f"Not shown: this number, or one that could be worked out from it, is under {limit}."


def number(value: Fraction) -> str:
    """A number for reading: whole from 10 up, one decimal place below where it says something."""
    places = 0 if abs(value) >= 10 else 1
    shown = rounded(value, places) or Decimal(0)
    return f"{shown.quantize(Decimal(1)) if shown == shown.to_integral() else shown:,f}"
