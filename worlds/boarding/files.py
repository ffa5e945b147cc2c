"""The file of this folder, checked as it is read."""

from __future__ import annotations

from pathlib import Path

from goldenthread.assurance.vocabulary import (
    AgendaKind,
    AssuranceLevel,
    Assured,
    ChallengeAbout,
    EvidenceKind,
    OutsideBody,
    RiskLevel,
    RiskSource,
    Satisfied,
    SourceKind,
)
from goldenthread.ground.catalogue import Page, read

FILE = Path(__file__).with_name("board.toml")


class EvidenceLine(Page):
    """A piece of evidence that a meeting heard. ``day``: when it was added, counted from today."""

    key: str
    day: int
    title: str
    kind: EvidenceKind
    sort: SourceKind
    by: str
    shows: str


class ChallengeLine(Page):
    """A challenge. ``asker``: the name of somebody of the demo, or who it was where the staff wrote it down."""

    asker: str
    asked: str
    about: ChallengeAbout
    figure: str = ""
    finding: str = ""
    statement: str = ""
    words: str = ""
    prompt: str = ""
    question: str = ""
    due: int
    answers: tuple[tuple[int, str, str], ...] = ()
    satisfied: tuple[tuple[int, Satisfied, str], ...] = ()
    action: str = ""


class ItemLine(Page):
    """An item of an agenda, and what came of it."""

    kind: AgendaKind
    title: str
    by: str = ""
    chain: str = ""
    review: str = ""
    evidence: tuple[str, ...] = ()
    decided: str = ""
    assured: Assured | None = None
    action: str = ""
    challenges: tuple[ChallengeLine, ...] = ()


class MeetingLine(Page):
    """A meeting. ``day``: counted from today; those to come are planned."""

    day: int
    level: AssuranceLevel
    title: str
    minutes: str = ""
    items: tuple[ItemLine, ...] = ()
    challenges: tuple[ChallengeLine, ...] = ()


class ChainLine(Page):
    """A chain of assurance."""

    key: str
    title: str
    about: str
    due: int


class SourceLine(Page):
    """A source of a risk."""

    day: int
    kind: RiskSource
    shows: str
    where: str = ""


class RiskLine(Page):
    """An entry of the risk register."""

    service: str
    day: int
    risk: str
    level: RiskLevel
    reason: str
    doing: str
    review: int
    sources: tuple[SourceLine, ...]


class LearningLine(Page):
    """Something learnt elsewhere, and the action or finding that uses it."""

    day: int
    body: OutsideBody
    title: str
    passage: str = ""
    by: str
    learnt: str
    action: str = ""
    finding: str = ""
    used: str = ""


class TheBoard(Page):
    """The whole file."""

    chains: tuple[ChainLine, ...]
    evidence: tuple[EvidenceLine, ...]
    meetings: tuple[MeetingLine, ...]
    risks: tuple[RiskLine, ...]
    learning: tuple[LearningLine, ...]


def the_board() -> TheBoard:
    """The file. Raises CatalogueError."""
    return read(FILE, TheBoard)
