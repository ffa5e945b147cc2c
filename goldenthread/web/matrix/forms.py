"""Forms of the matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.access.queries import AgencyName
from goldenthread.assurance.procedures import SentFile, Shown
from goldenthread.assurance.vocabulary import SourceKind
from goldenthread.documents.policy import MOST_BYTES, file_may_be_kept
from goldenthread.kit import forms as kit

SERVICE, OURS = "service", "ours"


class BeginForm(kit.KitForm):
    """Which service."""

    service = kit.Select("Which service?", (), needed="Choose the service")
    reason = kit.LongText(
        "Why look again?", rows=3, max_length=2000, required=False,
        hint="Only where somebody looked at this service with the same tool already.",
    )  # fmt: skip

    def __init__(self, *args: Any, services: Sequence[AgencyName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"] = kit.Select(
            "Which service?", [(str(each.id), each.name) for each in services], needed="Choose the service"
        )


class RateForm(kit.KitForm):
    """One line of the matrix: what was seen, and what shows it."""

    grade = kit.Choice("What did you see?", (), needed="Choose what you saw")
    saw = kit.LongText(
        "What exactly did you see, or were told?", rows=4, max_length=4000, needed="Say what you saw, or were told",
        hint="Where, when, from whom by role. Leave out names.",
    )  # fmt: skip
    file = kit.File(
        "Upload what shows it", required=False,
        hint="PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or plain text, up to 10 MB, without macros.",
    )  # fmt: skip
    title = kit.Text(
        "What do you call this evidence?", max_length=150, required=False,
        hint="Needed with a file. Without a file it is kept as something you observed.",
    )  # fmt: skip
    sort = kit.Select("What is it made of?", SourceKind, required=False, meanings=False, prompt="Choose")
    whose = kit.Choice(
        "Whose word is it?",
        [
            (SERVICE, "The service’s own", "Its audit, survey, policy or record."),
            (OURS, "Ours", "We saw, read or counted it ourselves."),
        ],
        required=False,
    )
    as_of = kit.Day("Which day does it show?", subject="The day it shows", past=True, required=False)

    def __init__(self, *args: Any, levels: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"] = kit.Choice("What did you see?", levels, needed="Choose what you saw")

    def clean(self) -> dict[str, Any]:
        """What evidence needs, once any of it is given."""
        data = super().clean() or {}
        sent = data.get("file")
        given = bool(sent or data.get("title") or data.get("sort") or data.get("whose"))
        self.needs(given, "title", "Give the evidence a name by which people will know it")
        self.needs(given, "sort", "Choose what it is made of")
        self.needs(given, "whose", "Choose whose word it is")
        self.needs(given, "as_of", "Enter the day it shows")
        if sent and sent.size > MOST_BYTES:
            self.add_error("file", file_may_be_kept(size=sent.size, looked=None).words)
        return data

    def shown(self) -> Shown | None:
        """What shows the line, where something was given."""
        data = self.cleaned_data
        if not data.get("title"):
            return None
        sent = data.get("file")
        return Shown(
            title=data["title"],
            as_of=data["as_of"],
            sort=SourceKind(data["sort"]),
            of_the_service=data["whose"] == SERVICE,
            file=SentFile(sent.name or "file", sent.read()) if sent else None,
        )


class FinishForm(kit.KitForm):
    """Standing by every rating."""
