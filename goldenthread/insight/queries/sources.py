"""Who tells the council of concerns, and about whom: beside the adults who live here, to see whom nobody speaks for.

Fewer concerns about a group than its part of the adults is a question and no verdict: groups differ in age and in need for care.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from goldenthread.access.viewer import Viewer
from goldenthread.ground.figures.division import ratio
from goldenthread.ground.figures.intervals import Interval, wilson
from goldenthread.ground.figures.suppression import HIDDEN, Shown, plain
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.breakdowns import names
from goldenthread.insight.language.periods import Period
from goldenthread.insight.outside import Guarded, guard
from goldenthread.insight.population import Population
from goldenthread.insight.queries.equality import Outcome, equality
from goldenthread.insight.queries.sight import called, sight_of
from goldenthread.insight.readings import Reading

CONCERNS, FROM_THE_PUBLIC = "A1", "A1-public"
WHO_TELLS = ("referrer_role", "channel")
ABOUT_WHOM = ("age", "gender", "ethnic_group/SAC")
PUBLIC_BY = ("age", "gender", "ethnic_group/SAC", "support_reason")
# Groups that say that it is not known. A census counts women and men: who is described in another way is set beside nobody.
_NOT_KNOWN = {
    "gender": (None, "not_known", "other"),
    "ethnic_group/SAC": (None, "Refused", "Undeclared / Not known"),
    "referrer_role": (None, "not_known"),
}
# The return counts two bands of the oldest; populations are published in one.
_OLDEST, _OLDEST_BANDS = "85+", ("85-94", "95+")
FEWER, MORE, AS_MANY = "Fewer", "More", "No clear difference"


@dataclass(frozen=True)
class Part:
    """One group. ``share`` of the concerns whose group is known, in 100, with its interval; ``lives_here``: its part of the adults.

    None where it is hidden, not known, or nobody has said how many live here. ``words``: the one beside the other.
    """

    label: str
    count: Shown
    share: Fraction | None = None
    interval: Interval | None = None
    lives_here: Fraction | None = None
    words: str = ""


@dataclass(frozen=True)
class Told:
    """Concerns by one thing."""

    by: str
    name: str
    parts: tuple[Part, ...]

    @property
    def sentence(self) -> str:
        """What stands out, in plain words; "" where nobody has said how many live here."""
        if not any(each.words for each in self.parts):
            return ""
        told = [
            f"{way} concerns than their part of the adults who live here, by more than chance: {', '.join(named)}."
            for words, way in ((FEWER, "Fewer"), (MORE, "More"))
            if (named := [each.label for each in self.parts if each.words == words])
        ]
        return (
            " ".join(told)
            or "No group has clearly fewer or more concerns than its part of the adults who live here."
        )


@dataclass(frozen=True)
class Sources:
    """All of it: the whole, who tells, about whom, and how often the public itself does."""

    whole: Guarded
    tells: tuple[Told, ...]
    about: tuple[Told, ...]
    public: Outcome


def sources(viewer: Viewer, figures: Figures, period: Period, people: Population | None) -> Sources:
    """Concerns of a period by who raised them and who they are about. Raises Refused for a role that sees no figures."""
    seen = sight_of(viewer)
    now = figures.reading(CONCERNS, period)
    whole = guard(now, limit=seen.limit)[0]

    def told(by: str) -> Told:
        lives_here = _adults(people, by)
        counts = _counts(figures, now, by, seen.limit, lives_here)
        return Told(
            by, called(by.split("/")[0]), _parts(counts, whole, lives_here, _NOT_KNOWN.get(by, (None,)))
        )

    (public,) = equality(viewer, figures, period, outcomes=(FROM_THE_PUBLIC,), by=PUBLIC_BY)
    return Sources(
        whole,
        tuple(told(by) for by in WHO_TELLS),
        tuple(told(by) for by in ABOUT_WHOM),
        public,
    )


def _adults(people: Population | None, by: str) -> Mapping[str, int]:
    held = (
        {"age": people.adults, "gender": people.gender, "ethnic_group/SAC": people.ethnic_group}
        if people
        else {}
    )
    return held.get(by, {})


def _counts(
    figures: Figures, now: Reading, by: str, limit: int, lives_here: Mapping[str, int]
) -> dict[str | None, tuple[str, Shown]]:
    """The label and count of each group in its own order; one with people and no concern is there too."""
    breakdown = next(each for each in now.counting.breakdowns if each.by == by)
    labels = names(breakdown, figures.tables[now.counting.numerator.table].by_name[breakdown.name])
    _, shown = guard(now, figures.broken_down(CONCERNS, now.period, by), limit=limit)
    found: dict[str | None, tuple[str, Shown]] = {}
    for group, each in shown.items():
        if group in _NOT_KNOWN.get(by, (None,)) and each.reading.numerator == 0:
            # Of nobody it is not known in this way: nothing to hide, and the rest are a share of all the more.
            continue
        key = _OLDEST if by == "age" and group in _OLDEST_BANDS else group
        before = found[key][1] if key in found else None
        label = "85 and over" if key == _OLDEST else "Not recorded" if key is None else labels.get(key, key)
        found[key] = label, each.numerator if before is None else _together(before, each.numerator)
    return {
        key: (label, count) for key, (label, count) in found.items() if count.value != 0 or key in lives_here
    }


def _together(one: Shown, other: Shown) -> Shown:
    """The sum of two counts; hidden where either is."""
    return HIDDEN if HIDDEN in (one, other) else plain((one.value or 0) + (other.value or 0))


def _parts(
    counts: Mapping[str | None, tuple[str, Shown]],
    whole: Guarded,
    lives_here: Mapping[str, int],
    not_known: tuple[str | None, ...],
) -> tuple[Part, ...]:
    """Each group beside its part of the adults. What is divided by can be added up from what the reader sees, and tells no more.

    Where it is hidden how many are not known, nobody can say of how many the rest are a share: none is shown.
    """
    unknown = [count for key, (_, count) in counts.items() if key in not_known]
    if HIDDEN in unknown:
        return tuple(Part(label, count) for label, count in counts.values())
    known = (whole.numerator.value or 0) - sum(each.value or 0 for each in unknown)
    return tuple(
        Part(label, count) if key in not_known else _part(str(key), label, count, known, lives_here)
        for key, (label, count) in counts.items()
    )


def _part(key: str, label: str, count: Shown, known: int, lives_here: Mapping[str, int]) -> Part:
    if count.value is None or known < max(count.value, 1):
        return Part(label, count)
    share, interval = ratio(count.value, known, times=100), wilson(count.value, known)
    here = lives_here.get(key)
    if here is None or interval is None:
        return Part(label, count, share, interval)
    part = Fraction(100 * here, sum(lives_here.values()))
    words = FEWER if interval.high < part else MORE if interval.low > part else AS_MANY
    return Part(label, count, share, interval, part, words)
