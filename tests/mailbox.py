"""A real mail server on this machine, which keeps what it gets."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from queue import Queue
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "side", "p:ss@word"
GONE = "gone@example.org"
"""It takes no mail for this address."""


@dataclass
class Mailbox:
    """What was delivered, in order; `url` is that of the server."""

    url: str
    letters: "Queue[EmailMessage]" = field(default_factory=Queue)

    def next(self) -> EmailMessage:
        """The next letter, once it is there."""
        return self.letters.get(timeout=20)

    @property
    def empty(self) -> bool:
        """Whether no letter lies here."""
        return self.letters.empty()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Whom there is mail for."""
        if address == GONE:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """A letter."""
        self.letters.put(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def mail_server(trust: ssl.SSLContext | None = None, *, login: bool = False) -> Iterator[Mailbox]:
    """A mail server, which wants STARTTLS where it has a certificate, and with `login` the password of `USER`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mailbox = Mailbox(f"smtp://localhost:{port}")
    server = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=port,
        tls_context=trust,
        require_starttls=trust is not None,
        authenticator=_known if login else None,
        auth_required=login and trust is not None,
        auth_require_tls=trust is not None,
    )
    server.start()
    try:
        yield mailbox
    finally:
        server.stop()


def _known(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=not right)
