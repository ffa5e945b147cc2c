"""Forms of the framework."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.insight.framework import Supplied
from goldenthread.insight.policy.supplied import Told
from goldenthread.insight.queries.supplied import SuppliedLine
from goldenthread.insight.vocabulary.supplied import Basis, StrategyDeed
from goldenthread.kit import forms as kit
from goldenthread.web.signals.forms import NO_NAMES

LARGEST = 1_000_000


class SupplyForm(kit.KitForm):
    """Figures of one measure, part by part; where they come from, and how sure they are."""

    source = kit.Text(
        "Where are the figures taken from?",
        hint="A system, a register, a survey and its day",
        max_length=200,
        needed="Say where the figures are taken from",
    )
    basis = kit.Choice("How were they come by?", Basis, needed="Choose how the figures were come by")
    reason = kit.Text("If you correct figures that stand here already: why?", required=False, max_length=500)

    def __init__(self, *args: Any, measure: Supplied, held: Sequence[SuppliedLine], **options: Any) -> None:
        super().__init__(*args, **options)
        self.measure = measure
        self.held = {each.part: each for each in held}
        mine: dict[str, Any] = {}
        for part, name in measure.part_names.items():
            head = f"{name}: " if measure.parts else ""
            many = measure.did.replace("{n}", "how many") or f"How many {measure.of[1]}"
            mine[f"numerator_{part}"] = _number(f"{head}{many}".rstrip("?") + "?")
            if measure.measure == "share":
                mine[f"denominator_{part}"] = _number(f"{head}out of how many {measure.of[1]}?")
            if before := self.held.get(part):
                self.initial[f"numerator_{part}"] = before.numerator
                self.initial[f"denominator_{part}"] = before.denominator
        if held:
            self.initial["source"], self.initial["basis"] = held[0].source, held[0].basis
        else:
            del self.fields["reason"]
        self.fields = type(self.fields)({**mine, **self.fields})

    @property
    def told(self) -> list[Told]:
        """What was typed, of each part where anything was."""
        typed, found = self.cleaned_data, []
        for part in self.measure.part_names:
            numbers = typed.get(f"numerator_{part}"), typed.get(f"denominator_{part}")
            if numbers != (None, None):
                reason = typed.get("reason") or ""
                basis, source = self._where(part, numbers)
                found.append(Told(part, *numbers, basis, source, reason))
        return found

    def _where(self, part: str, numbers: tuple[int | None, int | None]) -> tuple[Basis, str]:
        """Of a part that nobody touched, what was said of it: parts of one measure may have come from several places."""
        before = self.held.get(part)
        untouched = not {"source", "basis"} & set(self.changed_data)
        if before and before.basis and untouched and numbers == (before.numerator, before.denominator):
            return before.basis, before.source
        return self.cleaned_data["basis"], self.cleaned_data["source"]


def _number(label: str) -> kit.WholeNumber:
    label = label[0].upper() + label[1:]
    return kit.WholeNumber(label, width=5, min_value=0, max_value=LARGEST, required=False)


class LoadForm(kit.KitForm):
    """A file of figures, or its lines pasted."""

    marks_optional = False
    file = kit.File(
        "A CSV file", hint="UTF-8, up to 1 MB. It takes the place of the lines below.", required=False
    )
    text = kit.LongText(
        "Or its lines",
        hint="The first line names the columns.",
        rows=12,
        max_length=1_000_000,
        required=False,
    )

    def clean(self) -> None:
        """One of the two."""
        super().clean()
        self.needs(
            not self.cleaned_data.get("file") and "file" not in self.errors,
            "text",
            "Choose a file, or paste its lines",
        )

    def clean_file(self) -> tuple[str, str] | None:
        """Name and text of the file."""
        found = self.cleaned_data["file"]
        if not found:
            return None
        if found.size > 1_000_000:
            self.add_error("file", "The file must be 1 MB or smaller")
            return None
        try:
            return str(found.name), found.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", "The file must be UTF-8 text, such as a spreadsheet saves it as CSV UTF-8")
            return None

    def keep(self, text: str) -> None:
        """A browser does not let a page give a file back: its lines stay in the box below instead."""
        data: Any = self.data
        newer = data.copy()
        newer["text"] = text
        self.data = newer


class LookForm(kit.KitForm):
    """Whether an answer does."""

    deed = kit.Choice(
        "Does the answer do?",
        [
            (StrategyDeed.ACCEPTED.value, "Yes: it is accepted"),
            (StrategyDeed.ASKED_AGAIN.value, "No: ask again"),
        ],
        needed="Choose whether the answer does",
    )
    words = kit.LongText(
        "Why?", hint=f"Needed when you ask again. {NO_NAMES}", rows=4, max_length=2_000, required=False
    )

    def clean_deed(self) -> StrategyDeed:
        """The deed."""
        return StrategyDeed(str(self.cleaned_data["deed"]))
