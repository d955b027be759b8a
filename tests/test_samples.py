"""The sample team."""

from collections.abc import Callable

from sqlmodel import col, select

from app.access import Access
from app.history import RecordedSession, commit
from app.models import Change, ChangeSet, Todo
from app.samples import add_sample_team
from app.wording import today
from tests.cast import Cast


def test_it_is_a_garden_with_nine_todos_and_two_heroes_without_an_account(
    cast: Cast, access: Callable[[int], Access], session: RecordedSession
) -> None:
    mine = access(cast.deadpond)
    team = add_sample_team(mine)
    commit(session)
    lines = mine.team_lines(team, done=True)
    assert len(lines) == 9
    assert {line.due_on for line in lines} >= {today(), None}
    assert sum(line.subs for line in lines) == 6
    assert sum(line.completed_at is not None for line in lines) == 1
    heroes = mine.assignable(team)
    assert [hero.name for hero in heroes] == ["Deadpond Wilson", "Hana Novák", "Wout de Vries"]
    assert not any(hero.can_sign_in for hero in heroes)
    assert all(any(link.team.private_to == hero.id for link in hero.memberships) for hero in heroes)


def test_it_is_one_step_of_whoever_asked_for_it(
    cast: Cast, access: Callable[[int], Access], session: RecordedSession
) -> None:
    team = add_sample_team(access(cast.deadpond))
    commit(session)
    newest = session.exec(select(ChangeSet).order_by(col(ChangeSet.id).desc())).first()
    assert newest is not None
    assert newest.actor_id == cast.deadpond
    todos = session.exec(select(Todo.id).where(Todo.team_id == team.id)).all()
    changed = session.exec(
        select(Change.row_key).where(Change.change_set_id == newest.id, Change.entity == "todo")
    ).all()
    assert sorted(map(int, changed)) == sorted(todos)


def test_a_second_one_has_heroes_of_its_own(
    cast: Cast, access: Callable[[int], Access], session: RecordedSession
) -> None:
    mine = access(cast.deadpond)
    first, second = add_sample_team(mine), add_sample_team(mine)
    commit(session)
    handles = {hero.handle for team in (first, second) for hero in mine.assignable(team)}
    assert handles == {"deadpond-wilson", "hana-novak", "hana-novak-2", "wout-de-vries", "wout-de-vries-2"}
