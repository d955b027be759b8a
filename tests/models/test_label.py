"""Labels: coloured words that a team puts on its todos."""

from collections.abc import Callable

import pytest
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from app.access import Access
from app.errors import Forbidden
from app.models import Hue, Label, LabelCreate
from tests.cast import Cast

Reach = Callable[[int], Access]


def test_a_member_adds_and_changes_labels(cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    label = Label.add(mine.team(cast.z_force), LabelCreate(name="  press "), by=mine.hero)
    mine.add(label)
    label.edit({"name": "news", "colour": Hue.IRIS}, by=mine.hero)
    assert (label.name, label.colour, label.team_id) == ("news", "iris", cast.z_force)


def test_a_guest_does_neither(cast: Cast, access: Reach) -> None:
    mine = access(cast.tarantula)
    team = mine.team(cast.z_force)
    with pytest.raises(Forbidden, match="Guests cannot"):
        Label.add(team, LabelCreate(name="press"), by=mine.hero)
    with pytest.raises(Forbidden):
        mine.label(team, cast.house).edit({"name": "home"}, by=mine.hero)


def test_yellow_is_no_colour_of_a_label() -> None:
    with pytest.raises(ValidationError):
        LabelCreate(name="sun", colour="yellow")  # type: ignore[arg-type]  # what a form could send


def test_two_labels_of_a_team_have_different_names_whatever_the_case(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    with pytest.raises(IntegrityError):
        mine.add(Label.add(mine.team(cast.z_force), LabelCreate(name="House"), by=mine.hero))


def test_a_name_is_free_again_once_its_label_is_in_the_trash(cast: Cast, access: Reach) -> None:
    mine = access(cast.deadpond)
    team = mine.team(cast.z_force)
    mine.label(team, cast.house).trash(by=mine.hero)
    again = Label.add(team, LabelCreate(name="house"), by=mine.hero)
    mine.add(again)
    assert [label.id for label in mine.labels(team)] == [cast.gear, again.id]


def test_another_team_may_have_a_label_of_the_same_name(cast: Cast, access: Reach) -> None:
    theirs = access(cast.spider_boy)
    label = Label.add(theirs.team(cast.preventers), LabelCreate(name="house"), by=theirs.hero)
    theirs.add(label)
    assert label.team_id == cast.preventers
