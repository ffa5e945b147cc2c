"""Hands a letter to the mail server named by GOLDENTHREAD_EMAIL_URL: ``smtp://user:password@host:587`` or ``smtps://…:465``.

``smtp://`` asks the server for STARTTLS; ``?tls=no`` turns that off, for a server on this machine only.
"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

# A mail server that hangs must not hold the clockwork up.
SECONDS = 15
_HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over."""

    host: str
    port: int
    user: str
    password: str
    ssl: bool
    starttls: bool


class NotTaken(Exception):
    """The server did not take the letter. ``reason`` is a short code without anybody's words or address.

    ``unsure`` when it may have taken it: the line broke after the whole letter was handed over. ``hopeless`` when trying
    again cannot help: the address is refused for good.
    """

    def __init__(self, reason: str, *, unsure: bool = False, hopeless: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.unsure, self.hopeless = reason, unsure, hopeless


def parse(url: str) -> MailServer | None:
    """The mail server of a setting; None when it is empty. Raises ImproperlyConfigured with what to write instead."""
    if not url.strip():
        return None
    parts = urlsplit(url.strip())
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == -1:
        raise ImproperlyConfigured(
            "GOLDENTHREAD_EMAIL_URL must look like smtp://user:password@mail.example.org:587 or smtps://…:465 "
            "(or be empty: letters are then kept on file and sent to nobody)"
        )
    options = parse_qs(parts.query)
    starttls = parts.scheme == "smtp" and options.get("tls") != ["no"]
    if parts.scheme == "smtp" and not starttls and parts.hostname not in _HERE:
        raise ImproperlyConfigured("GOLDENTHREAD_EMAIL_URL: tls=no is for a mail server on this machine only")
    return MailServer(
        host=parts.hostname,
        port=port or (465 if parts.scheme == "smtps" else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ssl=parts.scheme == "smtps",
        starttls=starttls,
    )


def can_send() -> bool:
    """True when a mail server is set. Raises ImproperlyConfigured for a setting that cannot be read."""
    return parse(settings.EMAIL_URL) is not None


def send(*, letter_id: str, to: str, subject: str, body: str) -> None:
    """Hand one letter over. Raises NotTaken.

    The Message-ID is made of the letter's id, so that a mailbox that gets it twice can tell.
    """
    server = parse(settings.EMAIL_URL)
    if server is None:
        raise NotTaken("no-server")
    domain = settings.EMAIL_FROM.rpartition("@")[2].strip("> ") or "localhost"
    message = EmailMessage(
        subject=subject,
        body=body,
        from_email=settings.EMAIL_FROM,
        to=[to],
        headers={"Message-ID": f"<{letter_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    backend = EmailBackend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_ssl=server.ssl,
        use_tls=server.starttls,
        timeout=SECONDS,
        fail_silently=False,
    )
    try:
        backend.open()
    except (smtplib.SMTPException, OSError) as error:
        # Nothing was handed over yet.
        raise NotTaken(type(error).__name__) from error
    try:
        backend.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        raise NotTaken("recipient-refused", hopeless=all(code >= 500 for code in codes)) from error
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError, smtplib.SMTPHeloError) as error:
        raise NotTaken(type(error).__name__) from error
    except (smtplib.SMTPException, OSError) as error:
        # The line broke during the letter: the server may have it.
        raise NotTaken(type(error).__name__, unsure=True) from error
    except ValueError as error:
        # An address or subject that no letter can bear.
        raise NotTaken("not-a-letter", hopeless=True) from error
    finally:
        _close(backend)


def _close(backend: EmailBackend) -> None:
    try:
        backend.close()
    except (smtplib.SMTPException, OSError):
        # The letter's fate is known by now; how the line ends changes nothing.
        backend.connection = None
