"""Something that is done in one step and taken back by its opposite in the next."""

from collections.abc import Callable
from typing import Any

from app.access import Access
from app.history import commit
from app.models import Hero, Login, Team


def there_and_back(mine: Access, there: Callable[..., object], back: Callable[..., object]) -> None:
    there(by=mine.hero)
    commit(mine._session)  # type: ignore[arg-type]  # it is a recorded one
    back(by=mine.hero)


def back(mine: Access, record: Any) -> None:
    there_and_back(mine, record.trash, record.restore)


def awake(mine: Access, team: Team) -> None:
    there_and_back(mine, team.archive, team.unarchive)


def able(mine: Access, hero_id: int) -> Hero:
    hero = mine.known_hero(hero_id)
    mine.add(Login.claim(hero, "able@example.org", "a rather long phrase"))
    commit(mine._session)  # type: ignore[arg-type]  # it is a recorded one
    return hero


def as_admin(mine: Access) -> Access:
    mine.hero.is_admin = True
    commit(mine._session)  # type: ignore[arg-type]  # it is a recorded one
    return mine
