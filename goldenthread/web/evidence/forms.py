"""Forms of the evidence library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from goldenthread.access.queries import AgencyName
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.procedures import EvidenceTold, SentFile
from goldenthread.assurance.vocabulary import EvidenceAudience, EvidenceKind, HowTested, SourceKind
from goldenthread.documents.policy import MOST_BYTES, file_may_be_kept
from goldenthread.documents.scanning import scanned
from goldenthread.ground.verdicts import insist
from goldenthread.kit import forms as kit

OUTSIDE, PARTNER, OWN = "outside", "partner", "own"
_FILE_HINT = (
    "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or plain text, up to 10 MB, without macros. "
    "The author's name and what a camera wrote into it are taken out."
)


class ListForm(kit.KitForm):
    """Finding evidence."""

    marks_optional = False
    q = kit.Text(
        "Words", required=False, hint="Of its name, what it shows, its reference, or whose word it is"
    )
    kind = kit.Select("Kind", EvidenceKind, required=False, prompt="All kinds", meanings=False)
    sort = kit.Select("Made of", SourceKind, required=False, prompt="All sorts", meanings=False)
    standing = kit.Select(
        "Standing",
        [("expired", "Expired"), ("unused", "Behind no answer yet"), ("withdrawn", "Withdrawn")],
        required=False,
        prompt="All that holds",
    )


class EvidenceForm(kit.KitForm):
    """A piece of evidence."""

    kind = kit.Choice(
        "What is it?",
        EvidenceKind,
        needed="Choose what it is",
        reveals={"link": ["address"], "indicator": ["indicator"], "story": ["consented", "anonymised"]},
    )
    address = kit.Text(
        "Address", hint="It begins with https://", required=False, max_length=500, spellcheck=False
    )
    indicator = kit.Select("Which figure?", (), required=False)
    consented = kit.Confirm("The person said yes to their story being used here", required=False)
    anonymised = kit.Confirm(
        "Nobody can be recognised in it: no names, places, days or rare events", required=False
    )
    title = kit.Text(
        "What do you call it?", max_length=150, needed="Give it a name by which people will know it"
    )
    shows = kit.LongText(
        "What does it show?", required=False, max_length=4000, count=True,
        hint="In your own words, in a few sentences. Leave out the names of adults and of staff.",
    )  # fmt: skip
    file = kit.File("File", required=False, hint=_FILE_HINT)
    sort = kit.Choice("What is it made of?", SourceKind, needed="Choose what it is made of")
    whose = kit.Choice(
        "Whose word is it?",
        (),
        needed="Choose whose word it is",
        why="An agency's own word is reassurance. It becomes assurance when somebody else bears it out.",
        reveals={PARTNER: ["partner"], OUTSIDE: ["made_outside_by"]},
    )
    partner = kit.Select("Which agency?", (), required=False)
    made_outside_by = kit.Text(
        "Who?", required=False, max_length=120, hint="Such as Healthwatch, or an inspector"
    )
    as_of = kit.Day(
        "Which day does it show?", subject="The day it shows", past=True, needed="Enter the day it shows"
    )
    expires_on = kit.Day(
        "When does it stop being true?", subject="The last day", required=False,
        hint="The day after which it must be renewed. Leave it empty if there is none.",
    )  # fmt: skip
    tested = kit.Choice(
        "Has it been tested?",
        HowTested,
        needed="Say whether it has been tested",
        reveals={each.value: ["tested_how"] for each in HowTested if each is not HowTested.NOT_TESTED},
    )
    tested_how = kit.Text("Who tested it, and how?", required=False, max_length=300)
    audience = kit.Choice("Who may use it?", EvidenceAudience, needed="Choose who may use it")

    def __init__(
        self,
        *args: Any,
        viewer: Viewer,
        agencies: Sequence[AgencyName],
        figures: Sequence[tuple[str, str]],
        fixed_kind: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        own = viewer.agency_name or "Our agency"
        self.fields["whose"].choices = []  # type: ignore[attr-defined]
        self.fields["whose"] = kit.Choice(
            "Whose word is it?",
            [
                (OWN, own, "We say it ourselves, or counted or read it ourselves."),
                (PARTNER, "Another agency of the partnership", "They looked, or they say it of themselves."),
                (
                    OUTSIDE,
                    "Somebody from outside",
                    "An inspector, peer reviewer, researcher or another body.",
                ),
            ],
            needed="Choose whose word it is",
            why="An agency's own word is reassurance. It becomes assurance when somebody else bears it out.",
            reveals={PARTNER: ["partner"], OUTSIDE: ["made_outside_by"]},
        )
        self.fields["partner"] = kit.Select(
            "Which agency?",
            [(str(a.id), a.name) for a in agencies if a.id != viewer.agency_id],
            required=False,
        )
        self.fields["indicator"] = kit.Select("Which figure?", figures, required=False)
        if fixed_kind:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        """What one answer makes necessary; and a file that is too large is refused before it is read."""
        data = super().clean() or {}
        self.needs(data.get("whose") == PARTNER, "partner", "Choose the agency")
        self.needs(data.get("whose") == OUTSIDE, "made_outside_by", "Say who")
        self.needs(data.get("kind") is EvidenceKind.LINK, "address", "Enter the address")
        if (address := data.get("address")) and not address.startswith(("https://", "http://")):
            self.add_error("address", "The address must begin with https:// or http://")
        sent = data.get("file")
        if sent and sent.size > MOST_BYTES:
            self.add_error("file", file_may_be_kept(size=sent.size, looked=None).words)
        return data

    def told(self, kind: EvidenceKind | None = None) -> EvidenceTold:
        """What the procedures take."""
        data = self.cleaned_data
        whose = data["whose"]
        by = self.viewer.agency_id if whose == OWN else UUID(data["partner"]) if whose == PARTNER else None
        return EvidenceTold(
            kind=kind or data["kind"],
            sort=data["sort"],
            title=data["title"],
            as_of=data["as_of"],
            audience=data["audience"],
            made_by=by,
            made_outside_by=data["made_outside_by"] if by is None else "",
            summary=data["shows"],
            tested=data["tested"],
            tested_how=data["tested_how"],
            expires_on=data["expires_on"],
            address=data["address"],
            indicator_key=data["indicator"],
            consented=data["consented"],
            anonymised=data["anonymised"],
        )

    def sent_file(self) -> SentFile | None:
        """The file as it came, when one was sent. Raises Refused when the council's virus scanner does not pass it (DOC-02)."""
        sent = self.cleaned_data.get("file")
        if not sent:
            return None
        content = sent.read()
        insist(scanned(content))
        return SentFile(sent.name or "file", content)


class WithdrawForm(kit.KitForm):
    """Withdrawing a piece."""

    words = kit.LongText(
        "Why is it withdrawn?", rows=3, max_length=1000, needed="Say why it no longer holds",
        hint="It stays readable where it was used, and no longer counts.",
    )  # fmt: skip
