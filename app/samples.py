"""The sample team: a kitchen garden to look around in, made through the same verbs as everything else."""

from dataclasses import dataclass
from datetime import timedelta

from app.access import Access
from app.i18n import N_, Viewer, _, viewing
from app.models import (
    Hero,
    Hue,
    Label,
    LabelCreate,
    Priority,
    Role,
    Section,
    SectionCreate,
    Team,
    TeamCreate,
    Todo,
    TodoCreate,
)
from app.models.order import ranks_after
from app.wording import today

HANA, WOUT = "Hana Novák", "Wout de Vries"
BEDS, SEEDS, SHED = N_("beds"), N_("seeds"), N_("shed")
LABELS = {BEDS: Hue.FERN, SEEDS: Hue.OLIVE, SHED: Hue.SLATE}


@dataclass(frozen=True)
class Job:
    """A todo of the sample; `days` from today on it is due."""

    title: str
    days: int | None = None
    hero: str = ""
    label: str = ""
    priority: Priority = Priority.NORMAL
    notes: str = ""
    subs: tuple[str, ...] = ()
    done: bool = False


PLAN = {
    N_("This week"): (
        Job(N_("Fix the drip line"), -2, WOUT, BEDS, Priority.HIGH, N_("The leak is behind the **third** bed.")),
        Job(
            N_("Harden off the tomatoes"),
            0,
            HANA,
            SEEDS,
            notes=N_("Outside by day, inside at night. Skip a day if it blows."),
            subs=(N_("Carry the trays out"), N_("Shade them at noon"), N_("Carry the trays back in")),
        ),
        Job(N_("Order leek and kale seeds"), 1, HANA, SEEDS),
        Job(N_("Water the greenhouse"), 2, priority=Priority.URGENT),
        Job(N_("Turn the compost"), 0, WOUT, done=True),
    ),
    N_("This season"): (
        Job(
            N_("Build the second raised bed"),
            9,
            WOUT,
            BEDS,
            subs=(N_("Buy larch boards"), N_("Dig out the turf"), N_("Fill it with compost")),
        ),
        Job(N_("Sharpen the tools"), 16, "", SHED, Priority.LOW),
        Job(N_("Decide who waters in August"), 30, HANA),
    ),
    N_("Some day"): (Job(N_("A bench under the pear tree"), None, "", SHED),),
}


def add_sample_team(access: Access) -> Team:
    """The team “Kitchen Garden” with two heroes who have no account, owned by the hero of this access."""
    with viewing(Viewer(access.hero.locale, access.hero.time_zone)):
        team = _team(access)
        heroes = {name: access.introduce(team, name, Role.MEMBER) for name in (HANA, WOUT)}
        _fill(access, team, heroes)
    return team


def _team(access: Access) -> Team:
    data = TeamCreate(
        name=_("Kitchen Garden"),
        description=_("A sample team. Try things out in it, then delete it: nothing here is yours."),
        headquarters="Utrecht",
        time_zone="Europe/Amsterdam",
        colour=Hue.FERN,
    )
    team = Team.add(data, by=access.hero)
    access.add(team)
    return team


def _fill(access: Access, team: Team, heroes: dict[str, Hero]) -> None:
    me = access.hero
    labels = {name: Label.add(team, LabelCreate(name=_(name), colour=hue), by=me) for name, hue in LABELS.items()}
    access.add(*labels.values())
    for (name, jobs), rank in zip(PLAN.items(), ranks_after(None, len(PLAN)), strict=True):
        section = Section.add(team, SectionCreate(name=_(name)), rank=rank, by=me)
        access.add(section)
        for job, place in zip(jobs, ranks_after(None, len(jobs)), strict=True):
            _give(access, _todo(access, team, section, job, place), job, heroes, labels)


def _todo(access: Access, team: Team, section: Section, job: Job, rank: str) -> Todo:
    due = None if job.days is None else today() + timedelta(days=job.days)
    data = TodoCreate(title=_(job.title), notes=_(job.notes), priority=job.priority, due_on=due)
    todo = Todo.add(team, data, rank=rank, by=access.hero, section=section)
    access.add(todo)
    for title, place in zip(job.subs, ranks_after(None, len(job.subs)), strict=True):
        access.add(Todo.add(team, TodoCreate(title=_(title)), rank=place, by=access.hero, parent=todo))
    return todo


def _give(access: Access, todo: Todo, job: Job, heroes: dict[str, Hero], labels: dict[str, Label]) -> None:
    if job.hero:
        todo.assign(heroes[job.hero], by=access.hero)
    if job.label:
        todo.put_label(labels[job.label], by=access.hero)
    if job.done:
        todo.close(by=access.hero)
