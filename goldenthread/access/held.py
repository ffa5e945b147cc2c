"""What somebody typed when their session had ended: kept sealed, for that person alone, for a day.

Sealed with AES-256-GCM; the key comes from the service's secret key, and the seal is bound to person and address, so a
copied database shows nothing and a row moved to another person does not open.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from goldenthread.access.models import HeldForm, User
from goldenthread.ground import moment

KEPT = timedelta(days=1)
_NONCE = 12
Fields = Mapping[str, Sequence[str]]


def hold(user_id: UUID, path: str, fields: Fields) -> UUID | None:
    """Seal and keep what was typed at this address. None when there is no such account."""
    if not User.objects.filter(pk=user_id).exists():
        return None
    nonce = secrets.token_bytes(_NONCE)
    plain = json.dumps({name: list(values) for name, values in fields.items()}).encode()
    sealed = nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, plain, _bound(user_id, path))
    return HeldForm.objects.create(user_id=user_id, path=path[:300], sealed=sealed, at=moment.now()).pk


def open_held(user_id: UUID, held_id: UUID, path: str) -> dict[str, list[str]] | None:
    """What this person typed at this address; None when it is not theirs, too old, gone, or sealed with another key."""
    row = HeldForm.objects.filter(
        pk=held_id, user_id=user_id, path=path[:300], at__gt=moment.now() - KEPT
    ).first()
    if row is None:
        return None
    sealed = bytes(row.sealed)
    try:
        plain = _cipher(settings.SECRET_KEY).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(user_id, path))
    except InvalidTag:
        return None
    found: dict[str, list[str]] = json.loads(plain)
    return found


def path_of(user_id: UUID, held_id: UUID) -> str:
    """The address a held form belongs to; "" when it is not this person's."""
    found = HeldForm.objects.filter(pk=held_id, user_id=user_id).values_list("path", flat=True).first()
    return found or ""


def drop(user_id: UUID, held_id: UUID) -> None:
    """Forget a held form: it has been sent."""
    HeldForm.objects.filter(pk=held_id, user_id=user_id).delete()


@lru_cache(maxsize=4)
def _cipher(secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"goldenthread held form").derive(secret.encode()))


def _bound(user_id: UUID, path: str) -> bytes:
    return f"{user_id.hex}\x1f{path[:300]}".encode()
