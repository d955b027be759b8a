"""The one-time link behind which a hero chooses a password."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.errors import Forbidden
from app.models import Hero, Login, OneTimeLink, Role, Team
from app.security import digest
from tests.cast import Cast

FORM = {"email": "rusty@example.org", "password": "iron lady bird"}


@pytest.fixture
def link(cast: Cast, engine: sa.Engine) -> str:
    """A link that the admin made for Rusty-Man."""
    with transaction(engine) as session:
        return Access(session, session.get_one(Hero, cast.north)).link_for(session.get_one(Hero, cast.rusty_man))


def test_the_link_sets_a_password_and_signs_in_once(link: str, cast: Cast, anonymous: TestClient) -> None:
    assert "Hello, Rusty-Man" in anonymous.get(link).text
    answer = anonymous.post(link, data=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Rusty-Man" in anonymous.get(f"/teams/{cast.z_force}").text
    for used in (anonymous.get(link), anonymous.post(link, data=FORM)):
        assert used.status_code == 404
        assert "This link has been used, or it has expired." in used.text
    anonymous.cookies.clear()
    assert anonymous.post("/login", data=FORM).status_code == 303


def test_an_unknown_link_says_the_same(cast: Cast, anonymous: TestClient) -> None:
    answer = anonymous.get("/join/guessed")
    assert answer.status_code == 404
    assert "This link has been used, or it has expired." in answer.text


def test_an_address_that_somebody_has_is_told_beside_it(
    link: str, cast: Cast, anonymous: TestClient, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.north), FORM["email"], FORM["password"]))
    answer = anonymous.post(link, data=FORM | {"email": "RUSTY@example.org"})
    assert answer.status_code == 422
    assert "Somebody here has this address. If it is you, sign in; else use another one." in answer.text
    assert anonymous.post(link, data=FORM | {"email": "other@example.org"}).status_code == 303


def test_a_weak_password_leaves_the_link_open(link: str, anonymous: TestClient) -> None:
    answer = anonymous.post(link, data=FORM | {"password": "password1"})
    assert answer.status_code == 422
    assert "Many people use that password" in answer.text
    assert anonymous.get(link).status_code == 200


def test_only_whoever_answers_for_a_hero_makes_links(cast: Cast, access: Callable[[int], Access]) -> None:
    owner, stranger = access(cast.deadpond), access(cast.spider_boy)
    rusty_man = owner.known_hero(cast.rusty_man)
    assert owner.link_for(rusty_man).startswith("/join/")
    with pytest.raises(Forbidden):
        stranger.link_for(rusty_man)


def _hands(engine: sa.Engine, hero_id: int) -> set[int]:
    with engine.connect() as connection:
        held = sa.text("SELECT todo_id FROM assignment WHERE hero_id = :hero")
        return set(connection.execute(held, {"hero": hero_id}).scalars())


def test_who_has_an_account_signs_in_first(link: str, anonymous: TestClient) -> None:
    page = anonymous.get(link).text
    assert f'href="/login?next={link}"' in page
    assert "Yes, that is me" not in page
    assert anonymous.post(f"{link}/membership").status_code == 401


def test_a_stranger_joins_the_team_with_it(
    link: str, cast: Cast, client: Callable[..., TestClient], engine: sa.Engine
) -> None:
    assert client(cast.spider_boy).post(f"{link}/membership").status_code == 303
    assert _hands(engine, cast.spider_boy) == {cast.roof}


@pytest.mark.parametrize("htmx", [False, True])
def test_who_has_an_account_goes_on_with_it(
    owners_link: str, htmx: bool, cast: Cast, client: Callable[..., TestClient], engine: sa.Engine
) -> None:
    stranger = client(cast.north, htmx=htmx)
    page = stranger.get(owners_link).text
    assert "You are signed in as North." in page
    assert '<span class="num">1</span><span>team that North joins' in page
    assert '<span class="num">1</span><span>todo that North is given' in page
    answer = stranger.post(f"{owners_link}/membership")
    place = answer.headers["hx-redirect" if htmx else "location"]
    assert place.partition("?")[0] == f"/heroes/{cast.north}"
    assert _hands(engine, cast.north) == {cast.roof}
    with transaction(engine) as session:
        north = session.get_one(Hero, cast.north)
        assert north.role_in(cast.z_force) is Role.MEMBER
        assert session.get_one(Hero, cast.rusty_man).trashed
    assert stranger.get(owners_link).status_code == 404
    assert stranger.post(f"{owners_link}/membership").status_code == 404


def test_an_owner_takes_that_back_and_the_link_is_used_up(
    owners_link: str, cast: Cast, client: Callable[..., TestClient], anonymous: TestClient, engine: sa.Engine
) -> None:
    guest, owner = client(cast.tarantula), client(cast.deadpond)
    place = guest.post(f"{owners_link}/membership").headers["location"]
    assert place == f"/heroes/{cast.tarantula}"  # tells of no step that they could take back
    assert _hands(engine, cast.tarantula) == {cast.roof, cast.rope}
    with engine.connect() as connection:
        (step, actor), *_ = connection.execute(sa.text("SELECT id, actor_id FROM change_set ORDER BY id DESC"))
    assert actor == cast.tarantula
    asked = guest.post(f"/changes/{step}/undo")
    assert (asked.status_code, "Nothing is undone yet." in asked.text) == (409, True)
    assert owner.post(f"/changes/{step}/undo").status_code == 303
    assert (_hands(engine, cast.tarantula), _hands(engine, cast.rusty_man)) == ({cast.rope}, {cast.roof})
    assert anonymous.get(owners_link).status_code == 404


def test_nobody_becomes_one_with_a_hero_who_has_a_password(
    cast: Cast, client: Callable[..., TestClient], engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        rusty_man = session.get_one(Hero, cast.rusty_man)
        session.add(Login.claim(rusty_man, FORM["email"], FORM["password"]))
        path = Access(session, session.get_one(Hero, cast.north)).reset_link_for(rusty_man)
    stranger = client(cast.spider_boy)
    assert "Yes, that is me" not in stranger.get(path).text
    assert stranger.post(f"{path}/membership").status_code == 404
    assert stranger.get(path).status_code == 200


def test_what_keeps_them_apart_is_said_before_and_leaves_the_link_open(
    owners_link: str, cast: Cast, client: Callable[..., TestClient], engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        session.get_one(Team, cast.z_force).archive(by=session.get_one(Hero, cast.north))
    stranger = client(cast.spider_boy)
    page = stranger.get(owners_link).text
    assert "Z-Force must be brought back from the archive first" in page
    assert "Yes, that is me" not in page
    assert stranger.post(f"{owners_link}/membership").status_code == 403
    assert stranger.get(owners_link).status_code == 200


@pytest.fixture
def owners_link(cast: Cast, engine: sa.Engine) -> str:
    """A link that Deadpond made for Rusty-Man, when another hero owned the team as well."""
    with transaction(engine) as session:
        admin = Access(session, session.get_one(Hero, cast.north))
        admin.team(cast.z_force).enlist(admin.known_hero(cast.spider_boy), Role.OWNER, by=admin.hero)
    with transaction(engine) as session:
        return Access(session, session.get_one(Hero, cast.deadpond)).link_for(session.get_one(Hero, cast.rusty_man))


def _demoted(admin: Access, cast: Cast) -> None:
    admin.membership(admin.team(cast.z_force), cast.deadpond).change_role(Role.MEMBER, by=admin.hero)


def _off_the_team(admin: Access, cast: Cast) -> None:
    admin.membership_with_work(admin.team(cast.z_force), cast.deadpond).end(by=admin.hero)


def _deactivated(admin: Access, cast: Cast) -> None:
    admin.deactivate_hero(admin.known_hero(cast.deadpond))


def _in_the_trash(admin: Access, cast: Cast) -> None:
    admin.trash_hero(admin.known_hero(cast.deadpond))


def _elsewhere_too(admin: Access, cast: Cast) -> None:
    admin.team(cast.preventers).enlist(admin.known_hero(cast.rusty_man), Role.MEMBER, by=admin.hero)


@pytest.mark.parametrize("loses", [_demoted, _off_the_team, _deactivated, _in_the_trash, _elsewhere_too])
def test_a_link_ends_with_the_rights_of_whoever_made_it(
    owners_link: str,
    loses: Callable[[Access, Cast], None],
    cast: Cast,
    anonymous: TestClient,
    client: Callable[..., TestClient],
    engine: sa.Engine,
) -> None:
    assert anonymous.get(owners_link).status_code == 200
    with transaction(engine) as session:
        loses(Access(session, session.get_one(Hero, cast.north)), cast)
    for answer in (anonymous.get(owners_link), anonymous.post(owners_link, data=FORM)):
        assert answer.status_code == 404
        assert "This link has been used, or it has expired." in answer.text
    admin = client(cast.north)
    assert "Link works until" not in admin.get(f"/teams/{cast.z_force}/roster").text
    assert "No link to a password works right now." in admin.get("/admin/invitations").text


def test_what_the_operator_gives_out_is_nobodys(cast: Cast, anonymous: TestClient, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.add(OneTimeLink.reset(session.get_one(Hero, cast.deadpond), digest("from the operator")))
    assert anonymous.get("/join/from the operator").status_code == 200
