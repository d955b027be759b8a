"""Links that invite to a team: those that its owners see."""

from collections.abc import Sequence

from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import col, select

from app.access.paging import PAGE
from app.access.reach import Reach, related
from app.errors import NotFound
from app.models import Hero, Invitation, InvitationCreate, Team
from app.security import digest, new_token


class TeamLinks(Reach):
    """Links to a team that is at hand."""

    def team_links(self, team: Team, after: int | None = None) -> Sequence[Invitation]:
        """A page of the team's links, the newest first, from behind the one with the id `after`."""
        maker = joinedload(related(Invitation.maker)).selectinload(related(Hero.memberships))
        return self._all(
            select(Invitation)
            .where(Invitation.team_id == team.id, *([col(Invitation.id) < after] if after else []))
            .options(maker, selectinload(related(Invitation.team)))
            .order_by(col(Invitation.id).desc())
            .limit(PAGE)
        )

    def team_link(self, team: Team, link_id: int) -> Invitation:
        """One of them. Raises NotFound."""
        link: Invitation = self._one(select(Invitation).where(Invitation.id == link_id, Invitation.team_id == team.id))
        return link

    def given_team_link(self, team: Team, link_id: int, token: str) -> Invitation:
        """One of them, for somebody who knows its token, while it lets people in. Raises NotFound."""
        link = self.team_link(team, link_id)
        if link.token_digest != digest(token) or not link.works:
            raise NotFound()
        return link

    def invite(self, team: Team, data: InvitationCreate) -> tuple[Invitation, str]:
        """A new link and its path, which cannot be shown a second time. Raises Forbidden, Conflict."""
        token = new_token()
        link = Invitation.make(team, data, digest(token), by=self.hero)
        self.add(link)
        return link, f"/invitations/{token}"
