"""Reads of concerns."""

from goldenthread.concerns.queries.followed import (
    CommissionedLine,
    OwnReport,
    commissioned,
    own_reports,
    own_reports_count,
)
from goldenthread.concerns.queries.page import match_candidates, open_concern
from goldenthread.concerns.queries.person import ConcernOfPerson, concerns_of_person
from goldenthread.concerns.queries.story import WishLine, chronology, latest_wishes, wishes_of_person
from goldenthread.concerns.queries.values import (
    ClockLine,
    ConcernPage,
    DecisionLine,
    EarlierConcern,
    LimbLine,
    Report,
    StepLine,
)
from goldenthread.concerns.queries.work import (
    WorkCounts,
    WorkItem,
    WorkPage,
    WorkWanted,
    most_pressing,
    work_counts,
    work_list,
)

__all__ = [
    "ClockLine",
    "CommissionedLine",
    "ConcernOfPerson",
    "ConcernPage",
    "DecisionLine",
    "EarlierConcern",
    "LimbLine",
    "OwnReport",
    "Report",
    "StepLine",
    "WishLine",
    "WorkCounts",
    "WorkItem",
    "WorkPage",
    "WorkWanted",
    "chronology",
    "commissioned",
    "concerns_of_person",
    "latest_wishes",
    "match_candidates",
    "most_pressing",
    "open_concern",
    "own_reports",
    "own_reports_count",
    "wishes_of_person",
    "work_counts",
    "work_list",
]
