"""Mail: a letter in plain text, and its way to the mail server. None is needed to run Sidekick."""

import logging
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from threading import BoundedSemaphore
from urllib.parse import SplitResult, unquote, urlsplit

from app.clock import now
from app.errors import AppError
from app.i18n import _
from app.settings import LOOPBACK, Settings

PATIENCE = 10.0
"""Seconds that the mail server may take for each of its answers, and others for theirs."""
SENDER = "Sidekick"
_PLAIN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
"""Addresses that every mail server takes, without further agreements."""

log = logging.getLogger(__name__)
_sending = BoundedSemaphore(3)  # each one keeps a thread that a request could have


@dataclass(frozen=True)
class Letter:
    """What goes to one address."""

    to: str
    subject: str
    text: str


class NotSent(AppError):
    """The mail server did not take a letter; the sentence says what to do instead."""

    status = 422


def send(settings: Settings, letter: Letter) -> None:
    """Hand a letter to the mail server. Raises NotSent."""
    message = written(settings, letter)
    try:
        with _connected(urlsplit(settings.smtp_url)) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        raise _unwelcome(letter.to) from error
    except OSError as error:
        log.error("The mail server cannot be used: %s", error)
        sentence = _("The mail server cannot be used right now. Send the link in another way, or try again later.")
        raise NotSent(sentence) from error


def reach(settings: Settings) -> None:
    """Come as far as a letter would begin. Raises OSError."""
    with _connected(urlsplit(settings.smtp_url)) as server:
        server.noop()


def written(settings: Settings, letter: Letter) -> EmailMessage:
    """The letter as it travels. Raises NotSent where no mail can go to such an address."""
    message = EmailMessage()
    message["From"] = Address(SENDER, addr_spec=settings.mail_from)
    message["To"] = _address(letter.to)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # so that nobody's holidays answer (RFC 3834)
    message.set_content(letter.text, cte="quoted-printable")
    return message


@contextmanager
def _connected(url: SplitResult) -> Iterator[smtplib.SMTP]:
    """A server that knows us. What is not encrypted stays on this machine."""
    host, trust = url.hostname or "", ssl.create_default_context()
    if not _sending.acquire(timeout=PATIENCE):
        raise TimeoutError("others are still sending")
    try:
        with (
            smtplib.SMTP_SSL(host, url.port or 465, timeout=PATIENCE, context=trust)
            if url.scheme == "smtps"
            else smtplib.SMTP(host, url.port or 587, timeout=PATIENCE) as server
        ):
            server.ehlo_or_helo_if_needed()
            if url.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=trust)
            elif url.scheme == "smtp" and host not in LOOPBACK:
                raise ConnectionError("it does not offer STARTTLS")
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            yield server
    finally:
        _sending.release()


def _address(email: str) -> Address:
    """Where it goes, its place in the letters that every server knows."""
    name, _at, place = email.rpartition("@")
    try:
        plain = f"{name}@{place.encode('idna').decode()}"
        if not _PLAIN.fullmatch(plain):
            raise ValueError(email)
        return Address(addr_spec=plain)
    except (ValueError, MessageError) as error:
        raise _unwelcome(email) from error


def _unwelcome(email: str) -> NotSent:
    sentence = _("The mail server takes no mail for %(email)s. Check the address, or send the link in another way.")
    return NotSent(sentence % {"email": email})
