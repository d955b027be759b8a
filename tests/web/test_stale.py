"""Two people have the same form open: every form that changes something asks in the same way, and nothing is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Comment, CommentCreate, Hero, Role
from tests.cast import Cast
from tests.forms import form_on

Client = Callable[..., TestClient]


@dataclass(frozen=True)
class Edit:
    """A form: where it is shown and where it goes, who has it open in two windows, the field that both change from
    `was` to `theirs` and to `mine`, and another one that only they change."""

    shown: str
    sent: str
    who: str
    field: str
    was: str
    theirs: str
    mine: str
    other: tuple[str, str] = ("", "")


FORMS = {
    "todo": Edit(
        "/todos/{roof}/edit",
        "/todos/{roof}",
        "rusty_man",
        "title",
        "Call the roofer",
        "Ring her",
        "Write to her",
        ("priority", "high"),
    ),
    "sub-todo": Edit(
        "/todos/{gutters}/edit", "/todos/{gutters}", "rusty_man", "due_day", "", "2031-05-29", "2031-05-30"
    ),
    "comment": Edit(
        "/comments/{comment}/edit", "/comments/{comment}", "rusty_man", "body", "Soon.", "Today.", "Never."
    ),
    "team": Edit(
        "/teams/{z_force}/edit",
        "/teams/{z_force}",
        "deadpond",
        "headquarters",
        "Porto",
        "Braga",
        "Faro",
        ("colour", "rose"),
    ),
    "description": Edit(
        "/teams/{z_force}/edit", "/teams/{z_force}", "deadpond", "description", "", "Ready.", "Steady.", ("name", "Z")
    ),
    "section": Edit(
        "/teams/{z_force}/sections/{backlog}/edit",
        "/teams/{z_force}/sections/{backlog}",
        "rusty_man",
        "name",
        "Backlog",
        "Up next",
        "Some day",
    ),
    "label": Edit(
        "/teams/{z_force}/labels/{house}/edit",
        "/teams/{z_force}/labels/{house}",
        "rusty_man",
        "name",
        "house",
        "home",
        "haus",
        ("colour", "rose"),
    ),
    "hero": Edit(
        "/heroes/{tarantula}/edit",
        "/heroes/{tarantula}",
        "deadpond",
        "name",
        "Tarantula",
        "Spider",
        "Taranta",
        ("title", "Weaver"),
    ),
    "profile": Edit(
        "/settings", "/settings/profile", "rusty_man", "name", "Rusty-Man", "Rusty", "Rust", ("title", "Smith")
    ),
    "role": Edit(
        "/teams/{z_force}/roster",
        "/teams/{z_force}/roster/{rusty_man}",
        "deadpond",
        "role",
        "member",
        "guest",
        "owner",
    ),
}


@pytest.fixture(params=FORMS)
def edit(request: pytest.FixtureRequest) -> Edit:
    """Each form there is."""
    return FORMS[request.param]


@pytest.fixture
def places(cast: Cast, engine: sa.Engine) -> dict[str, int]:
    """Ids by name, with a comment by the member."""
    with transaction(engine) as session:
        session.info["actor_id"] = cast.rusty_man
        mine = Access(session, session.get_one(Hero, cast.rusty_man))
        said = Comment.write(mine.todo(cast.roof), CommentCreate(body="Soon."), by=mine.hero)
        mine.add(said)
        return vars(cast) | {"comment": said.id}


class Windows:
    """One person with a form open several times; `open` reads it as a browser would send it."""

    def __init__(self, edit: Edit, places: dict[str, int], client: Client, *, htmx: bool = False) -> None:
        self.edit, self.places = edit, places
        self.plain = client(places[edit.who])
        self.browser = client(places[edit.who], htmx=htmx)

    def open(self) -> dict[str, Any]:
        return self.read(self.plain.get(self.edit.shown.format(**self.places)).text)

    def read(self, page: str) -> dict[str, Any]:
        return form_on(page, self.edit.sent.format(**self.places))

    def save(self, form: dict[str, Any], **typed: str) -> Any:
        return self.browser.put(self.edit.sent.format(**self.places), data=form | typed)

    @property
    def now(self) -> dict[str, Any]:
        """What is stored, as the form shows it."""
        return self.open()

    def clash(self) -> Any:
        """The answer to the second of two who changed the same."""
        mine = self.open()
        their_other = dict([self.edit.other]) if self.edit.other[0] else {}
        assert self.save(self.open(), **{self.edit.field: self.edit.theirs}, **their_other).status_code in (200, 303)
        return self.save(mine, **{self.edit.field: self.edit.mine})


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def windows(request: pytest.FixtureRequest, edit: Edit, places: dict[str, int], client: Client) -> Windows:
    """Each form, with a script and without."""
    return Windows(edit, places, client, htmx=request.param)


def test_it_carries_what_it_was_opened_with(windows: Windows) -> None:
    form = windows.open()
    assert form[windows.edit.field] == windows.edit.was
    assert form.get("version") or form["before"] == windows.edit.was


def test_both_versions_are_shown_and_nothing_is_saved(windows: Windows) -> None:
    answer = windows.clash()
    assert answer.status_code == 409
    assert 'class="versus' in answer.text
    again = windows.read(answer.text)
    assert (again[windows.edit.field], again[f"{windows.edit.field}_theirs"]) == (
        windows.edit.mine,
        windows.edit.theirs,
    )
    assert windows.now[windows.edit.field] == windows.edit.theirs


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_one_click_takes_either_and_what_only_they_changed_stays(windows: Windows, side: str) -> None:
    again = windows.read(windows.clash().text)
    assert windows.save(again, take=side).status_code in (200, 303)
    assert windows.now[windows.edit.field] == getattr(windows.edit, side)
    name, value = windows.edit.other
    assert windows.now.get(name, "") == value


def test_mine_can_be_edited_further(windows: Windows) -> None:
    again = windows.read(windows.clash().text)
    choice = windows.edit.field.partition("_")[0]
    typed = {windows.edit.field: windows.edit.was or "2031-06-01", f"{choice}_from": "mine"}
    assert windows.save(again, **typed).status_code in (200, 303)
    assert windows.now[windows.edit.field] == typed[windows.edit.field]


def test_a_third_version_asks_again_and_keeps_what_was_typed(windows: Windows) -> None:
    again = windows.read(windows.clash().text)
    third = windows.edit.was or "2031-06-01"
    windows.save(windows.open(), **{windows.edit.field: third})
    answer = windows.save(again, take="mine")
    assert answer.status_code == 409
    twice = windows.read(answer.text)
    assert (twice[windows.edit.field], twice[f"{windows.edit.field}_theirs"]) == (windows.edit.mine, third)
    assert windows.save(twice, take="mine").status_code in (200, 303)
    assert windows.now[windows.edit.field] == windows.edit.mine


@pytest.mark.parametrize("version", [None, "", "x", "-1", "0", "99"])
def test_without_a_version_nothing_is_overwritten_silently(windows: Windows, version: str | None) -> None:
    mine = windows.open()
    windows.save(windows.open(), **{windows.edit.field: windows.edit.theirs})
    known = {name: value for name, value in mine.items() if name not in ("version", "before")}
    if version is not None:
        known |= {"version": version}
    assert windows.save(known, **{windows.edit.field: windows.edit.mine}).status_code == 409
    assert windows.now[windows.edit.field] == windows.edit.theirs


def test_a_mistake_after_the_choice_keeps_the_choice(places: dict[str, int], client: Client) -> None:
    team = Windows(FORMS["team"], places, client)
    again = team.read(team.clash().text)
    answer = team.save(again, headquarters_from="theirs", name="")
    assert answer.status_code == 422
    assert team.save(team.read(answer.text), name="Z").status_code == 303
    assert (team.now["name"], team.now["headquarters"]) == ("Z", "Braga")


@pytest.mark.parametrize("htmx", [False, True])
def test_both_texts_are_put_together_with_the_lines_that_clash_marked(
    places: dict[str, int], client: Client, htmx: bool
) -> None:
    comment = Windows(FORMS["comment"], places, client, htmx=htmx)
    answer = comment.clash()
    assert '<b>Yours</b><ins dir="auto">Never.</ins>' in answer.text
    assert '<ins dir="auto">Today.</ins>' in answer.text
    again = comment.read(answer.text)
    assert comment.save(again, take="both").status_code in (200, 303)
    assert comment.now["body"] == "Today.\nNever."


def test_both_can_be_edited_before_it_is_saved(places: dict[str, int], client: Client) -> None:
    comment = Windows(FORMS["comment"], places, client)
    again = comment.read(comment.clash().text)
    comment.save(again, body_both="Today, or never.")
    assert comment.now["body"] == "Today, or never."


def test_who_changed_it_is_named(cast: Cast, client: Client, places: dict[str, int]) -> None:
    mine = Windows(FORMS["team"], places, client)
    form = mine.open()
    client(cast.north).put(f"/teams/{cast.z_force}", data=form | {"headquarters": "Braga", "name": "Z"})
    answer = mine.save(form, headquarters="Faro")
    assert "North changed the headquarters while you were editing" in answer.text
    assert "By North" in answer.text
    assert mine.save(form, headquarters="Faro", name="X").text.count("North changed the same things") == 1


def test_of_a_role_too(cast: Cast, client: Client, engine: sa.Engine, places: dict[str, int]) -> None:
    role = Windows(FORMS["role"], places, client)
    form = role.open()
    client(cast.north).put(f"/teams/{cast.z_force}/roster/{cast.rusty_man}", data=form | {"role": "guest"})
    assert "North changed the role while you were looking" in role.save(form, role="owner").text
    with transaction(engine) as session:
        assert session.get_one(Hero, cast.rusty_man).role_in(cast.z_force) is Role.GUEST
