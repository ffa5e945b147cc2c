"""What reports say: drawn up from what is held, in the order a reader needs. How they look is the kit's matter.

Nothing here shows a value of a figure: readers of reports may not see small numbers, so an effect is told in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.assurance.drafts.on_site import (
    begun,
    feedback,
    holds,
    in_order,
    method_named,
    of_itself,
    programme,
    sifted,
    thanks,
    told_by_kind,
)
from goldenthread.assurance.queries.findings import RecommendationRow, recommendations
from goldenthread.assurance.queries.judgements import round_of
from goldenthread.assurance.queries.plan import ActionLine, FindingLine, Plan, plan
from goldenthread.assurance.queries.reviews import ReviewPage, review
from goldenthread.assurance.queries.standards import standards_of, theme_named
from goldenthread.assurance.vocabulary import (
    ActionState,
    Effect,
    FindingKind,
    JudgementState,
    MemberFunction,
    ReportKind,
    ReviewKind,
    Strength,
)
from goldenthread.ground import moment
from goldenthread.ground.papers import Bars, Block, Bullets, Grid, Heading, Paper, Text
from goldenthread.ground.verdicts import Refused, refused

_NONE = "–"


def paper_of(
    viewer: Viewer,
    kind: ReportKind,
    *,
    council: str,
    standing: str,
    review_id: UUID | None = None,
    named: str = "",
    final: bool = False,
    grown_from: str = "",
) -> Paper:
    """The report of that kind as its facts stand now, as this viewer may see them. Raises Refused and NotThere.

    A ``final`` report of a review, or of gaps, tells settled findings only; ``grown_from`` says what changed since its last day.
    """
    if kind is ReportKind.PLAN:
        title, blocks = "Improvement plan", _plan(plan(viewer))
    elif kind is ReportKind.GAP_TABLE:
        about = review(viewer, review_id).title if review_id else named
        title, blocks = f"Gap table: {about}", _gaps(plan(viewer, drafts=not final), review_id, about)
    elif review_id is None:
        raise Refused(refused("REVIEW", "Choose the review it reports on.", field="review_id"))
    elif kind is ReportKind.FEEDBACK:
        return feedback(viewer, review_id, council=council, standing=standing)
    else:
        page = review(viewer, review_id)
        of_round = page.kind is ReviewKind.SELF_ASSESSMENT
        told = _round(viewer, page) if of_round else _review(viewer, page, final, grown_from)
        title, blocks = page.title, told
    return Paper(title, council, moment.today().isoformat(), standing, tuple(blocks))


def _review(viewer: Viewer, page: ReviewPage, final: bool, grown_from: str) -> Iterable[Block]:
    found = sifted(viewer, page.id, settled=final)
    instrument = standards_of(page.instrument_key, page.instrument_version)
    if grown_from:
        yield Text(grown_from, note=True)
    if page.key_messages:
        yield Heading("Key messages")
        yield Bullets(page.key_messages)
    yield Heading("What was looked at")
    yield Text(page.scope or "The scope is not written down.")
    if page.questions:
        yield Text("The questions were:")
        yield Bullets(page.questions)
    yield Heading("How it was looked at")
    if not (page.methods_used or page.methods_not_used):
        yield Text("The methods are not written down.")
    if page.methods_used:
        yield Bullets(tuple(method_named(each) for each in page.methods_used))
    if page.methods_not_used:
        yield Text(f"Not used: {page.methods_not_used}", note=True)
    yield from programme(viewer, page)
    team = [each for each in page.members if each.function is not MemberFunction.CONTACT]
    if team:
        yield Text("The team, by role:")
        yield Bullets(tuple(_member(each.role or each.function.label, each.employer) for each in team))
    yield from of_itself(viewer, page)
    yield Heading("What was found")
    if found:
        yield _counts(found)
        yield _shown(found)
    else:
        yield Text("Nothing is written down as settled yet." if final else "Nothing is written down yet.")
    for theme in in_order(each.theme for each in found):
        yield Heading(theme_named(instrument, theme) or "Without a theme", 2)
        yield from told_by_kind(each for each in found if each.theme == theme)
    questions = [question for question in in_order(each.question for each in found) if question]
    if questions:
        yield Heading("What it says to each question")
        for question in questions:
            yield Heading(question, 2)
            yield from told_by_kind(each for each in found if each.question == question)
    yield Heading("Recommendations")
    yield from _recommendations(recommendations(viewer, review_id=page.id))
    yield from begun(viewer, page)
    yield from thanks(viewer, page)


def _round(viewer: Viewer, page: ReviewPage) -> Iterable[Block]:
    """A self-assessment: what each agency stands by, statement by statement, and where they differ."""
    held = round_of(viewer, page.id)
    stands = [
        each for each in held.answers if each.state in (JudgementState.SUBMITTED, JudgementState.AGREED)
    ]
    yield Heading("What was looked at")
    yield Text(page.scope or "The scope is not written down.")
    yield Grid(
        "How far each agency is",
        ("Agency", "Answers it stands by", "Asked"),
        tuple((each.agency, str(each.done), str(each.asked)) for each in held.parts),
    )
    strengths = Counter(each.strength for each in stands)
    if stands:
        yield Bars(
            f"How strong the evidence of {len(stands)} answers is",
            tuple((each.label, strengths[each]) for each in Strength if strengths[each]),
        )
    yield Heading("Statement by statement")
    if not stands:
        yield Text("No agency stands by an answer yet.")
    for item in held.items:
        answers = [each for each in stands if each.item_key == item.key]
        if not answers:
            continue
        yield Heading(f"{item.key} {item.title or item.text}", 2)
        yield Grid(
            f"Answers to {item.key}",
            ("Agency", "Claim", "Grade", "Evidence"),
            tuple(
                (
                    each.agency,
                    each.claim,
                    _NONE if each.grade is None else str(each.grade),
                    each.strength.label,
                )
                for each in answers
            ),
        )
        grades = {each.grade for each in answers if each.grade is not None}
        if len(grades) > 1:
            yield Text(f"The agencies differ: from {min(grades)} to {max(grades)}.", note=True)
    missing = [item.key for item in held.items if item.key not in {each.item_key for each in stands}]
    if missing and stands:
        yield Text(f"No agency stands by an answer to: {', '.join(missing)}.", note=True)


def _member(role: str, employer: str) -> str:
    return f"{role}, {employer}" if employer else role


def _counts(found: Iterable[FindingLine]) -> Block:
    counted = Counter(each.kind for each in found)
    total = sum(counted.values())
    return Bars(
        f"{total} {'finding' if total == 1 else 'findings'} by kind",
        tuple((kind.label, counted[kind]) for kind in FindingKind if counted[kind]),
    )


def _shown(found: Iterable[FindingLine]) -> Block:
    several = list(found)
    good = sum(1 for each in several if each.shown_by.allowed)
    return Text(
        f"{good} of {len(several)} are shown by two or more independent sources of different kind. "
        "The rest are marked “not triangulated”.",
        note=True,
    )


def _recommendations(found: Iterable[RecommendationRow]) -> Iterable[Block]:
    rows = tuple(
        (
            each.reference,
            f"{each.words} ({each.passage})" if each.passage else each.words,
            each.response.label if each.response else "Not answered yet",
            each.response_words or ", ".join(reference for _, reference, *_ in each.actions) or _NONE,
        )
        for each in found
    )
    if not rows:
        yield Text("There are none.")
        return
    yield Grid(
        "Recommendations and answers", ("Number", "Recommendation", "Answer", "Actions or reason"), rows
    )


def _gaps(whole: Plan, review_id: UUID | None, named: str) -> Iterable[Block]:
    """Gaps of one review of this house, whatever others are called, or of one source outside."""
    found = [
        each
        for each in whole.findings
        if each.kind is FindingKind.GAP
        and each.review_id == review_id
        and (review_id is not None or each.source == named)
    ]
    if not found:
        raise Refused(refused("EMPTY", "There is no gap of this source.", field="named"))
    answered = sum(1 for each in found if each.response)
    yield Text(
        f"{_many(len(found), 'issue was', 'issues were')} held against the plan; {_many(answered, 'is', 'are')} answered. "
        "Words are ours; the page says where the issue stands in its source.",
    )
    yield Bars(
        f"{answered} of {_many(len(found), 'gap is', 'gaps are')} answered",
        (("Answered", answered), ("Open", len(found) - answered)),
    )
    yield Grid(
        f"Gaps of {named}",
        ("Page", "Issue", "Gap", "Evidence wanted", "Response"),
        tuple(
            (
                each.passage,
                each.issue,
                each.words,
                each.evidence_wanted or _NONE,
                f"{each.response} ({each.responded_on:%-d %B %Y})" if each.responded_on else "None yet",
            )
            for each in found
        ),
    )


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _plan(whole: Plan) -> Iterable[Block]:
    open_ = [each for each in whole.actions if each.state in (ActionState.PLANNED, ActionState.UNDER_WAY)]
    judged = Counter(each.effect for each in whole.actions if each.effect)
    yield Heading("Where it stands")
    yield Text(
        f"{_many(len(whole.findings), 'finding', 'findings')} of {_many(len({(each.review_id, each.source) for each in whole.findings}), 'source', 'sources')}. "
        f"{_many(len(whole.actions), 'action', 'actions')}, {len(open_)} of them still to do. Done is not embedded: the last chapters ask what helped."
    )
    if judged:
        yield Bars(
            "What became of the measures",
            tuple((effect.label, judged[effect]) for effect in Effect if judged[effect]),
        )
    if whole.checks:
        yield Heading("What does not add up", 2)
        yield Bullets(
            tuple(
                f"{each.count} {'finding' if each.key == 'waits' else 'action'}{'' if each.count == 1 else 's'} {each.words}"
                for each in whole.checks
            )
        )
    yield Heading("Actions")
    if not whole.actions:
        yield Text("There are none yet.")
    for priority in in_order(each.board_priority for each in whole.actions):
        yield from _actions(
            priority or "No board priority named",
            [each for each in whole.actions if each.board_priority == priority],
        )
    yield from _said(whole)
    waiting = [each for each in whole.findings if each.waits]
    if waiting:
        yield Heading("Findings that no action answers yet")
        yield Grid(
            "Findings without action",
            ("Number", "Finding", "Source"),
            tuple(
                (each.reference, each.words, f"{each.source}, {each.passage}".rstrip(", "))
                for each in waiting
            ),
        )


def _actions(priority: str, actions: list[ActionLine]) -> Iterable[Block]:
    yield Heading(priority, 2)
    yield Grid(
        f"Actions: {priority}",
        ("Action", "Answers", "Owner", "Due", "Where it stands", "Did it help?"),
        tuple(
            (
                f"{each.reference} {each.title}",
                "; ".join(in_order(f"{one.source}, {one.passage}".rstrip(", ") for one in each.findings))
                or _NONE,
                f"{each.owner}, {each.agency}" if each.owner else "Nobody yet",
                f"{each.due_on:%-d %b %Y}" if each.due_on else _NONE,
                "Late" if each.late else each.state.label,
                each.effect.label if each.effect else "Not judged yet" if each.measured else "No measure",
            )
            for each in actions
        ),
    )


def _said(whole: Plan) -> Iterable[Block]:
    told = [each for each in whole.actions if each.you_said and each.we_did]
    if told:
        yield Heading("You said, we did")
        yield Grid(
            "You said, we did",
            ("You said", "We did", "Did it help?"),
            tuple(
                (each.you_said, each.we_did, each.effect.label if each.effect else "Not judged yet")
                for each in told
            ),
        )


__all__ = ["holds", "paper_of"]
