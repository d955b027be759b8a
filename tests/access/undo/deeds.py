"""Things that somebody may do at any moment, each to whatever there is just then, chosen by chance."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from app.access import Access
from app.access.duplicating import Part, Plan
from app.models import (
    ChangeSet,
    Comment,
    CommentCreate,
    Hero,
    Hue,
    Label,
    LabelCreate,
    Membership,
    Priority,
    Role,
    Section,
    SectionCreate,
    Team,
    TeamCreate,
    Theme,
    Todo,
    TodoCreate,
)
from app.models.order import rank_between
from app.models.todo.copyable import ALL
from app.models.trashable import Trashable
from tests.access.undo.handing_over import cover_by_chance, hand_over_by_chance

T = TypeVar("T")
R = TypeVar("R", bound=Trashable)
WORDS = ("roof", "Dach", "屋根", "hose", "“quoted”", "a\u0301 mark", "rope 11 mm")


class Nothing(Exception):
    """There is nothing to do it to."""


class Chance:
    """What there is, and one of it by chance."""

    def __init__(self, session: Session, access: Access, seed: int) -> None:
        self.session, self.access, self.random = session, access, Random(seed)

    def pick(self, things: Sequence[T]) -> T:
        """One of these. Raises Nothing."""
        if not things:
            raise Nothing
        return self.random.choice(list(things))

    def words(self) -> str:
        """A few words."""
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, 4)))

    def team(self) -> Team:
        """A team that the hero leads and that is not private."""
        mine = [link.team for link in self.access.hero.memberships if link.role is Role.OWNER]
        return self.pick([team for team in mine if not team.is_private and team.awake])

    def archived(self) -> Team:
        """A team that the hero leads and that is archived."""
        mine = [link.team for link in self.access.hero.memberships if link.role is Role.OWNER]
        return self.pick([team for team in mine if not team.trashed and not team.awake])

    def todo(self) -> Todo:
        """A living todo of such a team."""
        return self.one(Todo, self.team())

    def section(self, team: Team) -> Section:
        """A living section of it."""
        return self.one(Section, team)

    def label(self, team: Team) -> Label:
        """A living label of it."""
        return self.one(Label, team)

    def one(self, table: type[R], team: Team) -> R:
        """A living record of a team."""
        columns: Any = table
        living = select(table).where(columns.team_id == team.id, col(table.trashed_at).is_(None))
        return self.pick(self.session.exec(living.order_by(columns.id)).all())

    def comment(self) -> Comment:
        """A living comment of a living todo."""
        said = select(Comment).where(Comment.todo_id == self.todo().id, col(Comment.trashed_at).is_(None))
        return self.pick(self.session.exec(said.order_by(col(Comment.id))).all())

    def membership(self, team: Team) -> Membership:
        """Somebody else's place on a team."""
        others = [link for link in team.memberships if link.hero_id != self.access.hero.id and not link.hero.trashed]
        return self.pick(sorted(others, key=lambda link: link.hero_id))

    def rank(self, team: Team, section: Section | None, parent: Todo | None = None) -> str:
        """The end of a section or of a todo's sub-todos."""
        return rank_between(self.access.last_rank(team, section, parent), None)


def _add_todo(my: Chance) -> None:
    team = my.team()
    section = my.random.choice([None, *my.access.sections(team)])
    todo = Todo.add(team, TodoCreate(title=my.words()), rank=my.rank(team, section), by=my.access.hero, section=section)
    my.access.add(todo)


def _add_sub(my: Chance) -> None:
    parent = my.todo()
    rank = my.rank(parent.team, None, parent)
    my.access.add(Todo.add(parent.team, TodoCreate(title=my.words()), rank=rank, by=my.access.hero, parent=parent))


def _edit_todo(my: Chance) -> None:
    day, hour = date(2027, 1, 1) + timedelta(days=my.random.randint(0, 400)), my.random.randint(0, 23)
    values: dict[str, object] = my.random.choice(
        [
            {"title": my.words()},
            {"notes": "\n".join(my.words() for _ in range(3))},
            {"priority": my.random.choice(list(Priority))},
            {"due_on": day, "due_at": None},
            {"due_on": None, "due_at": datetime(day.year, day.month, day.day, hour, tzinfo=UTC)},
            {"due_on": None, "due_at": None},
        ]
    )
    my.todo().edit(values, by=my.access.hero)


def _close(my: Chance) -> None:
    todo = my.todo()
    todo.close(by=my.access.hero, along_with=my.random.choice([[], my.access.branch(todo)]))


def _unassign(my: Chance) -> None:
    todo = my.todo()
    todo.unassign(my.pick(todo.assignments).hero, by=my.access.hero)


def _assign(my: Chance) -> None:
    todo = my.todo()
    todo.assign(my.pick(todo.team.memberships).hero, by=my.access.hero)


def _put_label(my: Chance) -> None:
    todo = my.todo()
    todo.put_label(my.label(todo.team), by=my.access.hero)


def _take_label(my: Chance) -> None:
    todo = my.todo()
    todo.take_label(my.pick(todo.label_links).label, by=my.access.hero)


def _duplicate(my: Chance) -> None:
    todo = my.todo()
    my.access.add(todo.duplicate(my.access.rank_behind(todo), my.access.hero, ALL, my.access.branch(todo)))


def _wait(my: Chance) -> None:
    todo, blocker = my.todo(), my.todo()
    todo.wait_for(blocker, by=my.access.hero, behind=my.access.waited_for(blocker))


def _wait_no_more(my: Chance) -> None:
    todo = my.todo()
    todo.wait_no_more(my.pick(todo.blocker_links).blocker, by=my.access.hero)


def _unrelate(my: Chance) -> None:
    todo = my.todo()
    todo.unrelate(my.pick(todo.relation_links).other, by=my.access.hero)


def _move(my: Chance) -> None:
    todo = my.todo()
    section = my.random.choice([None, *my.access.sections(todo.team)])
    todo.nest(None, todo.rank, by=my.access.hero, branch=my.access.branch(todo, trashed=True))
    todo.move(section, my.rank(todo.team, section), by=my.access.hero)


def _nest(my: Chance) -> None:
    todo, parent = my.todo(), my.todo()
    rank = my.rank(todo.team, None, parent)
    todo.nest(parent, rank, by=my.access.hero, branch=my.access.branch(todo, trashed=True))


def _transfer(my: Chance) -> None:
    todo, team = my.todo(), my.team()
    if team.id != todo.team_id:
        branch = my.access.branch(todo, trashed=True)
        todo.transfer(team, None, my.rank(team, None), by=my.access.hero, branch=branch)


def _add_section(my: Chance) -> None:
    team = my.team()
    rank = rank_between(my.access.last_section_rank(team), None)
    my.access.add(Section.add(team, SectionCreate(name=my.words()), rank=rank, by=my.access.hero))


def _restore(my: Chance) -> None:
    step = my.pick(my.access.trashed()).step
    my.access.restore(my.access.thrown_away(step), step)


def _end_membership(my: Chance) -> None:
    team = my.team()
    my.access.membership_with_work(team, my.membership(team).hero_id).end(by=my.access.hero)


def _enlist(my: Chance) -> None:
    team = my.team()
    heroes = my.session.exec(select(Hero).where(col(Hero.trashed_at).is_(None)).order_by(col(Hero.id))).all()
    team.enlist(my.pick(heroes), my.random.choice(list(Role)), by=my.access.hero)


def _edit_hero(my: Chance) -> None:
    values = {"name": my.words(), "handle": f"h{my.random.randint(0, 10**9)}"}
    my.membership(my.team()).hero.edit(values, by=my.access.hero)


def _name_label(my: Chance) -> str:
    return f"{my.words()} {my.random.randint(0, 10**9)}"


def _merge_labels(my: Chance) -> None:
    team = my.team()
    label = my.label(team)
    label.merge(my.label(team), my.access.wearing(label), by=my.access.hero)


def _trash(record: Trashable, my: Chance) -> None:
    record.trash(by=my.access.hero)


def _undo_something(my: Chance) -> None:
    """Also what was undone, somewhere in the middle, and back again."""
    recent = select(ChangeSet).where(col(ChangeSet.undone_by).is_(None)).order_by(col(ChangeSet.id).desc()).limit(3)
    my.access.take_back(my.pick(my.session.exec(recent).all()), {})


DEEDS: dict[str, Callable[[Chance], object]] = {
    "add a todo": _add_todo,
    "add a sub-todo": _add_sub,
    "edit a todo": _edit_todo,
    "edit another": _edit_todo,
    "close": _close,
    "reopen": lambda my: my.todo().reopen(by=my.access.hero),
    "assign": _assign,
    "unassign": _unassign,
    "put a label on": _put_label,
    "take a label off": _take_label,
    "duplicate": _duplicate,
    "wait": _wait,
    "wait no more": _wait_no_more,
    "relate": lambda my: my.todo().relate(my.todo(), by=my.access.hero),
    "unrelate": _unrelate,
    "move": _move,
    "nest": _nest,
    "transfer": _transfer,
    "delete a todo": lambda my: my.access.trash_todo(my.todo()),
    "add a section": _add_section,
    "rename a section": lambda my: my.section(my.team()).edit({"name": my.words()}, by=my.access.hero),
    "move a section": lambda my: my.section(my.team()).move(f"a{my.random.randint(1, 9)}", by=my.access.hero),
    "delete a section": lambda my: _trash(my.section(my.team()), my),
    "add a label": lambda my: my.access.add(Label.add(my.team(), LabelCreate(name=_name_label(my)), by=my.access.hero)),
    "rename a label": lambda my: my.label(my.team()).edit({"name": _name_label(my)}, by=my.access.hero),
    "recolour a label": lambda my: my.label(my.team()).edit({"colour": my.random.choice(list(Hue))}, by=my.access.hero),
    "merge labels": _merge_labels,
    "delete a label": lambda my: _trash(my.label(my.team()), my),
    "say something": lambda my: my.access.add(
        Comment.write(my.todo(), CommentCreate(body=my.words()), by=my.access.hero)
    ),
    "say it otherwise": lambda my: my.comment().edit({"body": my.words()}, by=my.access.hero),
    "delete what was said": lambda my: _trash(my.comment(), my),
    "introduce a hero": lambda my: my.access.introduce(my.team(), my.words(), Role.MEMBER),
    "edit a hero": _edit_hero,
    "prefer the dark": lambda my: my.access.hero.choose_theme(my.random.choice(list(Theme)), by=my.access.hero),
    "delete a hero": lambda my: my.access.trash_hero(my.membership(my.team()).hero),
    "merge heroes": lambda my: my.access.merge_heroes(*(my.membership(my.team()).hero for _ in range(2))),
    "hand over": lambda my: hand_over_by_chance(my.access, my.membership(my.team()).hero, my.random),
    "cover": lambda my: cover_by_chance(my.access, my.team(), my.random),
    "enlist": _enlist,
    "change a role": lambda my: my.membership(my.team()).change_role(my.random.choice(list(Role)), by=my.access.hero),
    "take off the team": _end_membership,
    "make a team": lambda my: my.access.add(Team.add(TeamCreate(name=my.words()), by=my.access.hero)),
    "rename a team": lambda my: my.team().edit({"name": my.words()}, by=my.access.hero),
    "duplicate a team": lambda my: my.access.duplicate(
        my.access.original(my.team(), Plan(frozenset(Part), reopened=True, moved=7)), my.words()
    ),
    "archive a team": lambda my: my.team().archive(by=my.access.hero),
    "bring a team back": lambda my: my.archived().unarchive(by=my.access.hero),
    "delete a team": lambda my: my.team().trash(by=my.access.hero),
    "restore": _restore,
    "restore another": _restore,
    "undo something": _undo_something,
}
