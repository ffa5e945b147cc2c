"""What Sandgate's agencies supply for the framework, quarter by quarter, and what they answer for the strategy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from goldenthread.access.queries import agencies
from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.ground.moment import LONDON
from goldenthread.insight import procedures as do
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.policy.supplied import Told
from goldenthread.insight.queries.strategy import LineNow, line_now
from goldenthread.insight.queries.supplied import supplied_now, version_of
from goldenthread.insight.queries.supplied_rows import COLUMNS, read_rows
from goldenthread.insight.vocabulary.supplied import Basis, StrategyDeed
from worlds.council import Council
from worlds.playing import Case

COUNCIL, POLICE = "Sandgate Council", "Sandgate Police"
HOSPITAL, BOARD = "Sandgate Hospitals Trust", "Sandgate Safeguarding Adults Board"
# Measure, agency, part, how it was come by, taken from, and how many of how many in the last four whole quarters, oldest first.
# None: not supplied.
QUARTERS = (
    ("T1", COUNCIL, "staff", Basis.SYSTEM, "Learning system", ((610, 742), (634, 748), (671, 751), (689, 755))),
    ("T1", COUNCIL, "practitioners", Basis.SYSTEM, "Learning system", ((41, 46), (43, 47), (45, 47), (46, 48))),
    ("T1", COUNCIL, "members", Basis.BY_HAND, "Register of member training", ((18, 45), (21, 45), (29, 45), (33, 45))),
    ("T2", COUNCIL, "", Basis.SYSTEM, "Learning system", ((14, 48), (22, 48), (34, 49), (41, 49))),
    ("Q1", COUNCIL, "", Basis.CHECKED, "Case-file audits, moderated", ((13, 20), (14, 20), (15, 20), (17, 21))),
    ("W1", COUNCIL, "", Basis.BY_HAND, "Supervision log of the teams", ((38, 46), (40, 47), (39, 47), (43, 48))),
    ("T1", POLICE, "staff", Basis.SYSTEM, "Force training records", ((402, 530), (410, 528), (421, 533), (430, 541))),
    ("T1", POLICE, "practitioners", Basis.CHECKED, "Adult protection unit's own list", ((10, 14), (11, 14), (13, 15), (13, 15))),
    ("T2", POLICE, "", Basis.BY_HAND, "Adult protection unit's own list", ((2, 14), (5, 14), (8, 15), (10, 15))),
    ("W1", POLICE, "", Basis.ESTIMATED, "Estimate of the unit's inspector", (None, (9, 14), (10, 15), (11, 15))),
    ("T1", HOSPITAL, "staff", Basis.SYSTEM, "Electronic staff record", ((2_610, 3_050), (2_590, 3_071), (2_702, 3_064), (2_741, 3_080))),
    ("T1", HOSPITAL, "practitioners", Basis.SYSTEM, "Electronic staff record", ((22, 31), (23, 31), (26, 32), (25, 33))),
    ("T2", HOSPITAL, "", Basis.BY_HAND, "Named nurse's register", ((6, 31), (8, 31), (9, 32), (12, 33))),
    ("Q1", HOSPITAL, "", Basis.BY_HAND, "Named nurse's audit", ((6, 12), (8, 12), (7, 11), (9, 12))),
    ("W1", HOSPITAL, "", Basis.BY_HAND, "Named nurse's register", ((24, 31), (22, 31), (23, 32), None)),
)  # fmt: skip
# Measure, who asked, part, how it was come by, how many of how many the year before last and last year.
SURVEYS = (
    ("U1", COUNCIL, "staff", (141, 190), (168, 204)),
    ("U1", COUNCIL, "partners", (61, 102), (74, 109)),
    ("U1", BOARD, "citizens", (118, 402), (151, 415)),
    ("U2", COUNCIL, "staff", (171, 190), (192, 204)),
    ("U2", COUNCIL, "partners", (77, 102), (91, 109)),
    ("U2", BOARD, "citizens", (97, 402), (139, 415)),
    ("U3", COUNCIL, "staff", (112, 190), (149, 204)),
    ("U3", COUNCIL, "partners", (38, 102), (52, 109)),
    ("U3", BOARD, "citizens", (160, 402), (171, 415)),
    ("U4", COUNCIL, "", (52, 88), (67, 93)),
)
SIZES = (
    ("P1", "Larkfield House", 34), ("P1", "Rowan Lodge", 26), ("P1", "Seacliff Court", 58),
    ("P1", "Harbour View", 62), ("P1", "Elm Grove", 14),
    ("P2", "Tidewell Home Care", 85), ("P2", "Bramble Home Care", 60), ("P2", "Kindly Care at Home", 140),
)  # fmt: skip
# Line of the strategy, what lies behind it, what is done, in how many days it is to be done, and whether it was accepted.
ANSWERS = (
    (
        "trained-police",
        "Courses were stopped for four months when the trainer left, and response officers cannot be taken off shifts in summer.",
        "A shared course with the council runs each month from December; inspectors book each officer by name.",
        75,
        StrategyDeed.ACCEPTED,
        "The board agreed the dates at its last meeting.",
    ),
    (
        "personal-hospital",
        "Ward staff see it as something for social work.",
        "We will send a reminder to all wards.",
        60,
        StrategyDeed.ASKED_AGAIN,
        "A reminder was sent last year too. Which wards will be trained, by whom, and by when?",
    ),
)
WRITES = {COUNCIL: "Leo Wright", POLICE: "Karen Lowe", HOSPITAL: "Ifeoma Eze", BOARD: "Ruth Okafor"}


def supplied(council: Council, now: datetime) -> Case:
    """Each deed on its day."""
    ids = {each.name: each.id for each in agencies()}
    quarter = Period.of(month_of(now.date()), Grain.QUARTER)
    for day, do_it in sorted(_deeds(council, ids, now, quarter), key=lambda each: each[0]):
        yield datetime.combine(day, time(11), LONDON)
        do_it()
    yield now - timedelta(days=9)
    for line, words, action, days, _, _ in ANSWERS:
        by = council.named(WRITES[_line(council, line).line.service])
        seen = _line(council, line)
        do.answer_for_strategy(
            by, line=line, period=str(seen.period), words=words, action=action,
            due_on=now.date() + timedelta(days=days), version=len(seen.steps),
        )  # fmt: skip
    yield now - timedelta(days=2)
    for line, _, _, _, deed, words in ANSWERS:
        seen = _line(council, line)
        do.look_at_answer(
            council.of(Role.BOARD_MANAGER)[0], line=line, period=str(seen.period), deed=deed, words=words,
            version=len(seen.steps),
        )  # fmt: skip


def _line(council: Council, key: str) -> LineNow:
    found = line_now(council.of(Role.BOARD_MANAGER)[0], key)
    assert found is not None, key
    return found


def _deeds(
    council: Council, ids: dict[str, UUID], now: datetime, quarter: Period
) -> Iterator[tuple[date, Callable[[], object]]]:
    for measure, agency, part, basis, source, numbers in QUARTERS:
        for back, pair in zip(range(len(numbers), 0, -1), numbers, strict=True):
            if pair is None:
                continue
            period = Period(Grain.QUARTER, quarter.number - back)
            day = min(period.last + timedelta(days=20), now.date() - timedelta(days=10))
            told = Told(part, *pair, basis, source)
            yield day, _supply(council.named(WRITES[agency]), measure, ids[agency], period, told)
    year = Period.of(month_of(now.date()), Grain.YEAR)
    for back, place in ((2, 0), (1, 1)):
        period = Period(Grain.YEAR, year.number - back)
        lines = [
            f'{key},"{who}",{period},{part},{pairs[place][0]},{pairs[place][1]},checked,Survey of the board,'
            for key, who, part, *pairs in SURVEYS
        ]
        day = max(period.last + timedelta(days=40), now.date() - timedelta(days=430))
        yield day, _load(council.named("Ruth Okafor"), f"survey-{period}.csv", lines)
    period = Period(Grain.YEAR, year.number - 1)
    lines = [f'{key},"{name}",{period},,{size},,checked,Register of services,' for key, name, size in SIZES]
    buys = council.of(Role.COMMISSIONER)[0]
    yield now.date() - timedelta(days=120), _load(buys, "sizes.csv", lines)


def _supply(by: Viewer, measure: str, agency_id: UUID, period: Period, told: Told) -> Callable[[], object]:
    def do_it() -> int:
        held = supplied_now(by, measure, agency_id, str(period))
        return do.supply_figures(
            by, measure=measure, agency_id=agency_id, period=str(period), figures=[told], version=version_of(held)
        )  # fmt: skip

    return do_it


def _load(by: Viewer, name: str, lines: list[str]) -> Callable[[], object]:
    return lambda: do.load_figures(by, rows=read_rows("\n".join([",".join(COLUMNS), *lines])), file_name=name)
