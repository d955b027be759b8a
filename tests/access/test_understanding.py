"""Names in a line: whom and what they mean on a team."""

from collections.abc import Callable

import pytest

from app.access import Access
from app.access.understanding import Answers, Understood
from app.grammar.examples import HERE
from app.grammar.reading import read_line
from app.grammar.signs import Kind
from app.models import HeroCreate, Role
from app.models.hero import Hero
from tests.cast import Cast

Reach = Callable[[int], Access]


@pytest.fixture
def understand(cast: Cast, access: Reach) -> Callable[..., Understood]:
    """Reads a line on Z-Force, where Ana, André, Anaïs Nin and another Ana are too."""
    mine = access(cast.deadpond)
    team = mine.team(cast.z_force)
    for name, handle in (("Ana Ferreira", "ana"), ("André Silva", "andre"), ("Anaïs Nin", "nin"), ("Ana Li", "ana-li")):
        hero = Hero.add(HeroCreate(name=name), handle=handle, by=mine.hero)
        mine.add(hero)
        mine.add(team.enlist(hero, Role.MEMBER, by=mine.hero))

    def read(line: str, answers: Answers | None = None, **options: frozenset[Kind]) -> Understood:
        reading = read_line(line, HERE)
        return mine.vocabulary(team, [reading], answers).understand(reading, **options)

    return read


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("@ana", ["Ana Ferreira"]),
        ("@ANA-LI", ["Ana Li"]),
        ("@andré", ["André Silva"]),
        ("@andr", ["André Silva"]),
        ('@"ana li"', ["Ana Li"]),
        ("@Anais", ["Anaïs Nin"]),
        ("@rusty-man", ["Rusty-Man"]),
        ("@taran", ["Tarantula"]),
    ],
)
def test_a_hero_is_found_by_handle_name_first_name_or_beginning(
    understand: Callable[..., Understood], word: str, names: list[str]
) -> None:
    understood = understand(f"Call {word}")
    assert [face.name for face in understood.heroes] == names
    assert (understood.reading.title, list(understood.misfits)) == ("Call", [])


def test_a_beginning_that_fits_several_names_them_and_stays(understand: Callable[..., Understood]) -> None:
    understood = understand("Call @an soon")
    (misfit,) = understood.misfits
    assert (misfit.text, misfit.reason) == ("@an", "several")
    assert misfit.choices == ("Ana Ferreira", "Ana Li", "Anaïs Nin", "André Silva")
    assert understood.reading.title == "Call @an soon"


@pytest.mark.parametrize("word", ["@zoe", "@spider-boy", "@north", "/web", "/attic"])
def test_who_and_what_is_not_of_the_team_stays(understand: Callable[..., Understood], word: str) -> None:
    understood = understand(f"Call {word} tomorrow")
    assert [(misfit.text, misfit.reason) for misfit in understood.misfits] == [(word, "none")]
    assert understood.reading.title == f"Call {word}"
    assert understood.reading.day is not None


def test_labels_and_sections_are_found_whatever_their_capitals(
    cast: Cast, understand: Callable[..., Understood]
) -> None:
    understood = understand("Call #HOUSE #attic /back")
    assert [tag.id for tag in understood.labels] == [cast.house]
    assert list(understood.new_labels) == ["attic"]
    assert understood.section is not None
    assert understood.section.id == cast.backlog


def test_a_slip_is_asked_about_until_it_is_answered(cast: Cast, understand: Callable[..., Understood]) -> None:
    (slip,) = understand("Call #Hosue").slips
    assert (slip.name, slip.meant.id) == ("Hosue", cast.house)
    same = understand("Call #Hosue", Answers.given(["hosue"], []))
    assert ([tag.id for tag in same.labels], list(same.new_labels), list(same.slips)) == ([cast.house], [], [])
    make = understand("Call #Hosue", Answers.given([], ["HOSUE"]))
    assert (list(make.labels), list(make.new_labels), list(make.slips)) == ([], ["Hosue"], [])


def test_signs_that_are_not_wanted_are_words(understand: Callable[..., Understood]) -> None:
    understood = understand("Call @ana #house /doing !high", kinds=frozenset({Kind.LABEL}))
    assert understood.reading.title == "Call @ana /doing"
    assert (list(understood.heroes), understood.section, list(understood.misfits)) == ([], None, [])
