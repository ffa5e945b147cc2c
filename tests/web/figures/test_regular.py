"""Data reports that boards are sent regularly: due, explained by a person, sent, and frozen as they were sent."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from docx import Document

from goldenthread.access.vocabulary import Role
from goldenthread.ground import moment
from goldenthread.insight.models import RegularIssue, RegularReport
from goldenthread.insight.policy.regular import after
from tests.plugins.web import HttpsClient
from tests.web.figures.test_over_time import AS_AT, allegations, cube_of, enquiries, words
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder
from tests.web.figures.test_signals import day

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 15, 12, tzinfo=UTC)
HOME = "/figures/reports/"
WHY = "Two advocates left in February; a new contract begins in July."


# Each month 20 risks, of which 11 were reduced.
YEAR = "Year 2025-26: Of 240 "


def set_up(client, audience, title, readers, due=date(2026, 6, 20), figure="F1"):
    told = {
        "title": title,
        "audience": audience,
        "readers": readers,
        "figures": [figure],
        "every_months": "3",
    }
    return client.post(f"{HOME}add", {**told, **day("next_due_on", due)})


def explained(client, report, figure="F1"):
    """An issue of the report, begun and explained."""
    begun = client.post(f"{HOME}{report.pk}/begin")
    issue = RegularIssue.objects.get(report=report, state="draft")
    assert begun.headers["Location"] == f"{HOME}issues/{issue.pk}"
    sent = client.post(f"{HOME}issues/{issue.pk}/explain/{figure}", {"version": issue.version, "words": WHY})
    assert sent.status_code == 302
    issue.refresh_from_db()
    return issue


def nothing_reduced():
    return {
        "enquiry": enquiries(),
        "allegation": [row | {"risk_result": "remained"} for row in allegations()],
    }


@pytest.mark.requirement("R031")
def test_both_boards_are_sent_figures_regularly_with_their_trend_and_an_explanation(
    counted, cast, client_of, tmp_path, settings
):
    with moment.at(JUNE):
        officer = client_of(cast[Role.DATA_OFFICER])
        assert (
            set_up(officer, "safeguarding", "Figures for the board", "Members of the board").status_code
            == 302
        )
        assert (
            set_up(
                officer, "wellbeing", "Figures for wellbeing", "Clerk of the health and wellbeing board"
            ).status_code
            == 302
        )
        told = words(officer.get(HOME))
        assert "Safeguarding Adults Board" in told
        assert "Health and wellbeing board" in told
        assert "Due 20 June 2026" in told
    with moment.at(datetime(2026, 6, 22, 12, tzinfo=UTC)):
        officer = client_of(cast[Role.DATA_OFFICER])
        assert "Late: was due 20 June 2026" in words(officer.get(HOME))
        for report in RegularReport.objects.all():
            officer.post(f"{HOME}{report.pk}/begin")
            issue = RegularIssue.objects.get(report=report)
            page = words(officer.get(f"{HOME}issues/{issue.pk}"))
            assert "Needs an explanation" in page
            refused = officer.post(f"{HOME}issues/{issue.pk}/send", {"version": issue.version})
            assert refused.status_code == 409
            assert "Explain first: Risk reduced or removed." in words(refused)
            issue = explained(officer, report)
            assert (
                officer.post(f"{HOME}issues/{issue.pk}/send", {"version": issue.version}).status_code == 302
            )
        kept = {each.report.audience: each.kept_id for each in RegularIssue.objects.select_related("report")}
        assert "Due 20 September 2026" in words(officer.get(HOME)), "the next one is due a quarter later"
        # A member of the board reads it: the figure, its control chart, what a person says; and takes it away.
        member = client_of(cast[Role.BOARD_MEMBER])
        assert "Issue 1" in words(member.get(HOME))
        answer = member.get(f"/reports/{kept['safeguarding']}")
        read = words(answer)
        assert YEAR in read
        assert "Over time it varies as it always does; the average is 55." in read
        assert "gt-chart__limit" in answer.content.decode()
        assert WHY in read
        assert cast[Role.DATA_OFFICER].name in read
        pdf = member.get(f"/reports/{kept['safeguarding']}/file/pdf")
        assert pdf.content.startswith(b"%PDF")
        word = Document(io.BytesIO(member.get(f"/reports/{kept['safeguarding']}/file/word").content))
        assert len(word.inline_shapes) == 1
        assert WHY in [each.text for each in word.paragraphs]
        # The clerk of the health and wellbeing board has no account: a link leads to this version alone.
        shared = client_of(cast[Role.BOARD_MANAGER]).post(
            f"/reports/{kept['wellbeing']}/share",
            {"to": "Clerk of the health and wellbeing board", **day("until", date(2026, 7, 1))},
        )
        token = shared.content.decode().split("/reports/shared/")[1].split("<")[0].split('"')[0].strip()
        clerk = HttpsClient()
        assert WHY in words(clerk.get(f"/reports/shared/{token}"))
        # Frozen as sent: what is counted later changes the next issue only.
        cube_of(tmp_path, settings, nothing_reduced, date(2026, 6, 22))
        assert YEAR in words(member.get(f"/reports/{kept['safeguarding']}"))
        sent = RegularIssue.objects.get(kept_id=kept["safeguarding"])
        again = officer.post(f"{HOME}issues/{sent.pk}/explain/F1", {"version": sent.version, "words": WHY})
        assert again.status_code == 409
        assert "It never changes" in words(again)


def test_months_are_whole_percentages_without_counts_and_small_ones_are_left_out(counted, cast, client_of):
    with moment.at(JUNE):
        officer = client_of(cast[Role.DATA_OFFICER])
        set_up(officer, "scrutiny", "For scrutiny", "Members of the panel", figure="D3")
        issue = explained(officer, RegularReport.objects.get(), "D3")
        page = words(officer.get(f"{HOME}issues/{issue.pk}"))
        # 29 of 30 each month: one did not, so no month is shown, nor one in which nobody did; of quarters 87 of 90 are not, 58 of 90 are.
        shown = page.split("What lies behind it")[0].split("As it would be sent now")[1]
        assert "2025-26 Q3" not in shown
        assert "2025-26 Q4 64" in shown
        assert not any(count in shown for count in ("29", "87", "58 ", "90"))
        inside = words(officer.get(f"{HOME}issues/{issue.pk}/explain/D3"))
        assert "29 30 97" in inside, "who explains it sees every month"


def few_a_month():
    """Four enquiries a month, of which two got what they wanted: too few for a month, enough for a quarter."""
    return [
        row | {"achieved": "fully" if number % 2 else "not"}
        for number, row in enumerate(each for at, each in enumerate(enquiries()[:-1]) if at % 30 < 4)
    ]


def test_where_most_months_are_too_small_quarters_are_drawn(cast, client_of, tmp_path, settings):
    cube_of(tmp_path, settings, few_a_month, AS_AT)
    with moment.at(JUNE):
        officer = client_of(cast[Role.DATA_OFFICER])
        set_up(officer, "scrutiny", "For scrutiny", "Members of the panel", figure="D3")
        page = words(officer.get(f"{HOME}issues/{explained(officer, RegularReport.objects.get(), 'D3').pk}"))
        assert "Got what they wanted, fully or partly, quarter by quarter (in 100)" in page
        assert "There are too few quarters that can be shown to tell change from chance." in page
        assert "2025-26 Q4 50 –" in page
        assert "6 of 12" not in page


def test_a_report_is_changed_stopped_and_read_by_those_who_see_figures(counted, cast, client_of):
    with moment.at(JUNE):
        officer = client_of(cast[Role.DATA_OFFICER])
        wrong = officer.post(f"{HOME}add", {"title": "A report", "figures": ["B3"]})
        assert wrong.status_code == 422
        assert "Choose a board" in words(wrong)
        set_up(officer, "other", "For the region", "The regional group")
        report = RegularReport.objects.get()
        form = {
            "title": "For the whole region",
            "audience": "other",
            "readers": "The group",
            "figures": ["D1", "D3"],
            "every_months": "12",
        }
        ahead = day("next_due_on", date(2026, 7, 31))
        changed = officer.post(f"{HOME}{report.pk}/change", {"version": 1, **form, **ahead})
        assert changed.status_code == 302
        stale = officer.post(f"{HOME}{report.pk}/change", {"version": 1, **form, **ahead})
        assert stale.status_code == 409
        unnamed = officer.post(f"{HOME}{report.pk}/change", {**form, **ahead})
        assert unnamed.status_code == 409, "a form that names no version changes nothing"
        for version in ({}, {"version": 1}):
            assert officer.post(f"{HOME}{report.pk}/stop", version).status_code == 409
        assert '<input type="hidden" name="version" value="2">' in officer.get(HOME).content.decode()
        assert officer.post(f"{HOME}{report.pk}/stop", {"version": 2}).status_code == 302
        assert "Not sent any more" in words(client_of(cast[Role.SCRUTINY]).get(HOME))
        assert officer.post(f"{HOME}{report.pk}/begin").status_code == 409
        for role in (Role.BOARD_MEMBER, Role.MANAGER):
            assert client_of(cast[role]).get(f"{HOME}add").status_code == 403
        assert client_of(cast[Role.PARTNER]).get(HOME).status_code == 403


@pytest.mark.parametrize(
    ("due", "months", "next_"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 6, 20), 12, date(2027, 6, 20)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_the_next_day_is_the_same_of_a_later_month(due, months, next_):
    assert after(due, months) == next_


def test_a_figure_that_was_taken_away_is_named_as_not_counted_and_stops_nothing(counted, cast, client_of):
    with moment.at(JUNE):
        officer = client_of(cast[Role.DATA_OFFICER])
        set_up(officer, "scrutiny", "For scrutiny", "Members of the panel")
        RegularReport.objects.update(figures="F1,F0-gone")
        assert "F0-gone is not counted any more" in words(officer.get(HOME))
        issue = explained(officer, RegularReport.objects.get())
        page = words(officer.get(f"{HOME}issues/{issue.pk}"))
        assert page.count("F0-gone is not counted any more") >= 2, (
            "in the list of what is needed, and in the paper"
        )
        assert officer.get(f"{HOME}issues/{issue.pk}/explain/F0-gone").status_code == 404
        sent = officer.post(f"{HOME}issues/{issue.pk}/send", {"version": issue.version})
        assert sent.status_code == 302
        assert "F0-gone is not counted any more" in words(officer.get(sent.headers["Location"]))


def test_the_wanted_day_comes_back_after_a_short_month_and_a_late_report_is_changed_as_it_is(
    counted, cast, client_of
):
    with moment.at(datetime(2027, 1, 20, 12, tzinfo=UTC)):
        officer = client_of(cast[Role.DATA_OFFICER])
        set_up(officer, "other", "Monthly", "The group", due=date(2027, 1, 31))
    report = RegularReport.objects.get()
    form = {
        "title": "Monthly",
        "audience": "other",
        "readers": "The group",
        "figures": ["F1"],
        "every_months": "1",
    }
    with moment.at(datetime(2027, 2, 3, 12, tzinfo=UTC)):
        officer = client_of(cast[Role.DATA_OFFICER])
        as_it_is = day("next_due_on", date(2027, 1, 31))
        sent = officer.post(f"{HOME}{report.pk}/change", {"version": 1, **form, **as_it_is})
        assert sent.status_code == 302, "it is late: no other day has to be made up"
        for next_ in (date(2027, 2, 28), date(2027, 3, 31)):
            issue = explained(officer, report)
            officer.post(f"{HOME}issues/{issue.pk}/send", {"version": issue.version})
            report.refresh_from_db()
            assert report.next_due_on == next_
        # Put off while an issue is drawn up: the one after it is counted from the new day.
        issue = explained(officer, report)
        put_off = day("next_due_on", date(2027, 4, 15))
        officer.post(f"{HOME}{report.pk}/change", {"version": report.version, **form, **put_off})
        officer.post(f"{HOME}issues/{issue.pk}/send", {"version": issue.version})
        report.refresh_from_db()
        assert report.next_due_on == date(2027, 5, 15)
