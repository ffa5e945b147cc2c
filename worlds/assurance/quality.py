"""Sandgate's quality systems: what there is, what ran, what came of it, and what there is not."""

from __future__ import annotations

from datetime import datetime, timedelta

from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance.vocabulary import QualitySystem
from worlds.council import Council
from worlds.playing import Case

# System, who runs it, months, words.
ARRANGED = (
    (QualitySystem.ASSURANCE, "Board's office", 12, "A self-assessment of all partners each year, and peers from outside every third."),
    (QualitySystem.PERFORMANCE, "Performance team", 3, "Leading figures go to the board each quarter with what follows from them."),
    (QualitySystem.FILE_AUDIT, "Board's quality group", 6, "Twenty cases twice a year, drawn by lot, a quarter read by two."),
    (QualitySystem.PRACTICE_AUDIT, "Principal social worker", 3, "A visit or a call is watched in each team, with the adult's consent."),
    (QualitySystem.FORUM, "Practice leads in turn", 2, "Two hours: one case, one theme, what each takes back."),
)  # fmt: skip
# Days ago, who, system, title, size, showed, led to.
RUNS = (
    (250, "Helen Marsh", QualitySystem.PRACTICE_AUDIT, "Four first visits, watched", 4,
     "All four began with what the adult wants; one ended without saying who will ring.",
     "The card with a name and number is left at every visit."),
    (110, "Helen Marsh", QualitySystem.FORUM, "Forum on self-neglect", 23,
     "Teams draw the line between choice and risk in different places.", "One page with examples, talked through in each team."),
    (38, "Helen Marsh", QualitySystem.FORUM, "Forum on telling people how it ended", 19,
     "Letters say that a case is closed, and not what came of it.", "Two sentences were written for every closing letter."),
    (75, "Ifeoma Eze", QualitySystem.FEEDBACK, "Cards on two wards", 41,
     "Most felt safe to speak. A third did not know what would happen next.", ""),
)  # fmt: skip


def quality(council: Council, now: datetime) -> Case:
    """Arranged a year ago; runs since. Practice audits have stopped, mystery shopping has not begun."""
    runs = council.of(Role.BOARD_MANAGER)[0]
    yield now - timedelta(days=360)
    for system, run_by, months, words in ARRANGED:
        do.arrange_quality(
            runs, system=system, version=0, in_use=True, run_by=run_by, every_months=months, words=words
        )
    do.arrange_quality(
        runs,
        system=QualitySystem.SHOPPING,
        version=0,
        in_use=False,
        words="Nobody tries the front door as a caller yet. The quality checkers have offered to.",
    )
    for days, who, system, title, size, showed, led_to in sorted(RUNS, key=lambda run: -run[0]):
        yield now - timedelta(days=days)
        do.log_quality_run(
            council.named(who), system=system, title=title, size=size, showed=showed, led_to=led_to,
            on=(now - timedelta(days=days)).date(),
        )  # fmt: skip
