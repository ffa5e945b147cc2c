"""The dashboard of the provider forum: care providers open it themselves, and none of them reads another in it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from goldenthread.access.policy import ACCOUNT_ROLES
from goldenthread.access.vocabulary import Role
from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.verdicts import Refused
from goldenthread.insight.dashboards import FILE, read_dashboards
from goldenthread.insight.language.periods import Period
from goldenthread.insight.outside import among_those_who_know, guard
from goldenthread.insight.queries import indicators, latest
from goldenthread.insight.queries.dashboards import forum_periods, forum_sheet
from goldenthread.insight.queries.sight import sight_of
from goldenthread.web.routes import opens
from tests.plugins.web import HttpsClient
from tests.web.figures.test_over_time import cube_in, tallied, words

pytestmark = pytest.mark.django_db
FORUM = "/figures/forum"
AS_AT = date(2026, 6, 15)
YEAR = Period.read("2025-26")
# How many enquiries about each service ended in a year, in how many the adult got what they wanted, and how many feel safer.
# Nobody's of a service are those at home or in the street.
SERVICES = {
    "Larkfield House": (20, 14, 14),
    "Tidewell Care": (14, 8, 9),
    "Elm Grove": (9, 6, 6),
    "Seacliff Court": (1, 1, 1),
    None: (40, 22, 40),
}


# The year before only adults of Larkfield House do not feel safer, and of six who said nothing of what they want five are theirs.
BEFORE = SERVICES | {"Tidewell Care": (14, 8, 14), "Elm Grove": (9, 6, 9)}
SILENT = {"Larkfield House": 5, "Elm Grove": 1}


def ended(on: date, services=SERVICES, silent=None):
    """Enquiries of a year, all ended on one day."""
    return [
        {
            "started_on": on,
            "ended_on": on,
            "kind": "s42",
            "asked": "none_expressed" if number >= many - (silent or {}).get(service, 0) else "expressed",
            "achieved": "fully" if number < got else "not",
            "safer": "yes" if number < safe else "no",
            "ended_in_time": number % 2 == 0,
            "service": service,
        }
        for service, (many, got, safe) in services.items()
        for number in range(many)
    ]


def asked_of(agencies):
    """Reports that were due: of each agency so many, all but so many in time."""
    return [
        {
            "agency": agency,
            "due_on": date(2025, 9, 1),
            "asked_on": date(2025, 8, 1),
            "state": "accepted",
            "in_time": number >= late,
        }
        for agency, (many, late) in agencies.items()
        for number in range(many)
    ]


def several():
    """Two years of several services; the reports that were due are one service's, but for one."""
    return {
        "enquiry": [*ended(date(2024, 9, 10), BEFORE, SILENT), *ended(date(2025, 9, 10))],
        "caused_report": asked_of({"Larkfield House": (19, 6), "Sandgate Police": (1, 0)}),
    }


def of_two():
    """Two services and nobody else: whoever takes their own away has the other's."""
    two = {"Larkfield House": (20, 10, 10), "Tidewell Care": (20, 10, 10)}
    return {
        "enquiry": ended(date(2025, 9, 10), two),
        "caused_report": asked_of({"Larkfield House": (20, 10), "Tidewell Care": (20, 10)}),
    }


def of_few():
    """So few that the whole is hidden, beside a year that is none."""
    return {"enquiry": ended(date(2025, 9, 10), {"Larkfield House": (3, 2, 1), None: (1, 1, 1)})}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A folder for each, counted once."""
    return {
        each: cube_in(tmp_path_factory.mktemp(each.__name__), each, AS_AT)
        for each in (several, of_two, of_few)
    }


@pytest.fixture
def counted(folders, settings):
    """Says which facts the pages show."""

    def show(told):
        settings.DATA_FOLDER = folders[told]
        return tallied(told, AS_AT)

    return show


@pytest.fixture
def provider(provider_manager, client_of):
    return client_of(provider_manager)


def main_of(answer):
    """The part of the page between the menu and the foot."""
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def rows_of(answer, key):
    """The cells of a figure's table, row by row; none where it is not drawn."""
    panel = re.search(f'aria-labelledby="figure-{key}".*?</section>', answer.content.decode(), re.DOTALL)
    rows = re.findall(r"<tr.*?</tr>", panel[0], re.DOTALL) if panel else []
    cells = [re.findall(r"<t[hd][^>]*>\s*(.*?)\s*</t[hd]>", row, re.DOTALL) for row in rows]
    return {row[0]: row[1:4] for row in cells}


def test_a_care_provider_opens_it_and_nobody_without_the_permission(counted, cast, client_of):
    counted(several)
    opened = {role for role in ACCOUNT_ROLES if client_of(cast[role]).get(FORUM).status_code == 200}
    assert opened == {Role.PROVIDER_MANAGER}
    # The door is closed to them by itself, whatever the page would then refuse.
    assert {role for role in Role if opens("figures:forum", role)} == opened
    assert client_of(cast[Role.PARTNER]).get(FORUM).status_code == 403
    visitor = HttpsClient().get(FORUM)
    assert visitor.status_code == 302
    assert "sign-in" in visitor["Location"]
    assert client_of(cast[Role.PROVIDER_MANAGER]).post(FORUM).status_code == 405


def test_it_widens_no_other_page_of_figures(counted, provider, provider_manager, partner):
    counted(several)
    for other in (
        "",
        "for/providers",
        "for/board",
        "over-time",
        "over-time/D3",
        "over-time/D3.csv",
        "equality",
        "how-made",
    ):
        assert provider.get(f"/figures/{other}").status_code == 403, other
    with pytest.raises(Refused):
        sight_of(provider_manager, in_public=True)
    for asked in (forum_periods, lambda viewer, figures: forum_sheet(viewer, figures, YEAR)):
        with pytest.raises(Refused, match="care providers together"):
            asked(partner, latest())


def test_a_provider_reads_to_the_word_what_staff_show_in_the_room(counted, provider, cast, client_of):
    counted(several)
    staff = client_of(cast[Role.COMMISSIONER])
    for year in ("2025-26", "2024-25"):
        there = words(provider.get(f"{FORUM}?period={year}"))
        room = words(staff.get(f"/figures/for/providers?period={year}"))
        both = [
            re.sub(
                r" How [A-Z]\d+ is made",
                "",
                told.partition("Did it help?")[2].partition("How to read the charts")[0],
            )
            for told in (there, room)
        ]
        assert both[0] == both[1]
        assert ("in 51 they got it fully or partly: that is 61 in 100" in both[0]) is (year == "2025-26")
    assert "Month" not in main_of(provider.get(FORUM))
    # A year that is still counted, a month or a team cannot be asked for.
    for other in ("2026-27", "2025-06", "2025-26-Q1", "2025-26&group=North"):
        assert "Year 2025-26" in words(provider.get(f"{FORUM}?period={other}"))


def test_it_names_no_service_and_sets_none_beside_another(counted, provider, cast, client_of):
    counted(several)
    staff = client_of(cast[Role.COMMISSIONER]).get("/figures/for/providers?period=2025-26")
    for answer in (provider.get(FORUM), staff):
        told = main_of(answer)
        for service in filter(None, SERVICES):
            assert service not in told
        assert "care service" not in told.lower()
        assert "Services are not set beside each other" in told
        for key in ("D3", "D7", "D1", "D2", "B7", "B5", "C2"):
            # Years, and where England is told the council beside it: no row of a group.
            assert set(rows_of(answer, key)) <= {
                "Year",
                "Year 2025-26",
                "Year 2024-25",
                "Which",
                "The council",
            }, key
    assert rows_of(provider.get(FORUM), "D3")["Year 2025-26"] == ["51", "84", "61"]


def test_what_one_service_knows_of_itself_gives_nothing_of_others(counted, provider):
    counted(several)
    page = provider.get(FORUM)
    # 14 of 84 do not feel safer, and 6 of them are of Larkfield House, 5 of Tidewell: 8 and 9 are left, so it is shown.
    assert rows_of(page, "D7")["Year 2025-26"] == ["70", "84", "83"]
    # The year before it was six, all of one: the others would know that of theirs it is nobody.
    assert rows_of(page, "D7")["Year 2024-25"] == ["[c]", "84", "[c]"]
    # Nor is it told how many said what they want: less those of Larkfield House it would be one who did not.
    assert rows_of(page, "D3")["Year 2024-25"] == ["[c]", "[c]", "[c]"]
    # 19 of 20 reports were asked of one: hidden, with how many there were.
    assert '<li id="figure-B7">' in page.content.decode()
    counted(of_two)
    page = provider.get(FORUM)
    told = words(page)
    for key in ("D3", "D7", "B7", "B5"):
        assert f'<li id="figure-{key}">' in page.content.decode(), key
    assert "Of 40" not in told
    assert " 40 " not in told.partition("Did it help?")[2]


def test_no_small_number_shows_neither_in_words_nor_in_a_total(counted, provider, folders):
    counted(of_few)
    page = provider.get(FORUM)
    told = words(page).partition("Did it help?")[2].partition("How to read the charts")[0]
    assert "the number itself or one that could be worked out from it is under 5" in told
    assert re.findall(r"\b[1-4]\b(?! in)", told) == [], told
    assert "<svg" not in main_of(page)
    counted(several)
    # All were asked, all said it: nobody who was not may be counted out of two tables.
    for key in ("D1", "D2"):
        assert f'<li id="figure-{key}">' in provider.get(FORUM).content.decode()


def test_every_link_of_it_opens_for_a_care_provider(counted, provider, provider_manager):
    counted(several)
    pages = [provider.get(FORUM), provider.get(f"{FORUM}?period=2024-25")]
    links = {
        link.replace("&amp;", "&")
        for page in pages
        for link in re.findall(r'href="([^"]*)"', page.content.decode())
    }
    walked = {
        FORUM + link if link.startswith("?") else link
        for link in links
        if not link.startswith(("#", "tel:", "http", "/static/"))
    }
    assert {f"{FORUM}?period=2024-25", "/partners/"} <= walked
    for link in sorted(walked):
        assert provider.get(link.partition("#")[0]).status_code in (200, 302), link
    told = main_of(pages[0])
    assert "/figures/over-time" not in told
    assert ".csv" not in told


def test_the_menu_and_the_first_page_of_a_provider_lead_to_it(counted, provider, partner, client_of):
    counted(several)
    home = provider.get("/partners/").content.decode()
    menu, _, inside = home.partition("<main")
    assert f'href="{FORUM}"' in menu
    assert f'href="{FORUM}">Figures for care providers</a>' in inside
    assert FORUM not in client_of(partner).get("/partners/").content.decode()
    marked = provider.get(FORUM).content.decode().partition("<main")[0]
    assert re.search(rf'href="{FORUM}"[^>]*aria-current="(page|true)"', marked)


def test_each_figure_says_how_it_is_made_on_the_page_itself(counted, provider):
    counted(several)
    before, _, told = words(provider.get(FORUM)).partition("How these figures are made")
    assert "funnel" not in before
    assert "A month stands out" not in before
    for key in ("D3", "B7"):
        assert indicators()[key].definition.replace("“", "&ldquo;")[:40] in told


def test_before_anything_is_counted_the_page_says_so(provider, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    told = words(provider.get(FORUM))
    assert "Nothing has been counted yet" in told
    assert "goldenthread count_figures" not in told, "a provider runs no command"
    cube_in(tmp_path, lambda: {"enquiry": ended(date(2024, 5, 1))}, date(2024, 6, 15))
    assert "No whole year is over yet" in words(provider.get(FORUM))


def test_what_is_known_of_one_group_is_taken_from_the_whole(counted):
    counted(several)
    figures = latest()

    def seen(key, by):
        whole, _ = guard(figures.reading(key, YEAR))
        held = among_those_who_know(whole, figures.broken_down(key, YEAR, by))
        return whole.hidden, held.hidden

    assert seen("D3", "service") == (False, False)
    assert seen("B7", "agency") == (False, True)
    counted(of_two)
    figures = latest()
    assert seen("D3", "service") == (False, True)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        (
            'each_knows = ["service", "agency"]',
            'unlike = "service"',
            "a public page has no funnel by service",
        ),
        (
            'outcomes = ["D3", "D7", "D1", "D2"]',
            'outcomes = ["D3", "D7", "D1", "F1"]',
            "F1 is no share by service or agency",
        ),
    ],
)
def test_a_dashboard_that_would_tell_one_provider_of_another_is_refused(tmp_path, old, new, wrong):
    held = FILE.read_text()
    assert old in held
    changed = tmp_path / "dashboards.toml"
    changed.write_text(held.replace(old, new))
    with pytest.raises(CatalogueError, match=wrong):
        read_dashboards(indicators(), changed)
