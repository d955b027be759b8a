"""Every verb of todos and of what is written below them, each done once."""

from datetime import date

from app.access import Access
from app.models import Comment, CommentCreate, Team, TeamCreate, Todo, TodoCreate
from app.models.todo.copyable import ALL
from tests.access.undo.there_and_back import Do, back, take_step
from tests.access.undo.things import RANK, backlog, comment, house, roof
from tests.cast import Cast


def _transfer(mine: Access, cast: Cast) -> None:
    other = Team.add(TeamCreate(name="Away"), by=mine.hero)
    mine.add(other)
    take_step(mine)
    todo = roof(mine, cast)
    todo.transfer(other, None, RANK, by=mine.hero, branch=mine.branch(todo, trashed=True))


def _reopen(mine: Access, cast: Cast) -> None:
    todo = roof(mine, cast)
    todo.close(by=mine.hero)
    take_step(mine)
    todo.reopen(by=mine.hero)


def _add_and_give(mine: Access, cast: Cast) -> None:
    team = mine.team(cast.z_force)
    todo = Todo.add(team, TodoCreate(title="New"), rank=RANK, by=mine.hero, section=backlog(mine, cast))
    mine.add(todo)
    todo.assign(mine.hero, by=mine.hero)
    todo.put_label(house(mine, cast), by=mine.hero)
    mine.add(Todo.add(team, TodoCreate(title="Below"), rank=RANK, by=mine.hero, parent=todo))


def _wait_no_more(mine: Access, cast: Cast) -> None:
    todo, rope = roof(mine, cast), mine.todo(cast.rope)
    todo.wait_for(rope, by=mine.hero, behind=())
    take_step(mine)
    todo.wait_no_more(rope, by=mine.hero)


def _unrelate(mine: Access, cast: Cast) -> None:
    todo, rope = roof(mine, cast), mine.todo(cast.rope)
    todo.relate(rope, by=mine.hero)
    take_step(mine)
    rope.unrelate(todo, by=mine.hero)


OF_TODOS: dict[str, Do] = {
    "Todo.add": _add_and_give,
    "Todo.edit": lambda mine, cast: roof(mine, cast).edit(
        {"title": "Call again", "notes": "Twice.", "priority": "high", "due_on": date(2027, 1, 5)}, by=mine.hero
    ),
    "Todo.close": lambda mine, cast: roof(mine, cast).close(by=mine.hero, along_with=mine.branch(roof(mine, cast))),
    "Todo.reopen": _reopen,
    "Todo.assign": lambda mine, cast: mine.todo(cast.rope).assign(mine.hero, by=mine.hero),
    "Todo.unassign": lambda mine, cast: roof(mine, cast).unassign(mine.known_hero(cast.rusty_man), by=mine.hero),
    "Todo.put_label": lambda mine, cast: mine.todo(cast.rope).put_label(house(mine, cast), by=mine.hero),
    "Todo.take_label": lambda mine, cast: roof(mine, cast).take_label(house(mine, cast), by=mine.hero),
    "Todo.move": lambda mine, cast: roof(mine, cast).move(None, RANK, by=mine.hero),
    "Todo.nest": lambda mine, cast: roof(mine, cast).nest(
        mine.todo(cast.rope), RANK, by=mine.hero, branch=mine.branch(roof(mine, cast))
    ),
    "Todo.transfer": _transfer,
    "Todo.duplicate": lambda mine, cast: mine.add(
        roof(mine, cast).duplicate(RANK, mine.hero, ALL, mine.branch(roof(mine, cast)))
    ),
    "Todo.wait_for": lambda mine, cast: roof(mine, cast).wait_for(mine.todo(cast.rope), by=mine.hero, behind=()),
    "Todo.wait_no_more": _wait_no_more,
    "Todo.relate": lambda mine, cast: mine.todo(cast.rope).relate(roof(mine, cast), by=mine.hero),
    "Todo.unrelate": _unrelate,
    "Todo.trash": lambda mine, cast: mine.trash_todo(roof(mine, cast)),
    "Todo.restore": lambda mine, cast: back(mine, mine.todo(cast.rope)),
    "Comment.write": lambda mine, cast: mine.add(
        Comment.write(roof(mine, cast), CommentCreate(body="Hm."), by=mine.hero)
    ),
    "Comment.edit": lambda mine, cast: comment(mine, cast).edit({"body": "Well."}, by=mine.hero),
    "Comment.trash": lambda mine, cast: comment(mine, cast).trash(by=mine.hero),
    "Comment.restore": lambda mine, cast: back(mine, comment(mine, cast)),
}
