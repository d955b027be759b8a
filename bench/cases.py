"""What is asked for: the pages that people look at all day, and what they do there."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.models import Todo
from bench.worlds import World
from bench.wrk import lua_numbers

PICKED = 200
"""Todos that are changed at once."""
TICKED = 4000


@dataclass(frozen=True)
class Case:
    """A page, asked for by a browser in which a `script` runs or none, and which has it already if it is `known`; or
    with a `form`, Lua that says what is sent from that page as the request number `n`. `first` is the first of those.
    Where it `counts`, each that is accepted is one step in one team."""

    name: str
    path: str
    form: str = ""
    first: tuple[str, str] = ("", "")
    script: bool = True
    known: bool = False
    counts: bool = False


def cases(engine: sa.Engine, world: World) -> list[Case]:
    """Everything that is measured in a world."""
    return [*_pages(world), *_deeds(engine, world)]


def renewed(engine: sa.Engine, world: World, case: Case) -> Iterator[Case]:
    """The case again and again, with the todos that are open by then: to tick one that is done changes nothing."""
    while True:
        yield next(one for one in cases(engine, world) if one.name == case.name)


def _pages(world: World) -> list[Case]:
    team = f"/teams/{world.team}"
    return [
        Case("team list", team),
        Case("list, known", team, known=True),
        Case("list, made anew", team, script=False),
        Case("board", f"{team}/board"),
        Case("my day", "/"),
        Case("todo page", f"/todos/{world.todo}"),
        Case("search", "/search?q=siren"),
        Case("filtered list", f"{team}?label=house"),
    ]


def _deeds(engine: sa.Engine, world: World) -> list[Case]:
    team = f"/teams/{world.team}"
    add = f"{team}/todos"
    there, beside = open_todos(engine, [world.team]), open_todos(engine, world.beside)
    few = "".join(f"&todos={id}" for id in there[:PICKED])
    bulk = f"""  return "/todos/selection", "priority=" .. (n % 2 == 0 and "high" or "low") .. "{few}" """
    return [
        Case("create", team, f'  return "{add}", "text=Call+the+roofer"', (add, "text=Call+the+roofer"), counts=True),
        _ticking("complete", team, there),
        _ticking("tick in 8 teams", team, beside),
        Case(f"bulk of {PICKED}", team, bulk, ("/todos/selection", f"priority=high{few}")),
        Case("undo", "/undo", '  return "/undo", "by=wrk"', ("/undo", "")),
    ]


def _ticking(name: str, page: str, ids: list[int]) -> Case:
    """All of them are done, one after the other, and then opened again."""
    tick = f"""  local ids = {lua_numbers(ids)}
  local again = math.floor((n - 1) / #ids) % 2 == 1
  return "/todos/" .. ids[(n - 1) % #ids + 1] .. "/closure" .. (again and "?_method=DELETE" or ""), "by=wrk" """
    return Case(name, page, tick, (f"/todos/{ids[-1]}/closure", "by=wrk"), counts=True)


def open_todos(engine: sa.Engine, teams: list[int]) -> list[int]:
    """Open todos without sub-todos, one of each team after the other."""
    each, sub = TICKED // len(teams), aliased(Todo)
    found = []
    with engine.connect() as connection:
        for team in teams:
            wanted = sa.select(col(Todo.id)).where(
                col(Todo.team_id) == team,
                col(Todo.completed_at).is_(None),
                col(Todo.recurrence).is_(None),
                ~sa.exists().where(col(sub.parent_id) == col(Todo.id)),
            )
            found.append(list(connection.scalars(wanted.order_by(col(Todo.rank)).limit(each))))
    return [ids[k] for k in range(each) for ids in found if k < len(ids)]
