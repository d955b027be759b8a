"""Where a todo stands: section, parent, team."""

from collections.abc import Callable

import pytest

from app.access import Access
from app.errors import Forbidden, Unprocessable
from app.history import RecordedSession, commit
from app.models import LabelCreate, Role, Team, Todo, TodoCreate
from tests.cast import Cast

Reach = Callable[[int], Access]


def test_it_moves_to_another_section_and_out_of_any(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    todo, team = mine.todo(cast.roof), mine.team(cast.z_force)
    todo.move(mine.section(team, cast.doing), "a0", by=mine.hero)
    assert todo.section_id == cast.doing
    todo.move(None, "a0", by=mine.hero)
    assert todo.section_id is None


def test_a_section_of_another_team_is_refused(cast: Cast, access: Reach) -> None:
    mine, theirs = access(cast.deadpond), access(cast.spider_boy)
    todo = mine.todo(cast.roof)
    with pytest.raises(Unprocessable, match="“Web” is not one of Z-Force"):
        todo.move(theirs.section(theirs.team(cast.preventers), cast.web_section), "a0", by=mine.hero)
    assert todo.section_id == cast.backlog


def test_a_todo_becomes_a_sub_todo_and_leaves_its_section(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    rope = mine.todo(cast.rope)
    rope.nest(mine.todo(cast.roof), "a9", by=mine.hero)
    assert (rope.parent, rope.section_id) == (mine.todo(cast.roof), None)


def test_no_todo_is_below_itself(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    roof = mine.todo(cast.roof)
    for parent in (roof, mine.todo(cast.gutters), mine.todo(cast.ladder)):
        with pytest.raises(Unprocessable):
            roof.nest(parent, "a0", by=mine.hero, branch=mine.branch(roof))
    assert roof.parent is None


def test_a_parent_in_another_team_is_refused(cast: Cast, access: Reach) -> None:
    mine, theirs = access(cast.deadpond), access(cast.spider_boy)
    with pytest.raises(Unprocessable):
        mine.todo(cast.rope).nest(theirs.todo(cast.spider_web), "a0", by=mine.hero)


def test_a_branch_that_would_reach_a_sixth_level_is_refused(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    team, roof = mine.team(cast.z_force), mine.todo(cast.roof)
    top = Todo.add(team, TodoCreate(title="Top"), rank="a7", by=mine.hero)
    mine.add(top)
    middle = Todo.add(team, TodoCreate(title="Middle"), rank="a7", by=mine.hero, parent=top)
    low = Todo.add(team, TodoCreate(title="Low"), rank="a7", by=mine.hero, parent=middle)
    mine.add(middle, low)
    with pytest.raises(Unprocessable, match="five levels"):
        roof.nest(low, "a0", by=mine.hero, branch=mine.branch(roof))
    roof.nest(middle, "a0", by=mine.hero, branch=mine.branch(roof))
    assert mine.todo(cast.ladder).depth == 5


def test_a_transfer_takes_the_branch_and_drops_who_and_what_is_unknown_there(cast: Cast, access: Reach) -> None:
    mine, theirs = access(cast.deadpond), access(cast.spider_boy)
    roof, web = mine.todo(cast.roof), theirs.team(cast.preventers)
    _join(theirs, web, mine)
    roof.transfer(web, theirs.section(web, cast.web_section), "a5", by=mine.hero, branch=mine.branch(roof))
    mine.add()
    assert {mine.todo(one).team_id for one in (cast.roof, cast.gutters, cast.ladder)} == {cast.preventers}
    assert (roof.section_id, roof.parent) == (cast.web_section, None)
    assert [link.hero_id for link in roof.assignments] == [cast.deadpond]
    assert roof.label_links == []


def test_a_label_of_the_same_name_is_put_on_in_the_other_team(cast: Cast, access: Reach) -> None:
    mine, theirs = access(cast.deadpond), access(cast.spider_boy)
    roof, web = mine.todo(cast.roof), theirs.team(cast.preventers)
    _join(theirs, web, mine)
    there = theirs.named_label(web, LabelCreate(name="House"))
    roof.transfer(web, None, "a5", by=mine.hero, branch=[])
    mine.add()
    assert [link.label_id for link in roof.label_links] == [there.id]


def test_a_transfer_is_told_to_both_teams(cast: Cast, access: Reach, session: RecordedSession) -> None:
    mine, theirs = access(cast.deadpond), access(cast.spider_boy)
    web = theirs.team(cast.preventers)
    _join(theirs, web, mine)
    commit(session)
    session.expire_all()
    before = {team: session.get_one(Team, team).revision for team in (cast.z_force, cast.preventers)}
    mine.todo(cast.rope).transfer(web, None, "a5", by=mine.hero, branch=[])
    commit(session)
    session.expire_all()
    for team, revision in before.items():
        assert session.get_one(Team, team).revision == revision + 1


def test_nobody_moves_a_todo_into_a_team_where_they_may_not_add(cast: Cast, access: Reach) -> None:
    mine, theirs = access(cast.deadpond), access(cast.spider_boy)
    web = theirs.team(cast.preventers)
    with pytest.raises(Forbidden):
        mine.todo(cast.roof).transfer(web, None, "a5", by=mine.hero, branch=[])
    assert mine.todo(cast.roof).team_id == cast.z_force


def test_a_guest_moves_nothing_even_of_their_own(cast: Cast, access: Reach) -> None:
    mine = access(cast.tarantula)
    rope, team = mine.todo(cast.rope), mine.team(cast.z_force)
    with pytest.raises(Forbidden):
        rope.move(None, "a0", by=mine.hero)
    with pytest.raises(Forbidden):
        rope.nest(mine.todo(cast.roof), "a0", by=mine.hero)
    with pytest.raises(Forbidden):
        rope.transfer(team, None, "a0", by=mine.hero, branch=[])
    assert (rope.section_id, rope.parent_id) == (cast.backlog, None)


def _join(owner: Access, team: Team, other: Access) -> None:
    owner.add(team.enlist(other.hero, Role.MEMBER, by=owner.hero))


def test_it_goes_back_to_no_team_in_which_nothing_may_be_made(cast: Cast, access: Reach) -> None:
    mine = access(cast.spider_boy)
    todo, elsewhere = mine.todo(cast.spider_web), access(cast.deadpond).team(cast.z_force)
    with pytest.raises(Forbidden):
        todo.stand({"team": elsewhere, "rank": "a0"}, by=mine.hero)
    assert todo.team_id == cast.preventers
