"""Forms of agencies outside the council."""

from goldenthread.kit import forms as kit


class ReportForm(kit.KitForm):
    """The answer to what the agency was asked."""

    report = kit.LongText(
        "Your report",
        hint="What you did, what you found, what the person says about it, and what you have changed.",
        needed="Write your report",
        rows=14,
    )
