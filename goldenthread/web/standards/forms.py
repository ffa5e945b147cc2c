"""Forms of standards."""

from __future__ import annotations

from typing import Any

from goldenthread.ground.instruments import ItemKind
from goldenthread.kit import forms as kit


class SearchForm(kit.KitForm):
    """Words to look for."""

    marks_optional = False
    small_labels = True
    q = kit.Text("Words", required=False, spellcheck=False, max_length=100)


class WithdrawForm(kit.KitForm):
    """Why a version is no longer offered."""

    words = kit.LongText(
        "Why is it withdrawn?",
        hint="Everybody who reads it sees this.",
        rows=3,
        max_length=2_000,
        needed="Say why it is withdrawn",
    )


# What each button needs, so that one form can hold the text while it is made.
NEEDED = {
    "start": {
        "title": "Enter what it is called",
        "key": "Enter its key",
        "about": "Say what it looks at",
        "publisher": "Enter who published it",
        "document": "Enter the document that it follows",
    },
    "add": {"item_key": "Enter the key of the item", "item_text": "Enter the words of the item"},
    "load": {"file": "Choose a file"},
    "check": {"text": "Write or paste the text, or load a file"},
    "save": {"text": "Write or paste the text, or load a file"},
}


class MakeForm(kit.KitForm):
    """The text of a standard, with what helps to make it: a beginning, one more item, a file."""

    marks_optional = False
    text = kit.LongText(
        "The text",
        hint="A beginning, and each item under a line [[items]]. Check it as often as you like; nothing is saved until you save it.",
        rows=22,
        max_length=1_000_000,
        required=False,
    )
    file = kit.File(
        "A file from your machine",
        hint="TOML, up to 1 MB. Its text takes the place of the text above.",
        required=False,
    )
    title = kit.Text("What it is called", required=False, max_length=200)
    key = kit.Text(
        "Its key",
        hint="Small letters and hyphens: our-checklist",
        width=20,
        required=False,
        max_length=60,
        spellcheck=False,
    )
    about = kit.LongText("What it looks at", rows=2, max_length=2_000, required=False)
    publisher = kit.Text("Who published it", required=False, max_length=200)
    document = kit.Text("The document that it follows", required=False, max_length=200)
    item_key = kit.Text(
        "Key of the item", hint="1, 1.2, A …", width=10, required=False, max_length=60, spellcheck=False
    )
    item_parent = kit.Text(
        "It stands under", hint="The key of another item, or nothing at the top", width=10, required=False,
        max_length=60, spellcheck=False,
    )  # fmt: skip
    item_kind = kit.Select("What it is", ItemKind, required=False, prompt="Statement")
    item_text = kit.LongText("Its words", hint="In your own words.", rows=2, max_length=4_000, required=False)
    item_where = kit.Text(
        "Where in the document", hint="Paragraph 14.13, page 3 …", width=20, required=False, max_length=200
    )

    def clean(self) -> None:
        """What the button that was pressed needs."""
        super().clean()
        for field, words in NEEDED.get(self.data.get("do", ""), NEEDED["check"]).items():
            self.needs(True, field, words)

    def clean_file(self) -> Any:
        """At most a megabyte of UTF-8 text, given back as text."""
        found = self.cleaned_data["file"]
        if not found:
            return ""
        if found.size > 1_000_000:
            self.add_error("file", "The file must be 1 MB or smaller")
            return ""
        try:
            content: bytes = found.read()
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as bad:
            line = content[: bad.start].count(b"\n") + 1
            words = f"The file must be UTF-8 text: line {line} holds a letter that is not. Save it again and choose UTF-8 as its encoding"
            self.add_error("file", words)
            return ""
        return text
