"""A world with something on every screen, built through the verbs: the Avengers' rescue station in Porto."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.access import Access
from app.access.guest import Guest
from app.ceremonies import Made
from app.database import transaction
from app.grammar.outline import read_outline
from app.models import (
    Comment,
    CommentCreate,
    Hero,
    HeroCreate,
    Hue,
    InvitationCreate,
    Label,
    LabelCreate,
    Login,
    Passkey,
    Priority,
    Role,
    SavedView,
    SavedViewCreate,
    Section,
    SectionCreate,
    Team,
    TeamCreate,
    Todo,
    TodoCreate,
)
from app.models.order import ranks_after
from app.models.sign_in_try import Outcome
from app.models.trashable import Trashable
from app.samples import add_sample_team
from app.wording import today

EMAIL, PASSWORD = "mira@example.org", "seven quiet lighthouses"
CAREFUL = "ben@example.org"
"""Ben's address: the same password opens nothing for him without a code."""
HEROES = {
    "Ben Okafor": ("keeps the vans running", Hue.CORAL),
    "Ana Ferreira": ("roofs and ropes", Hue.TEAL),
    "Chidi Eze": ("first aid", Hue.SKY),
    "Emil Strand": ("", Hue.SLATE),
    "Gita Thakur": ("press", Hue.FERN),
}
ROLES = {"Ben": Role.OWNER, "Ana": Role.MEMBER, "Chidi": Role.MEMBER, "Emil": Role.GUEST, "Gita": Role.MEMBER}
LABELS = {"house": Hue.AMBER, "gear": Hue.TEAL, "press": Hue.IRIS, "old": Hue.SLATE}
TEAMS = (("Avengers", "Porto", Hue.SKY), ("Choir Tour", "", Hue.ORCHID), ("Pop-up Bakery", "Braga", Hue.CORAL))
ABOUT = {
    "Avengers": """The volunteers of the old fire station: **we come when the siren goes**, and keep the vans ready.

- Thursdays at 19:00 we meet at the station
- Who is on call wears the radio
- Found something broken? Add it to *Up next* and say who should see it

The [handbook](https://fire.example/handbook) has the rest.
""",
    "Choir Tour": "Five towns in ten days. We travel **light** and sing loud.",
}
"""What teams say about themselves."""


@dataclass(frozen=True)
class Job:
    """A todo; `due` is days from today, `heroes` are first names."""

    title: str
    label: str = ""
    due: int | None = None
    heroes: str = ""
    priority: Priority = Priority.NORMAL
    subs: tuple[str, ...] = ()
    subs_done: int = 0
    notes: str = ""
    done: bool = False


NOTES = """The council gives us the old fire station for *one euro a year* if we move in before June.

- Keys are with the caretaker
- The siren has to be **tested with the town hall** first
"""
VAN = ("Plasters", "Bandages", "Gloves", "Foil blankets", "Scissors", "Torches")
MOVE = (
    "Tell the neighbours",
    "Pack the radio room",
    "Book a lorry",
    "Test the siren with the town hall",
    "Hand in keys",
)
PLAN = {
    "Up next": (
        Job("Renew the liability insurance", "house", -4, "Ben", Priority.URGENT),
        Job("Call the roofer about the leak over bay 2", "house", 1, "Ana", Priority.HIGH),
        Job("Order 60 m of static rope, 11 mm", "gear", 3, "Ana"),
        Job("Check the first-aid kits in both vans", "gear", 6, "Chidi Emil", subs=VAN),
        Job("Draft the open-day invitation", "press", 8, "Mira Chidi", subs=("Date", "Text", "Print it"), subs_done=1),
        Job("Translate the safety leaflet into Portuguese", "press", None, "Ana"),
        Job("Call the old landlord", "old"),
    ),
    "On it": (
        Job("Move headquarters to the old fire station", "house", 17, "Mira Ben Ana", Priority.HIGH, MOVE, 2, NOTES),
        Job("Replace the radio batteries in van 2", "gear", 0, "Ben"),
        Job("Write the debrief of the Serra exercise", "press", 0, "Mira"),
        Job("Pay the water bill for the station", "house", 0, "Ben", done=True),
    ),
    "Waiting on someone": (
        Job("Fire-safety certificate for the station", "house", 20, "Ben"),
        Job("Solar panels for the station roof", "house", None, "", Priority.LOW),
        Job("Quote for the van lift", "gear", 24, "Chidi Gita"),
    ),
}
REWORKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Mira", {"notes": NOTES.replace("before June", "by 1 July"), "due_on": today() + timedelta(days=19)}),
    ("Ana", {"title": "Move headquarters to the fire station", "priority": Priority.URGENT}),
    ("Ben", {"title": "Move headquarters to the old fire station", "priority": Priority.HIGH}),
    ("Ben", {"notes": NOTES.replace("before June", "by 15 July"), "due_on": today() + timedelta(days=18)}),
)
"""Who wrote what of the todo that moves headquarters, one after the other."""
TALK = (("Ben", "Who has the keys, @mira?"), ("Mira", "The caretaker, @ben-okafor. I pick them up on Friday."))


@dataclass(frozen=True)
class World:
    """Ids of what is in it, for the addresses of the screens. `join` is the path of Emil's one-time link, `invitation`
    that of a link to the team without a todo, `trashed` the step that threw something away, `bare` a team without a
    todo, `edited` a step of Mira that Ben has written over, `saved` a view of the team, `passkey` one of Ben's."""

    mira: int
    ben: int
    emil: int
    team: int
    bare: int
    section: int
    label: int
    todo: int
    comment: int
    trashed: int
    edited: int
    saved: int
    join: str
    invitation: str
    passkey: int

    @classmethod
    def nobody(cls) -> "World":
        """An empty one."""
        return cls(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "", "", 0)


def build_world(engine: sa.Engine) -> World:
    """Write it into an empty database; what lies in the trash went there one by one."""
    with transaction(engine) as session:
        mira = _first_hero(session)
        access = Guest(session).enter(mira)
        heroes = {"Mira": mira} | {hero.first_name: hero for hero in _heroes(access)}
        passkey = _guard(session, heroes["Ben"])
        team, bare, bakery = (_team(access, *words) for words in TEAMS)
        for name, role in ROLES.items():
            team.enlist(heroes[name], role, by=mira)
        labels = {name: Label.add(team, LabelCreate(name=name, colour=hue), by=mira) for name, hue in LABELS.items()}
        access.add(*labels.values())
        todos = _fill(access, team, heroes, labels)
        add_sample_team(access)
        move = todos["Move headquarters to the old fire station"]
        move.wait_for(todos["Fire-safety certificate for the station"], by=mira, behind=())
        todos["Solar panels for the station roof"].wait_for(move, by=mira, behind=())
        move.relate(todos["Draft the open-day invitation"], by=mira)
        said = [_say(access, move, heroes[name], words) for name, words in TALK]
        access.plant(bakery, read_outline("- Find a corner\n- Ask for a stove\n  - Gas or wood?"))
        view = SavedView.add(team, SavedViewCreate(name="Late gear", query="due:late"), by=mira, list_of=team)
        access.add(view)
        join = access.link_for(heroes["Emil"])
        _, invitation = access.invite(bare, InvitationCreate(uses=5))
    condemned: tuple[tuple[type[Trashable], int], ...] = (
        (Todo, todos["Call the old landlord"].id),
        (Label, labels["old"].id),
        (Hero, heroes["Gita"].id),
        (Team, bakery.id),
    )
    steps = [_throw_away(engine, mira.id, *one) for one in condemned]
    edited, *_ = [_rework(engine, heroes[name].id, move.id, values) for name, values in REWORKED]
    section = move.section_id or 0
    ids = (mira.id, heroes["Ben"].id, heroes["Emil"].id, team.id, bare.id, section, labels["house"].id, move.id)
    return World(*ids, said[-1].id, steps[0], edited, view.id, join, invitation, passkey)


def _first_hero(session: Session) -> Hero:
    mira = Hero.introduce(HeroCreate(name="Mira Lindqvist"), handle="mira", is_admin=True)
    mira.sqlmodel_update({"hue": Hue.ORCHID, "time_zone": "Europe/Lisbon"})
    session.add(mira)
    session.flush()
    session.add(Login.claim(mira, EMAIL, PASSWORD))
    for outcome, hero in ((Outcome.ADMITTED, mira), (Outcome.WRONG_CODE, mira), (Outcome.WRONG_PASSWORD, None)):
        Guest(session).note_try(outcome, "192.0.2.1", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", hero=hero)
    Guest(session).enter(mira).add(Team.own(mira))
    return mira


def _guard(session: Session, hero: Hero) -> int:
    """Give a hero everything to sign in with. The id of the first passkey."""
    guest = Guest(session)
    session.add(Login.claim(hero, CAREFUL, PASSWORD))
    guest.prepare_second_factor(hero)
    session.flush()
    factor = guest.second_factor(hero)
    assert factor is not None
    factor.turn_on()
    guest.new_recovery_codes(hero)
    passkey = Passkey.keep(hero, Made("credential", "key", 0, "internal"), "handle", "Ben’s phone")
    session.add(passkey)
    session.add(Passkey.keep(hero, Made("another", "key", 0, "usb"), "handle", "Blue key"))
    session.flush()
    passkey.use(1)
    return passkey.id


def _heroes(access: Access) -> list[Hero]:
    heroes = []
    for name, (title, hue) in HEROES.items():
        hero = Hero.add(HeroCreate(name=name, title=title), handle=access.free_handle(name), by=access.hero)
        hero.sqlmodel_update({"hue": hue, "time_zone": "Europe/Lisbon"})
        access.add(hero)
        heroes.append(hero)
    return heroes


def _team(access: Access, name: str, headquarters: str, colour: Hue) -> Team:
    about = ABOUT.get(name, "")
    data = TeamCreate(name=name, description=about, headquarters=headquarters, time_zone="Europe/Lisbon", colour=colour)
    team = Team.add(data, by=access.hero)
    access.add(team)
    return team


def _fill(access: Access, team: Team, heroes: dict[str, Hero], labels: dict[str, Label]) -> dict[str, Todo]:
    todos = {}
    for (name, jobs), rank in zip(PLAN.items(), ranks_after(None, len(PLAN)), strict=True):
        section = Section.add(team, SectionCreate(name=name), rank=rank, by=access.hero)
        access.add(section)
        for job, place in zip(jobs, ranks_after(None, len(jobs)), strict=True):
            todo = todos[job.title] = _todo(access, team, section, job, place)
            for first_name in job.heroes.split():
                todo.assign(heroes[first_name], by=access.hero)
            if job.label:
                todo.put_label(labels[job.label], by=access.hero)
    return todos


def _todo(access: Access, team: Team, section: Section, job: Job, rank: str) -> Todo:
    due = None if job.due is None else today() + timedelta(days=job.due)
    data = TodoCreate(title=job.title, notes=job.notes, priority=job.priority, due_on=due)
    todo = Todo.add(team, data, rank=rank, by=access.hero, section=section)
    access.add(todo)
    for n, place in enumerate(ranks_after(None, len(job.subs)), start=1):
        sub = Todo.add(team, TodoCreate(title=job.subs[n - 1]), rank=place, by=access.hero, parent=todo)
        access.add(sub)
        if n <= job.subs_done:
            sub.close(by=access.hero)
    if job.done:
        todo.close(by=access.hero)
    return todo


def _say(access: Access, todo: Todo, author: Hero, words: str) -> Comment:
    comment = Comment.write(todo, CommentCreate(body=words), by=author)
    access.add(comment)
    return comment


def _rework(engine: sa.Engine, hero_id: int, todo_id: int, values: dict[str, Any]) -> int:
    with transaction(engine) as session:
        access = Guest(session).enter(session.get_one(Hero, hero_id))
        access.todo(todo_id).edit(values, by=access.hero)
        return access.history().id


def _throw_away(engine: sa.Engine, hero_id: int, kind: type[Trashable], record_id: int) -> int:
    with transaction(engine) as session:
        access = Guest(session).enter(session.get_one(Hero, hero_id))
        session.get_one(kind, record_id).trash(by=access.hero)
    with transaction(engine) as session:
        return Guest(session).enter(session.get_one(Hero, hero_id)).trashed()[0].step
