"""The two ceremonies of WebAuthn: a device makes a passkey, and shows later that it has it. No database, no HTTP.

The library takes fifteen megabytes of memory, and is imported by who first does a ceremony.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

PATIENCE = 300
"""Seconds that somebody may take until the device has their finger or their PIN."""
ANSWER_MAX = 20_000
"""Far more letters than any answer of a device has."""
_MALFORMED = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
"""What is raised, besides the library's own, about an answer that no browser gives."""


class Refused(Exception):
    """A device's answer proves nothing; why is for the log."""


@dataclass(frozen=True)
class Site:
    """Who asks for a passkey: it works for this name alone, and on pages of this origin."""

    name: str
    origin: str

    @classmethod
    def at(cls, url: str) -> "Site":
        """The site at this address."""
        parts = urlsplit(url.lower())
        port = "" if parts.port in {None, {"http": 80, "https": 443}.get(parts.scheme)} else f":{parts.port}"
        return cls(parts.hostname or "", f"{parts.scheme}://{parts.hostname}{port}")

    @property
    def can(self) -> bool:
        """Whether browsers do it here: by TLS or on this very machine, and under a name instead of a number."""
        near = self.name == "localhost" or self.name.endswith(".localhost")
        return (near or self.origin.startswith("https://")) and not _is_number(self.name)


@dataclass(frozen=True)
class Made:
    """A passkey that a device has just made."""

    credential_id: str
    public_key: str
    sign_count: int
    transports: str


@dataclass(frozen=True)
class Shown:
    """What a device says which passkey it shows; not proven yet."""

    credential_id: str
    user_handle: str


def to_make(site: Site, handle: str, names: tuple[str, str], challenge: bytes, known: Iterable[str]) -> str:
    """What the browser is asked to have made, as JSON, for somebody of this e-mail and name, by another device than
    those that hold the `known` ones.
    """
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    email, name = names
    return options_to_json(
        generate_registration_options(
            rp_id=site.name,
            rp_name="Sidekick",
            user_id=handle.encode(),
            user_name=email,
            user_display_name=name,
            challenge=challenge,
            timeout=PATIENCE * 1000,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(one)) for one in known],
        )
    )


def to_show(site: Site, challenge: bytes) -> str:
    """What the browser is asked to have shown, as JSON: any passkey for us, by somebody whom the device has checked."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    return options_to_json(
        generate_authentication_options(
            rp_id=site.name,
            challenge=challenge,
            timeout=PATIENCE * 1000,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def made(site: Site, answer: str, challenge: bytes) -> Made:
    """The passkey in a device's answer. Raises Refused."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        seen = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
        ways = json.loads(answer)["response"].get("transports") or []
    except (WebAuthnException, *_MALFORMED) as error:
        raise Refused(str(error)) from error
    return Made(
        credential_id=bytes_to_base64url(seen.credential_id),
        public_key=bytes_to_base64url(seen.credential_public_key),
        sign_count=seen.sign_count,
        transports=",".join(way for way in ways if isinstance(way, str) and way.isascii() and way.isprintable())[:80],
    )


def shown(answer: str) -> Shown:
    """Which passkey a device's answer is about. Raises Refused."""
    from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        seen = parse_authentication_credential_json(answer)
        handle = (seen.response.user_handle or b"").decode()
    except (WebAuthnException, *_MALFORMED) as error:
        raise Refused(str(error)) from error
    if not handle.isprintable():
        raise Refused("the hero has a name that we never give")
    return Shown(bytes_to_base64url(seen.raw_id), handle)


def proven(site: Site, answer: str, challenge: bytes, public_key: str, sign_count: int) -> int:
    """How often the device says that it has shown this passkey, if it has it. Raises Refused."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        return verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        ).new_sign_count
    except (WebAuthnException, *_MALFORMED) as error:
        raise Refused(str(error)) from error


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
