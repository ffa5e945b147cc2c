"""What papers of a visit say: its programme, its thanks, what it set going, and the feedback of its last day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.assurance.policy.grown import Told
from goldenthread.assurance.queries.after import begun_of
from goldenthread.assurance.queries.findings import findings_of, recommendations
from goldenthread.assurance.queries.peer import programme_of
from goldenthread.assurance.queries.plan import FindingLine
from goldenthread.assurance.queries.reviews import ReviewPage, review
from goldenthread.assurance.queries.self_assessment import self_assessment
from goldenthread.assurance.queries.standards import standards_of, theme_named
from goldenthread.assurance.vocabulary import (
    FindingKind,
    FindingState,
    MemberFunction,
    SessionKind,
    SessionState,
)
from goldenthread.ground import moment
from goldenthread.ground.papers import Block, Bullets, Grid, Heading, Paper, Text

_NONE = "–"
SETTLED = (FindingState.AGREED, FindingState.EMBEDDED)
_TOLD = (FindingKind.STRENGTH, FindingKind.PRACTICE, FindingKind.AREA, FindingKind.GAP, FindingKind.LEARNING)


def sifted(viewer: Viewer, review_id: UUID, *, settled: bool = False) -> tuple[FindingLine, ...]:
    """Findings that a paper tells: none that was set aside, and of a final report none that is still a draft."""
    kept = SETTLED if settled else (*SETTLED, FindingState.DRAFT)
    return tuple(each for each in findings_of(viewer, review_id) if each.state in kept)


def holds(viewer: Viewer, review_id: UUID, *, settled: bool = False, recommended: bool = True) -> list[Told]:
    """What a paper is drawn from, one by one, so that two papers can be compared by it."""
    page = review(viewer, review_id)
    named = _names(page)
    found = sifted(viewer, review_id, settled=settled)
    lines = [Told("", "Key message", words) for words in page.key_messages]
    lines += [
        Told(str(each.id), each.kind.label, each.words, named(each.theme), each.question) for each in found
    ]
    if recommended:
        lines += [
            Told(str(each.id), "Recommendation", each.words)
            for each in recommendations(viewer, review_id=review_id)
        ]
    return lines


def feedback(viewer: Viewer, review_id: UUID, *, council: str, standing: str) -> Paper:
    """The feedback of the last day, as the team has sifted until now. Raises Refused and NotThere."""
    page = review(viewer, review_id)
    return Paper(
        f"Feedback: {page.title}",
        council,
        moment.today().isoformat(),
        standing,
        tuple(_feedback(viewer, page)),
    )


def _feedback(viewer: Viewer, page: ReviewPage) -> Iterable[Block]:
    found = sifted(viewer, page.id)
    named = _names(page)
    yield Text(
        "This is what the team tells on its last day: an overview, from a critical friend. It is not an inspection and gives no "
        "score. The report grows from it, and those it is about check the report for facts.",
        note=True,
    )
    yield Heading("What was looked at")
    yield Text(page.scope or "The scope is not written down.")
    yield from programme(viewer, page)
    if page.key_messages:
        yield Heading("Key messages")
        yield Bullets(page.key_messages)
    yield Heading("What was found")
    themes = [theme for theme in in_order(each.theme for each in found) if theme]
    for theme in themes:
        yield Heading(named(theme), 2)
        yield from told_by_kind(each for each in found if each.theme == theme)
    if rest := [each for each in found if not each.theme and not each.question]:
        yield Heading("Without a theme", 2)
        yield from told_by_kind(rest)
    questions = [question for question in in_order(each.question for each in found) if question]
    if questions:
        yield Heading("What it says to each question")
        for question in questions:
            yield Heading(question, 2)
            yield from told_by_kind(each for each in found if each.question == question)
    yield from begun(viewer, page)
    yield from thanks(viewer, page)
    yield Heading("What happens next")
    yield Bullets(
        (
            f"The report is written{f' by {page.due_on:%-d %B %Y}' if page.due_on else ''}. It says what changed since today.",
            "You say what is wrong in it, and the team answers each comment.",
            "You answer each recommendation, tell your staff and partners, and say where the report can be read.",
        )
    )


def told_by_kind(found: Iterable[FindingLine]) -> Iterable[Block]:
    """Findings under the names of their kinds, strengths first."""
    several = list(found)
    for kind in _TOLD:
        of_kind = [each for each in several if each.kind is kind]
        if of_kind:
            yield Heading(kind.label if len(of_kind) == 1 else plural_of(kind), 3)
            yield Bullets(tuple(told(each) for each in of_kind))


def plural_of(kind: FindingKind) -> str:
    """What several findings of a kind are called."""
    return {FindingKind.AREA: "Areas for consideration", FindingKind.PRACTICE: "Good practice"}.get(
        kind, f"{kind.label}s"
    )


def told(finding: FindingLine) -> str:
    """A finding in one line, with where it stands in its source and whether it is triangulated."""
    where = f" ({finding.passage})" if finding.passage else ""
    mark = "" if finding.shown_by.allowed else " [not triangulated]"
    return f"{finding.words}{where}{mark}"


def programme(viewer: Viewer, page: ReviewPage) -> Iterable[Block]:
    """When the team was there, and each session with who took part and its theme."""
    held = [each for each in programme_of(viewer, page.id) if each.state is not SessionState.CANCELLED]
    if not held:
        return
    # A session that is still to come is in the programme, and nobody has looked or listened there yet.
    days = sorted(
        {day for each in held if each.at and (day := moment.london(each.at).date()) <= moment.today()}
    )
    if days:
        when = f"{days[0]:%-d %B %Y}" if len(days) == 1 else f"{days[0]:%-d %B} to {days[-1]:%-d %B %Y}"
        yield Text(
            f"The team looked and listened on {len(days)} {'day' if len(days) == 1 else 'days'}: {when}."
        )
    named = _names(page)
    yield Grid(
        "Programme",
        ("Day", "Session", "Who took part", "Theme"),
        tuple(
            (
                f"{moment.london(each.at):%-d %b %Y, %H:%M}" if each.at else _NONE,
                f"{each.kind.label}: {each.title}",
                each.taking_part or _NONE,
                "; ".join(filter(None, (named(each.theme), each.question))) or _NONE,
            )
            for each in held
        ),
    )


def of_itself(viewer: Viewer, page: ReviewPage) -> Iterable[Block]:
    """What the council said of itself before the visit, by key question; nothing where it said nothing."""
    told = self_assessment(viewer, page.id)
    if not any(each.at for each in told):
        return
    yield Heading("What the council said of itself")
    yield Text(
        "These are the council's own words, asked for before the visit. What the team found follows, and may differ.",
        note=True,
    )
    for each in told:
        if each.id is None:
            continue
        yield Heading(each.question, 2)
        if each.at is None:
            yield Text("Nothing was sent on this question.")
            continue
        if each.late:
            yield Text(f"Sent on {moment.london(each.at):%-d %B %Y}, when the visit had begun.", note=True)
        for name, words in each.parts:
            yield Heading(name, 3)
            yield from (Text(line.strip()) for line in (words or "None named.").splitlines() if line.strip())


def thanks(viewer: Viewer, page: ReviewPage) -> Iterable[Block]:
    """Who arranged the review, and who hosted each session that was held."""
    contacts = [each for each in page.members if each.function is MemberFunction.CONTACT]
    hosted = [
        each
        for each in programme_of(viewer, page.id)
        if each.host and each.state is not SessionState.CANCELLED
    ]
    if not contacts and not hosted:
        return
    yield Heading("With thanks")
    if contacts:
        yield Text("The review was arranged by:")
        yield Bullets(
            tuple(", ".join(filter(None, (each.name, each.role, each.employer))) for each in contacts)
        )
    if hosted:
        yield Grid(
            "Who hosted each session",
            ("Session", "Hosted by"),
            tuple((each.title, each.host) for each in hosted),
        )


def begun(viewer: Viewer, page: ReviewPage) -> Iterable[Block]:
    """What began because of taking part, before the report."""
    found = begun_of(viewer, page.id)
    if found:
        yield Heading("Begun already, because of taking part")
        yield Grid(
            "Actions that began before the report",
            ("Action", "Began", "Because"),
            tuple(
                (f"{each.reference} {each.title}", f"{each.begun_on:%-d %b %Y}", each.because)
                for each in found
            ),
        )


def method_named(value: str) -> str:
    """A method as readers know it: a kind of session by its label, else the words that were written."""
    return SessionKind(value).label if value in {each.value for each in SessionKind} else value


def in_order(values: Iterable[str]) -> list[str]:
    """Each value once, in the order they first come."""
    return list(dict.fromkeys(values))


def _names(page: ReviewPage) -> Callable[[str], str]:
    instrument = standards_of(page.instrument_key, page.instrument_version)
    return lambda key: theme_named(instrument, key)
