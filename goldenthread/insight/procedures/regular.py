"""Data reports to boards: set up, drawn up, explained figure by figure, and sent, which freezes what is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.procedures import keep_paper
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.insight.cube import Figures
from goldenthread.insight.models import IssueExplanation, RegularIssue, RegularReport
from goldenthread.insight.policy import regular as policy
from goldenthread.insight.queries.regular import explanations, may_be_chosen, paper_of_issue, regular_report
from goldenthread.insight.vocabulary.regular import BoardAudience, IssueState


@procedure("figures.report")
def set_up_report(
    by: Viewer,
    *,
    title: str,
    audience: BoardAudience,
    readers: str,
    figures: Sequence[str],
    every_months: int,
    next_due_on: date,
    report_id: UUID | None = None,
    version: int = 0,
) -> Done[UUID]:
    """Set up a report, or change one of a version: who receives it, which figures, how often, when next. Raises Refused (stale, REG-01), NotThere."""
    row = (
        RegularReport()
        if report_id is None
        else find(by, RegularReport, report_id, version=version, lock=True)
    )
    held_on = None if report_id is None else row.next_due_on
    insist(
        policy.set_up(
            title=title, readers=readers, figures=figures, offered=may_be_chosen(), every_months=every_months,
            due_on=next_due_on, today=moment.today(), held_on=held_on,
        )
    )  # fmt: skip
    if held_on != next_due_on:
        row.wanted_day = next_due_on.day
    if report_id is None:
        row.made_at, row.by_id, row.by_name = moment.now(), by.user_id or NOBODY, by.name
    else:
        row.version += 1
    row.title, row.audience, row.readers = title.strip(), audience, readers.strip()
    row.figures, row.every_months, row.next_due_on = ",".join(figures), every_months, next_due_on
    row.save()
    return Done(row.pk, Subject("regular report", row.pk), {"every_months": every_months})


@procedure("figures.report", about="report")
def stop_report(by: Viewer, *, report_id: UUID, version: int) -> Done[None]:
    """Send it no more; what was sent stays. Twice changes nothing. Raises Refused (stale) and NotThere."""
    row = find(by, RegularReport, report_id, version=version, lock=True)
    if row.stopped_on is None:
        row.stopped_on, row.version = moment.today(), row.version + 1
        row.save()
    return Done(None, Subject("regular report", row.pk))


@procedure("figures.report", about="report")
def begin_issue(by: Viewer, *, report_id: UUID) -> Done[UUID]:
    """Begin to draw up the issue that is due next; one that is begun already is given back. Returns its id. Raises Refused, NotThere."""
    report = find(by, RegularReport, report_id, lock=True)
    if report.stopped_on:
        raise Refused(refused("STOPPED", "This report is not sent any more."))
    issues = visible(by, RegularIssue).filter(report=report)
    held = issues.filter(state=IssueState.DRAFT).first()
    if held is None:
        held = RegularIssue.objects.create(
            report=report,
            number=issues.count() + 1,
            due_on=report.next_due_on,
            begun_at=moment.now(),
            begun_by=by.name,
        )
    return Done(held.pk, Subject("regular report", report.pk), {"issue": held.number})


@procedure("figures.report", about="issue")
def explain_figure(by: Viewer, *, issue_id: UUID, figure: str, words: str, version: int) -> Done[None]:
    """Say what lies behind one figure of an issue. Raises Refused (stale, sent already, REG-03) and NotThere."""
    issue = _drawn_up(by, issue_id, version)
    if figure not in issue.report.figures.split(","):
        raise Refused(refused("NEEDED", "This report does not hold that figure."))
    insist(policy.says_something(words))
    IssueExplanation.objects.create(
        issue=issue,
        figure=figure,
        words=words.strip(),
        at=moment.now(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )
    issue.version += 1
    issue.save(update_fields=["version"])
    return Done(None, Subject("report issue", issue.pk), {"figure": figure})


@procedure("figures.report", about="issue")
def send_issue(by: Viewer, *, issue_id: UUID, figures: Figures, version: int) -> Done[UUID]:
    """Send an issue: what it says is kept and never changes, and the next one is due. Returns the kept report's id.

    ``figures``: those counted last. Raises Refused (stale, sent already, REG-02) and NotThere.
    """
    issue = _drawn_up(by, issue_id, version)
    report = issue.report
    said = explanations(issue)
    names = may_be_chosen(report.figures.split(","))
    insist(policy.explained(tuple(names), {key: each.words for key, each in said.items()}, names))
    row = regular_report(by, report.pk)
    paper = paper_of_issue(by, figures, row, issue.number, said)
    try:
        with transaction.atomic():
            kept = keep_paper(by, series=f"figures:{report.pk}", paper=paper, note=f"For {report.readers}")
    except IntegrityError:
        raise Refused(refused("STALE", "Somebody else has sent this issue a moment ago.")) from None
    issue.state, issue.sent_at, issue.sent_by, issue.kept_id = IssueState.SENT, moment.now(), by.name, kept
    issue.version += 1
    issue.save()
    # From the day the report is due, which may have been changed since this issue was begun.
    due_on = policy.after(report.next_due_on, report.every_months, day=report.wanted_day)
    while due_on < moment.today():
        due_on = policy.after(due_on, report.every_months, day=report.wanted_day)
    report.next_due_on = due_on
    report.version += 1
    report.save(update_fields=["next_due_on", "version"])
    return Done(kept, Subject("report issue", issue.pk), {"report": str(kept)})


def _drawn_up(by: Viewer, issue_id: UUID, version: int) -> RegularIssue:
    issue = find(by, RegularIssue, issue_id, version=version, lock=True, along=("report",))
    if issue.state == IssueState.SENT:
        raise Refused(refused("SENT", "This issue was sent. It never changes; explain the next one."))
    return issue
