"""OneTimeLink: a secret address that lets one person in once, to choose a password."""

from datetime import datetime, timedelta
from typing import ClassVar, Optional

from sqlmodel import Field, Relationship

from app.clock import now
from app.errors import Conflict
from app.i18n import _
from app.models.base import Row
from app.models.hero import Hero
from app.models.rules import require, vouches

INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=24)
MAILED_LASTS = timedelta(hours=1)
FIRST_LASTS = timedelta(hours=24)


class OneTimeLink(Row, table=True):
    """A link that was given out. Only the SHA-256 of its token is kept; without a hero it makes the first account."""

    __tablename__ = "one_time_link"
    tracked: ClassVar[bool] = False

    id: int = Field(default=None, primary_key=True)
    token_digest: str = Field(max_length=64, unique=True)
    hero_id: int | None = Field(default=None, foreign_key="hero.id", ondelete="CASCADE", index=True)
    expires_at: datetime = Field(index=True)
    used_at: datetime | None = None
    made_by: int | None = Field(
        default=None,
        foreign_key="hero.id",
        ondelete="CASCADE",
        index=True,
        description="Who answers for it; nobody for one that the operator gave out, or that was asked for by mail.",
    )

    hero: Optional["Hero"] = Relationship(sa_relationship_kwargs={"foreign_keys": "OneTimeLink.hero_id"})
    maker: Optional["Hero"] = Relationship(sa_relationship_kwargs={"foreign_keys": "OneTimeLink.made_by"})

    @classmethod
    def first(cls, token_digest: str) -> "OneTimeLink":
        """The link to the very first account."""
        return cls(token_digest=token_digest, expires_at=now() + FIRST_LASTS)

    @classmethod
    def invite(cls, hero: Hero, token_digest: str, by: Hero) -> "OneTimeLink":
        """The link by which a hero without a password gets one. Raises Forbidden, Conflict."""
        require(by, "hero.invite", hero)
        if hero.deactivated:
            raise Conflict(
                _("%(hero)s is deactivated. An admin has to reactivate them first.") % {"hero": hero.first_name}
            )
        if hero.can_sign_in:
            raise Conflict(_("%(hero)s can sign in already, and needs no link.") % {"hero": hero.first_name})
        return cls(token_digest=token_digest, hero_id=hero.id, made_by=by.id, expires_at=now() + INVITATION_LASTS)

    @classmethod
    def help_out(cls, hero: Hero, token_digest: str, by: Hero) -> "OneTimeLink":
        """The link for somebody who forgot their password, given out by an admin. Raises Forbidden, Conflict."""
        require(by, "hero.reset", hero)
        hero.keep_reachable()
        return cls(token_digest=token_digest, hero_id=hero.id, made_by=by.id, expires_at=now() + RESET_LASTS)

    @classmethod
    def reset(cls, hero: Hero, token_digest: str, lasts: timedelta = RESET_LASTS) -> "OneTimeLink":
        """The link for somebody who forgot their password: from the operator, or by mail for a shorter time."""
        return cls(token_digest=token_digest, hero_id=hero.id, expires_at=now() + lasts)

    @property
    def orphaned(self) -> bool:
        """Whether the one who made it answers for its hero no more: then neither does their link."""
        return self.maker is not None and self.hero is not None and not vouches(self.maker, "hero.invite", self.hero)
