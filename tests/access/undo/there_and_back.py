"""Something that is done in one step and taken back by its opposite in the next."""

from collections.abc import Callable
from typing import Any

from app.access import Access
from app.history import commit
from app.models import Hero, Login, Team
from tests.cast import Cast

Do = Callable[[Access, Cast], object]


def take_step(mine: Access) -> None:
    """Commit what was done so far, as a step of its own."""
    commit(mine._session)  # type: ignore[arg-type]  # it is a recorded one


def there_and_back(mine: Access, there: Callable[..., object], back: Callable[..., object]) -> None:
    there(by=mine.hero)
    take_step(mine)
    back(by=mine.hero)


def back(mine: Access, record: Any) -> None:
    there_and_back(mine, record.trash, record.restore)


def awake(mine: Access, team: Team) -> None:
    there_and_back(mine, team.archive, team.unarchive)


def able(mine: Access, hero_id: int) -> Hero:
    hero = mine.known_hero(hero_id)
    mine.add(Login.claim(hero, "able@example.org", "a rather long phrase"))
    take_step(mine)
    return hero


def as_admin(mine: Access) -> Access:
    mine.hero.is_admin = True
    take_step(mine)
    return mine
