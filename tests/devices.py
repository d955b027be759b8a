"""Devices that make passkeys and show them: the part of the browser and of its authenticator, in a few lines."""

import hashlib
import json
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """A device with one passkey; whoever stands before it is `verified`, and it counts what it shows."""

    origin: str = "http://localhost"
    verified: bool = True
    counts: bool = True
    sign_count: int = 0
    credential_id: bytes = field(default_factory=lambda: token_bytes(32))
    user_handle: str = ""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, wanted: str) -> str:
        """The answer to what a site asks to have made."""
        options = json.loads(wanted)
        self.user_handle = options["user"]["id"]
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + cbor2.dumps(cose)
        seen = self._seen(options["rp"]["id"], ATTESTED) + attested
        told = {"fmt": "none", "attStmt": {}, "authData": seen}
        return self._answer(
            clientDataJSON=self._told("webauthn.create", options["challenge"]),
            attestationObject=cbor2.dumps(told),
            transports=["internal", "hybrid"],
        )

    def show(self, wanted: str) -> str:
        """The answer to a site that asks for a passkey."""
        options = json.loads(wanted)
        if self.counts:
            self.sign_count += 1
        seen, told = self._seen(options["rpId"]), self._told("webauthn.get", options["challenge"])
        signature = self.key.sign(seen + hashlib.sha256(told).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=told, authenticatorData=seen, signature=signature, userHandle=self.user_handle
        )

    def _seen(self, site: str, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.verified else 0) | more
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + self.sign_count.to_bytes(4, "big")

    def _told(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **response: Any) -> str:
        name = bytes_to_base64url(self.credential_id)
        spelt = {key: bytes_to_base64url(one) if isinstance(one, bytes) else one for key, one in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": spelt})


def altered(answer: str, part: str, at: int, bit: int = 1) -> str:
    """An answer of which one bit is another."""
    told = json.loads(answer)
    octets = bytearray(base64url_to_bytes(told["response"][part]))
    octets[at % len(octets)] ^= bit
    told["response"][part] = bytes_to_base64url(bytes(octets))
    return json.dumps(told)
