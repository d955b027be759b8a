"""What is asked for: the pages that people look at all day, and what they do there."""

from dataclasses import dataclass

import sqlalchemy as sa
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
    with a `form`, Lua that says what is sent as the request number `n`. `first` is the first of those."""

    name: str
    path: str
    form: str = ""
    first: tuple[str, str] = ("", "")
    script: bool = True
    known: bool = False


def cases(engine: sa.Engine, world: World) -> list[Case]:
    """Everything that is measured in a world."""
    return [*_pages(world), *_deeds(engine, world)]


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
    add = f"/teams/{world.team}/todos"
    open_ids = open_todos(engine, [world.team, *world.beside])
    few = "".join(f"&todos={id}" for id in open_todos(engine, [world.team])[:PICKED])
    tick = f"""  local ids = {lua_numbers(open_ids)}
  local again = math.floor((n - 1) / #ids) % 2 == 1
  return "/todos/" .. ids[(n - 1) % #ids + 1] .. "/closure" .. (again and "?_method=DELETE" or ""), "subs=leave" """
    bulk = f"""  return "/todos/selection", "priority=" .. (n % 2 == 0 and "high" or "low") .. "{few}" """
    return [
        Case("create", add, f'  return "{add}", "text=Call+the+roofer"', (add, "text=Call+the+roofer")),
        Case("complete", "/todos", tick, (f"/todos/{open_ids[-1]}/closure", "subs=leave")),
        Case(f"bulk of {PICKED}", "/todos/selection", bulk, ("/todos/selection", f"priority=high{few}")),
        Case("undo", "/undo", '  return "/undo", "by=wrk"', ("/undo", "")),
    ]


def open_todos(engine: sa.Engine, teams: list[int]) -> list[int]:
    """Open todos without sub-todos, one of each team after the other."""
    each = TICKED // len(teams)
    found = []
    with engine.connect() as connection:
        for team in teams:
            wanted = sa.select(col(Todo.id)).where(
                col(Todo.team_id) == team, col(Todo.completed_at).is_(None), col(Todo.recurrence).is_(None)
            )
            found.append(list(connection.scalars(wanted.order_by(col(Todo.rank)).limit(each))))
    return [ids[k] for k in range(each) for ids in found if k < len(ids)]
