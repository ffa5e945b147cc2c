"""Office files are zip archives: how far they may unpack, what may not be in them, and their authors' names taken out."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

# suffix → the part that makes it one, and for OpenDocument the words its first entry must hold.
OFFICE = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
MOST_ENTRIES, MOST_UNPACKED, MOST_TIMES = 2_000, 100 * 1024 * 1024, 200
_DAMAGED = "The file is damaged, or is not what its name says. Open it, save it again and send that."
_ACTIVE = "The file holds macros or another program. Save it without them and send that."
_AFAR = "The file fetches something from elsewhere when it is opened. Break its links, save it and send that."
_PROGRAMS = re.compile(
    r"(vbaProject|vbaData|activeX|embeddings?/|macrosheets|customUI|Basic/|Scripts/|ObjectReplacements)", re.I
)
# Relations that fetch by themselves; an ordinary link that a reader chooses to follow is left alone.
_FETCHED = re.compile(
    rb'Type="[^"]*/(attachedTemplate|externalLink|oleObject|frame|subDocument|image)"', re.I
)
_PEOPLE = re.compile(
    rb"(<(dc:creator|cp:lastModifiedBy|meta:initial-creator|meta:printed-by|Manager|Company)(?:\s[^>]*)?>)[^<]*(</\2>)"
)
# Office programs write UTF-8. In another writing a document type would not be seen by looking for its letters.
_ELSE_WRITTEN = re.compile(
    rb"""^(?:\xff\xfe|\xfe\xff|\x00|<\x00|\+/v|\x4c\x6f\xa7|<\?xml[^>]*encoding\s*=\s*["'](?!utf-8|us-ascii|iso-8859-|windows-125))""",
    re.I,
)
_NUMBER = re.compile(r"(?<=document|workbook)\d{1,3}(?=\.xml$)")
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "meta.xml")


def what_is_wrong(content: bytes) -> tuple[str, str]:
    """The suffix of what it is ("" for none that is kept) and what is wrong with it ("" for nothing). Unpacks within limits only."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            suffix = _suffix(archive, {entry.filename for entry in entries})
            return suffix, _wrong(archive, entries, len(content)) if suffix else ""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return "", _DAMAGED


def _suffix(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names:
        with archive.open("mimetype") as entry:
            told = entry.read(100).decode("ascii", "replace").strip()
        return next((suffix for suffix, wanted in OFFICE.items() if wanted == told), "")
    if "[Content_Types].xml" not in names:
        return ""
    return next((suffix for suffix in OFFICE if main_part(suffix, names)), "")


def main_part(suffix: str, names: Iterable[str]) -> str:
    """The part that makes it a document, of all its parts; "" where there is none. Some programs number it: word/document2.xml."""
    return next((name for name in names if _NUMBER.sub("", name) == OFFICE[suffix]), "")


def _wrong(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> str:
    told = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or told > MOST_UNPACKED or told > max(size, 50_000) * MOST_TIMES:
        return (
            "The file unpacks to far more than it is. Save it again with smaller pictures and fewer sheets."
        )
    if len({entry.filename for entry in entries}) < len(entries) or any(
        entry.flag_bits & 1 for entry in entries
    ):
        return (
            _DAMAGED
            if not any(entry.flag_bits & 1 for entry in entries)
            else "Take the password off the file first."
        )
    left = MOST_UNPACKED
    for entry in entries:
        if ".." in entry.filename.split("/") or entry.filename.startswith("/"):
            return _DAMAGED
        if _PROGRAMS.search(entry.filename):
            return _ACTIVE
        with archive.open(entry) as part:
            inside = part.read(left + 1)
        left -= len(inside)
        if left < 0:
            return "The file unpacks to more than it says. It is not kept."
        if wrong := _wrong_part(entry.filename, inside):
            return wrong
    return ""


def _wrong_part(name: str, inside: bytes) -> str:
    if inside.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _ACTIVE
    if not name.endswith((".xml", ".rels", ".rdf")):
        return ""
    if b"<!DOCTYPE" in inside or b"<!ENTITY" in inside or _ELSE_WRITTEN.search(inside):
        return _DAMAGED
    if name == "[Content_Types].xml" and b"macroEnabled" in inside:
        return _ACTIVE
    outside = (
        re.findall(rb'<Relationship\s[^>]*TargetMode="External"[^>]*>', inside)
        if name.endswith(".rels")
        else []
    )
    return _AFAR if any(_FETCHED.search(each) for each in outside) or "externalLinks/" in name else ""


def bare_office(content: bytes) -> bytes:
    """The same archive without the names of its authors, and without anything before, between or behind its entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            inside = old.read(entry)
            if entry.filename in _PROPERTIES:
                inside = _PEOPLE.sub(rb"\1\3", inside)
            how = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), inside, how)
    return out.getvalue()
