"""From a figure to its cases: what is listed is what is counted, nobody is listed who is not the reader's, and samples are fair.

They work in the town that test_facts builds, which collects them: building it takes longer than all of them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from goldenthread.access.models import TrailRow
from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern
from goldenthread.enquiries.models import Enquiry
from goldenthread.ground import moment
from goldenthread.ground.facts import fact_tables
from goldenthread.ground.verdicts import Refused
from goldenthread.insight import reference
from goldenthread.insight.cube import NAME, Figures, open_cube, write_cube
from goldenthread.insight.language.definition import Role as Part
from goldenthread.insight.language.periods import Period, month_of
from goldenthread.insight.language.plan import Window
from goldenthread.insight.language.reading import fed
from goldenthread.insight.published import PUBLISHED
from goldenthread.insight.queries import indicators
from goldenthread.insight.queries.cases import Wanted, cases_behind, figure_id
from goldenthread.insight.tallies import Source, Tallies
from goldenthread.people.models import Person
from tests.factories import access
from tests.insight.facts_held import rows

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
TABLES = [each.table.name for each in PUBLISHED]


@pytest.fixture
def counted_now(built, tmp_path, settings):
    """Every figure of the financial year so far, counted by the plain counter, where pages look for it."""
    settings.DATA_FOLDER = tmp_path
    (tmp_path / "insight").mkdir()
    tables, months = fact_tables(), range(month_of(date(2026, 4, 1)), month_of(NOW.date()) + 1)
    wanted = {
        key: replace(each, breakdowns=tuple(b for b in each.breakdowns if b.name == "no_action_reason"))
        for key, each in fed(indicators().values()).items()
    }
    found = reference.tally({name: rows(name) for name in TABLES}, wanted, tables, Window(months, NOW.date()))
    source = Source("Sandgate Council", NOW.isoformat(), months[0], months[-1])
    versions = {key: indicators()[key].version for key in wanted}
    write_cube(tmp_path / "insight" / NAME, Tallies((source,), months, versions, found))
    return Figures(open_cube(tmp_path / "insight" / NAME), indicators())


def test_behind_every_figure_stand_the_cases_it_counts(counted_now):
    Person.objects.update(restricted=False)
    Concern.objects.update(restricted=False)
    Enquiry.objects.update(restricted=False)
    reader = access.viewer(role=Role.FRONT_DOOR)
    year, listed = Period.read("2026-27"), 0
    with moment.at(NOW):
        for key, counting in fed(indicators().values()).items():
            for part, _ in counting.parts:
                wanted = Wanted(key, part, year)
                found = cases_behind(reader, figure_id(key), figures=counted_now, wanted=wanted)
                assert found.here == found.figure, f"{key} {part}"
                listed += found.here
    assert listed > 500


def test_a_case_that_is_not_theirs_is_not_listed_and_the_look_is_on_the_trail(counted_now):
    one = Concern.objects.filter(decided_at__gte=datetime(2026, 4, 1, tzinfo=UTC), restricted=False).first()
    reader, wanted = (
        access.viewer(role=Role.FRONT_DOOR),
        Wanted("A7", Part.DENOMINATOR, Period.read("2026-27")),
    )

    def listed():
        with moment.at(NOW):
            return cases_behind(reader, figure_id("A7"), figures=counted_now, wanted=wanted)

    before = listed()
    assert one.pk in {case.id for case in before.cases}
    Concern.objects.filter(pk=one.pk).update(restricted=True)
    after = listed()
    assert one.pk not in {case.id for case in after.cases}
    assert (after.figure, after.here) == (before.figure, before.here - 1)
    looks = TrailRow.objects.filter(
        subject_kind="figure", subject_id=figure_id("A7"), actor_id=reader.user_id
    )
    assert [row.act for row in looks] == ["looked", "looked"]
    with pytest.raises(Refused), moment.at(NOW):
        cases_behind(
            access.viewer(role=Role.DATA_OFFICER), figure_id("A7"), figures=counted_now, wanted=wanted
        )


def test_a_sample_is_drawn_by_chance_and_nobody_can_choose_it(counted_now):
    reader = access.viewer(role=Role.FRONT_DOOR)

    def drawn(period, *, sample=True):
        wanted = Wanted("A7", Part.DENOMINATOR, Period.read(period), sample=sample)
        with moment.at(NOW):
            return [
                case.id
                for case in cases_behind(reader, figure_id("A7"), figures=counted_now, wanted=wanted).cases
            ]

    assert len(drawn("2026-27")) == 10
    assert drawn("2026-27") == drawn("2026-27")
    assert drawn("2026-27") != drawn("2026-27 Q1")
    # Neither the newest nor the oldest: what was decided lately is no fair picture of a year.
    listed = drawn("2026-27", sample=False)
    assert set(drawn("2026-27")) < set(listed)
    assert set(drawn("2026-27")) not in (set(listed[:10]), set(listed[-10:]))
