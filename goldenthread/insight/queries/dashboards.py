"""Dashboards for pages: the figures of one audience, outcomes first, each with its trend and what it is set beside."""

from __future__ import annotations

from dataclasses import dataclass, replace

from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.insight.cube import Figures
from goldenthread.insight.dashboards import Dashboard
from goldenthread.insight.language.periods import Period
from goldenthread.insight.outside import Guarded, guard
from goldenthread.insight.queries.comparison import Comparison, comparison
from goldenthread.insight.queries.figures import EVERYBODY, FigurePage, Within, of_figure
from goldenthread.insight.queries.latest import dashboards
from goldenthread.insight.queries.phases import NOTHING_SAID, ChartNotes, chart_notes
from goldenthread.insight.queries.sight import Sight, periods_seen, sight_at_forum, sight_of

# The dashboard that care providers open themselves, who see no other figures.
FORUM = "providers"


@dataclass(frozen=True)
class Shown:
    """One figure of a dashboard. ``council`` is that of the whole council, where the page is of one group."""

    page: FigurePage
    council: Guarded | None
    comparison: Comparison | None


@dataclass(frozen=True)
class Sheet:
    """A dashboard of one period: outcomes, then activity. ``groups`` are those it can be made of; ``group`` the chosen one."""

    dashboard: Dashboard
    period: Period
    outcomes: tuple[Shown, ...]
    activity: tuple[Shown, ...]
    groups: tuple[str, ...]
    group: str


def open_to(viewer: Viewer) -> tuple[Dashboard, ...]:
    """The dashboards this viewer may open: all for staff of the council, else those made for the public. Raises Refused."""
    insist(permission_verdict(viewer.role, "figures.see"))
    return tuple(each for each in dashboards().values() if each.public or viewer.sees_small_numbers)


def first_of(viewer: Viewer) -> Dashboard:
    """The dashboard this viewer is shown first. Raises Refused for a role that sees no figures."""
    found = open_to(viewer)
    return next((each for each in found if viewer.role in each.first_for), found[0])


def dashboard(viewer: Viewer, key: str) -> Dashboard:
    """The dashboard of this key. Raises KeyError where there is none, Refused where it is not for this viewer."""
    asked = dashboards()[key]
    if asked not in open_to(viewer):
        raise Refused(
            refused(
                "ROLE",
                "This page shows small numbers of people, so it is for staff of the council. "
                "The board and scrutiny pages show the same figures without them.",
            )
        )
    return asked


def sheet(viewer: Viewer, figures: Figures, asked: Dashboard, period: Period, *, group: str = "") -> Sheet:
    """The dashboard of a period, of one group where it is made of groups: the viewer's own unless another is asked for.

    Raises Refused as :func:`dashboard` does.
    """
    asked = dashboard(viewer, asked.key)
    return _sheet(sight_of(viewer, in_public=asked.public), figures, asked, period, group)


def forum_periods(viewer: Viewer, figures: Figures) -> tuple[Period, ...]:
    """The years a care provider may ask for: those that are over. Raises Refused for a role that is no provider's."""
    return periods_seen(sight_at_forum(viewer), figures)


def forum_sheet(viewer: Viewer, figures: Figures, period: Period) -> Sheet:
    """The dashboard of the provider forum as a care provider reads it: to the number what the council shows in the room.

    Raises Refused for a role that is no provider's.
    """
    return _sheet(sight_at_forum(viewer), figures, dashboards()[FORUM], period, "")


def _sheet(seen: Sight, figures: Figures, asked: Dashboard, period: Period, group: str) -> Sheet:
    seen = replace(seen, each_knows=asked.each_knows)
    viewer = seen.viewer
    groups = _groups(seen, figures, asked)
    # Whoever leads all teams, or is in none of them, chooses: no team stands for the others.
    own = viewer.team if viewer.team in groups else ""
    chosen = group if group in groups else own
    within = Within(asked.group, chosen) if asked.group else EVERYBODY

    # What was said of the council's chart is not said of one group's.
    notes = {} if asked.group else chart_notes(viewer, asked.keys)

    def shown(keys: tuple[str, ...]) -> tuple[Shown, ...]:
        return tuple(
            _shown(seen, figures, asked, key, period, within, notes.get(key, NOTHING_SAID)) for key in keys
        )

    nothing = bool(asked.group) and not chosen
    return Sheet(
        asked,
        period,
        () if nothing else shown(asked.outcomes),
        () if nothing else shown(asked.activity),
        groups,
        chosen,
    )


def _shown(
    seen: Sight,
    figures: Figures,
    asked: Dashboard,
    key: str,
    period: Period,
    within: Within,
    notes: ChartNotes,
) -> Shown:
    page = of_figure(seen, figures, key, period, within=within, notes=notes)
    if within.by:
        return Shown(page, guard(figures.reading(key, period), limit=seen.limit)[0], None)
    counting = page.indicator.counting
    held = {each.by for each in counting.breakdowns} if counting else set()
    by = asked.unlike if asked.unlike in held else ""
    return Shown(page, None, comparison(seen, figures, page, by=by, named=not asked.public))


def _groups(seen: Sight, figures: Figures, asked: Dashboard) -> tuple[str, ...]:
    """Every group that any figure of the dashboard is counted for and this reader may see, in the order of the alphabet."""
    if not asked.group:
        return ()
    found = {group for key in asked.keys for group in figures.tallies(key).groups(key, asked.group)}
    return tuple(sorted(group for group in found if group and seen.shows(asked.group, group)))
