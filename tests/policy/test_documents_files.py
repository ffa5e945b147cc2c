"""Which files are kept: by their content, of few kinds, unpacking to little, and without what they tell of their makers."""

from __future__ import annotations

import struct
import time
import zlib

import pytest

from goldenthread.documents.policy import MOST_BYTES, file_is_clean, file_may_be_kept, looked_at, name_for
from goldenthread.documents.vocabulary import FileKind
from tests.factories import files
from tests.promises import machine


def kind_and_wrong(content: bytes):
    looked = looked_at(content)
    return looked.kind, bool(looked.wrong)


@pytest.mark.rule("DOC-01")
@pytest.mark.parametrize("name", sorted(files.GOOD))
def test_what_is_kept(name):
    content = files.GOOD[name]()
    looked = looked_at(content)
    assert looked.kind == name.split("-")[0]
    assert file_may_be_kept(size=len(content), looked=looked)


@pytest.mark.promise("S10")
@pytest.mark.promise("S11")
@pytest.mark.parametrize("name", sorted(files.BAD))
def test_what_is_refused_in_words_and_at_once(name):
    content = files.BAD[name]()
    began = time.process_time()
    looked = looked_at(content)
    verdict = file_may_be_kept(size=len(content), looked=looked)
    assert not verdict, f"{name} is kept as {looked.kind}"
    assert len(verdict.words.split()) > 5
    if machine.has_room():
        assert time.process_time() - began < 2


def test_ten_megabytes_are_kept_and_one_byte_more_is_refused_kindly():
    looked = looked_at(files.GOOD["txt"]())
    assert file_may_be_kept(size=MOST_BYTES, looked=looked)
    refused = file_may_be_kept(size=50 * 1024 * 1024, looked=None)
    assert not file_may_be_kept(size=MOST_BYTES + 1, looked=looked)
    assert "The file is 50 MB. The most that is kept is 10 MB" in refused.words
    assert refused.reasons[0].field == "file"


@pytest.mark.promise("S10")
def test_place_camera_and_author_are_taken_out():
    for name, mark in (
        ("jpeg-with-place", b"GPSMARK"),
        ("png-with-author", b"AUTHORMARK"),
        ("docx-with-author", b"Ada Marsh"),
    ):
        content = files.GOOD[name]()
        assert mark in files.unpacked(content), f"{name} holds nothing to take out"
        kept = looked_at(content).content
        assert mark not in files.unpacked(kept)
        assert looked_at(kept).kind == looked_at(content).kind


@pytest.mark.promise("S10")
def test_what_is_hidden_before_or_behind_a_picture_or_archive_goes():
    for name in ("png", "jpeg", "docx"):
        content = files.GOOD[name]() + b"<script>alert(1)</script>"
        looked = looked_at(content)
        assert looked.kind == name
        assert b"<script>" not in looked.content


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.pdf"),
        ("report\u202efdp.exe", "reportfdp.pdf"),
        ("plan.pdf.exe", "plan.pdf.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie x.pdf"),
        ("", "file.pdf"),
        ("....", "file.pdf"),
        ("Annual report 2026.PDF", "Annual report 2026.pdf"),
        ("x" * 300, "x" * 90 + ".pdf"),
    ],
)
@pytest.mark.promise("S10")
def test_a_name_names_no_folder_and_hides_no_suffix(given, wanted):
    assert name_for(given, FileKind.PDF) == wanted


def test_a_picture_is_measured_and_never_opened():
    small = files.GOOD["png"]()
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    giant = small[:8] + files.chunk(b"IHDR", head) + small[33:]
    assert zlib.crc32(b"IHDR" + head) == int.from_bytes(giant[29:33], "big")
    assert kind_and_wrong(giant) == (FileKind.PNG, True)


@pytest.mark.rule("DOC-02")
@pytest.mark.parametrize(
    ("said", "kept", "words"),
    [
        ("stream: OK", True, ""),
        ("stream: Win.Test.EICAR_HDB-1 FOUND", False, "found something harmful"),
        ("INSTREAM size limit exceeded. ERROR", False, "does not answer"),
        ("stream: OK FOUND", False, "found something harmful"),
        ("", False, "does not answer"),
        (None, False, "does not answer"),
    ],
)
def test_only_a_scanner_that_looked_and_found_nothing_lets_a_file_in(said, kept, words):
    verdict = file_is_clean(said=said)
    assert bool(verdict) is kept
    assert words in verdict.words
