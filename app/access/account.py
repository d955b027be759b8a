"""What belongs to the hero alone: their sign-ins, and the names that are still free for them."""

from collections.abc import Sequence

from sqlmodel import col, select

from app.access import gate
from app.access.paging import PAGE
from app.access.reach import Reach
from app.models import Hero, SignIn, may
from app.models.rules import require


class Account(Reach):
    """The hero's own account."""

    def sign_ins(self) -> Sequence[SignIn]:
        """The browsers that the hero is signed in with, the one used last first; at most 50."""
        return self._all(
            select(SignIn)
            .where(SignIn.hero_id == self.hero.id)
            .order_by(col(SignIn.last_seen_at).desc(), col(SignIn.id).desc())
            .limit(PAGE)
        )

    def own_sign_in(self, sign_in_id: int) -> SignIn:
        """One of them. Raises NotFound."""
        sign_in: SignIn = self._one(select(SignIn).where(SignIn.id == sign_in_id, SignIn.hero_id == self.hero.id))
        return sign_in

    def end(self, sign_in: SignIn) -> None:
        """Sign a browser out."""
        self._session.delete(sign_in)

    def end_all(self, but: SignIn | None = None) -> None:
        """Sign the hero out everywhere, or everywhere else; links given out for them, and half sign-ins, end too."""
        gate.sign_out(self._session, self.hero, but)

    def end_links(self) -> None:
        """End the links with which somebody could choose another password for the hero."""
        gate.end_links(self._session, self.hero)

    def loses_second_factor(self, hero: Hero) -> bool:
        """Whether this hero has two-step sign-in, and whoever looks may take it off."""
        return may(self.hero, "hero.unlock", hero) and gate.asks_for_code(self._session, hero)

    def take_second_factor_off(self, hero: Hero) -> None:
        """Let a hero whose phone is lost in with the password alone. Raises Forbidden."""
        require(self.hero, "hero.unlock", hero)
        gate.drop_second_factor(self._session, hero)

    def handle_is_free(self, handle: str, hero: Hero | None = None) -> bool:
        """Whether this hero, or the one who looks, may have this handle."""
        holder = self._session.exec(select(Hero.id).where(Hero.handle == handle)).first()
        return holder in {None, (hero or self.hero).id}

    def email_is_free(self, email: str) -> bool:
        """Whether the hero may sign in with this address."""
        return gate.email_is_free(self._session, email, self.hero)
