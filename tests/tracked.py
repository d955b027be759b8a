"""Steps of every kind, and what the history tells of each."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.access import Access
from app.models import (
    Comment,
    CommentCreate,
    Hero,
    HeroCreate,
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
from tests.access.undo.handing_over import arrange_cover
from tests.cast import Cast

Step = tuple[Callable[[Access, Cast], object], dict[str, int]]
RANK = ranks_after("a9", 1)[0]


def comment(mine: Access, cast: Cast) -> Comment:
    return next(iter(mine.todo(cast.roof).comments))


STEPS: dict[str, Step] = {
    "a hero is made": (
        lambda mine, _: mine.add(Hero.add(HeroCreate(name="New"), handle="new", by=mine.hero)),
        {"hero.created": 1},
    ),
    "a hero gets another title": (lambda mine, _: mine.hero.edit({"title": "Lead"}, by=mine.hero), {"hero.changed": 1}),
    "a hero prefers the dark": (lambda mine, _: mine.hero.choose_theme(Theme.DARK, by=mine.hero), {"hero.changed": 1}),
    "a hero is shown by a picture": (
        lambda mine, _: mine.hero.choose_picture(mine.keep_picture(b"a picture"), by=mine.hero),
        {"hero.changed": 1},
    ),
    "a hero switches single keys off": (
        lambda mine, _: mine.hero.choose_keys(False, by=mine.hero, off=["N"]),
        {"hero.changed": 1},
    ),
    "a team is made": (
        lambda mine, _: mine.add(Team.add(TeamCreate(name="New"), by=mine.hero)),
        {"team.created": 1, "membership.created": 1},
    ),
    "a team is renamed": (
        lambda mine, cast: mine.team(cast.z_force).edit({"name": "X-Force"}, by=mine.hero),
        {"team.changed": 1},
    ),
    "a hero joins": (
        lambda mine, cast: mine.team(cast.z_force).enlist(stranger(mine, cast), Role.MEMBER, by=mine.hero),
        {"membership.created": 1},
    ),
    "a guest becomes a member": (
        lambda mine, cast: membership(mine, cast).change_role(Role.MEMBER, by=mine.hero),
        {"membership.changed": 1},
    ),
    "somebody covers": (arrange_cover, {"cover.created": 1}),
    "somebody covers longer": (lambda mine, cast: arrange_cover(mine, cast, days=9), {"cover.changed": 1}),
    "somebody covers no more": (
        lambda mine, cast: arrange_cover(mine, cast, 9).end(by=mine.hero),
        {"cover.removed": 1},
    ),
    "a section is made": (
        lambda mine, cast: mine.add(
            Section.add(mine.team(cast.z_force), SectionCreate(name="New"), rank=RANK, by=mine.hero)
        ),
        {"section.created": 1},
    ),
    "a section is renamed": (
        lambda mine, cast: section(mine, cast).edit({"name": "Later"}, by=mine.hero),
        {"section.changed": 1},
    ),
    "a label is made": (
        lambda mine, cast: mine.add(Label.add(mine.team(cast.z_force), LabelCreate(name="new"), by=mine.hero)),
        {"label.created": 1},
    ),
    "a label is renamed": (
        lambda mine, cast: label(mine, cast).edit({"name": "home"}, by=mine.hero),
        {"label.changed": 1},
    ),
    "a view is saved": (lambda mine, cast: mine.add(view(mine, cast)), {"savedview.created": 1}),
    "a view is renamed": (lambda m, cast: first(m, cast).edit({"name": "Ours"}, by=m.hero), {"savedview.changed": 1}),
    "a view goes": (lambda mine, cast: first(mine, cast).trash(by=mine.hero), {"savedview.trashed": 1}),
    "a todo is made": (
        lambda mine, cast: mine.add(
            Todo.add(mine.team(cast.z_force), TodoCreate(title="New"), rank=RANK, by=mine.hero)
        ),
        {"todo.created": 1},
    ),
    "a todo is edited": (
        lambda mine, cast: mine.todo(cast.roof).edit(
            {"title": "Call again", "due_on": date(2026, 5, 29)}, by=mine.hero
        ),
        {"todo.changed": 1},
    ),
    "a todo is done": (lambda mine, cast: mine.todo(cast.rope).close(by=mine.hero), {"todo.closed": 1}),
    "a branch is done": (
        lambda mine, cast: mine.todo(cast.roof).close(by=mine.hero, along_with=mine.branch(mine.todo(cast.roof))),
        {"todo.closed": 3},
    ),
    "a todo moves": (lambda mine, cast: mine.todo(cast.roof).move(None, RANK, by=mine.hero), {"todo.moved": 1}),
    "a todo is given to somebody": (
        lambda mine, cast: mine.todo(cast.rope).assign(mine.hero, by=mine.hero),
        {"assignment.created": 1},
    ),
    "a todo is taken back": (
        lambda mine, cast: mine.todo(cast.roof).unassign(mine.hero, by=mine.hero),
        {"assignment.removed": 1},
    ),
    "something is said": (
        lambda mine, cast: mine.add(Comment.write(mine.todo(cast.rope), CommentCreate(body="Hm."), by=mine.hero)),
        {"comment.created": 1},
    ),
    "something is said otherwise": (
        lambda mine, cast: comment(mine, cast).edit({"body": "Well."}, by=mine.hero),
        {"comment.changed": 1},
    ),
    "a label is put on": (
        lambda mine, cast: mine.todo(cast.rope).put_label(label(mine, cast), by=mine.hero),
        {"todo_label.created": 1},
    ),
    "a label is taken off": (
        lambda mine, cast: mine.todo(cast.roof).take_label(label(mine, cast), by=mine.hero),
        {"todo_label.removed": 1},
    ),
    "a todo waits for another": (
        lambda mine, cast: mine.todo(cast.roof).wait_for(mine.todo(cast.rope), by=mine.hero, behind=()),
        {"todo_block.created": 1},
    ),
    "a todo waits no more": (
        lambda mine, cast: mine.todo(cast.roof).wait_no_more(mine.todo(cast.rope), by=mine.hero),
        {"todo_block.removed": 1},
    ),
    "two todos belong together": (
        lambda mine, cast: mine.todo(cast.rope).relate(mine.todo(cast.roof), by=mine.hero),
        {"todo_relation.created": 1},
    ),
    "two todos are parted": (
        lambda mine, cast: mine.todo(cast.rope).unrelate(mine.todo(cast.roof), by=mine.hero),
        {"todo_relation.removed": 1},
    ),
    "a label goes": (lambda mine, cast: label(mine, cast).trash(by=mine.hero), {"label.trashed": 1}),
    "a section goes": (lambda mine, cast: section(mine, cast).trash(by=mine.hero), {"section.trashed": 1}),
    "something said goes": (lambda mine, cast: comment(mine, cast).trash(by=mine.hero), {"comment.trashed": 1}),
    "a guest leaves with a todo in hand": (
        lambda mine, cast: membership(mine, cast).end(by=mine.hero),
        {"membership.removed": 1, "assignment.removed": 1},
    ),
    "a hero goes": (lambda mine, cast: mine.known_hero(cast.rusty_man).trash(by=mine.hero), {"hero.trashed": 1}),
    "a todo goes": (lambda mine, cast: mine.todo(cast.rope).trash(by=mine.hero), {"todo.trashed": 1}),
    "a team is archived": (lambda mine, cast: mine.team(cast.z_force).archive(by=mine.hero), {"team.archived": 1}),
    "a team is back": (lambda mine, cast: mine.team(cast.z_force).unarchive(by=mine.hero), {"team.unarchived": 1}),
    "a team goes": (lambda mine, cast: mine.team(cast.z_force).trash(by=mine.hero), {"team.trashed": 1}),
}
"""They are taken one after the other: what goes for good comes last."""


def stranger(mine: Access, cast: Cast) -> Hero:
    return mine._session.get_one(Hero, cast.spider_boy)


def membership(mine: Access, cast: Cast) -> Any:
    return mine.membership(mine.team(cast.z_force), cast.tarantula)


def section(mine: Access, cast: Cast) -> Section:
    return mine.section(mine.team(cast.z_force), cast.backlog)


def view(mine: Access, cast: Cast) -> SavedView:
    team = mine.team(cast.z_force)
    return SavedView.add(team, SavedViewCreate(name="Mine", query="assignee:me"), by=mine.hero, list_of=team)


def first(mine: Access, cast: Cast) -> SavedView:
    return mine.saved(mine.saved_lines(mine.team(cast.z_force))[0].id)


def label(mine: Access, cast: Cast) -> Label:
    return mine.label(mine.team(cast.z_force), cast.house)
