"""Asks the council's virus scanner about a file before it is kept. The scanner is clamd, asked over its own protocol.

It is asked before the deed begins: a scanner that is slow or gone holds nobody else up.
"""

from __future__ import annotations

import socket
import struct
import time
from contextlib import closing
from urllib.parse import urlsplit

from django.conf import settings

from goldenthread.documents.policy import file_is_clean
from goldenthread.ground.verdicts import ALLOWED, Verdict

SECONDS = 20.0
_CONNECT = 3.0
_PART = 64 * 1024
_MOST_SAID = 4_096


def scanned(content: bytes) -> Verdict:
    """May this file be kept as far as the scanner goes (DOC-02)? Yes where none is set; no where it finds something or is silent."""
    where: str = settings.SCANNER
    if not where:
        return ALLOWED
    try:
        said = _asked(where, content)
    except (OSError, UnicodeDecodeError):
        said = None
    return file_is_clean(said=said)


def _asked(where: str, content: bytes) -> str:
    """What clamd says of the bytes. Raises OSError when it is not there, too slow, or hangs up."""
    until = time.monotonic() + SECONDS
    with closing(_connected(where)) as line:
        line.settimeout(SECONDS)
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _PART):
            part = content[start : start + _PART]
            line.sendall(struct.pack(">I", len(part)) + part)
        line.sendall(struct.pack(">I", 0))
        said = b""
        while not said.endswith(b"\0"):
            left = until - time.monotonic()
            if left <= 0 or len(said) > _MOST_SAID:
                raise TimeoutError("the scanner did not finish")
            line.settimeout(left)
            more = line.recv(1024)
            if not more:
                break
            said += more
    return said.rstrip(b"\0\n").decode("utf-8")


def _connected(where: str) -> socket.socket:
    at = urlsplit(where)
    if at.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_CONNECT)
        try:
            line.connect(at.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((at.hostname or "", at.port or 3310), timeout=_CONNECT)
