"""Forms of agencies outside the council."""

from goldenthread.enquiries.vocabulary import LifeNow
from goldenthread.kit import forms as kit


class ReportForm(kit.KitForm):
    """The answer to what the agency was asked."""

    report = kit.LongText(
        "Your report",
        hint="What you did, what you found, what the person says about it, and what you have changed.",
        needed="Write your report",
        rows=14,
    )
    life = kit.Choice(
        "Is the person’s life better or worse for what was done?",
        LifeNow,
        last=[LifeNow.NOT_ASKED, LifeNow.NOT_KNOWN],
        needed="Say whether their life is better or worse, or that nobody asked",
        why="Everybody who takes part is asked the same, so that together we know what difference we make.",
    )
