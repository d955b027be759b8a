"""Whatever anybody can do is undone to the last value, and redone: every verb of every model, one after the other."""

import inspect
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from app import models
from app.access import Access
from app.access.duplicating import Part, Plan
from app.history import RecordedSession, commit
from app.models import (
    ChangeSet,
    Comment,
    CommentCreate,
    Hero,
    InvitationCreate,
    Label,
    LabelCreate,
    Role,
    SavedView,
    SavedViewCreate,
    Section,
    SectionCreate,
    Team,
    TeamCreate,
    Theme,
    Todo,
    TodoCreate,
)
from app.models.order import ranks_after
from app.models.todo.copyable import ALL
from tests.access.undo.handing_over import arrange_cover, end_cover, hand_over_and_leave
from tests.access.undo.there_and_back import able, as_admin, awake, back, there_and_back
from tests.cast import Cast
from tests.visible import visible

Do = Callable[[Access, Cast], object]
RANK = ranks_after("a9", 1)[0]
NOT_A_STEP = {
    *(
        "Membership.special_capacities",
        "OneTimeLink.invite",
        "OneTimeLink.help_out",
        "Invitation.make",
        "Invitation.revoke",
    ),
    *("Undoable.put_back", "Todo.stand", "Todo.follow"),
}
"""What asks, what leaves no trace in the history, and what undo itself is made of."""


def _roof(mine: Access, cast: Cast) -> Todo:
    return mine.todo(cast.roof)


def _house(mine: Access, cast: Cast) -> Label:
    return mine.label(mine.team(cast.z_force), cast.house)


def _backlog(mine: Access, cast: Cast) -> Section:
    return mine.section(mine.team(cast.z_force), cast.backlog)


def _guest(mine: Access, cast: Cast) -> Any:
    return mine.membership_with_work(mine.team(cast.z_force), cast.tarantula)


def _comment(mine: Access, cast: Cast) -> Comment:
    return next(iter(mine.todo(cast.roof).comments))


def _view(mine: Access, cast: Cast) -> SavedView:
    """A view that the team shares, made and committed beforehand."""
    team = mine.team(cast.z_force)
    view = SavedView.add(team, SavedViewCreate(name="Mine", query="assignee:me"), by=mine.hero, list_of=team)
    mine.add(view)
    commit(mine._session)  # type: ignore[arg-type]  # it is a recorded one
    return view


def _lead(mine: Access, cast: Cast) -> SavedView:
    """One that leads."""
    view = _view(mine, cast)
    view.take_lead(by=mine.hero, instead_of=[])
    commit(mine._session)  # type: ignore[arg-type]  # it is a recorded one
    return view


def _transfer(mine: Access, cast: Cast) -> None:
    other = Team.add(TeamCreate(name="Away"), by=mine.hero)
    mine.add(other)
    commit(mine._session)  # type: ignore[arg-type]  # it is a recorded one
    roof = _roof(mine, cast)
    roof.transfer(other, None, RANK, by=mine.hero, branch=mine.branch(roof, trashed=True))


def _reopen(mine: Access, cast: Cast) -> None:
    roof = _roof(mine, cast)
    roof.close(by=mine.hero)
    commit(mine._session)  # type: ignore[arg-type]  # it is a recorded one
    roof.reopen(by=mine.hero)


def _add_and_give(mine: Access, cast: Cast) -> None:
    team = mine.team(cast.z_force)
    todo = Todo.add(team, TodoCreate(title="New"), rank=RANK, by=mine.hero, section=_backlog(mine, cast))
    mine.add(todo)
    todo.assign(mine.hero, by=mine.hero)
    todo.put_label(_house(mine, cast), by=mine.hero)
    mine.add(Todo.add(team, TodoCreate(title="Below"), rank=RANK, by=mine.hero, parent=todo))


def _wait_no_more(mine: Access, cast: Cast) -> None:
    roof, rope = _roof(mine, cast), mine.todo(cast.rope)
    roof.wait_for(rope, by=mine.hero, behind=())
    commit(mine._session)  # type: ignore[arg-type]  # it is a recorded one
    roof.wait_no_more(rope, by=mine.hero)


def _unrelate(mine: Access, cast: Cast) -> None:
    roof, rope = _roof(mine, cast), mine.todo(cast.rope)
    roof.relate(rope, by=mine.hero)
    commit(mine._session)  # type: ignore[arg-type]  # it is a recorded one
    rope.unrelate(roof, by=mine.hero)


def _accept(mine: Access, cast: Cast) -> None:
    other = Access(mine._session, mine._session.get_one(Hero, cast.spider_boy))
    link, _ = other.invite(other.team(cast.preventers), InvitationCreate())
    commit(mine._session)  # type: ignore[arg-type]  # it is a recorded one
    link.accept(by=mine.hero)


VERBS: dict[str, Do] = {
    "Hero.add": lambda mine, cast: mine.introduce(mine.team(cast.z_force), "Silver Fox", Role.MEMBER),
    "Hero.edit": lambda mine, cast: mine.known_hero(cast.rusty_man).edit(
        {"name": "Rusty", "handle": "rusty", "title": "Roofs", "time_zone": "Asia/Kolkata"}, by=mine.hero
    ),
    "Hero.choose_picture": lambda mine, _: mine.hero.choose_picture(mine.keep_picture(b"a picture"), by=mine.hero),
    "Hero.choose_keys": lambda mine, _: mine.hero.choose_keys(False, by=mine.hero, off=["N", "G T"]),
    "Hero.choose_theme": lambda mine, _: mine.hero.choose_theme(Theme.DARK, by=mine.hero),
    "Hero.merge": lambda mine, cast: mine.merge_heroes(
        mine.known_hero(cast.rusty_man), mine.known_hero(cast.tarantula)
    ),
    "Hero.deactivate": lambda mine, cast: as_admin(mine).deactivate_hero(mine.known_hero(cast.rusty_man)),
    "Hero.reactivate": lambda mine, cast: there_and_back(
        as_admin(mine), (rusty := mine.known_hero(cast.rusty_man)).deactivate, rusty.reactivate
    ),
    "Hero.appoint": lambda mine, cast: as_admin(mine).appoint(able(mine, cast.rusty_man)),
    "Hero.dismiss": lambda mine, cast: there_and_back(
        as_admin(mine), (rusty := able(mine, cast.rusty_man)).appoint, rusty.dismiss
    ),
    "Hero.trash": lambda mine, cast: mine.trash_hero(mine.known_hero(cast.rusty_man)),
    "Hero.restore": lambda mine, cast: back(mine, mine.known_hero(cast.rusty_man)),
    "Team.add": lambda mine, _: mine.add(Team.add(TeamCreate(name="New"), by=mine.hero)),
    "Team.edit": lambda mine, cast: mine.team(cast.z_force).edit(
        {"name": "X-Force", "headquarters": "", "colour": "rose", "time_zone": "UTC"}, by=mine.hero
    ),
    "Team.enlist": lambda mine, cast: mine.team(cast.z_force).enlist(
        mine._session.get_one(Hero, cast.spider_boy), Role.GUEST, by=mine.hero
    ),
    "Invitation.accept": _accept,
    "Team.duplicate": lambda mine, cast: mine.duplicate(
        mine.original(mine.team(cast.z_force), Plan(frozenset(Part), moved=7)), "Again"
    ),
    "Team.archive": lambda mine, cast: mine.team(cast.z_force).archive(by=mine.hero),
    "Team.unarchive": lambda mine, cast: awake(mine, mine.team(cast.z_force)),
    "Team.trash": lambda mine, cast: mine.team(cast.z_force).trash(by=mine.hero),
    "Team.restore": lambda mine, cast: back(mine, mine.team(cast.z_force)),
    "Membership.change_role": lambda mine, cast: _guest(mine, cast).change_role(Role.OWNER, by=mine.hero),
    "Membership.hand_on": lambda mine, cast: _guest(mine, cast).hand_on(
        mine._session.get_one(Hero, cast.spider_boy), by=mine.hero
    ),
    "Cover.arrange": arrange_cover,
    "Cover.end": end_cover,
    "Membership.hand_over": hand_over_and_leave,
    "Membership.end": lambda mine, cast: _guest(mine, cast).end(by=mine.hero),
    "Section.add": lambda mine, cast: mine.add(
        Section.add(mine.team(cast.z_force), SectionCreate(name="New"), rank=RANK, by=mine.hero)
    ),
    "Section.edit": lambda mine, cast: _backlog(mine, cast).edit(
        {"name": "Later", "is_done_column": True, "todo_limit": 5}, by=mine.hero
    ),
    "Section.move": lambda mine, cast: _backlog(mine, cast).move(RANK, by=mine.hero),
    "Section.trash": lambda mine, cast: _backlog(mine, cast).trash(by=mine.hero),
    "Section.restore": lambda mine, cast: back(mine, _backlog(mine, cast)),
    "Label.add": lambda mine, cast: _roof(mine, cast).put_label(
        mine.named_label(mine.team(cast.z_force), LabelCreate(name="wet")), by=mine.hero
    ),
    "Label.edit": lambda mine, cast: _house(mine, cast).edit({"name": "home", "colour": "rose"}, by=mine.hero),
    "Label.merge": lambda mine, cast: _house(mine, cast).merge(
        mine.label(mine.team(cast.z_force), cast.gear), mine.wearing(_house(mine, cast)), by=mine.hero
    ),
    "Label.trash": lambda mine, cast: _house(mine, cast).trash(by=mine.hero),
    "Label.restore": lambda mine, cast: back(mine, _house(mine, cast)),
    "SavedView.add": lambda mine, cast: mine.add(
        SavedView.add(mine.team(cast.z_force), SavedViewCreate(name="New"), by=mine.hero, list_of=None)
    ),
    "SavedView.edit": lambda mine, cast: _view(mine, cast).edit({"name": "Ours", "query": "roof"}, by=mine.hero),
    "SavedView.take_lead": lambda mine, cast: _view(mine, cast).take_lead(by=mine.hero, instead_of=[_lead(mine, cast)]),
    "SavedView.give_up_lead": lambda mine, cast: _lead(mine, cast).give_up_lead(by=mine.hero),
    "SavedView.trash": lambda mine, cast: _view(mine, cast).trash(by=mine.hero),
    "SavedView.restore": lambda mine, cast: back(mine, _view(mine, cast)),
    "Todo.add": _add_and_give,
    "Todo.edit": lambda mine, cast: _roof(mine, cast).edit(
        {"title": "Call again", "notes": "Twice.", "priority": "high", "due_on": date(2027, 1, 5)}, by=mine.hero
    ),
    "Todo.close": lambda mine, cast: _roof(mine, cast).close(by=mine.hero, along_with=mine.branch(_roof(mine, cast))),
    "Todo.reopen": _reopen,
    "Todo.assign": lambda mine, cast: mine.todo(cast.rope).assign(mine.hero, by=mine.hero),
    "Todo.unassign": lambda mine, cast: _roof(mine, cast).unassign(mine.known_hero(cast.rusty_man), by=mine.hero),
    "Todo.put_label": lambda mine, cast: mine.todo(cast.rope).put_label(_house(mine, cast), by=mine.hero),
    "Todo.take_label": lambda mine, cast: _roof(mine, cast).take_label(_house(mine, cast), by=mine.hero),
    "Todo.move": lambda mine, cast: _roof(mine, cast).move(None, RANK, by=mine.hero),
    "Todo.nest": lambda mine, cast: _roof(mine, cast).nest(
        mine.todo(cast.rope), RANK, by=mine.hero, branch=mine.branch(_roof(mine, cast))
    ),
    "Todo.transfer": _transfer,
    "Todo.duplicate": lambda mine, cast: mine.add(
        _roof(mine, cast).duplicate(RANK, mine.hero, ALL, mine.branch(_roof(mine, cast)))
    ),
    "Todo.wait_for": lambda mine, cast: _roof(mine, cast).wait_for(mine.todo(cast.rope), by=mine.hero, behind=()),
    "Todo.wait_no_more": _wait_no_more,
    "Todo.relate": lambda mine, cast: mine.todo(cast.rope).relate(_roof(mine, cast), by=mine.hero),
    "Todo.unrelate": _unrelate,
    "Todo.trash": lambda mine, cast: mine.trash_todo(_roof(mine, cast)),
    "Todo.restore": lambda mine, cast: back(mine, mine.todo(cast.rope)),
    "Comment.write": lambda mine, cast: mine.add(
        Comment.write(_roof(mine, cast), CommentCreate(body="Hm."), by=mine.hero)
    ),
    "Comment.edit": lambda mine, cast: _comment(mine, cast).edit({"body": "Well."}, by=mine.hero),
    "Comment.trash": lambda mine, cast: _comment(mine, cast).trash(by=mine.hero),
    "Comment.restore": lambda mine, cast: back(mine, _comment(mine, cast)),
}


def _verbs() -> set[str]:
    """Every public method with a `by` of every table."""
    tables = [one for one in vars(models).values() if hasattr(one, "__table__")]
    return {
        f"{one.__name__}.{name}"
        for one in tables
        for name, method in inspect.getmembers(one, inspect.isroutine)
        if not name.startswith("_") and "by" in _parameters(method) and name not in {"special_capacities", "put_back"}
    } - NOT_A_STEP


def _parameters(method: Any) -> set[str]:
    try:
        return set(inspect.signature(method).parameters)
    except ValueError:  # written in C
        return set()


@pytest.fixture
def mine(cast: Cast, session: RecordedSession, access: Callable[[int], Access]) -> Access:
    """What Deadpond reaches, with one comment of his below a todo."""
    reached = access(cast.deadpond)
    reached.add(Comment.write(reached.todo(cast.roof), CommentCreate(body="Soon."), by=reached.hero))
    commit(session)
    return reached


def take_back_last(session: RecordedSession, mine: Access) -> None:
    """Undo the last step there is, in a session that knows nothing of it any more."""
    session.expire_all()
    step = session.exec(select(ChangeSet).order_by(col(ChangeSet.id).desc()).limit(1)).one()
    assert mine.take_back(step, {}) == []
    commit(session)


def test_every_verb_is_undone_here() -> None:
    assert set(VERBS) == _verbs()


@pytest.mark.parametrize("verb", VERBS)
def test_undo_leaves_no_trace_and_redo_does_it_again(
    verb: str, mine: Access, cast: Cast, engine: sa.Engine, session: RecordedSession
) -> None:
    VERBS[verb](mine, cast)
    before = visible(engine)  # some take a step beforehand, which is committed; the last one is not yet
    commit(session)
    after = visible(engine)
    assert after != before
    take_back_last(session, mine)
    assert visible(engine) == before
    take_back_last(session, mine)
    assert visible(engine) == after
    take_back_last(session, mine)
    assert visible(engine) == before
