"""Plays a year of the board: the meetings planned, held and minuted, what was asked in them, and what was answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from goldenthread.access.queries import agencies
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.procedures import ChallengeTold, EvidenceTold, ItemTold, SentFile
from goldenthread.assurance.queries.challenges import bank, challenge, things_to_challenge
from goldenthread.assurance.queries.meetings import meeting
from goldenthread.assurance.vocabulary import (
    AgendaKind,
    ChallengeAbout,
    EvidenceAudience,
    EvidenceKind,
    ReviewKind,
    ReviewState,
    Satisfied,
)
from goldenthread.ground import moment
from goldenthread.insight.queries import indicators
from worlds.boarding.files import ChallengeLine, EvidenceLine, ItemLine, MeetingLine, the_board
from worlds.council import Council
from worlds.playing import Case

PLANNED = -360


@dataclass
class _Year:
    """What has been made so far."""

    council: Council
    runs: Viewer
    meetings: dict[int, UUID] = field(default_factory=dict)
    chains: dict[str, UUID] = field(default_factory=dict)
    evidence: dict[str, UUID] = field(default_factory=dict)
    challenges: dict[int, UUID] = field(default_factory=dict)

    def who(self, name: str) -> Viewer | None:
        """Somebody of the demo; None for a name that has no account."""
        return next((each for each in self.council.staff if each.name == name), None)


def year(council: Council, now: datetime) -> Case:
    """Every deed on its day."""
    told = the_board()
    made = _Year(council, council.of(Role.BOARD_MANAGER)[0])
    yield now + timedelta(days=PLANNED)
    for chain in told.chains:
        made.chains[chain.key] = do.open_chain(
            made.runs,
            title=chain.title,
            about=chain.about,
            due_on=moment.today() + timedelta(days=chain.due - PLANNED),
        )
    for number, line in enumerate(told.meetings):
        (made.meetings[number],) = do.plan_meetings(
            made.runs,
            level=line.level,
            title=line.title,
            first_on=moment.today() + timedelta(days=line.day - PLANNED),
        )
    for _, day, deed in sorted(
        _deeds(made, told.evidence, told.meetings), key=lambda each: (each[1], each[0])
    ):
        yield now + timedelta(days=day)
        deed()


def _deeds(
    made: _Year, evidence: tuple[EvidenceLine, ...], meetings: tuple[MeetingLine, ...]
) -> list[tuple[int, int, Callable[[], None]]]:
    """Order on a day, the day from today, and the deed."""
    found: list[tuple[int, int, Callable[[], None]]] = []

    def add(day: int, deed: Callable[[], None]) -> None:
        found.append((len(found), day, deed))

    for piece in evidence:
        add(piece.day, partial(_evidence, made, piece))
    for number, line in enumerate(meetings):
        add(min(-1, max(PLANNED, line.day - 5)), partial(_agenda, made, number, line))
        if line.day <= 0:
            add(line.day, partial(_held, made, number, line))
    counted = 0
    for number, line in enumerate(meetings):
        asked = [(each, item.title) for item in line.items for each in item.challenges]
        for one, item_title in [*asked, *((each, "") for each in line.challenges)]:
            if line.day <= 0:
                _challenge_deeds(made, add, counted, number, line.day, one, item_title)
                counted += 1
    return found


def _challenge_deeds(
    made: _Year,
    add: Callable[[int, Callable[[], None]], None],
    key: int,
    number: int,
    day: int,
    line: ChallengeLine,
    item_title: str,
) -> None:
    add(day, lambda: _ask(made, key, number, line, item_title))
    for on, who, words in line.answers:
        add(on, partial(_answer, made, key, who, words, line))
    for on, how, words in line.satisfied:
        add(on, partial(_settle, made, key, how, words, line))


def _evidence(made: _Year, line: EvidenceLine) -> None:
    by = made.council.named(line.by)
    story = line.kind is EvidenceKind.STORY
    made.evidence[line.key] = do.add_evidence(
        by,
        told=EvidenceTold(
            kind=line.kind,
            sort=line.sort,
            title=line.title,
            as_of=moment.today() - timedelta(days=10),
            audience=EvidenceAudience.PARTNERSHIP,
            made_by=by.agency_id,
            summary=line.shows,
            consented=story,
            anonymised=story,
        ),
        file=SentFile(f"{line.title}.txt", line.shows.encode())
        if line.kind is EvidenceKind.DOCUMENT
        else None,
    )


def _agenda(made: _Year, number: int, line: MeetingLine) -> None:
    for item in line.items:
        do.add_item(made.runs, meeting_id=made.meetings[number], told=_told(made, item))


def _told(made: _Year, item: ItemLine) -> ItemTold:
    pieces = tuple(made.evidence[key] for key in item.evidence if key in made.evidence)
    story = item.kind is AgendaKind.STORY
    return ItemTold(
        kind=item.kind,
        title=item.title,
        given_by=item.by,
        chain_id=made.chains.get(item.chain),
        review_id=_review(made, item.review),
        story_id=pieces[0] if story and pieces else None,
        evidence_ids=() if story else pieces,
    )


def _review(made: _Year, title: str) -> UUID | None:
    """The review of that title; of "published", the newest one that everybody may read."""
    rows = queries.reviews(made.runs)
    if title == "published":
        return next(
            (
                row.id
                for row in rows
                if row.state is ReviewState.PUBLISHED and row.kind is ReviewKind.PEER_REVIEW
            ),
            None,
        )
    return next((row.id for row in rows if row.title == title), None) if title else None


def _held(made: _Year, number: int, line: MeetingLine) -> None:
    meeting_id = made.meetings[number]
    version = meeting(made.runs, meeting_id).version
    do.hold_meeting(made.runs, meeting_id=meeting_id, version=version, minutes=line.minutes)
    for item in line.items:
        if not item.decided:
            continue
        row = next(each for each in meeting(made.runs, meeting_id).items if each.title == item.title)
        do.record_item(
            made.runs, meeting_id=meeting_id, item_id=row.id, version=row.version, decided=item.decided, assured=item.assured,
            action_id=_action(made, item.action),
        )  # fmt: skip


def _ask(made: _Year, key: int, number: int, line: ChallengeLine, item_title: str) -> None:
    by = made.who(line.asker)
    asks = by if by and by.may("board.challenge") else made.runs
    things = things_to_challenge(made.runs)
    names = {each.key: each.name for each in indicators().values()}
    prompts = bank(made.runs)
    assert prompts
    item, theme = next(
        ((one, theme) for one, theme in prompts.questions if one.key == line.prompt), (None, "")
    )
    wanted = {ChallengeAbout.FINDING: line.finding, ChallengeAbout.JUDGEMENT: line.statement}.get(
        line.about, ""
    )
    about_id = next((id for id, words in things.get(line.about, ()) if wanted and wanted in words), None)
    about = (
        line.about
        if about_id or line.about not in (ChallengeAbout.FINDING, ChallengeAbout.JUDGEMENT)
        else ChallengeAbout.PRACTICE
    )
    on_agenda = next(
        (
            each.id
            for each in meeting(made.runs, made.meetings[number]).items
            if item_title and each.title == item_title
        ),
        None,
    )
    made.challenges[key] = do.ask_member(
        asks,
        meeting_id=made.meetings[number],
        told=ChallengeTold(
            about=about,
            question=item.text if item else line.question,
            asked_agency_id=next(each.id for each in agencies() if each.name == line.asked),
            due_on=moment.today() + timedelta(days=line.due),
            about_id=about_id,
            figure_key=line.figure,
            about_words=f"{names[line.figure]} ({line.figure})" if line.figure else line.words or wanted,
            item_id=on_agenda,
            asker=line.asker,
            asker_agency_id=by.agency_id if by else None,
            prompt=f"{prompts.instrument.key} {prompts.instrument.version} {item.key}" if item else "",
            prompt_theme=theme,
        ),
        figures=names.keys(),
    )  # fmt: skip


def _answer(made: _Year, key: int, who: str, words: str, line: ChallengeLine) -> None:
    by = made.council.named(who)
    behind = words.split("|")
    do.answer_challenge(
        by, challenge_id=made.challenges[key], version=_version(made, key), words=behind[0],
        evidence_id=made.evidence.get(behind[1]) if len(behind) > 1 else None,
    )  # fmt: skip


def _settle(made: _Year, key: int, how: Satisfied, words: str, line: ChallengeLine) -> None:
    by = made.who(line.asker)
    do.settle_challenge(
        by if by and by.may("board.challenge") else made.runs,
        challenge_id=made.challenges[key],
        version=_version(made, key),
        satisfied=how,
        words=words,
        due_on=moment.today() + timedelta(days=28),
        action_id=_action(made, line.action),
    )


def _version(made: _Year, key: int) -> int:
    return challenge(made.runs, made.challenges[key]).version


def _action(made: _Year, title: str) -> UUID | None:
    rows = queries.plan(made.runs).actions if title else ()
    return next((each.id for each in rows if each.title.startswith(title)), None)
