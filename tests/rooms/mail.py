"""A mail server on this machine that takes letters, refuses them, hangs up, or hangs."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mail:
    """What the server does next (``mood``) and what it has taken."""

    mood: str = "takes"
    taken: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?tls=no"


class _Talk(socketserver.StreamRequestHandler):
    timeout = 5

    def handle(self) -> None:
        mail: Mail = self.server.mail  # type: ignore[attr-defined]
        if mail.mood == "garbage":
            self.wfile.write(b"\x00\xff hello\r\n")
            return
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if verb == "QUIT":
                self._say("221 bye")
                return
            if verb == "RCPT" and mail.mood in ("refuses address", "refuses for now"):
                self._say("550 nobody" if mail.mood == "refuses address" else "450 later")
            elif verb == "DATA":
                if not self._data(mail):
                    return
            else:
                self._say("250 ok")

    def _data(self, mail: Mail) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        mail.taken.append("".join(lines))
        if mail.mood == "hangs up":
            return False
        self._say("554 no" if mail.mood == "refuses letter" else "250 taken")
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def server() -> Iterator[Mail]:
    """A server for the block."""
    mail = Mail()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as made:
        made.daemon_threads = True
        made.mail = mail  # type: ignore[attr-defined]
        mail.port = made.server_address[1]
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        try:
            yield mail
        finally:
            made.shutdown()
            thread.join()
