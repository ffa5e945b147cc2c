"""Local policy: the numbers a council sets. Effective-dated data, validated on reading, passed into rules.

No national time limits exist for safeguarding enquiries; every clock here is local configuration (pathway.md section 5
lists published examples). A case is judged by the edition in force on its day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from goldenthread.ground.calendar import WorkingDays, closures, end_of
from goldenthread.ground.catalogue import CatalogueError, Page, read, read_toml
from goldenthread.ground.moment import london


class ClockName(StrEnum):
    """Clocks that the house knows. A policy must set each."""

    ACKNOWLEDGE = "acknowledge"
    IMMEDIATE_RISK = "immediate_risk"
    SCREENING = "screening"
    PLANNING = "planning"
    ENQUIRY = "enquiry"
    REFERRER_FEEDBACK = "referrer_feedback"
    ADULT_FEEDBACK = "adult_feedback"
    AGENCY_FEEDBACK = "agency_feedback"
    CAUSED_ENQUIRY = "caused_enquiry"


class Clock(Page):
    """One clock: how long from its start event, in which days, when it turns amber, and what pauses or extends it."""

    label: str
    starts: str
    stops: str
    days: Annotated[int, Field(ge=0, le=400)]
    unit: Literal["working", "calendar"]
    amber_days: Annotated[int, Field(ge=0, le=400)] = 1
    extend_reasons: tuple[str, ...] = ()
    reason_when_missed: bool = True
    source: str

    def due(self, start: datetime, calendar: WorkingDays, *, extra_days: int = 0) -> datetime:
        """The last moment in time, at the end of a London day. ``extra_days`` are in the clock's own unit."""
        day = london(start).date()
        if self.unit == "working":
            return end_of(calendar.add(day, self.days + extra_days))
        return end_of(day + timedelta(days=self.days + extra_days))

    def state(self, now: datetime, due: datetime) -> Literal["in time", "due soon", "overdue"]:
        """How the clock stands now against its due moment."""
        if now > due:
            return "overdue"
        return "due soon" if now >= due - timedelta(days=self.amber_days) else "in time"


class SignOff(Page):
    """From which threshold level a decision of no further action needs a second person."""

    no_further_action_from_level: Annotated[int, Field(ge=1, le=3)] = 2
    immediate_danger_always: bool = True


class Work(Page):
    """After how many working days without a deed open work is shown as standing still, and where the figure comes from."""

    stands_still_after: Annotated[int, Field(ge=1, le=60)] = 3
    source: str = "our choice, no source"


class SmallNumbers(Page):
    """Counts below this are not shown outside the council (the national publication hides counts under 5)."""

    hide_below: Annotated[int, Field(ge=0, le=20)] = 5


class Target(Page):
    """What a month of one figure should reach, in the figure's own unit, and how many cases must stand behind the month."""

    at_least: Annotated[float, Field(ge=0)] | None = None
    at_most: Annotated[float, Field(ge=0)] | None = None
    fewest_cases: Annotated[int, Field(ge=1, le=1_000)] = 10
    source: str

    @model_validator(mode="after")
    def _says_something(self) -> Target:
        if self.at_least is None and self.at_most is None:
            raise ValueError("say at_least or at_most")
        return self


class Signals(Page):
    """Figures that go the wrong way: working days for an explanation, and targets by the key of the figure."""

    answer_days: Annotated[int, Field(ge=1, le=60)] = 10
    targets: dict[str, Target] = {}
    source: str = "our choice, no source"


class OwnMeasures(Page):
    """For how many days after a time has ended its figures by worker are the worker's alone."""

    first_days: Annotated[int, Field(ge=0, le=90)] = 14
    source: str = "our choice, no source"


class Programme(Page):
    """For how many months a look at a service or agency stands, so that another at the same thing asks for a reason."""

    look_again_after_months: Annotated[int, Field(ge=0, le=36)] = 12
    source: str = "our choice, no source"


class Indicator(Page):
    """One short sign in the threshold guide, with its code such as PHY-1a."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}-[123][a-z]$")]
    words: str


class ThresholdLevel(Page):
    """One of three levels: its name, meaning and what to do."""

    level: Annotated[int, Field(ge=1, le=3)]
    name: str
    meaning: str
    do: str


class ThresholdTopic(Page):
    """A type of abuse or neglect in the guide. ``word`` is the vocabulary value it belongs to."""

    word: str
    label: str
    indicators: tuple[Indicator, ...]

    def at_level(self, level: int) -> tuple[Indicator, ...]:
        """Signs of one level, in order."""
        return tuple(i for i in self.indicators if i.code[4] == str(level))


class QuickGuide(Page):
    """A cross-cutting row of the guide, such as falls: what each level looks like."""

    topic: str
    lower: str
    consult: str
    report: str


class ThresholdGuide(Page):
    """The published guide. It guides; it never replaces judgement or the legal test."""

    levels: tuple[ThresholdLevel, ThresholdLevel, ThresholdLevel]
    raises: tuple[str, ...]
    lowers: tuple[str, ...]
    topics: tuple[ThresholdTopic, ...]
    quick: tuple[QuickGuide, ...] = ()


class Edition(Page):
    """A council's policy from one day on."""

    council: str
    short_name: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    edition: str
    effective: date
    phone: str
    out_of_hours_phone: str
    email: str
    closure_days: tuple[date, ...] = ()
    clocks: dict[ClockName, Clock]
    sign_off: SignOff = SignOff()
    work: Work = Work()
    small_numbers: SmallNumbers = SmallNumbers()
    signals: Signals = Signals()
    own: OwnMeasures = OwnMeasures()
    programme: Programme = Programme()
    guide_file: str
    guide: ThresholdGuide

    @model_validator(mode="after")
    def _every_clock(self) -> Edition:
        missing = [name.value for name in ClockName if name not in self.clocks]
        if missing:
            raise ValueError(f"clocks not set: {', '.join(missing)}")
        return self

    @property
    def calendar(self) -> WorkingDays:
        """The council's working days."""
        return closures(self.closure_days)

    def due(self, clock: ClockName, start: datetime, *, extra_days: int = 0) -> datetime:
        """When a clock that started then runs out."""
        return self.clocks[clock].due(start, self.calendar, extra_days=extra_days)


class LocalPolicy:
    """All editions of one council, oldest first."""

    def __init__(self, editions: list[Edition]) -> None:
        self.editions = sorted(editions, key=lambda edition: edition.effective)

    def on(self, day: date) -> Edition:
        """The edition in force that day; a day before the first edition is judged by the first."""
        found = [edition for edition in self.editions if edition.effective <= day]
        return found[-1] if found else self.editions[0]

    def for_case(self, start: datetime) -> Edition:
        """The edition a case that started then is judged by."""
        return self.on(london(start).date())


def load(folder: Path) -> LocalPolicy:
    """Read every ``*.toml`` of a council's folder. Raises CatalogueError for a wrong file, none, or two of one day."""
    editions: dict[date, Edition] = {}
    for path in sorted(folder.glob("*.toml")):
        edition = _edition(path)
        if edition.effective in editions:
            raise CatalogueError(
                f"{path}: effective: another edition is effective from {edition.effective} already"
            )
        editions[edition.effective] = edition
    if not editions:
        raise CatalogueError(f"{folder}: no policy file (*.toml) in this folder")
    return LocalPolicy(list(editions.values()))


def _edition(path: Path) -> Edition:
    named = read_toml(path).get("guide_file")
    if not isinstance(named, str):
        raise CatalogueError(
            f'{path}: guide_file: name the file of the threshold guide, such as "guides/2022.toml"'
        )
    return read(path, Edition, guide=read(path.parent / named, ThresholdGuide))


_in_use: list[LocalPolicy] = []


def use(policy: LocalPolicy) -> None:
    """Set the policy this process works with; called once by the wiring, and by tests."""
    _in_use[:] = [policy]


def current() -> LocalPolicy:
    """The policy this process works with. Raises LookupError when the wiring has not set one."""
    if not _in_use:
        raise LookupError(
            "no local policy has been loaded; set GOLDENTHREAD_POLICY to a folder of policy files"
        )
    return _in_use[0]
