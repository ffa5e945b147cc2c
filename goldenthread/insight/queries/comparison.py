"""A figure beside what is published of England, and its groups beside each other: unlike by more than chance, or not. Never a ranking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from goldenthread.ground.figures.funnel import (
    Funnel,
    Standing,
    exact_rate_limits,
    exact_share_limits,
    standing,
)
from goldenthread.ground.figures.sentences import number
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.definition import Measure, Population
from goldenthread.insight.language.periods import Period
from goldenthread.insight.national import MARKS, Published
from goldenthread.insight.outside import Guarded
from goldenthread.insight.queries.figures import FigurePage, Group, groups_of
from goldenthread.insight.queries.latest import published
from goldenthread.insight.queries.sight import Sight, called
from goldenthread.insight.readings import Reading
from goldenthread.insight.tallies import COUNCIL

STANDING_WORDS = {
    Standing.WITHIN: "No more unlike it than chance alone would make it.",
    Standing.ABOVE: "Higher than chance alone would often make it: 1 in 40 would be so high.",
    Standing.BELOW: "Lower than chance alone would often make it: 1 in 40 would be so low.",
    Standing.FAR_ABOVE: "Higher by far more than chance: 1 in 1,000 would be so high.",
    Standing.FAR_BELOW: "Lower by far more than chance: 1 in 1,000 would be so low.",
}

# More names than this are read in the table.
MOST_NAMED = 12


@dataclass(frozen=True)
class Stands:
    """One that is set beside the target. ``standing`` is None where it is hidden or there is nothing to set beside it."""

    label: str
    figure: Guarded
    standing: Standing | None

    @property
    def words(self) -> str:
        """Where it stands, in words."""
        if self.figure.hidden:
            return "Not shown."
        return "Nothing to compare." if self.standing is None else STANDING_WORDS[self.standing]


@dataclass(frozen=True)
class Comparison:
    """A funnel around ``target``: England's published figure, or without one the council's own.

    ``council`` is None where the target is its own; of a pool it is all councils together, and then not drawn: beside it each one
    would be lost at the edge. ``others`` are other published figures, newest first, that are not drawn.
    """

    target: Fraction
    target_words: str
    twin: Published | None
    council: Stands | None
    by: str
    groups: tuple[Stands, ...]
    times: int
    is_share: bool
    others: tuple[Published, ...] = ()

    def limits(self, size: float) -> Funnel:
        """The funnel at a size: a number of people or cases."""
        return _limits(float(self.target), size, self.times, is_share=self.is_share)

    @property
    def drawn(self) -> list[Stands]:
        """Those that have a place in the picture."""
        whole = [self.council] if self.council and self.by != COUNCIL else []
        return [each for each in (*self.groups, *whole) if each.standing]

    @property
    def sentence(self) -> str:
        """What it shows, in words."""
        beyond = [each.label for each in self.groups if each.standing not in (None, Standing.WITHIN)]
        parts = [self.target_words]
        if self.council:
            parts.append(f"{self.council.label}: {self.council.figure.value}. {self.council.words}")
        if self.groups and self.by:
            name = called(self.by).lower()
            if len(beyond) > MOST_NAMED:
                parts.append(
                    f"By {name}, {len(beyond)} of {len(self.groups)} are unlike it by more than chance: the table says which."
                )
            elif beyond:
                parts.append(f"Unlike it by more than chance: {', '.join(beyond)}.")
            elif any(each.standing for each in self.groups):
                parts.append(f"By {name}, none is unlike it by more than chance.")
        return " ".join(parts)


def comparison(
    seen: Sight, figures: Figures, found: FigurePage, *, by: str = "", named: bool = True
) -> Comparison | None:
    """The figure in its funnel, with the groups of a breakdown; ``named`` False leaves out what they are called.

    None where nothing can be compared: days and counts, figures set against a population, and figures that are hidden.
    """
    counting = found.indicator.counting
    now = found.whole.reading
    if (
        counting is None
        or counting.measure not in (Measure.SHARE, Measure.RATE)
        or isinstance(counting.denominator, Population)
        or found.whole.hidden
        or now.value is None
        or not now.denominator
    ):
        return None
    if not by and len(figures.cube.sources) > 1:
        # A pool: its councils stand beside each other.
        by = COUNCIL
    england, others = _twins(found.indicator.key)
    groups = found.groups if by == found.by else groups_of(seen, figures, now, by) if by else ()
    if england is None and all(each.figure.hidden for each in groups):
        return None
    target = england.value if england else now.value
    is_share = counting.measure is Measure.SHARE
    stand = _Stand(float(target), counting.times, is_share)
    unit = now.unit
    return Comparison(
        target=target,
        target_words=(
            f"England, {england.year}: {number(england.value)} {unit}, {MARKS[england.mark]}."
            if england
            else f"All together: {found.whole.value} {unit}."
        ),
        twin=england,
        council=stand.of(Group(figures.whose if figures.of_others else "The council", found.whole))
        if england
        else None,
        by=by,
        groups=tuple(stand.of(each) for each in _called(groups, by, named)),
        times=counting.times,
        is_share=is_share,
        others=others,
    )


@dataclass(frozen=True)
class Part:
    """One kind of what is counted, as a share of all kinds, beside the published share."""

    label: str
    shown: str
    twin: Published
    standing: Standing | None


def parts(seen: Sight, figures: Figures, key: str, period: Period) -> tuple[Part, ...]:
    """Counts by kind whose share of all kinds is published: types and places of harm."""
    now = figures.reading(key, period)
    found = []
    for twin in published():
        if twin.indicator != key or not twin.by:
            continue
        groups = groups_of(seen, figures, now, twin.by)
        counts = [each.figure.numerator.value for each in groups]
        one = next((each for each in groups if each.key == twin.group), None)
        if one is None or None in counts or not (whole := sum(count or 0 for count in counts)):
            continue
        share = Fraction((one.figure.numerator.value or 0) * 100, whole)
        stands = standing(float(share), exact_share_limits(float(twin.value), whole))
        found.append(Part(one.label, f"{number(share)} in 100 of {whole:,}", twin, stands))
    return tuple(found)


def _twins(key: str) -> tuple[Published | None, tuple[Published, ...]]:
    """England's newest figure, and the others that are published."""
    found = [each for each in published() if each.indicator == key and not each.by]
    england = next((each for each in found if each.is_england), None)
    return england, tuple(each for each in found if each is not england)


def _called(groups: Iterable[Group], by: str, named: bool) -> Iterable[Group]:
    """Groups under their names, or without them; who is not recorded is no group to be set beside others."""
    for each in groups:
        if each.key is not None:
            yield each if named else Group(f"A {called(by).lower()}", each.figure, each.key)


@dataclass(frozen=True)
class _Stand:
    """Sets figures beside a target."""

    target: float
    times: int
    is_share: bool

    def of(self, group: Group) -> Stands:
        now: Reading = group.figure.reading
        if group.figure.hidden or now.value is None or not now.denominator:
            return Stands(group.label, group.figure, None)
        limits = _limits(self.target, now.denominator, self.times, is_share=self.is_share)
        return Stands(group.label, group.figure, standing(float(now.value), limits))


def _limits(target: float, size: float, times: int, *, is_share: bool) -> Funnel:
    return (
        exact_share_limits(target, max(1, int(size)))
        if is_share
        else exact_rate_limits(target, size, times=times)
    )
