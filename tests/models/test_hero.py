"""Heroes: names first, handles that fit behind an @, and who may change them."""

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from app.access import Access
from app.errors import Forbidden
from app.models import Hero, HeroCreate, HeroProfile, Login, Team, may
from app.models.naming import HANDLE_MAX, handle_from
from app.security import hash_password
from tests.cast import Cast

Reach = Callable[[int], Access]


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Ana Ferreira", "ana-ferreira"),
        ("Zoë  O’Brien", "zoe-o-brien"),
        ("Мария", "мария"),
        ("!!!", "hero"),
        ("x" * 60, "x" * HANDLE_MAX),
    ],
)
def test_a_name_suggests_a_handle(name: str, handle: str) -> None:
    assert handle_from(name) == handle


@pytest.mark.parametrize("handle", ["two words", "-ana", "ana-", "a.b", ""])
def test_a_handle_fits_behind_an_at(handle: str) -> None:
    with pytest.raises(ValidationError):
        HeroProfile(name="Ana", handle=handle)


def test_a_handle_is_read_without_its_at_and_in_small_letters() -> None:
    assert HeroProfile(name="Ana", handle=" @Ana-F ").handle == "ana-f"


def test_anybody_adds_a_hero(cast: Cast, access: Reach) -> None:
    hero = Hero.add(HeroCreate(name="Ana"), handle="ana", by=access(cast.tarantula).hero)
    assert (hero.name, hero.handle, hero.is_admin) == ("Ana", "ana", False)


def test_a_taken_handle_gets_a_number_and_stays_short_enough(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    for name in ("Ana", "Ana", "y" * 60, "y" * 60):
        mine.add(Hero.add(HeroCreate(name=name), handle=mine.free_handle(name), by=mine.hero))
    assert mine.free_handle("Ana") == "ana-3"
    assert len(mine.free_handle("y" * 60)) <= HANDLE_MAX


def test_one_edits_oneself(cast: Cast, access: Reach) -> None:
    hero = access(cast.rusty_man).hero
    hero.edit({"title": "Mechanic"}, by=hero)
    assert hero.title == "Mechanic"


def test_a_member_edits_nobody_else(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    with pytest.raises(Forbidden, match="admin"):
        mine.known_hero(cast.tarantula).edit({"name": "T"}, by=mine.hero)


def test_an_owner_speaks_for_those_who_have_no_password(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    rusty = mine.known_hero(cast.rusty_man)
    assert may(mine.hero, "hero.edit", rusty)
    login = Login.reserve(rusty, "rusty@example.org")
    mine.add(login)
    assert may(mine.hero, "hero.edit", rusty)
    login.password_hash = hash_password("a long enough one")
    assert not may(mine.hero, "hero.edit", rusty)


def test_nobody_speaks_for_who_is_on_somebody_elses_team_too(cast: Cast, access: Reach) -> None:
    mine, theirs = access(cast.deadpond), access(cast.spider_boy)
    rusty = mine.known_hero(cast.rusty_man)
    theirs.team(cast.preventers).enlist(rusty, "guest", by=theirs.hero)  # type: ignore[arg-type]  # a role as text
    theirs.add()
    assert not may(mine.hero, "hero.edit", rusty)
    assert may(access(cast.north).hero, "hero.edit", rusty)


def test_a_hero_is_known_by_a_first_name_and_initials() -> None:
    hero = Hero.introduce(HeroCreate(name="Ana Maria Ferreira"), handle="ana")
    assert (hero.first_name, hero.initials) == ("Ana", "AF")


def test_a_heros_own_team_has_their_colour(cast: Cast, access: Reach) -> None:
    hero = access(cast.deadpond).hero
    assert Team.own(hero).colour is hero.hue
