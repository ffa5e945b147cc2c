"""Sandgate's data reports: one to the board each quarter and one to the health and wellbeing board twice a year, set up and due."""

from __future__ import annotations

from datetime import datetime, timedelta

from goldenthread.access.vocabulary import Role
from goldenthread.insight import procedures as do
from goldenthread.insight.vocabulary.regular import BoardAudience
from worlds.council import Council
from worlds.playing import Case

# How far the first issue of each has come is up to the visitor: figures are counted when the council has been built.
REPORTS = (
    (
        "Safeguarding figures of the quarter",
        BoardAudience.SAFEGUARDING,
        "Members of the board; the board manager puts it on the agenda",
        ("A7", "A3", "B2", "D3", "D5", "F1"),
        3,
        12,
    ),
    (
        "Safeguarding for the health and wellbeing board",
        BoardAudience.WELLBEING,
        "Clerk of the health and wellbeing board, for its members",
        ("A7", "D3", "F1"),
        6,
        40,
    ),
)
WHY = {
    "A7": "Most reports that end here come from falls with no sign of neglect. We have agreed with the hospital which of them to "
    "report, and read a sample each month.",
    "A3": "It lies where it has lain all year. The front door and the teams read ten cases together each month.",
    "B2": "Late decisions wait mostly for the adult's own view, and say so. A second advocate begins in January.",
}


def regular(council: Council, now: datetime) -> Case:
    """Set up weeks ago; the issue for the board is begun, and half of it explained."""
    by = council.of(Role.DATA_OFFICER)[0]
    yield now - timedelta(days=40)
    made = [
        do.set_up_report(
            by,
            title=title,
            audience=audience,
            readers=readers,
            figures=figures,
            every_months=months,
            next_due_on=(now + timedelta(days=days)).date(),
        )
        for title, audience, readers, figures, months, days in REPORTS
    ]
    yield now - timedelta(days=3)
    issue = do.begin_issue(by, report_id=made[0])
    for version, (figure, words) in enumerate(WHY.items(), start=1):
        do.explain_figure(by, issue_id=issue, figure=figure, words=words, version=version)
