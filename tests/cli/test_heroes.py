import re

import sqlalchemy as sa
from sqlmodel import Session, select

from app.access.guest import Guest
from app.models import Hero, Login, RecoveryCode, SecondFactor
from tests.cli.conftest import Run
from tests.phones import phone_of


def heroes(engine: sa.Engine) -> list[tuple[str, str, bool, list[bool]]]:
    with Session(engine) as session:
        found = session.exec(select(Hero).order_by(Hero.handle)).all()
        return [(h.name, h.handle, h.is_admin, [link.team.is_private for link in h.memberships]) for h in found]


def test_a_hero_is_added_with_a_free_handle_and_a_team_of_their_own(run: Run, ready: sa.Engine) -> None:
    assert run("hero", "add", "Ana Ferreira").stdout == "Ana Ferreira is here, as @ana-ferreira.\n"
    assert run("hero", "add", "Ana Ferreira").stdout == "Ana Ferreira is here, as @ana-ferreira-2.\n"
    assert heroes(ready) == [
        ("Ana Ferreira", "ana-ferreira", False, [True]),
        ("Ana Ferreira", "ana-ferreira-2", False, [True]),
    ]


def test_an_admin_with_an_address_gets_a_link_that_opens(run: Run, ready: sa.Engine) -> None:
    output = run("hero", "add", "Ana", "--email", " Ana@Example.org ", "--admin").stdout
    with Session(ready) as session:
        hero = session.exec(select(Hero)).one()
        assert hero.is_admin
        assert session.exec(select(Login.email)).all() == ["ana@example.org"]
        assert Guest(session).invited(link(output)).id == hero.id


def link(output: str) -> str:
    found = re.search(r"^http://\S+/join/(\S+)$", output, re.MULTILINE)
    assert found is not None
    return found[1]


def test_an_address_is_used_once(run: Run, ready: sa.Engine) -> None:
    run("hero", "add", "Ana", "--email", "ana@example.org")
    refused = run("hero", "add", "Bo", "--email", "ANA@example.org")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Somebody else signs in with ana@example.org.")
    assert [name for name, *_ in heroes(ready)] == ["Ana"]


def test_a_forgotten_password_is_answered_with_a_link(run: Run, ready: sa.Engine) -> None:
    run("hero", "add", "Ana", "--email", "ana@example.org")
    output = run("hero", "reset-password", "Ana@example.org").stdout
    with Session(ready) as session:
        assert Guest(session).invited(link(output)).name == "Ana"


def test_a_lost_second_factor_is_taken_off(run: Run, ready: sa.Engine) -> None:
    run("hero", "add", "Ana", "--email", "ana@example.org")
    with Session(ready) as session:
        hero_id = session.exec(select(Hero.id)).one()
    phone_of(ready, hero_id, "ana@example.org", "green tomato soup")
    lost = run("hero", "reset-second-factor", "Ana@example.org")
    assert lost.stdout == "From now on the password alone lets Ana in.\n"
    with Session(ready) as session:
        assert session.exec(select(SecondFactor)).all() == []
        assert session.exec(select(RecoveryCode)).all() == []
    again = run("hero", "reset-second-factor", "ana@example.org")
    assert (again.exit_code, again.stdout) == (0, "Ana has no two-step sign-in. Nothing was changed.\n")
    nobody = run("hero", "reset-second-factor", "bo@example.org")
    assert (nobody.exit_code, nobody.stderr) == (1, "Nobody here signs in with bo@example.org.\n")


def test_an_address_that_nobody_uses_gets_no_link(run: Run, ready: sa.Engine) -> None:
    refused = run("hero", "reset-password", "ana@example.org")
    assert (refused.exit_code, refused.stderr) == (1, "Nobody here signs in with ana@example.org.\n")


def test_what_is_no_name_or_address_is_said_in_our_words(run: Run, ready: sa.Engine) -> None:
    assert run("hero", "add", " ").stderr == "name: This is still empty. Write something here.\n"
    assert run("hero", "add", "Ana", "--email", "ana").stderr.startswith("This does not look like an email address.")
    assert heroes(ready) == []
