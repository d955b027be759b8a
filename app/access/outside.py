"""The base of what somebody reaches who is not signed in."""

from sqlmodel import Session

from app.access import Access
from app.models import Hero


class Outside:
    """Holds the session; the mixins of `Guest` hold the selects."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def enter(self, hero: Hero) -> Access:
        """What this hero reaches; whatever follows in this transaction is their doing."""
        self._session.flush()
        self._session.info["actor_id"] = hero.id
        return Access(self._session, hero)
