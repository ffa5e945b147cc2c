"""Pictures: their size, and what a camera or program wrote into them, taken out. No picture is ever decoded here."""

from __future__ import annotations

import struct

# What a picture needs to be shown. Everything else (place, time, camera, comments, thumbnails) goes.
_PNG_KEPT = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"pHYs",
    b"sBIT",
    b"bKGD",
}
_START_OF_FRAME = {*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)}


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height as the file states them; None for one that is damaged."""
    if content.startswith(b"\x89PNG"):
        return (
            struct.unpack(">II", content[16:24]) if len(content) >= 24 and content[12:16] == b"IHDR" else None
        )
    for marker, start, end in _segments(content):
        if marker in _START_OF_FRAME and end - start >= 5:
            height, width = struct.unpack(">HH", content[start + 1 : start + 5])
            return width, height
    return None


def bare_png(content: bytes) -> bytes | None:
    """The picture with only what shows it, and nothing behind its end; None for one that is damaged."""
    out, at = bytearray(content[:8]), 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            return None
        if kind in _PNG_KEPT:
            out += content[at:end]
        if kind == b"IEND":
            return bytes(out)
        at = end
    return None


def bare_jpeg(content: bytes) -> bytes | None:
    """The picture without what the camera wrote and without comments, cut at its end; None for one that is damaged."""
    out = bytearray(b"\xff\xd8")
    for marker, start, end in _segments(content):
        if marker == 0xDA:
            finish = content.rfind(b"\xff\xd9")
            return bytes(out) + content[start - 4 : finish + 2] if finish > start else None
        # APP1 to APP15 and comments; APP0 and APP14 say how colours are meant.
        if marker == 0xFE or (0xE1 <= marker <= 0xEF and marker != 0xEE):
            continue
        out += content[start - 4 : end]
    return None


def _segments(content: bytes) -> list[tuple[int, int, int]]:
    """Each segment before the picture's lines: its marker, where its body begins, where it ends."""
    found, at = [], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if length < 2:
            break
        found.append((marker, at + 4, min(at + 2 + length, len(content))))
        if marker == 0xDA:
            break
        at += 2 + length
    return found
