"""Movement by area: this round beside the last one, the last inspection and other boards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.access.need_to_know import find
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Review
from goldenthread.assurance.policy.judgements import middle
from goldenthread.assurance.policy.parts import answerable
from goldenthread.assurance.queries.judgements import AnswerRow, answer_rows
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.assurance.vocabulary import JudgementState, OutsideKind
from goldenthread.ground.instruments import Instrument, Item, Scale
from goldenthread.ground.verdicts import insist

_SENT = (JudgementState.SUBMITTED, JudgementState.AGREED)


@dataclass(frozen=True)
class Area:
    """What stands directly above the answered items, with the scale they share."""

    key: str
    label: str
    levels: tuple[tuple[int, str], ...]
    items: tuple[str, ...]


@dataclass(frozen=True)
class OutsideRow:
    """How somebody else graded the areas."""

    who: str
    kind: OutsideKind
    on: date
    grades: dict[str, int]

    @property
    def heading(self) -> str:
        """Who and when, for the head of a column."""
        return f"{self.who}, {self.on:%B %Y}"


@dataclass(frozen=True)
class MovementLine:
    """One area. ``compare_with`` is what movement is judged against: the last round, else the newest inspection or review."""

    key: str
    label: str
    now: int | None
    now_words: str
    before_words: str
    outside: tuple[str, ...]
    compare_with: int | None


@dataclass(frozen=True)
class Movement:
    """The whole table. ``before`` is the title of the last round, "" where there was none."""

    areas: tuple[Area, ...]
    views: tuple[OutsideRow, ...]
    lines: tuple[MovementLine, ...]
    before: str


def areas_of(instrument: Instrument) -> tuple[Area, ...]:
    """The areas of an instrument whose items are graded, in the order written."""
    groups: dict[str, list[Item]] = {}
    for item in answerable(instrument):
        if item.scale:
            groups.setdefault(item.parent or item.key, []).append(item)
    return tuple(_area(instrument, key, items) for key, items in groups.items())


def _area(instrument: Instrument, key: str, items: list[Item]) -> Area:
    head = instrument.by_key[key]
    scale: Scale = instrument.scale[items[0].scale]
    shared = tuple(item.key for item in items if item.scale == scale.key)
    levels = tuple((level.value, level.label) for level in scale.levels)
    return Area(key, f"{key} {head.title or head.text[:100]}", levels, shared)


def movement_of(viewer: Viewer, review_id: UUID) -> Movement:
    """Movement of a review, of what this viewer may see. Eight queries at most. Raises Refused and NotThere."""
    insist(permission_verdict(viewer.role, "assurance.open"))
    review = find(viewer, Review, review_id, along=("follows",))
    instrument = standards_of(review.instrument_key, review.instrument_version)
    areas = areas_of(instrument) if instrument else ()
    views = tuple(
        OutsideRow(row.who, OutsideKind(row.kind), row.on, dict(row.grades))
        for row in review.outside_views.order_by("-on", "-id")[:6]
    )
    now = answer_rows(viewer, review_id)
    before = answer_rows(viewer, review.follows_id) if review.follows_id else ()
    lines = tuple(_line(area, now, before, views) for area in areas)
    title = review.follows.title if review.follows and before else ""
    return Movement(areas, views, lines, title)


def _line(
    area: Area, now: Iterable[AnswerRow], before: Iterable[AnswerRow], views: tuple[OutsideRow, ...]
) -> MovementLine:
    here, last = _middle(area, now), _middle(area, before)
    named = [each for each in views if area.key in each.grades]
    # A board like ours is somebody to compare with, not a day in our own past.
    earlier = [each for each in named if each.kind is not OutsideKind.BOARD]
    against = last if last is not None else earlier[0].grades[area.key] if earlier else None
    return MovementLine(
        key=area.key,
        label=area.label,
        now=here,
        now_words=_words(area, here),
        before_words=_words(area, last),
        outside=tuple(_words(area, each.grades.get(area.key)) for each in views),
        compare_with=against,
    )


def _middle(area: Area, answers: Iterable[AnswerRow]) -> int | None:
    # A draft is nobody's word yet.
    sent = [each for each in answers if each.state in _SENT and each.item_key in area.items]
    return middle([each.grade for each in sent if each.grade is not None])


def _words(area: Area, grade: int | None) -> str:
    return "–" if grade is None else f"{grade} {dict(area.levels).get(grade, '')}".strip()
