"""Dashboards: which figures each audience is shown, and in which order. Read from one file and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from goldenthread.access.vocabulary import Role
from goldenthread.ground.catalogue import CatalogueError, Page, read
from goldenthread.insight.language.definition import Indicator, Measure

FILE = Path(__file__).parent / "dashboards.toml"
# Sections of indicators that tell what people said, were given and were left with; the rest tell how much was done, and how fast.
OF_OUTCOMES = ("D", "E", "F")
# How fast people in danger were made safe: speed is told in proportion to risk, so that no other speed comes before it.
OF_DANGER = "B1"


class Dashboard(Page):
    """The figures of one audience. The file says what each key means."""

    key: Annotated[str, Field(pattern=r"^[a-z]+$")]
    name: str
    line: str
    public: bool = False
    group: str = ""
    unlike: str = ""
    each_knows: tuple[str, ...] = ()
    outcomes: Annotated[tuple[str, ...], Field(min_length=1)]
    activity: tuple[str, ...] = ()
    first_for: tuple[Role, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every figure, in the order shown."""
        return self.outcomes + self.activity


class _File(Page):
    dashboard: Annotated[tuple[Dashboard, ...], Field(min_length=1)]


def read_dashboards(indicators: Mapping[str, Indicator], path: Path = FILE) -> dict[str, Dashboard]:
    """Every dashboard by its key, in the order of the file. Raises CatalogueError with a line for each mistake."""
    found = read(path, _File).dashboard
    faults = [f"{path}: {each.key}: {wrong}" for each in found for wrong in _faults(each, indicators)]
    if len({each.key for each in found}) < len(found):
        faults.append(f"{path}: two dashboards have the same key")
    firsts = [role for each in found for role in each.first_for]
    faults += [
        f"{path}: first_for: {role} is given two dashboards" for role in set(firsts) if firsts.count(role) > 1
    ]
    if faults:
        raise CatalogueError("\n".join(faults))
    return {each.key: each for each in found}


def _faults(each: Dashboard, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    for key in each.keys:
        counting = indicators[key].counting if key in indicators else None
        if counting is None:
            yield f"there is no figure {key} that is counted"
            continue
        held = {by.by for by in counting.breakdowns}
        if each.group and each.group not in held:
            yield f"{key} is not counted by {each.group}"
        if each.each_knows and not (held & set(each.each_knows) and counting.measure is Measure.SHARE):
            yield f"{key} is no share by {' or '.join(each.each_knows)}: what one of them knows cannot be told from it"
        if each.public and key in each.outcomes and counting.measure is Measure.DAYS:
            yield f"{key}: the days of single people are not for a public page"
    if each.public and each.unlike:
        yield f"a public page has no funnel by {each.unlike}: without its name a group is still known by its size"
    yield from (f"{key} is no outcome for people" for key in each.outcomes if key[0] not in OF_OUTCOMES)
    yield from (f"{key} is an outcome: it comes first" for key in each.activity if key[0] in OF_OUTCOMES)
    if len(each.activity) >= len(each.outcomes):
        yield "not more outcomes than figures of activity: outcomes must outweigh them"
    if OF_DANGER in each.activity[1:]:
        yield f"{OF_DANGER} is of people in danger: no other figure of activity comes before it"
    if len(set(each.keys)) < len(each.keys):
        yield "a figure is named twice"
