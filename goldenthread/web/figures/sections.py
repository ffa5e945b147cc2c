"""What the figures page says, made from the counts that the rooms give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.access.small_numbers import hide_below
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.queries import timeliness_figures
from goldenthread.concerns.queries.figures import Timeliness
from goldenthread.enquiries.queries import outcome_figures
from goldenthread.enquiries.queries.figures import Figure
from goldenthread.kit.presenters import Column, Table
from goldenthread.letters.queries import feedback_figures
from goldenthread.letters.queries.figures import FeedbackFigures
from goldenthread.letters.vocabulary import Audience
from goldenthread.web.figures.counts import Share, numbers, shown
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
# Words of the sentence where the room's own do not follow "Of 17 risks found, 2 …".
_DID = {
    "expressed": "said what they want",
    "risk_remained": "remained",
    "risk_reduced": "were reduced",
    "risk_removed": "were removed",
}
_IN_TIME = "Within the council's own clock, as it stood after any extension."
_ASKED = "At least one wish, or a note that none could be had, is on the file."
_TOLD = "An answer to the person who raised it is owed from the decision on."


@dataclass(frozen=True)
class Section:
    """One part of the page. ``lead`` is the share said first; the rest are drawn below it."""

    id: str
    title: str
    why: str
    lead: Share
    shares: tuple[Share, ...]
    tables: tuple[Table, ...] = ()


def sections(viewer: Viewer, period: Period) -> tuple[Section, ...]:
    """The page for this reader. Raises Refused for a role that sees no figures."""
    hide = hide_below(viewer)
    return (
        _outcomes(viewer, period, hide),
        _feedback(viewer, period, hide),
        _screening(timeliness_figures(viewer, period.first, period.last), hide),
    )


def _screening(held: Timeliness, hide: int) -> Section:
    decided = "concerns decided"
    lead = Share("Decided in time", held.in_time, held.decided, decided, "were decided in time", _IN_TIME)
    shares = (
        Share(
            "The adult was asked",
            held.asked,
            held.decided,
            decided,
            "say what the adult wants, or why nobody could ask",
            _ASKED,
        ),
        Share("Clock extended", held.extended, held.decided, decided, "had more time given, with a reason"),
        Share(
            "Late, with the reason on file",
            held.late_with_reason,
            held.late,
            "concerns decided late",
            "have the reason on file",
        ),
        Share(
            "Made safe",
            held.danger_made_safe,
            held.danger,
            "concerns with danger now",
            "have on file what made the adult safe",
        ),
    )
    reasons = [(each.reason.label, each.count) for each in held.missed_reasons]
    return Section(
        "screening",
        "Are concerns looked at in time?",
        "The law sets no time limit. The council sets its own and says why when it is missed.",
        _alone(hide, lead)[0],
        _alone(hide, *shares),
        _tables("Why concerns were late", numbers(reasons, hide_below=hide)),
    )


def _feedback(viewer: Viewer, period: Period, hide: int) -> Section:
    asked = (period.first, period.last)
    held = feedback_figures(viewer, period=asked, audience=Audience.REFERRER, about="concern")
    adults = feedback_figures(viewer, period=asked, audience=Audience.ADULT, about="enquiry")
    raised = "people who raised a concern that was decided"
    lead = Share(
        "People who raised a concern and were told",
        held.told,
        held.owed,
        raised,
        "were told what happens with it",
        _TOLD,
    )
    shares = (
        Share("Told in time", held.told_in_time, held.told, "people told", "were told in time"),
        Share(
            "Could not be told",
            held.not_possible,
            held.owed,
            raised,
            "could not be told, with the reason on file",
        ),
        Share(
            "Adults told at the end",
            adults.told,
            adults.owed,
            "adults an answer is owed to",
            "were told how the enquiry ended",
        ),
    )
    return Section(
        "feedback",
        "Did whoever raised it hear back?",
        "People who hear nothing stop telling us.",
        _alone(hide, lead)[0],
        _alone(hide, *shares),
        _tables("How people who raised a concern were told", told_rows(held, hide) if held.owed else []),
    )


def told_rows(held: FeedbackFigures, hide: int) -> list[tuple[str, str]]:
    """How people were told, or why not, as the reader may see it."""
    rows = numbers([(f"Told: {method.label.lower()}", n) for method, n in held.by_method], hide_below=hide)
    # Told, not possible and waiting make up all that is owed: a hidden one would be read off the others.
    rest = [(f"Not told: {why.label.lower()}", n) for why, n in held.by_reason]
    rest += [("Still waiting", held.open), ("Still waiting and overdue", held.overdue)]
    rows += numbers(rest, hide_below=hide)
    if held.median_days is not None and held.told >= hide:
        rows.append(("Working days until half of them knew (median)", f"{held.median_days:g}"))
    return rows


def _outcomes(viewer: Viewer, period: Period, hide: int) -> Section:
    held = outcome_figures(viewer, first=period.first, last=period.last)
    families: dict[str, list[Share]] = {}
    for figure in held.figures:
        family = next(name for name in sorted(_OF, key=len, reverse=True) if figure.code.startswith(name))
        families.setdefault(family, []).append(_share(figure, _OF[family]))
    shares = tuple(share for family in families.values() for share in shown(family, hide_below=hide))
    reasons = [(each.words, each.numerator) for each in held.missed_reasons]
    return Section(
        "outcomes",
        "Did adults get what they wanted?",
        "Making Safeguarding Personal: people say what they want at the start, and at the end whether they got it.",
        shares[0],
        shares[1:],
        _tables("Why enquiries took longer", numbers(reasons, hide_below=hide)),
    )


def _share(figure: Figure, of: str) -> Share:
    did = _DID.get(figure.code, figure.words)
    return Share(figure.words[:1].upper() + figure.words[1:], figure.numerator, figure.denominator, of, did)


def _alone(hide: int, *shares: Share) -> tuple[Share, ...]:
    """Shares that say nothing about each other: each is hidden or shown by itself."""
    return tuple(shown([share], hide_below=hide)[0] for share in shares)


def _tables(caption: str, rows: Sequence[tuple[str, str]]) -> tuple[Table, ...]:
    if not rows:
        return ()
    columns = (Column("what", "What", row_header=True), Column("count", "How many", numeric=True))
    return (
        Table(caption, columns, [{"what": what, "count": count} for what, count in rows], caption_size="s"),
    )
