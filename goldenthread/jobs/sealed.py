"""Sealed files: AES-256-GCM in chunks, so that a backup of any size is written and read without being held in memory.

The file begins with a magic word, a salt and a nonce prefix. Each chunk is sealed under a nonce made of prefix and number, and
with the mark of whether it is the last: chunks cannot be swapped, repeated, left out or cut off without being noticed (the
construction is that of STREAM, Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

from __future__ import annotations

import os
import struct
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"GTBACKUP1\n"
CHUNK = 1 << 18
_TAG, _SALT, _PREFIX, _KEY = 16, 32, 7, 32


class CannotOpen(Exception):
    """The file or the key cannot be used; the message says what to do."""


def read_key(key_file: Path | None) -> bytes:
    """The key: 32 bytes in URL-safe base64, from the file, else from GOLDENTHREAD_BACKUP_KEY. Raises CannotOpen."""
    make = "Make one with: python -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"
    try:
        text = (
            key_file.read_text(encoding="ascii")
            if key_file
            else os.environ.get("GOLDENTHREAD_BACKUP_KEY", "")
        )
    except (OSError, UnicodeDecodeError) as bad:
        raise CannotOpen(f"The key file {key_file} cannot be read.") from bad
    if not text.strip():
        raise CannotOpen(f"No key: give --key-file or set GOLDENTHREAD_BACKUP_KEY. {make}")
    try:
        key = urlsafe_b64decode(text.strip())
    except (NotBase64, ValueError) as bad:
        raise CannotOpen(f"The backup key is not base64. {make}") from bad
    if len(key) != _KEY:
        raise CannotOpen(f"The backup key must be {_KEY} bytes in base64, not {len(key)}. {make}")
    return key


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    # A key of its own for each file, so that nonces never meet.
    return AESGCM(HKDF(SHA256(), _KEY, salt, b"golden-thread backup 1").derive(key))


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)


class Sealing(RawIOBase):
    """A file to write to; everything is sealed on its way. Only close() makes it whole."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        self._out, self._held, self._number = out, bytearray(), 0
        salt, self._prefix = os.urandom(_SALT), os.urandom(_PREFIX)
        self._cipher = _cipher(key, salt)
        self._head = MAGIC + salt + self._prefix
        out.write(self._head)

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: object) -> int:
        """Take bytes; whole chunks go out sealed."""
        view = memoryview(data)  # type: ignore[arg-type]
        self._held += view
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return view.nbytes

    def finish(self) -> None:
        """Seal what is left as the last chunk."""
        self._seal(bytes(self._held), last=True)
        self._held.clear()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._prefix, self._number, last), plain, self._head))
        self._number += 1


class Opening(RawIOBase):
    """A sealed file to read from. Raises CannotOpen for a wrong key, and for a file that was cut or changed."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._head = file.read(len(MAGIC) + _SALT + _PREFIX)
        if len(self._head) < len(MAGIC) + _SALT + _PREFIX or not self._head.startswith(MAGIC):
            raise CannotOpen("This is not a backup of Golden Thread, or it is cut short.")
        self._prefix = self._head[-_PREFIX:]
        self._cipher = _cipher(key, self._head[len(MAGIC) : -_PREFIX])
        self._plain = self._open(file)
        self._held = memoryview(b"")

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer with opened bytes."""
        while not self._held:
            chunk = next(self._plain, None)
            if chunk is None:
                return 0
            self._held = memoryview(chunk)
        target = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        size = min(len(target), len(self._held))
        target[:size] = self._held[:size]
        self._held = self._held[size:]
        return size

    def _open(self, file: BinaryIO) -> Iterator[bytes]:
        number = 0
        sealed = file.read(CHUNK + _TAG)
        while True:
            after = file.read(CHUNK + _TAG)
            try:
                yield self._cipher.decrypt(_nonce(self._prefix, number, not after), sealed, self._head)
            except InvalidTag:
                why = "The key is not the one it was sealed with, or the file was changed."
                if number:
                    why = "The file is cut short or was changed."
                raise CannotOpen(f"The backup cannot be opened. {why}") from None
            if not after:
                return
            sealed, number = after, number + 1
