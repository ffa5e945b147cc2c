"""A case-file audit of twenty cases, a quarter of them read by two auditors."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.vocabulary import Population, ReviewKind, ViewOf
from goldenthread.ground.instruments import Item, Scale
from worlds.council import Council
from worlds.playing import Case

TOOL = "case-file-audit"
# How well each part of practice stands in Sandgate, of 1: strong on safety, weak on telling referrers and on the ending.
STANDS = {"A": 0.72, "B": 0.8, "C": 0.62, "D": 0.6, "E": 0.66, "F": 0.55, "G": 0.42, "H": 0.4}
SAW = (
    "It can be read in the record.",
    "The wish stands at the start and is not met again later.",
    "The reason is given; a second pair of eyes would have helped.",
    "Somebody rang, and wrote down what was said.",
    "Nothing shows that anybody was told.",
)
SUMS = (
    "The adult was heard early. The ending is thin: nobody wrote down whether they feel safer.",
    "Good, quick work on the day. Who else should have known was not told.",
    "The decision can be followed step by step. The person's own words are missing from it.",
    "Careful, and slow: two weeks went by in which nothing moved.",
)


def audit(dice: random.Random, council: Council, now: datetime) -> Case:
    """Opened six weeks ago, drawn by lot, read by social workers and managers; a few readings are still to do."""
    runs = council.of(Role.BOARD_MANAGER)[0]
    tool = shipped()[TOOL]
    yield now - timedelta(days=45)
    review_id = do.open_review(
        runs,
        kind=ReviewKind.FILE_AUDIT,
        title="Autumn audit of cases",
        scope="How adults are heard, and whether concerns that ended without an enquiry should have gone on.",
        instrument=(tool.key, tool.version),
        requested_by="Sandgate Safeguarding Adults Board",
        due_on=(now + timedelta(days=10)).date(),
    )
    yield now - timedelta(days=44)
    readers = [*council.of(Role.SOCIAL_WORKER), *council.of(Role.MANAGER)]
    do.draw_sample(
        runs,
        review_id=review_id,
        wanted={Population.CLOSED_ENQUIRIES: 8, Population.SCREENED_OUT: 12},
        since=(now - timedelta(days=300)).date(),
        seed="Sandgate autumn",
        auditors=[each.user_id for each in readers if each.user_id],
        twice_in_100=25,
    )
    do.begin_review(runs, review_id=review_id, version=queries.review(runs, review_id).version)
    tasks = [
        (reader, task)
        for reader in readers
        for task in queries.own_audits(reader)
        if task.review_id == review_id
    ]
    dice.shuffle(tasks)
    for number, (reader, task) in enumerate(tasks[: len(tasks) - 4]):
        yield now - timedelta(days=40) + timedelta(hours=31 * number)
        page = queries.open_audit(reader, task.id)
        # Two auditors of one case see much the same: what they grade hangs on the case more than on themselves.
        seen = random.Random(f"{task.reference}")
        do.save_audit(
            reader,
            file_audit_id=page.id,
            version=page.version,
            answers={item.key: _judged(item, tool.scale[item.scale], seen, dice) for item in tool.graded()},
        )
        do.finish_audit(reader, file_audit_id=page.id, version=page.version + 1, summary=dice.choice(SUMS))
        if number % 5 == 0:
            do.keep_view(
                reader,
                file_audit_id=page.id,
                whose=ViewOf.ADULT if number % 2 else ViewOf.PRACTITIONER,
                words="She came twice and listened. I still do not know what was written about me."
                if number % 2
                else "I had three visits that day. I would have asked again at the end.",
            )


def _judged(item: Item, scale: Scale, seen: random.Random, dice: random.Random) -> dict[str, object]:
    stands = STANDS.get(item.key[:1], 0.6)
    # The lowest of two draws pulls down, the highest up; now and then two people see the same thing differently.
    level = sum(seen.random() < stands for _ in range(len(scale.levels) - 1))
    if dice.random() < 0.15:
        level += dice.choice((-1, 1))
    level = min(max(level, 0), len(scale.levels) - 1)
    return {"grade": scale.levels[level].value, "words": dice.choice(SAW)}
