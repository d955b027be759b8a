"""The cast of every test: one small world, built through the verbs.

Deadpond owns Z-Force, Rusty-Man is a member and Tarantula a guest there. Spider-Boy, a stranger, owns the Preventers.
North is the admin of the instance and on no team but her own.
"""

from dataclasses import dataclass

from sqlmodel import Session

from app.access import Access
from app.models import Hero, HeroCreate, Hue, Label, LabelCreate, Role, Section, SectionCreate, Team, TeamCreate, Todo
from app.models.order import ranks_after
from app.models.todo import TodoCreate


@dataclass(frozen=True)
class Cast:
    """Ids of the heroes and of what is theirs."""

    deadpond: int
    rusty_man: int
    tarantula: int
    spider_boy: int
    north: int
    z_force: int
    preventers: int
    backlog: int
    doing: int
    house: int
    gear: int
    roof: int
    gutters: int
    ladder: int
    rope: int
    spider_web: int
    web_label: int
    web_section: int


def build(session: Session) -> Cast:
    """Write the world into the session's transaction."""
    deadpond, rusty_man, tarantula, spider_boy, north = (
        _introduce(session, name) for name in ("Deadpond Wilson", "Rusty-Man", "Tarantula", "Spider-Boy", "North")
    )
    north.is_admin = True
    z_force, backlog, doing, house, gear = _team(session, deadpond, "Z-Force", ("Backlog", "Doing"), ("house", "gear"))
    preventers, web_section, _, web_label, _ = _team(
        session, spider_boy, "Preventers", ("Web", "Spun"), ("sticky", "dry")
    )
    z_force.enlist(rusty_man, Role.MEMBER, by=deadpond)
    z_force.enlist(tarantula, Role.GUEST, by=deadpond)
    roof, rope = _todos(session, z_force, backlog, deadpond, "Call the roofer", "Order rope")
    (gutters,) = _todos(session, z_force, None, deadpond, "Clean the gutters", parent=roof)
    (ladder,) = _todos(session, z_force, None, deadpond, "Borrow a ladder", parent=gutters)
    (web,) = _todos(session, preventers, web_section, spider_boy, "Spin a web")
    roof.assign(rusty_man, by=deadpond)
    roof.assign(deadpond, by=deadpond)
    rope.assign(tarantula, by=deadpond)
    roof.put_label(house, by=deadpond)
    session.flush()
    return Cast(
        *(record.id for record in (deadpond, rusty_man, tarantula, spider_boy, north, z_force, preventers)),
        *(record.id for record in (backlog, doing, house, gear, roof, gutters, ladder, rope)),
        *(record.id for record in (web, web_label, web_section)),
    )


def _introduce(session: Session, name: str) -> Hero:
    hero = Hero.introduce(HeroCreate(name=name), handle=name.lower().replace(" ", "-"))
    session.add(hero)
    session.flush()
    Access(session, hero).add(Team.own(hero))
    return hero


def _team(
    session: Session, owner: Hero, name: str, sections: tuple[str, str], labels: tuple[str, str]
) -> tuple[Team, Section, Section, Label, Label]:
    access = Access(session, owner)
    team = Team.add(TeamCreate(name=name, headquarters="Porto", time_zone="Europe/Lisbon", colour=Hue.SKY), by=owner)
    access.add(team)
    first, second = (
        Section.add(team, SectionCreate(name=section), rank=rank, by=owner)
        for section, rank in zip(sections, ranks_after(None, 2), strict=True)
    )
    one, two = (Label.add(team, LabelCreate(name=label), by=owner) for label in labels)
    access.add(first, second, one, two)
    return team, first, second, one, two


def _todos(
    session: Session, team: Team, section: Section | None, by: Hero, *titles: str, parent: Todo | None = None
) -> list[Todo]:
    access = Access(session, by)
    ranks = ranks_after(access.last_rank(team, section, parent), len(titles))
    todos = [
        Todo.add(team, TodoCreate(title=title), rank=rank, by=by, section=section, parent=parent)
        for title, rank in zip(titles, ranks, strict=True)
    ]
    access.add(*todos)
    return todos
