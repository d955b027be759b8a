"""Letters, and their way to a real mail server."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import trustme
from pydantic import ValidationError

from app.mail import Letter, NotSent, send, written
from app.settings import Settings
from tests.mailbox import GONE, PASSWORD, USER, Mailbox, mail_server

LETTER = Letter("ana@example.org", "Grüße & Küsse", "Hallo Ana,\n\nhttps://todo.example.org/join/" + "x" * 90 + "\n")
ABROAD = "mail.example.org"


def known_as(url: str, **more: str) -> Settings:
    """Settings with this mail server."""
    there = {"public_url": "https://todo.example.org", "smtp_url": url, "mail_from": "sidekick@example.org"}
    return Settings(**(there | more))  # type: ignore[arg-type]  # all of them are text


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server without a password."""
    with mail_server() as mailbox:
        yield mailbox


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The certificate of a server on this machine, which everybody here trusts."""
    authority, context = trustme.CA(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return context


def test_a_letter_arrives_as_it_was_written(mailbox: Mailbox) -> None:
    send(known_as(mailbox.url), LETTER)
    letter = mailbox.next()
    assert (letter["To"], letter["Subject"]) == (LETTER.to, LETTER.subject)
    assert letter["From"] == "Sidekick <sidekick@example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime.tzinfo is not None
    assert letter["Message-ID"].endswith("@example.org>")
    assert letter.get_content().replace("\r\n", "\n") == LETTER.text
    assert letter.get_content_type() == "text/plain"


def test_the_password_travels_only_below_tls(trusted: ssl.SSLContext) -> None:
    with mail_server(trusted, login=True) as mailbox:
        secret = f"smtp://{USER}:{quote(PASSWORD, safe='')}@"
        send(known_as(mailbox.url.replace("smtp://", secret)), LETTER)
        assert mailbox.next()["To"] == LETTER.to
        with pytest.raises(NotSent, match="cannot be used right now"):
            send(known_as(mailbox.url.replace("smtp://", f"smtp://{USER}:wrong@")), LETTER)


def test_a_server_that_nobody_vouches_for_gets_nothing() -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with mail_server(context) as mailbox:
        with pytest.raises(NotSent, match="cannot be used right now"):
            send(known_as(mailbox.url), LETTER)
        assert mailbox.empty


def test_elsewhere_nothing_travels_in_the_clear(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.mail.LOOPBACK", frozenset())
    with pytest.raises(NotSent):
        send(known_as(mailbox.url), LETTER)
    assert mailbox.empty


def test_a_refused_address_is_named(mailbox: Mailbox) -> None:
    with pytest.raises(NotSent, match=f"no mail for {GONE}"):
        send(known_as(mailbox.url), Letter(GONE, "Hello", "Hello"))


@pytest.mark.parametrize(
    "address",
    [
        "a,b@example.org",
        "<a@example.org",
        "a@[",
        "a@exa mple.org",
        "a..b@example.org",
        "a@b\nBcc: c@example.org",
        "é@b",
    ],
)
def test_what_is_no_address_gets_no_letter(mailbox: Mailbox, address: str) -> None:
    with pytest.raises(NotSent, match="takes no mail for"):
        send(known_as(mailbox.url), Letter(address, "Hello", "Hello"))
    assert mailbox.empty


def test_places_are_written_as_every_server_knows_them(mailbox: Mailbox) -> None:
    send(known_as(mailbox.url), Letter("ana@bücher.example", "Hello", "Hello"))
    assert mailbox.next()["To"] == "ana@xn--bcher-kva.example"


def test_a_name_adds_no_header() -> None:
    subject = "Ana\r\nBcc: all@example.org\r\n\r\nbody invites you"
    letter = written(known_as("smtp://localhost"), Letter("ana@example.org", subject, "Hello"))
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Ana Bcc: all@example.org body invites you"
    assert letter.as_bytes().split(b"\n\n")[0].count(b"Subject") == 1


def test_without_a_server_it_is_said(mailbox: Mailbox) -> None:
    with pytest.raises(NotSent, match="cannot be used right now"):
        send(known_as("smtp://127.0.0.1:9"), LETTER)


@pytest.mark.parametrize(
    ("url", "more", "said"),
    [
        ("http://mail.example.org", {}, "must start with smtp:// or smtps://"),
        ("smtp://", {}, "name a host"),
        ("smtp://mail.example.org:0", {}, "name a host"),
        ("smtp://mail.example.org:99999", {}, "smtp_url"),
        ("smtps://mail.example.org", {"mail_from": ""}, "must be an address"),
        ("smtps://mail.example.org", {"mail_from": "Sidekick"}, "must be an address"),
        ("smtps://mail.example.org", {"public_url": ""}, "only with SIDEKICK_PUBLIC_URL"),
    ],
)
def test_settings_that_cannot_work_are_refused(url: str, more: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        known_as(url, **more)


def test_none_of_it_is_needed() -> None:
    assert not known_as("", mail_from="", public_url="").mails
