"""The form for how somebody else graded the same areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.assurance.vocabulary import OutsideKind
from goldenthread.kit import forms as kit


class OutsideForm(kit.KitForm):
    """An inspection, a peer team or another board, with its grade for each area."""

    kind = kit.Choice("What is it?", OutsideKind, needed="Choose what it is")
    who = kit.Text(
        "Who graded it?",
        max_length=120,
        needed="Say who graded it",
        hint="Such as the name of the inspectorate or board",
    )
    on = kit.Day("When?", subject="The day", past=True, needed="Enter the day of the report")

    def __init__(
        self, *args: Any, areas: Sequence[tuple[str, str, Sequence[tuple[int, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {f"area_{number}": key for number, (key, _, _) in enumerate(areas)}
        for number, (_, label, levels) in enumerate(areas):
            self.fields[f"area_{number}"] = kit.Select(
                label,
                [(str(value), f"{value} {words}") for value, words in levels],
                required=False,
                prompt="Not graded by them",
            )

    @property
    def told(self) -> dict[str, Any]:
        """What the procedure takes."""
        data = self.cleaned_data
        grades = {key: int(data[name]) for name, key in self.areas.items() if data.get(name)}
        return {"kind": data["kind"], "who": data["who"], "on": data["on"], "grades": grades}
