"""Letting heroes in who have no password yet."""

from sqlmodel import col, select

from app.access.gate import end_links, give_out
from app.access.reach import Reach
from app.clock import now
from app.models import Hero, OneTimeLink
from app.models.rules import require
from app.security import digest


class Invitations(Reach):
    """Links for heroes at hand."""

    def link_for(self, hero: Hero) -> str:
        """The path behind which this hero chooses a password, once and within 7 days; earlier ones end.

        It cannot be shown a second time. Raises Forbidden, and Conflict if the hero can sign in already.
        """
        return give_out(self._session, lambda token_digest: OneTimeLink.invite(hero, token_digest, by=self.hero))

    def reset_link_for(self, hero: Hero) -> str:
        """The path behind which this hero chooses another password, once and within 24 hours; earlier ones end.

        It cannot be shown a second time. Raises Forbidden, and Conflict if the hero cannot sign in at all.
        """
        return give_out(self._session, lambda token_digest: OneTimeLink.help_out(hero, token_digest, by=self.hero))

    def end_links_of(self, hero: Hero) -> None:
        """End the links to a password that were given out for this hero. Raises Forbidden."""
        require(self.hero, "hero.invite", hero)
        end_links(self._session, hero)

    def given_link(self, hero: Hero, token: str, verb: str = "hero.invite") -> OneTimeLink:
        """The link with this token, which was given out for this hero by this right and still works. Raises Forbidden,
        NotFound."""
        require(self.hero, verb, hero)
        link: OneTimeLink = self._one(
            select(OneTimeLink).where(
                OneTimeLink.token_digest == digest(token),
                OneTimeLink.hero_id == hero.id,
                col(OneTimeLink.used_at).is_(None),
                col(OneTimeLink.expires_at) > now(),
            )
        )
        return link
