"""Pictures of heroes."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select

from app.access.heroes import hero_known
from app.access.reach import Reach
from app.clock import now
from app.models import Hero, Picture
from app.models.picture import digest_of


class Pictures(Reach):
    """Selects over pictures of the heroes whom this hero may know."""

    def picture(self, hero_id: int, digest: str) -> bytes:
        """The picture by which a hero is shown now. Raises NotFound."""
        found: bytes = self._one(
            select(Picture.webp)
            .join(Hero, col(Hero.picture) == col(Picture.digest))
            .where(Hero.id == hero_id, Hero.picture == digest, col(Hero.trashed_at).is_(None), hero_known(self.hero))
        )
        return found

    def keep_picture(self, content: bytes) -> str:
        """Have a picture in the database, once, however many choose it; returns its digest."""
        insert: Any = postgresql.insert if self._session.get_bind().dialect.name == "postgresql" else sqlite.insert
        at, digest = now(), digest_of(content)
        self._session.connection().execute(
            insert(Picture)
            .values(digest=digest, webp=content, chosen_at=at)
            .on_conflict_do_update(index_elements=[col(Picture.digest)], set_={"chosen_at": at})
        )
        return digest
