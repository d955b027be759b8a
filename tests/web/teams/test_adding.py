"""What a line says is done, what it leaves open is asked, and a list is looked at before it is added."""

from collections.abc import Callable
from html import unescape

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from app.history import RecordedSession
from app.models import Label, Todo
from app.models.change import Change, ChangeSet
from tests.cast import Cast
from tests.dump import dump

Client = Callable[..., TestClient]
LINE = "Tar the roof 2030-06-03 9am #house #tiles @rusty !high every monday /doing"


def added(session: RecordedSession, title: str) -> Todo:
    return session.exec(select(Todo).where(Todo.title == title)).one()


@pytest.mark.parametrize("htmx", [False, True])
def test_a_line_says_it_all_in_one_step(cast: Cast, client: Client, session: RecordedSession, htmx: bool) -> None:
    member = client(cast.deadpond, htmx=htmx)
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": LINE})
    text = unescape(answer.text if htmx else member.get(answer.headers["location"]).text)
    assert (
        "Added “Tar the roof” for Mon 3 June 2030, 09:00, every Monday, to Rusty-Man, #house and #tiles, high priority."
    ) in text
    todo = added(session, "Tar the roof")
    assert (todo.priority, todo.recurrence, todo.section_id) == ("high", "FREQ=WEEKLY;BYDAY=MO", cast.doing)
    assert todo.due_at is not None
    assert todo.due_at.isoformat() == "2030-06-03T09:00:00+00:00"
    assert [link.hero_id for link in todo.assignments] == [cast.rusty_man]
    assert {link.label.name for link in todo.label_links} == {"house", "tiles"}
    steps = session.exec(select(Change.change_set_id).where(Change.row_key == str(todo.id), Change.entity == "todo"))
    counts = session.get_one(ChangeSet, steps.one()).counts
    assert counts == {"todo.created": 1, "label.created": 1, "assignment.created": 1, "todo_label.created": 2}


def test_what_is_not_understood_stays_in_the_title_and_is_told(cast: Cast, client: Client) -> None:
    member = client(cast.deadpond)
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": "Vote 5/6 @zoe"})
    text = unescape(member.get(answer.headers["location"]).text)
    assert ">Vote 5/6 @zoe</a>" in text
    assert "“5/6” could be" in text
    assert "There is no @zoe on Z-Force." in text


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(("choice", "name"), [("same", "house"), ("make", "hosue")])
def test_a_new_label_that_looks_like_a_slip_is_asked_about(
    cast: Cast, client: Client, session: RecordedSession, engine: sa.Engine, htmx: bool, choice: str, name: str
) -> None:
    member = client(cast.deadpond, htmx=htmx)
    before = dump(engine)
    form = {"text": "Fix the tap #hosue"}
    asked = member.post(f"/teams/{cast.z_force}/todos", data=form)
    assert asked.status_code == 200
    assert "<b>#hosue</b> is new. Did you mean <b>#house</b>?" in asked.text
    assert "Fix the tap #hosue</textarea>" in asked.text
    assert dump(engine) == before
    member.post(f"/teams/{cast.z_force}/todos", data=form | {choice: "hosue"})
    todo = added(session, "Fix the tap")
    assert [link.label.name for link in todo.label_links] == [name]
    count = session.exec(select(sa.func.count()).select_from(Label).where(Label.name == "hosue")).one()
    assert count == (choice == "make")


PASTE = """# Attic

- [ ] Sweep @rusty #dust tomorrow
  - [ ] Fetch the broom @rusty
- [x] Vote 5/6

# Doing

- [ ] Paint #dust #house
"""


@pytest.mark.parametrize("htmx", [False, True])
def test_a_list_is_shown_before_it_is_added(
    cast: Cast, client: Client, session: RecordedSession, engine: sa.Engine, htmx: bool
) -> None:
    member = client(cast.deadpond, htmx=htmx)
    before = dump(engine)
    asked = member.post(f"/teams/{cast.z_force}/todos", data={"text": PASTE, "section": cast.backlog})
    text = unescape(asked.text)
    assert asked.status_code == 200
    for words in (
        "Adds 4 todos",
        "New sections: Attic",
        "New labels: dust",
        "Gives 2 to Rusty-Man",
        "With a date: 1",
        "Done already: 1",
        "“5/6” could be",
        "Add 4 todos",
    ):
        assert words in text
    assert "Paint #dust #house\n</textarea>" in text
    assert dump(engine) == before
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": PASTE, "section": cast.backlog, "step": "add"})
    assert answer.status_code == (200 if htmx else 303)
    assert added(session, "Paint").section_id == cast.doing
    assert added(session, "Vote 5/6").closed


def test_back_to_the_box_brings_the_text_back(cast: Cast, client: Client, engine: sa.Engine) -> None:
    before = dump(engine)
    answer = client(cast.deadpond).post(f"/teams/{cast.z_force}/todos", data={"text": PASTE, "step": "back"})
    assert answer.status_code == 200
    assert "New todo in Z-Force" in answer.text
    assert "Paint #dust #house\n</textarea>" in answer.text
    assert dump(engine) == before


def test_the_lines_of_todo_txt_are_understood(cast: Cast, client: Client, session: RecordedSession) -> None:
    text = "(A) Call Mom +family @phone due:2030-01-05\nx 2026-01-01 Call Dad\nSweep"
    client(cast.deadpond).post(f"/teams/{cast.z_force}/todos", data={"text": text, "step": "add"})
    mom = added(session, "Call Mom")
    assert (mom.priority, str(mom.due_on)) == ("urgent", "2030-01-05")
    assert {link.label.name for link in mom.label_links} == {"family", "phone"}
    assert added(session, "Call Dad").closed


def test_a_list_with_too_many_new_labels_is_refused_and_kept(cast: Cast, client: Client, engine: sa.Engine) -> None:
    before = dump(engine)
    text = "\n".join(f"Todo #unlike{number:03}x{number:03}" for number in range(101))
    answer = client(cast.deadpond).post(f"/teams/{cast.z_force}/todos", data={"text": text, "step": "add"})
    assert answer.status_code == 422
    assert "This list has 101 new labels, and 100 fit into one paste." in answer.text
    assert "#unlike100x100</textarea>" in answer.text
    assert dump(engine) == before


def test_a_hundred_thousand_signs_are_one_todo(cast: Cast, client: Client) -> None:
    member = client(cast.deadpond)
    answer = member.post(f"/teams/{cast.z_force}/todos", data={"text": "Do " + "#a @b !c /d 5/6 " * 6_000})
    assert answer.status_code == 303


def test_a_list_costs_the_same_number_of_reads_with_ten_lines_and_with_forty(
    cast: Cast, client: Client, queries: Callable[..., object]
) -> None:
    member = client(cast.deadpond)
    costs = []
    for count in (10, 40):
        lines = "\n".join(f"Todo {number} of {count} @rusty #house #paste tomorrow" for number in range(count))
        with queries() as sent:  # type: ignore[attr-defined]
            assert member.post(f"/teams/{cast.z_force}/todos", data={"text": lines}).status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1]
