"""Which files may be kept: known by what is in them, never by their name; and what is taken out before they are kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from goldenthread.documents.policy.office import OFFICE, bare_office, what_is_wrong
from goldenthread.documents.policy.pictures import bare_jpeg, bare_png, picture_size
from goldenthread.documents.vocabulary import FileKind
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict

MOST_BYTES = 10 * 1024 * 1024
# A picture opens as four bytes for each of these.
MOST_DOTS = 50_000_000
# What a reader of PDF may run, open or unpack by itself.
_PDF_ACTS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|SubmitForm|ImportData)\b")
_CONTROL = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Looked:
    """What was found in a file. ``kind`` is None when it is none that is kept; ``content`` is what may be kept of it."""

    kind: FileKind | None
    content: bytes
    wrong: str = ""


_MEDIA = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.TEXT: "text/plain; charset=utf-8",
}
_SUFFIX = {kind: "jpg" if kind is FileKind.JPEG else kind.value for kind in FileKind}


def media_type(kind: FileKind) -> str:
    """The name of the kind on the wire."""
    return _MEDIA[kind]


def name_for(given: str, kind: FileKind) -> str:
    """A file name that names no folder, hides no suffix and turns no text around; at most 100 characters, of the right suffix."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    stem = " ".join(_CONTROL.sub("", last).split()).strip(". ")
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem).strip(". ")[:90] or "file"
    return f"{stem}.{_SUFFIX[kind]}"


def looked_at(content: bytes) -> Looked:
    """What kind of file it is by its content, what is wrong with it, and what of it may be kept."""
    if content.startswith(b"%PDF-"):
        found = _PDF_ACTS.search(content)
        wrong = (
            "The PDF holds a program, an action or another file. Print it to a new PDF and send that."
            if found
            else ""
        )
        return Looked(FileKind.PDF, content, wrong)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(FileKind.PNG, content)
    if content.startswith(b"\xff\xd8\xff"):
        return _picture(FileKind.JPEG, content)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return _text(content)


def _picture(kind: FileKind, content: bytes) -> Looked:
    size = picture_size(content)
    if size is None:
        return Looked(kind, content, "The picture is damaged. Save it again in a picture program.")
    if size[0] * size[1] > MOST_DOTS:
        return Looked(
            kind, content, "The picture is too large to open. Make it smaller, to less than 50 million dots."
        )
    bare = bare_png(content) if kind is FileKind.PNG else bare_jpeg(content)
    if bare is None:
        return Looked(kind, content, "The picture is damaged. Save it again in a picture program.")
    return Looked(kind, bare)


def _office(content: bytes) -> Looked:
    suffix, wrong = what_is_wrong(content)
    kind = FileKind(suffix) if suffix in OFFICE else None
    if wrong or kind is None:
        return Looked(kind, content, wrong)
    return Looked(kind, bare_office(content))


def _text(content: bytes) -> Looked:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Looked(None, content)
    odd = any(ord(each) < 32 and each not in "\t\r\n\f" for each in text)
    marked = re.search(r"<\s*(!doctype|html|script|svg|body|iframe|\?xml)", text[:4096], re.IGNORECASE)
    if odd or marked or not text.strip():
        return Looked(None, content)
    return Looked(FileKind.TEXT, content)


@rule(
    "DOC-01",
    citation="OWASP ASVS 5.0 chapter 5: files are known by their content, of few kinds, of a stated size, and unpack to a stated size.",
    sentence="A kept file is of 10 MB at most and of a kind that opens without running anything.",
)
def file_may_be_kept(*, size: int, looked: Looked | None) -> Verdict:
    """May this file be kept? ``looked`` None: it was too large to be read at all."""
    if size > MOST_BYTES or looked is None:
        return file_may_be_kept.rule.refuse(
            words=f"The file is {max(1, size // (1024 * 1024))} MB. The most that is kept is 10 MB: send the part that shows it, "
            "or a smaller copy, or add it as a link to where it lies.",
            field="file",
        )
    if looked.wrong:
        return file_may_be_kept.rule.refuse(words=looked.wrong, field="file")
    if looked.kind is None:
        return file_may_be_kept.rule.refuse(
            words="Files of this kind are not kept. Send a PDF, a Word, Excel, PowerPoint or OpenDocument file without macros, "
            "a PNG or JPEG picture, or plain text.",
            field="file",
        )
    return ALLOWED


@rule(
    "DOC-02",
    citation="OWASP ASVS 5.0 chapter 5: files from others are looked at by a scanner of malicious content before others may have them.",
    sentence="Where the council has a virus scanner, a file is kept when the scanner has looked at it and found nothing.",
)
def file_is_clean(*, said: str | None) -> Verdict:
    """May a file be kept of which the scanner said this? ``said`` None: it did not answer."""
    if said == "stream: OK":
        return ALLOWED
    if said is not None and said.endswith(" FOUND"):
        return file_is_clean.rule.refuse(
            words="The virus scanner found something harmful in this file. Nothing of it was saved. Do not send it to anybody else; "
            "tell those who look after your computer.",
            field="file",
        )
    return file_is_clean.rule.refuse(
        words="The virus scanner does not answer, so the file was not saved. Send it again in a few minutes; if it fails again, tell "
        "your administrator. What you wrote beside it can be saved without the file.",
        field="file",
    )
