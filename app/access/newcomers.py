"""What somebody reaches who has a link to a team: that team, to join it."""

from sqlmodel import col, select

from app.access.outside import Outside
from app.models import Invitation, Membership, Team
from app.security import digest


class Newcomers(Outside):
    """Joining by an invitation."""

    def invitation(self, token: str, *, hold: bool = False) -> Invitation | None:
        """The link with this token, if it lets somebody in. With `hold` nobody else uses it until this request ends, so
        that the last use is spent once.
        """
        wanted = (
            select(Invitation)
            .join(Team, col(Team.id) == Invitation.team_id)
            .where(Invitation.token_digest == digest(token), col(Team.trashed_at).is_(None))
        )
        if hold:
            wanted = wanted.with_for_update(of=Invitation).execution_options(populate_existing=True)
        found = self._session.exec(wanted).first()
        return found if found is not None and found.works else None

    def is_member(self, hero_id: int, team_id: int) -> bool:
        """Whether a hero is on a team."""
        return self._session.get(Membership, (hero_id, team_id)) is not None
