"""Is the outcome the same for everybody? Outcomes by who people are and where harm happened, with what chance could make of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.access.viewer import Viewer
from goldenthread.ground.figures.intervals import difference
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.periods import Period
from goldenthread.insight.outside import Guarded, guard
from goldenthread.insight.queries.figures import groups_of
from goldenthread.insight.queries.sight import called, sight_of
from goldenthread.insight.readings import Reading

# Outcomes for people, and what they are split by: characteristics of the person first, then of what happened.
OUTCOMES = ("D3", "D7-life", "D7", "D1", "E2", "F1")
BY = (
    "age_at_end",
    "gender",
    "ethnic_group/SAC",
    "support_reason",
    "funding",
    "eligibility",
    "lacked_capacity",
    "advocate",
    "place",
    "type",
)
# The same outcomes by who raised and who led the work, and as each kind of partner reports them.
OUTCOMES_TOGETHER = ("D3", "D7-life", "D7", "D1", "D7-partners", "D7-partners_asked")
BY_PARTNERS = ("raised_by", "lead", "agency_kind")
HIGHER, LOWER, NO_DIFFERENCE = "Higher than the others.", "Lower than the others.", "No clear difference."


@dataclass(frozen=True)
class Beside:
    """One group beside all other groups together. ``words`` is empty where nothing can be said."""

    label: str
    figure: Guarded
    words: str


@dataclass(frozen=True)
class Split:
    """One outcome by one characteristic."""

    by: str
    name: str
    groups: tuple[Beside, ...]

    @property
    def differing(self) -> tuple[str, ...]:
        """Groups that differ from the others by more than chance."""
        return tuple(each.label for each in self.groups if each.words in (HIGHER, LOWER))

    @property
    def sentence(self) -> str:
        """What the split says, in plain words."""
        told = []
        for words, way in ((LOWER, "Less often"), (HIGHER, "More often")):
            named = [
                f"{each.label} ({each.figure.value} in 100)" for each in self.groups if each.words == words
            ]
            if named:
                told.append(f"{way} than for all others, by more than chance: {', '.join(named)}.")
        if told:
            return " ".join(told)
        if any(each.words == NO_DIFFERENCE for each in self.groups):
            return "No group differs from all others by more than chance."
        return "There are too few to compare."


@dataclass(frozen=True)
class Outcome:
    """One outcome with all its splits."""

    indicator: Indicator
    whole: Guarded
    splits: tuple[Split, ...]


def equality(
    viewer: Viewer,
    figures: Figures,
    period: Period,
    *,
    outcomes: Sequence[str] = OUTCOMES,
    by: Sequence[str] = BY,
) -> tuple[Outcome, ...]:
    """The outcomes of a period, each by those of the characteristics it is counted by. Raises Refused for a role that sees no figures."""
    seen = sight_of(viewer)
    found = []
    for key in outcomes:
        now = figures.reading(key, period)
        held = {each.by: each.name for each in now.counting.breakdowns}
        splits = []
        for each_by in by:
            if each_by not in held:
                continue
            groups = groups_of(seen, figures, now, each_by)
            splits.append(
                Split(
                    each_by,
                    called(held[each_by]),
                    tuple(Beside(each.label, each.figure, _words(each.figure, now)) for each in groups),
                )
            )
        found.append(Outcome(now.indicator, guard(now, limit=seen.limit)[0], tuple(splits)))
    return tuple(found)


def _words(group: Guarded, whole: Reading) -> str:
    """The group beside everybody else, in words. Where the group is hidden so is what it is beside.

    By the difference of two shares with Newcombe's interval, which stays honest where there are few: one of one says nothing.
    """
    if group.hidden:
        return ""
    part, of = group.reading.numerator or 0, group.reading.denominator or 0
    rest, rest_of = (whole.numerator or 0) - part, (whole.denominator or 0) - of
    if rest < 0 or rest_of < rest or (beside := difference(part, of, rest, rest_of)) is None:
        return "Nobody to compare with."
    if beside.holds(0):
        return NO_DIFFERENCE
    return HIGHER if beside.low > 0 else LOWER
