"""Letting heroes in who have no password yet."""

from app.access.gate import give_out
from app.access.reach import Reach
from app.models import Hero, OneTimeLink
from app.security import digest, new_token


class Invitations(Reach):
    """Links for heroes at hand."""

    def link_for(self, hero: Hero) -> str:
        """The path behind which this hero chooses a password, once and within 7 days; earlier ones end.

        It cannot be shown a second time. Raises Forbidden, and Conflict if the hero can sign in already.
        """
        token = new_token()
        give_out(self._session, OneTimeLink.invite(hero, digest(token), by=self.hero))
        return f"/join/{token}"
