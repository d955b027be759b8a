"""Letting heroes in who have no password yet."""

from app.access.gate import give_out
from app.access.reach import Reach
from app.models import Hero, OneTimeLink


class Invitations(Reach):
    """Links for heroes at hand."""

    def link_for(self, hero: Hero) -> str:
        """The path behind which this hero chooses a password, once and within 7 days; earlier ones end.

        It cannot be shown a second time. Raises Forbidden, and Conflict if the hero can sign in already.
        """
        return give_out(self._session, lambda token_digest: OneTimeLink.invite(hero, token_digest, by=self.hero))
