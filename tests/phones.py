"""A phone with an app that makes codes."""

import time
from dataclasses import dataclass

import pyotp
import sqlalchemy as sa

from app.access.guest import Guest
from app.database import transaction
from app.models import Hero, Login
from app.models.second_factor import STEP


@dataclass(frozen=True)
class Phone:
    """It knows the secret, and which recovery codes its owner printed."""

    secret: str
    codes: tuple[str, ...] = ()

    def code(self, later: int = 0) -> str:
        """What it shows, or will show so many steps later."""
        return pyotp.TOTP(self.secret).generate_otp(int(time.time()) // STEP + later)


def phone_of(engine: sa.Engine, hero_id: int, email: str, password: str) -> Phone:
    """Give a hero a password and two-step sign-in."""
    with transaction(engine) as session:
        guest, hero = Guest(session), session.get_one(Hero, hero_id)
        session.add(Login.claim(hero, email, password))
        guest.prepare_second_factor(hero)
        session.flush()
        factor = guest.second_factor(hero)
        assert factor is not None
        factor.turn_on()
        return Phone(factor.secret, tuple(guest.new_recovery_codes(hero)))
