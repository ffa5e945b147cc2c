"""A person-led audit, the theme it showed, what was done about it, and the audit that looks again."""

from __future__ import annotations

import random
from collections.abc import Generator
from datetime import datetime, timedelta
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.vocabulary import (
    FindingKind,
    Independence,
    MemberFunction,
    Population,
    ReviewKind,
    SourceKind,
    ViewOf,
)
from goldenthread.ground import moment
from worlds.council import Council
from worlds.playing import Case

TOOL = shipped()["person-led-audit"]
# How likely each step of the scale is climbed, before and after the action, by question; the rest 0.75.
BEFORE = {"A.3": 0.6, "A.6": 0.5, "A.8": 0.3, "B.1": 0.45, "B.3": 0.5, "B.4": 0.35}
AFTER = {**BEFORE, "B.1": 0.6, "B.4": 0.7, "A.8": 0.6}
WORDS = {
    "A.1": "The wish is the first line of the record, and the plan answers it.",
    "A.2": "A leaflet was left. Nobody asked whether it could be read.",
    "A.3": "A meeting of nine was held; a conversation might have done.",
    "A.6": "Four names, and no word of who does what.",
    "A.7": "The dog could stay. That is the line the adult would remember.",
    "A.8": "Staying at home and being safe pulled apart; the record does not say so.",
    "B.1": "“Would not manage a tablet”, it says. Nobody tried.",
    "B.2": "Decided in a meeting the adult heard of afterwards.",
    "B.3": "The sister rang twice and is nowhere in the decision.",
    "B.4": "An advocate was there, and what she said is not written down.",
}


def person_led(dice: random.Random, council: Council, now: datetime) -> Case:
    """Ten weeks ago the first; last week the second."""
    runs = council.of(Role.BOARD_MANAGER)[0]
    yield now - timedelta(days=70)
    first = yield from _audit(dice, council, runs, "Person-led audit of summer", BEFORE, None)
    members = [
        (council.named("Maeve Quill"), MemberFunction.PRACTICE),
        (council.named("Ifeoma Eze"), MemberFunction.REVIEWER),
    ]
    for person, function in members:
        do.add_member(runs, review_id=first, function=function, user_id=person.user_id)
    yield max(moment.now(), now - timedelta(days=55))
    finding = do.draft_finding(
        council.named("Maeve Quill"), kind=FindingKind.AREA, review_id=first,
        words="Too little was expected of people, and what their advocates said is seldom found in the decision.",
        about={"theme": "Expectations and involvement", "passage": "B.1, B.4"},
    )  # fmt: skip
    do.add_source(
        runs, finding_id=finding, version=1, kind=SourceKind.PRACTICE, independence=Independence.OWN,
        origin="Person-led audit of summer: eight cases read", shows="B.1 and B.4 are the lowest of twelve questions.",
    )  # fmt: skip
    do.add_source(
        runs, finding_id=finding, version=queries.finding(runs, finding).version, kind=SourceKind.VOICE,
        independence=Independence.EXTERNAL, origin="Two advocates, asked beside the audit", shows="“I write it; I never see it again.”",
    )  # fmt: skip
    do.agree_finding(runs, finding_id=finding, version=queries.finding(runs, finding).version)
    do.plan_action(
        runs,
        title="Expect more: induction and supervision",
        words="Induction covers expectations and the part of people, families and advocates; supervision asks for it in each case.",
        owner_id=council.named("Helen Marsh").user_id,
        due_on=(now + timedelta(days=40)).date(),
        finding_ids=(finding,),
    )
    yield now - timedelta(days=16)
    yield from _audit(dice, council, runs, "Person-led audit of autumn", AFTER, first)


def _audit(
    dice: random.Random,
    council: Council,
    runs: Viewer,
    title: str,
    stands: dict[str, float],
    follows: UUID | None,
) -> Generator[datetime, None, UUID]:
    review_id = do.open_review(
        runs, kind=ReviewKind.FILE_AUDIT, title=title, instrument=(TOOL.key, TOOL.version), follows_id=follows,
        scope="Read as the adult would: could they say this of their record? For the quality assurance sub-group.",
        requested_by="Quality assurance sub-group", due_on=moment.today() + timedelta(days=20),
    )  # fmt: skip
    readers = [*council.of(Role.SOCIAL_WORKER), *council.of(Role.MANAGER)]
    do.draw_sample(
        runs, review_id=review_id, wanted={Population.CLOSED_ENQUIRIES: 8}, since=moment.today() - timedelta(days=365),
        seed=title, auditors=[each.user_id for each in readers if each.user_id], twice_in_100=25,
    )  # fmt: skip
    do.begin_review(runs, review_id=review_id, version=queries.review(runs, review_id).version)
    tasks = [
        (reader, task)
        for reader in readers
        for task in queries.own_audits(reader)
        if task.review_id == review_id
    ]
    for number, (reader, task) in enumerate(tasks):
        yield moment.now() + timedelta(hours=20)
        seen = random.Random(f"{title} {task.reference}")
        do.save_audit(
            reader,
            file_audit_id=task.id,
            version=1,
            answers={
                item.key: {
                    "grade": 1 + sum(seen.random() < stands.get(item.key, 0.75) for _ in range(3)),
                    "words": WORDS.get(item.key, "") if seen.random() < 0.35 else "",
                }
                for item in TOOL.graded()
            },
        )
        if number == 2:
            do.keep_view(
                reader, file_audit_id=task.id, whose=ViewOf.REPRESENTATIVE,
                words="I said she could learn to use the bus. It took them two months to ask her.",
            )  # fmt: skip
        do.finish_audit(reader, file_audit_id=task.id, version=2, summary=dice.choice(tuple(WORDS.values())))
    return review_id
