"""What somebody reaches who is not signed in, or not yet: composed of one mixin per way in."""

from app.access.first_hero import FirstHero
from app.access.links import Links
from app.access.mails import Mails
from app.access.newcomers import Newcomers
from app.access.passkeys import Passkeys
from app.access.second_factors import SecondFactors
from app.access.sessions import Sessions
from app.access.sign_in_log import SignInLog


class Guest(Sessions, SignInLog, SecondFactors, Passkeys, Mails, Links, Newcomers, FirstHero):
    """The counterpart of Access for anybody."""

    def ping(self) -> None:
        """Ask the database for a sign of life."""
        self._session.connection().exec_driver_sql("SELECT 1")
