import re

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from app.models import Change, ChangeSet, Hero, Login, Team, Todo
from app.security import verify_password
from tests.cli.conftest import Run


def test_the_sample_of_an_empty_place_brings_somebody_who_can_sign_in(run: Run, ready: sa.Engine) -> None:
    output = run("seed").stdout
    found = re.search(r"^Sign in as (\S+) with the password (\S+)$", output, re.MULTILINE)
    assert found is not None
    with Session(ready) as session:
        login = session.exec(select(Login)).one()
        assert login.email == found[1]
        assert verify_password(login.password_hash, found[2])
        assert login.hero.is_admin
        assert [link.team.is_private for link in login.hero.memberships] == [True, False]


def test_the_sample_is_the_first_admins(run: Run, ready: sa.Engine) -> None:
    run("hero", "add", "Bo")
    run("hero", "add", "Ana", "--admin")
    assert run("seed").stdout == "Ana has the team “Kitchen Garden” now.\n"
    with Session(ready) as session:
        todo = session.exec(select(Todo)).first()
        assert todo is not None
        assert todo.team.owner_names() == ["Ana"]


def test_a_big_team_has_as_many_todos_as_asked_and_a_history(run: Run, ready: sa.Engine) -> None:
    assert run("seed", "--big", "1003").stdout.endswith("The team “Big” has 1003 todos.\n")
    with Session(ready) as session:
        team = session.exec(select(Team).where(Team.name == "Big")).one()
        todos = session.exec(select(Todo).where(Todo.team_id == team.id)).all()
        assert len({todo.title for todo in todos}) == len(todos) == 1003
        assert sum(todo.parent_id is None for todo in todos) == 101
        created = select(func.count()).where(
            Change.entity == "todo", Change.kind == "created", Change.team_id == team.id
        )
        assert session.exec(created).one() == 1003
        assert session.exec(select(func.count()).where(col(ChangeSet.actor_id).is_not(None))).one() >= 4
        assert session.exec(select(func.count()).select_from(Hero)).one() == 3
