"""A made-up England, written, pooled and shown: the pages of figures over time say whose they are, and mix nothing with the council's own."""

from __future__ import annotations

import pytest

import goldenthread.insight.published  # noqa: F401 - the rooms tell their facts
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import Role
from goldenthread.insight.cube import NAME, write_cube
from goldenthread.insight.language.periods import Period
from goldenthread.insight.pooling import pool, tallies_of
from goldenthread.insight.queries import indicators
from goldenthread.insight.queries.signals import new_signals
from goldenthread.jobs.counting import raise_signals
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder
from tests.web.figures.test_over_time import rows_of, words
from worlds.england.england import write_england

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def england(tmp_path_factory):
    """Three made-up councils of a year, pooled; the file and its tallies."""
    folder = tmp_path_factory.mktemp("england")
    write_england(folder / "facts", councils=3, concerns=1_200, years=1, last=2025, seed=4)
    some = {key: indicators()[key] for key in ("D3", "A4")}
    pooled = pool(tallies_of(path, some) for path in sorted((folder / "facts").iterdir()) if path.is_dir())
    write_cube(folder / "england.cube", pooled, agreed_only=True)
    return folder / "england.cube", pooled


def test_the_pages_show_the_pool_and_say_so(england, counted, cast, client_of, settings):
    file, pooled = england
    client = client_of(cast[Role.MANAGER])
    own = client.get("/figures/over-time/D3?period=2025-26")
    assert "councils together" not in words(own)
    before = (settings.DATA_FOLDER / "insight" / NAME).read_bytes()

    settings.FIGURES_FILE = str(file)
    page = client.get("/figures/over-time/D3?period=2025-26")
    assert "3 councils together: Year 2025-26" in words(page)
    year, counting = Period.read("2025-26"), indicators()["D3"].counting
    part, whole = (pooled.count("D3", role, tally, year) for role, tally in counting.parts)
    assert part > 50
    assert f"Of {whole:,} enquiries where the adult said what they want, in {part:,} they got it" in words(
        page
    )
    told = rows_of(client.get("/figures/over-time/D3.csv?period=2025-26"))
    assert {row["council"] for row in told} == {"3 councils"}
    # No case of this house stands behind it, and nothing is asked of anybody here because of it.
    assert "The cases it counts" in words(own)
    assert "The cases it counts" not in words(page)
    assert client.get("/figures/over-time/D3/cases?part=numerator&period=2025-26").status_code == 404
    assert new_signals(operator()) == ()
    # What the pool does not hold is not taken from the council's own.
    assert "This was not supplied." in words(client.get("/figures/over-time/D1?period=2025-26"))
    assert (settings.DATA_FOLDER / "insight" / NAME).read_bytes() == before


@pytest.mark.requirement("R205")
def test_councils_of_a_group_stand_beside_each_other_and_england_and_are_not_ranked(
    england, counted, cast, client_of, settings
):
    """A4 is read from what the national return counts (SG1f); its twin is England's in the publication."""
    file, pooled = england
    settings.FIGURES_FILE = str(file)
    answer = client_of(cast[Role.DATA_OFFICER]).get("/figures/over-time/A4?period=2025-26&by=council")
    told = words(answer)
    assert "England, 2024-25: 29 per 100, worked out by us from published counts." in told
    year, counting = Period.read("2025-26"), indicators()["A4"].counting
    rows = []
    for council in pooled.groups("A4", "council"):
        part, whole = (
            pooled.count("A4", role, tally, year, "council", council) for role, tally in counting.parts
        )
        assert whole > 100
        rows.append(f"{council} {part:,} {whole:,} {round(100 * part / whole)}")
    places = [told.index(row) for row in rows]
    assert len(places) == 3
    assert places == sorted(places), "in the order of their names, whatever they are like"
    assert answer.content.decode().count("gt-chart__inner") == 2
    # All together would be so much larger than each that none could be told from another.
    assert "gt-chart__own" not in answer.content.decode()
    assert "3 councils together: " in told.split("Is it unlike others?")[1]
    assert "The council:" not in told


def test_a_file_that_is_not_there_is_told_and_the_own_is_not_shown_instead(
    counted, cast, client_of, settings
):
    settings.FIGURES_FILE = "/nowhere/england.cube"
    page = words(client_of(cast[Role.MANAGER]).get("/figures/over-time"))
    assert "The figures that were counted cannot be read." in page


def test_pages_of_cases_workers_and_owners_are_of_the_councils_own_alone(
    england, counted, cast, client_of, settings
):
    client = client_of(cast[Role.MANAGER])
    assert "/cases?" in client.get("/figures/over-time/D3?period=2025-26").content.decode()
    settings.FIGURES_FILE = str(england[0])
    assert "/cases?" not in client.get("/figures/over-time/D3?period=2025-26").content.decode()
    assert client.get("/figures/over-time/D3/cases?period=2025-26").status_code == 404
    for page in ("/figures/own/", "/figures/quality/", "/figures/services"):
        assert "This page is of the council's own." in words(client.get(page)).replace("&#39;", "'"), page
    assert raise_signals() == 0, "others are asked about nothing here"
