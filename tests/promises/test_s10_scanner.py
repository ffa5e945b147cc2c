"""S10 with a virus scanner: what it finds is not kept, and what it did not look at is not kept either."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.config import environment
from goldenthread.documents import scanning
from goldenthread.documents.models import KeptFile
from tests.promises.test_s10_uploads import told

pytestmark = [pytest.mark.django_db, pytest.mark.promise("S10")]
# The test signature on which every scanner agrees, in two halves, so that no scanner stops at this file.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*").encode()


class Clamd:
    """Speaks as clamd does, finds the test signature, and keeps what it was shown. ``manner``: how it answers."""

    def __init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.manner, self.shown = "well", []
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"clamd://127.0.0.1:{self.door.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack(">I", said.read(4))[0]:
                    content += said.read(size)
                self.shown.append(content)
                if self.manner == "hangs up":
                    continue
                found = EICAR in content
                answer = (
                    "INSTREAM size limit exceeded. ERROR"
                    if self.manner == "full"
                    else f"stream: {'Eicar FOUND' if found else 'OK'}"
                )
                line.sendall(answer.encode() + b"\0")


@pytest.fixture
def clamd(settings) -> Iterator[Clamd]:
    made = Clamd()
    settings.SCANNER = made.address
    yield made
    made.door.close()


def send(client, content: bytes):
    file = SimpleUploadedFile("plan.txt", content, "text/plain")
    return client.post("/evidence/add", told(shows="Who was trained.", file=file))


def test_what_the_scanner_finds_is_not_kept_and_what_was_typed_stays(clamd, partner, client_of):
    mine = client_of(partner)
    found = send(mine, b"Who was trained\n" + EICAR)
    assert found.status_code == 409
    assert "The virus scanner found something harmful in this file." in found.content.decode()
    assert "Who was trained." in found.content.decode()
    assert not KeptFile.objects.exists()
    assert send(mine, b"Trained: 81 of 100\n" * 9_000).status_code == 302
    assert KeptFile.objects.count() == 1
    assert clamd.shown[1] == b"Trained: 81 of 100\n" * 9_000, "it was shown the whole file"


@pytest.mark.parametrize("manner", ["full", "hangs up", "gone"])
def test_what_the_scanner_did_not_look_at_is_not_kept(clamd, partner, client_of, manner):
    clamd.manner = manner
    if manner == "gone":
        clamd.door.shutdown(socket.SHUT_RDWR)
    answer = send(client_of(partner), b"Who was trained")
    assert answer.status_code == 409
    assert "The virus scanner does not answer" in answer.content.decode()
    assert not KeptFile.objects.exists()


def test_a_silent_scanner_is_not_waited_for_for_ever(monkeypatch, settings):
    monkeypatch.setattr(scanning, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.SCANNER = f"clamd://127.0.0.1:{silent.getsockname()[1]}"
        assert not scanning.scanned(b"x" * 1_000)


def test_without_a_scanner_nothing_is_asked(settings, partner, client_of):
    settings.SCANNER = ""
    assert send(client_of(partner), b"Who was trained").status_code == 302


@pytest.mark.parametrize(
    "wrong", ["clamd", "clamd://", "http://host:3310", "unix://", "clamd://host:x", "clamd://host/path"]
)
def test_a_wrong_address_is_refused_at_the_start_with_what_to_do(wrong):
    with pytest.raises(ImproperlyConfigured, match="must be clamd://host:3310 or unix:"):
        environment.scanner(wrong)
    for right in ("", "clamd://scanner:3310", "clamd://scanner", "unix:///run/clamav/clamd.ctl"):
        assert environment.scanner(right) == right
