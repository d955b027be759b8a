"""Attempt: what may not be done often, such as a sign-in that failed, remembered for a quarter of an hour."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from app.clock import now
from app.models.base import Row
from app.security import digest

WINDOW = timedelta(minutes=15)


def network(address: str) -> str:
    """Who sends from this address: it itself, or for IPv6 its /64, of which one subscriber has all."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or IPv6Address(int(ip) >> 64 << 64))
    return str(ip)


class Attempt(Row, table=True):
    """One failure. The account is kept as a digest, so that a list of attempts is no list of addresses."""

    __tablename__ = "attempt"
    tracked: ClassVar[bool] = False

    id: int = Field(default=None, primary_key=True, sa_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"))
    account: str = Field(
        max_length=64, description="SHA-256 of an e-mail address, known or not, or of a door or mailbox."
    )
    address: str = Field(max_length=64, description="The sender; see network().")
    at: datetime = Field(index=True)

    __table_args__ = (
        sa.Index("ix_attempt_account_address_at", "account", "address", "at"),
        sa.Index("ix_attempt_address_at", "address", "at"),
    )

    @classmethod
    def fail(cls, account: str, address: str) -> "Attempt":
        """A failure just now."""
        return cls(account=digest(account), address=network(address), at=now())
