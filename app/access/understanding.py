"""Names in a line: which hero, label and section of the team are meant. What fits none, or several, is a word again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import col, select

from app.access.faces import Face, face_columns
from app.access.paging import by_name
from app.access.reach import Reach, related
from app.access.rows import Tag
from app.grammar.reading import Reading, Sign
from app.grammar.signs import Kind
from app.grammar.slips import is_slip
from app.models import Hero, Hue, Label, Membership, Section, Team
from app.models.naming import first_name_of, handle_from

NAMES_SHOWN = 3
NAMED = frozenset({Kind.HERO, Kind.LABEL, Kind.SECTION})


class Person(NamedTuple):
    """A hero of the team, with all that they can be called by."""

    id: int
    name: str
    hue: Hue
    picture: str | None
    deactivated: bool
    handle: str

    @property
    def face(self) -> Face:
        """The hero as an avatar shows them."""
        return Face(self.id, self.name, self.hue, self.picture, self.deactivated)


class Heading(NamedTuple):
    """A section of the team."""

    id: int
    name: str


@dataclass(frozen=True)
class Misfit:
    """A name that stays in the title: there is nobody and nothing of it, or several (`choices`)."""

    kind: Kind
    text: str
    reason: Literal["none", "several"]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slip:
    """A new label that looks like one that there is."""

    name: str
    meant: Tag


@dataclass(frozen=True)
class Answers:
    """What was answered about slips: names to take for the label that they look like, and names to make."""

    same: frozenset[str] = frozenset()
    make: frozenset[str] = frozenset()

    @classmethod
    def given(cls, same: Iterable[str], make: Iterable[str]) -> "Answers":
        """As a form has them."""
        return cls(frozenset(name.casefold() for name in same), frozenset(name.casefold() for name in make))


@dataclass(frozen=True)
class Understood:
    """A line whose names are known. `reading` has the others in its title; `slips` are not yet decided about."""

    reading: Reading
    heroes: Sequence[Face] = ()
    labels: Sequence[Tag] = ()
    new_labels: Sequence[str] = ()
    section: Heading | None = None
    misfits: Sequence[Misfit] = ()
    slips: Sequence[Slip] = ()


@dataclass
class Names:
    """All names of a team, to find those of a line among them."""

    people: Sequence[Person]
    labels: Sequence[Tag]
    sections: Sequence[Heading]
    answers: Answers = field(default_factory=Answers)

    def __post_init__(self) -> None:
        self._labels = {tag.name.casefold(): tag for tag in self.labels}
        self._slips: dict[str, Tag | None] = {}
        self._handles = {person.handle: [person] for person in self.people}
        self._names = [(handle_from(one.name), handle_from(first_name_of(one)), one) for one in self.people]
        self._places = [(handle_from(place.name), place) for place in self.sections]
        self._known: dict[tuple[Kind, str], Sequence[Person] | Sequence[Heading]] = {}

    def understand(self, reading: Reading, kinds: Collection[Kind] = NAMED) -> Understood:
        """The heroes, labels and section that the signs of these kinds name; other signs of names are words again."""
        rejected = [sign for sign in reading.signs if sign.kind in NAMED and sign.kind not in kinds]
        misfits: list[Misfit] = []
        found: list[Person | Heading] = []
        for sign in reading.signs:
            if sign.kind in (Kind.HERO, Kind.SECTION) and sign.kind in kinds:
                candidates = self._candidates(sign)
                if len(candidates) == 1:
                    found.append(candidates[0])
                else:
                    rejected.append(sign)
                    misfits.append(_misfit(reading, sign, candidates))
        heroes = list(dict.fromkeys(one.face for one in found if isinstance(one, Person)))
        section = next((one for one in found if isinstance(one, Heading)), None)
        return self._with_labels(Understood(reading.without(rejected), heroes, section=section, misfits=misfits))

    def _candidates(self, sign: Sign) -> Sequence[Person] | Sequence[Heading]:
        key = (sign.kind, sign.value.casefold())
        if key not in self._known:
            self._known[key] = self._called(key[1]) if sign.kind is Kind.HERO else self._standing(key[1])
        return self._known[key]

    def _called(self, name: str) -> Sequence[Person]:
        """By handle; else by name, by first name, or by the beginning of a handle or name."""
        wanted = handle_from(name)
        return (
            self._handles.get(name)
            or [one for full, _first, one in self._names if full == wanted]
            or [one for _full, first, one in self._names if first == wanted]
            or [one for full, _first, one in self._names if full.startswith(wanted) or one.handle.startswith(wanted)]
        )

    def _standing(self, name: str) -> Sequence[Heading]:
        wanted = handle_from(name)
        exact = [place for slug, place in self._places if slug == wanted]
        return exact or [place for slug, place in self._places if slug.startswith(wanted)]

    def _with_labels(self, understood: Understood) -> Understood:
        known: list[Tag] = []
        new: dict[str, str] = {}
        slips: list[Slip] = []
        for name in understood.reading.values(Kind.LABEL):
            tag = self._labels.get(name.casefold()) or self._meant(name)
            if tag and (name.casefold() in self.answers.same or name.casefold() in self._labels):
                known.append(tag)
            else:
                new.setdefault(name.casefold(), name)
                if tag and name.casefold() not in self.answers.make:
                    slips.append(Slip(name, tag))
        labels = list(dict.fromkeys(known))
        return replace(understood, labels=labels, new_labels=list(new.values()), slips=slips)

    def _meant(self, name: str) -> Tag | None:
        """The label that a new one looks like."""
        key = name.casefold()
        if key not in self._slips:
            self._slips[key] = next((tag for tag in self.labels if is_slip(name, tag.name)), None)
        return self._slips[key]


def _misfit(reading: Reading, sign: Sign, found: Sequence[Person] | Sequence[Heading]) -> Misfit:
    names = tuple(one.name for one in found[: NAMES_SHOWN + 1])
    return Misfit(sign.kind, reading.line[sign.start : sign.end], "several" if found else "none", names)


class Understanding(Reach):
    """The names of a team. It must have been reached through this access."""

    def vocabulary(self, team: Team, readings: Iterable[Reading], answers: Answers | None = None) -> Names:
        """The names that the readings could mean: a select for each kind of sign that there is in them."""
        kinds = {sign.kind for reading in readings for sign in reading.signs}
        return Names(
            self._people(team) if Kind.HERO in kinds else [],
            self._tags(team) if Kind.LABEL in kinds else [],
            self._sections(team) if Kind.SECTION in kinds else [],
            answers or Answers(),
        )

    def team_heroes(self, team: Team, hero_ids: Collection[int]) -> Sequence[Hero]:
        """Those of these heroes who are on the team, with their roles, ready to be given todos."""
        on_team = sa.select(col(Membership.hero_id)).where(col(Membership.team_id) == team.id)
        if not hero_ids:
            return []
        return self._all(
            select(Hero)
            .where(col(Hero.id).in_(hero_ids), col(Hero.id).in_(on_team), col(Hero.trashed_at).is_(None))
            .options(selectinload(related(Hero.memberships)))
        )

    def _people(self, team: Team) -> Sequence[Person]:
        on_team = sa.select(col(Membership.hero_id)).where(col(Membership.team_id) == team.id)
        rows = self._session.execute(
            sa.select(*face_columns(), col(Hero.handle))
            .where(col(Hero.id).in_(on_team), col(Hero.trashed_at).is_(None))
            .order_by(by_name(Hero), col(Hero.id))
        )
        return [Person(*row) for row in rows]

    def _tags(self, team: Team) -> Sequence[Tag]:
        rows = self._session.execute(
            sa.select(col(Label.id), col(Label.name), col(Label.colour))
            .where(col(Label.team_id) == team.id, col(Label.trashed_at).is_(None))
            .order_by(by_name(Label), col(Label.id))
        )
        return [Tag(*row) for row in rows]

    def _sections(self, team: Team) -> Sequence[Heading]:
        rows = self._session.execute(
            sa.select(col(Section.id), col(Section.name))
            .where(col(Section.team_id) == team.id, col(Section.trashed_at).is_(None))
            .order_by(col(Section.rank), col(Section.id))
        )
        return [Heading(*row) for row in rows]
