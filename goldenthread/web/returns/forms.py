"""Forms of the national return."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.insight.queries.returns import YearLine
from goldenthread.kit import forms as kit


class StartForm(kit.KitForm):
    """Which year, and why where it was signed off before."""

    year = kit.Text("Which year?")
    reason = kit.LongText(
        "Why is it restated?",
        hint="Only for a year that was signed off before. What was published stays; this is another edition.",
        rows=3,
        max_length=2_000,
        required=False,
    )

    def __init__(self, *args: Any, years: Sequence[YearLine], **options: Any) -> None:
        super().__init__(*args, **options)
        entries = [
            (each.year, f"{each.year}{' (restatement)' if each.signed_before else ''}") for each in years
        ]
        self.fields["year"] = kit.Select("Which year?", entries, needed="Choose the year")
        self.order_fields(["year", "reason"])


class CommentForm(kit.KitForm):
    """What is said of a check that is not met."""

    words = kit.LongText(
        "Why is it so, and what is done about it?",
        hint="It goes with the return, into the workbook. Name nobody.",
        rows=4,
        max_length=2_000,
        needed="Say why it is so",
    )
    alike = kit.Confirm("Say the same of the others", required=False)

    def __init__(self, *args: Any, alike: int, code: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if alike:
            others = "the other" if alike == 1 else f"the {alike:,} others"
            self.fields["alike"].label = f"Say the same of {others} of {code} not explained yet"
        else:
            del self.fields["alike"]


class WordsForm(kit.KitForm):
    """A reason that stays on file."""

    words = kit.LongText("Why?", rows=3, max_length=2_000, needed="Say why, in a sentence")

    def __init__(self, *args: Any, label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = label


class NothingForm(kit.KitForm):
    """Nothing to fill in: the row's version alone."""


class EnterForm(kit.KitForm):
    """Numbers that people hold elsewhere, one for each cell of a table."""

    marks_optional = False

    def __init__(self, *args: Any, cells: Sequence[tuple[int, str, int | None]], **options: Any) -> None:
        options["initial"] = {f"cell_{number}": value for number, _, value in cells}
        super().__init__(*args, **options)
        for number, label, _ in cells:
            self.fields[f"cell_{number}"] = kit.WholeNumber(
                label, width=5, required=False, min_value=0, max_value=999_999
            )

    def tell_what_stands(self, cells: Sequence[tuple[int, str, int | None]]) -> None:
        """Beside each number that was typed, the one that somebody else has saved meanwhile: sending again would replace it."""
        for number, _, value in cells:
            if self.values.get(number) != value:
                now = "not supplied" if value is None else f"{value:,}"
                self.fields[f"cell_{number}"].help_text = f"Saved now: {now}"

    @property
    def values(self) -> dict[int, int | None]:
        """What stands in each cell; None where it is left empty."""
        return {
            int(name.removeprefix("cell_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("cell_")
        }
