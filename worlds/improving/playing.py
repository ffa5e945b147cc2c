"""Plays the board's work: reviews brought in, actions planned, owned, carried out, measured and judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.vocabulary import ReportKind, ReportStage
from goldenthread.ground import moment
from goldenthread.insight.queries import indicators
from worlds.council import Council
from worlds.improving.bringing_in import Found, agency_review, challenge, our_own, peer_review
from worlds.improving.files import Measure, Planned, published, the_plan
from worlds.playing import Case

BROUGHT_IN = -430


def improving(council: Council, now: datetime) -> list[Case]:
    """Everything the board works on, as one case: what answers a finding comes after it."""
    return [_everything(council, now)]


def _everything(council: Council, now: datetime) -> Case:
    runs = council.of(Role.BOARD_MANAGER)[0]
    whole, found = the_plan(), Found()
    recommended: dict[str, UUID] = {}
    yield now + timedelta(days=BROUGHT_IN)
    recommended = peer_review(runs, published(), found)
    challenge(runs, found)
    agency_review(runs, found)
    our_own(runs, found)
    for answer in whole.answers:
        do.respond_to_recommendation(
            runs,
            recommendation_id=recommended[answer.passage],
            version=1,
            response=answer.response,
            words=answer.words,
        )
    deeds = [(day, number, step) for number, each in enumerate(whole.actions) for day, step in _steps(each)]
    made: dict[int, UUID] = {}
    for day, number, step in sorted(deeds, key=lambda deed: (deed[0], deed[1])):
        yield now + timedelta(days=day)
        each = whole.actions[number]
        if step == "plan":
            made[number] = _plan(council, runs, each, found, recommended)
        else:
            _step(council, runs, each, made[number], step)
    for response in whole.responses:
        do.respond_to_gap(
            runs, finding_id=found[response.source, response.passage], version=2, words=response.words
        )
    yield now - timedelta(hours=3)
    for number, each in enumerate(whole.actions):
        if each.measure and each.measure.values:
            do.judge_effect(runs, improvement_id=made[number])
    do.keep_report(
        runs,
        kind=ReportKind.PLAN,
        stage=ReportStage.FINAL,
        council="Sandgate Council",
        note="For the board's next meeting",
    )


def _steps(each: Planned) -> Iterator[tuple[int, str]]:
    """The days of an action, and what is done on each."""
    yield each.planned, "plan"
    for day, words in each.progress:
        yield day, words
    if each.done is not None:
        yield each.done, "done"
    if each.measure:
        for day in _days(each.measure):
            yield max(day, each.planned), f"value {day}"


def _days(measure: Measure) -> list[int]:
    return [measure.first + 30 * number for number in range(len(measure.values))]


def _plan(council: Council, runs: Viewer, each: Planned, found: Found, recommended: dict[str, UUID]) -> UUID:
    today = moment.today()
    made = do.plan_action(
        runs,
        title=each.title,
        words=each.words,
        owner_id=council.named(each.owner).user_id if each.owner else None,
        due_on=None if each.due is None else today + timedelta(days=each.due - each.planned),
        finding_ids=tuple(found[answer] for answer in each.answers),
        recommendation_id=recommended.get(each.recommendation),
        asked_by_figure=each.asked_by_figure,
        figures=indicators().keys(),
        board_priority=each.board_priority,
        you_said=each.you_said,
    )
    if measure := each.measure:
        do.set_measure(
            runs,
            improvement_id=made,
            version=1,
            direction=measure.direction,
            moves_from=today + timedelta(days=measure.moves_from - each.planned),
            review_on=today + timedelta(days=measure.review - each.planned),
            indicator_key=measure.indicator,
            figures=indicators().keys(),
            measure=measure.name,
            measure_source=measure.source,
            baseline=measure.baseline,
            baseline_of=measure.baseline_of,
            target=measure.target,
        )
    return made


def _step(council: Council, runs: Viewer, each: Planned, made: UUID, step: str) -> None:
    owner = council.named(each.owner)
    version = queries.action(runs, made).version
    if step == "done":
        do.finish_action(
            owner, improvement_id=made, version=version, words=each.we_did or "It is in use.", evidence=each.evidence,
            we_did=each.we_did,
        )  # fmt: skip
    elif step.startswith("value "):
        assert each.measure
        day = int(step.removeprefix("value "))
        value = each.measure.values[_days(each.measure).index(day)]
        on = moment.today() + timedelta(days=min(0, day - each.planned) if day < each.planned else 0)
        do.add_point(runs, improvement_id=made, version=version, on=on, value=value)
    else:
        do.note_progress(owner, improvement_id=made, version=version, words=step)
