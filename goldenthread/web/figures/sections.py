"""What the figures page says, made from the counts that the rooms give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.access.viewer import Viewer
from goldenthread.concerns.queries import timeliness_figures
from goldenthread.concerns.queries.figures import Timeliness
from goldenthread.enquiries.queries import outcome_figures
from goldenthread.enquiries.queries.figures import Figure
from goldenthread.kit.presenters import Column, Table
from goldenthread.letters.queries import feedback_figures
from goldenthread.letters.queries.figures import FeedbackFigures
from goldenthread.letters.vocabulary import Audience
from goldenthread.web.figures.counts import Share, number, shown
from goldenthread.web.figures.periods import Period

# Shares that together make a whole: where one is too small to show, all of its family are hidden.
_OF = {
    "asked": "enquiries closed",
    "expressed": "people asked",
    "achieved": "people who wanted something",
    "safer": "people whose answer is known",
    "safety_met": "people whose answer is known",
    "wellbeing_met": "people whose answer is known",
    "risk": "risks found",
}


@dataclass(frozen=True)
class Section:
    """One part of the page. ``lead`` is the share said first; the rest are drawn below it."""

    id: str
    title: str
    why: str
    lead: Share
    shares: tuple[Share, ...]
    tables: tuple[Table, ...] = ()


def sections(viewer: Viewer, period: Period, hide_below: int) -> tuple[Section, ...]:
    """The page for this reader. Raises Refused for a role that sees no figures."""
    hide = 0 if viewer.agency_kind == "council" else hide_below
    return (
        _outcomes(viewer, period, hide),
        _feedback(viewer, period, hide),
        _screening(timeliness_figures(viewer, period.first, period.last), hide),
    )


def _screening(held: Timeliness, hide: int) -> Section:
    of = "concerns decided"
    time = shown(
        [
            Share(
                "Decided in time",
                held.in_time,
                held.decided,
                of,
                "were decided in time",
                "Within the council's own clock, as it stood after any extension.",
            )
        ],
        hide_below=hide,
    )
    others = [
        Share(
            "The adult was asked",
            held.asked,
            held.decided,
            of,
            "say that somebody asked what the adult wants",
            "At least one wish, or a note that none could be had, is on the file.",
        ),
        Share("Clock extended", held.extended, held.decided, of, "had more time given, with a reason"),
    ]
    late = Share(
        "Late, with the reason on file", held.late_with_reason, held.late, "concerns decided late", "say why"
    )
    danger = Share(
        "Made safe",
        held.danger_made_safe,
        held.danger,
        "concerns with danger now",
        "say what made the adult safe",
    )
    families = [(others[0],), (others[1],), (late,), (danger,)]
    shares = tuple(share for family in families for share in shown(family, hide_below=hide))
    reasons = [
        {"reason": each.reason.label, "count": number(each.count, hide_below=hide)}
        for each in held.missed_reasons
    ]
    return Section(
        "screening",
        "Are concerns looked at in time?",
        "The law sets no time limit. The council sets its own and says why when it is missed.",
        time[0],
        shares,
        (_reasons("Why concerns were late", reasons),) if reasons else (),
    )


def _feedback(viewer: Viewer, period: Period, hide: int) -> Section:
    asked = (period.first, period.last)
    referrers = feedback_figures(viewer, period=asked, audience=Audience.REFERRER, about="concern")
    adults = feedback_figures(viewer, period=asked, audience=Audience.ADULT, about="enquiry")
    lead = Share(
        "People who raised a concern and were told",
        referrers.told,
        referrers.owed,
        "people who raised a concern that was decided",
        "have been told what happens with it",
        "An answer to the person who raised it is owed from the decision on.",
    )
    time = Share("Told in time", referrers.told_in_time, referrers.told, "people told", "were told in time")
    adult = Share(
        "Adults told at the end of an enquiry",
        adults.told,
        adults.owed,
        "adults an answer is owed to",
        "have been told how the enquiry ended",
    )
    no = Share(
        "Could not be told",
        referrers.not_possible,
        referrers.owed,
        "people who raised a concern",
        "could not be told, with the reason on file",
    )
    families = ((time,), (adult,), (no,))
    shares = tuple(share for family in families for share in shown(family, hide_below=hide))
    return Section(
        "feedback",
        "Did whoever raised it hear back?",
        "People who hear nothing stop telling us.",
        shown([lead], hide_below=hide)[0],
        shares,
        (_told(referrers, hide),) if referrers.owed else (),
    )


def _told(held: FeedbackFigures, hide: int) -> Table:
    rows = [
        {"reason": f"Told: {method.label.lower()}", "count": number(count, hide_below=hide)}
        for method, count in held.by_method
    ]
    rows += [
        {"reason": f"Not told: {why.label.lower()}", "count": number(count, hide_below=hide)}
        for why, count in held.by_reason
    ]
    rows += [{"reason": "Still waiting", "count": number(held.open, hide_below=hide)}]
    rows += [{"reason": "Of these, overdue", "count": number(held.overdue, hide_below=hide)}]
    if held.median_days is not None and not (hide and held.told < hide):
        rows.append(
            {"reason": "Working days until half of them knew (median)", "count": f"{held.median_days:g}"}
        )
    return _reasons("How people who raised a concern were told", rows)


def _outcomes(viewer: Viewer, period: Period, hide: int) -> Section:
    held = outcome_figures(viewer, first=period.first, last=period.last)
    families: dict[str, list[Share]] = {}
    for figure in held.figures:
        family = next(
            (name for name in sorted(_OF, key=len, reverse=True) if figure.code.startswith(name)), "asked"
        )
        families.setdefault(family, []).append(_share(figure, _OF[family]))
    shares = tuple(share for family in families.values() for share in shown(family, hide_below=hide))
    reasons = [
        {
            "reason": each.words,
            "count": "fewer than " + str(hide) if each.numerator is None else f"{each.numerator:,}",
        }
        for each in held.missed_reasons
    ]
    return Section(
        "outcomes",
        "Did adults get what they wanted?",
        "Making Safeguarding Personal: people say what they want at the start, and at the end whether they got it.",
        shares[0],
        shares[1:],
        (_reasons("Why enquiries took longer", reasons),) if reasons else (),
    )


def _share(figure: Figure, of: str) -> Share:
    return Share(
        figure.words[:1].upper() + figure.words[1:], figure.numerator, figure.denominator, of, figure.words
    )


def _reasons(caption: str, rows: Sequence[dict[str, str]]) -> Table:
    columns = (Column("reason", "What", row_header=True), Column("count", "How many", numeric=True))
    return Table(caption, columns, rows, caption_size="s")
