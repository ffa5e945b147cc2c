"""Meetings: planned ahead with a place for a story, held, and what came of each item written down; chains of assurance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.lifecycle import MEETING
from goldenthread.assurance.models import (
    AgendaItem,
    AssuranceChain,
    Evidence,
    ImprovementAction,
    Meeting,
    MeetingStep,
    Report,
    Review,
)
from goldenthread.assurance.policy.board import day_has_come
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.queries.meetings import may_be_told
from goldenthread.assurance.vocabulary import (
    AgendaKind,
    AssuranceLevel,
    Assured,
    ChallengeState,
    MeetingState,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused

# A plan reaches this far: later days would be a guess.
MOST_MEETINGS, LONGEST_GAP_WEEKS = 24, 52
FURTHEST_YEARS = 5


@dataclass(frozen=True)
class ItemTold:
    """What is told about an item. ``story_id``: the one piece a story is; ``evidence_ids``: what a report rests on."""

    kind: AgendaKind
    title: str
    given_by: str = ""
    chain_id: UUID | None = None
    review_id: UUID | None = None
    report_id: UUID | None = None
    story_id: UUID | None = None
    evidence_ids: tuple[UUID, ...] = ()


@procedure("assurance.run")
def plan_meetings(
    by: Viewer,
    *,
    level: AssuranceLevel,
    title: str,
    first_on: date,
    count: int = 1,
    weeks: int = 13,
    with_story: bool = False,
) -> Done[tuple[UUID, ...]]:
    """Plan ``count`` meetings, ``weeks`` apart, each with a place kept for a person's story where asked. Raises Refused."""
    if not title.strip():
        raise Refused(refused("TITLE", "Say what the meeting is called.", field="title"))
    if not 1 <= count <= MOST_MEETINGS:
        raise Refused(refused("COUNT", f"Plan 1 to {MOST_MEETINGS} meetings at once.", field="count"))
    if not 1 <= weeks <= LONGEST_GAP_WEEKS:
        raise Refused(
            refused(
                "WEEKS", f"Write how many weeks lie between them, 1 to {LONGEST_GAP_WEEKS}.", field="weeks"
            )
        )
    _within_reach(first_on, "first_on")
    made = []
    for number in range(count):
        meeting = Meeting.objects.create(
            level=level,
            title=title.strip(),
            on=first_on + timedelta(weeks=weeks * number),
            planned_at=moment.now(),
        )
        if with_story:
            AgendaItem.objects.create(
                meeting=meeting, number=1, kind=AgendaKind.STORY, title="A person's story"
            )
        _keep_step(meeting, by, "plan_meetings", f"Planned for {meeting.on:%-d %B %Y}")
        made.append(meeting.pk)
    return Done(tuple(made), Subject("meeting", made[0]), {"count": count})


def _within_reach(on: date, field: str) -> None:
    """Raises Refused for a day that is years away: a slip of the pen."""
    if on.year > moment.today().year + FURTHEST_YEARS:
        raise Refused(
            refused("FAR", f"Check the year: it is more than {FURTHEST_YEARS} years from now.", field=field)
        )


@procedure("assurance.run", about="meeting")
def change_meeting(by: Viewer, *, meeting_id: UUID, version: int, title: str, on: date) -> Done[None]:
    """Change a planned meeting's name or day; what is asked in it moves with it. Raises Refused (STALE, no name, over already)."""
    meeting = meeting_for(by, "change_meeting", meeting_id, version=version)
    if not title.strip():
        raise Refused(refused("TITLE", "Say what the meeting is called.", field="title"))
    _within_reach(on, "on")
    what = f"On {on:%-d %B %Y} instead of {meeting.on:%-d %B %Y}" if on != meeting.on else "Changed"
    meeting.title, meeting.on = title.strip(), on
    _keep(meeting, by, "change_meeting", what, "title", "on")
    meeting.challenges.update(asked_on=on)
    return Done(None, _subject(meeting))


@procedure("assurance.run", about="meeting")
def hold_meeting(by: Viewer, *, meeting_id: UUID, version: int, minutes: str = "") -> Done[None]:
    """Say that a meeting took place, and where its minutes are. Raises Refused (STALE, BRD-06)."""
    meeting = meeting_for(by, "hold_meeting", meeting_id, version=version)
    insist(day_has_come(on=meeting.on, today=moment.today()))
    meeting.minutes = minutes.strip()
    _keep(meeting, by, "hold_meeting", "Held", "minutes")
    return Done(None, _subject(meeting))


@procedure("assurance.run", about="meeting")
def cancel_meeting(by: Viewer, *, meeting_id: UUID, version: int, words: str) -> Done[None]:
    """Cancel a planned meeting, with the reason. Raises Refused (STALE, no reason, a challenge of it is open)."""
    meeting = meeting_for(by, "cancel_meeting", meeting_id, version=version, words=words)
    if meeting.challenges.filter(state__in=(ChallengeState.ASKED, ChallengeState.ANSWERED)).exists():
        raise Refused(
            refused(
                "STATE",
                "Challenges of this meeting are open. Settle or withdraw them first, or move the meeting.",
            )
        )
    _keep(meeting, by, "cancel_meeting", "Cancelled", words=words)
    return Done(None, _subject(meeting))


@procedure("assurance.run", about="meeting")
def add_item(by: Viewer, *, meeting_id: UUID, told: ItemTold) -> Done[UUID]:
    """Put something on the agenda. Raises Refused (no title, BRD-04) and NotThere."""
    meeting = meeting_for(by, "add_item", meeting_id)
    last = meeting.items.order_by("-number").values_list("number", flat=True).first() or 0
    item = AgendaItem(meeting=meeting, number=last + 1, kind=told.kind)
    _write(by, item, told)
    _keep(meeting, by, "add_item", f"On the agenda: {item.title}")
    return Done(item.pk, _subject(meeting), {"kind": told.kind.value})


@procedure("assurance.run", about="meeting")
def change_item(by: Viewer, *, meeting_id: UUID, item_id: UUID, version: int, told: ItemTold) -> Done[None]:
    """Change an item, or choose the story for a place that was kept. Raises Refused (STALE, BRD-04, written down already), NotThere."""
    meeting = meeting_for(by, "change_item", meeting_id)
    item = _item(meeting, item_id, version)
    if item.recorded_at:
        raise Refused(
            refused(
                "STATE", "What came of this item is written down. What the meeting heard stays as it was."
            )
        )
    before = f"Before: {item.title}, {item.given_by or 'nobody named'}"
    item.version += 1
    _write(by, item, told)
    _keep(meeting, by, "change_item", f"Changed: {item.title}", words=before)
    return Done(None, _subject(meeting))


@procedure("assurance.run", about="meeting")
def record_item(
    by: Viewer,
    *,
    meeting_id: UUID,
    item_id: UUID,
    version: int,
    decided: str,
    assured: Assured | None = None,
    action_id: UUID | None = None,
) -> Done[None]:
    """Write down what the meeting decided because of an item, whether a report assured it, and the action that follows.

    Raises Refused (STALE, not held yet, no words) and NotThere.
    """
    meeting = meeting_for(by, "record_item", meeting_id)
    item = _item(meeting, item_id, version)
    if not decided.strip():
        raise Refused(
            refused("WORDS", "Write what the meeting decided, or that it decided nothing.", field="decided")
        )
    is_report = item.kind == AgendaKind.REPORT
    if is_report and assured is None:
        raise Refused(refused("ASSURED", "Say whether those who heard it were assured.", field="assured"))
    item.decided, item.assured = decided.strip(), (assured or "") if is_report else ""
    item.action = find(by, ImprovementAction, action_id) if action_id else None
    item.recorded_at, item.recorded_by = moment.now(), by.name
    item.version += 1
    item.save()
    _keep(meeting, by, "record_item", f"Written down: {item.title}", words=decided)
    return Done(None, _subject(meeting))


@procedure("assurance.run")
def open_chain(by: Viewer, *, title: str, about: str = "", due_on: date | None = None) -> Done[UUID]:
    """Begin a chain of assurance: what every level should hear, and by when. Raises Refused without a title."""
    if not title.strip():
        raise Refused(
            refused("TITLE", "Say what is assured, such as the annual report of a year.", field="title")
        )
    chain = AssuranceChain.objects.create(
        title=title.strip(), about=about.strip(), due_on=due_on, opened_at=moment.now()
    )
    return Done(chain.pk, Subject("chain", chain.pk))


def meeting_for(
    by: Viewer, deed: str, meeting_id: UUID, *, version: int | None = None, words: str | None = None
) -> Meeting:
    """The meeting, locked, in a state from which the deed may follow. Raises NotThere and Refused."""
    meeting = find(by, Meeting, meeting_id, version=version, lock=True)
    insist(MEETING.verdict(MeetingState(meeting.state), deed, words=words))
    return meeting


def _item(meeting: Meeting, item_id: UUID, version: int) -> AgendaItem:
    item = meeting.items.select_for_update().filter(pk=item_id).first()
    if item is None:
        raise NotThere(_subject(meeting))
    if item.version != version:
        raise Refused(
            refused(
                "STALE",
                "Somebody else has changed this since you opened the page. What you typed is still below. "
                "Read what changed, then send it again if it still holds.",
            )
        )
    return item


def _write(by: Viewer, item: AgendaItem, told: ItemTold) -> None:
    """What is told about the item; every record it names is one the writer may see."""
    if not told.title.strip():
        raise Refused(refused("TITLE", "Say what the item is called.", field="title"))
    story = item.kind == AgendaKind.STORY
    ids = ((told.story_id,) if told.story_id else ()) if story else told.evidence_ids
    pieces = [find(by, Evidence, each) for each in ids]
    for piece in pieces if story else ():
        insist(may_be_told(piece))
    item.title, item.given_by = told.title.strip(), told.given_by.strip()
    item.review = find(by, Review, told.review_id) if told.review_id else None
    item.report = find(by, Report, told.report_id) if told.report_id and not story else None
    item.chain = (
        AssuranceChain.objects.filter(pk=told.chain_id).first() if told.chain_id and not story else None
    )
    item.save()
    item.evidence.set(pieces)


def _keep(meeting: Meeting, by: Viewer, deed: str, what: str, *fields: str, words: str = "") -> None:
    meeting.state = MEETING.after(MeetingState(meeting.state), deed)
    meeting.version += 1
    meeting.save(update_fields=[*fields, "state", "version"])
    _keep_step(meeting, by, deed, what, words)


def _keep_step(meeting: Meeting, by: Viewer, deed: str, what: str, words: str = "") -> None:
    MeetingStep.objects.create(meeting=meeting, deed=deed, what=what[:300], words=words.strip(), **author(by))


def _subject(meeting: Meeting) -> Subject:
    return Subject("meeting", meeting.pk)
