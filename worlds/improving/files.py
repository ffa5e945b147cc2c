"""The files of this folder, checked as they are read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from goldenthread.assurance.vocabulary import Direction, MemberFunction, Response
from goldenthread.ground.catalogue import Page, read

HERE = Path(__file__).parent
Told = tuple[str, str]


class Member(Page):
    """A member of a team, by role."""

    function: MemberFunction
    role: str
    employer: str


class Part(Page):
    """The findings of one theme or question: passage and words of each."""

    theme: str = ""
    question: str = ""
    statements: tuple[str, ...] = ()
    strengths: tuple[Told, ...] = ()
    areas: tuple[Told, ...] = ()


class Recommended(Page):
    """A recommendation and the passages of the findings it rests on."""

    passage: str
    words: str
    rests_on: tuple[str, ...] = ()


class Published(Page):
    """A published review in our own words."""

    title: str
    scope: str
    questions: tuple[str, ...]
    requested_by: str
    instrument: str
    begins_on: date
    due_on: date
    methods_used: tuple[str, ...]
    methods_not_used: str
    published_where: str
    team: tuple[Member, ...]
    part: tuple[Part, ...]
    recommendations: tuple[Recommended, ...]


class Measure(Page):
    """What should move. Days are counted from today; ``values`` are one a month from ``first``."""

    indicator: str = ""
    name: str = ""
    source: str = ""
    direction: Direction
    baseline: Decimal | None = None
    baseline_of: str = ""
    target: Decimal | None = None
    moves_from: int
    review: int
    first: int = 0
    values: tuple[Decimal, ...] = ()


class Planned(Page):
    """An action of the plan. Days are counted from today; ``done`` and ``owner`` may be missing."""

    title: str
    words: str = ""
    owner: str = ""
    board_priority: str
    planned: int
    due: int | None = None
    done: int | None = None
    you_said: str = ""
    we_did: str = ""
    evidence: str = ""
    progress: tuple[tuple[int, str], ...] = ()
    answers: tuple[Told, ...] = ()
    recommendation: str = ""
    asked_by_figure: str = ""
    measure: Measure | None = None


class Responded(Page):
    """The response to a gap."""

    source: str
    passage: str
    on: int
    words: str


class Answered(Page):
    """The answer to a recommendation."""

    passage: str
    response: Response
    words: str


class ThePlan(Page):
    """The whole plan."""

    actions: tuple[Planned, ...]
    responses: tuple[Responded, ...]
    answers: tuple[Answered, ...]


def published() -> Published:
    """The peer review. Raises CatalogueError."""
    return read(HERE / "bath-and-north-east-somerset-2015.toml", Published)


def the_plan() -> ThePlan:
    """The plan. Raises CatalogueError."""
    return read(HERE / "plan.toml", ThePlan)
