"""The search of the trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.access.vocabulary import Act
from goldenthread.kit import forms as kit


class TrailForm(kit.KitForm):
    """What to look for; an empty box does not narrow."""

    marks_optional = False

    record = kit.Text("Reference or id", required=False, max_length=60)
    who = kit.Text("Who", hint="Part of a name, or an email address", required=False, max_length=120)
    kind = kit.Select("Kind of record", [], required=False, prompt="Any")
    act = kit.Select("What happened", Act, required=False, prompt="Anything")
    from_day = kit.Day("From", required=False, past=True)
    to_day = kit.Day("To", required=False)

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = kit.Select(
            "Kind of record",
            [(kind, kind.replace("_", " ").capitalize()) for kind in kinds],
            required=False,
            prompt="Any",
        )
