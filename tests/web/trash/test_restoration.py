"""One click brings back what one step put in the trash."""

from collections.abc import Callable

from sqlmodel import select
from starlette.testclient import TestClient

from app.access import Access
from app.history import RecordedSession, commit
from app.models import ChangeSet, Label, LabelCreate, Role
from tests.cast import Cast

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]


def deleted(browser: TestClient, path: str) -> str:
    """Delete what is at the path. Returns the step that did it."""
    return str(browser.post(f"{path}?_method=DELETE").headers["location"].split("did=")[1])


def test_a_todo_comes_back_with_its_sub_todos_as_one_step(cast: Cast, client: Client, session: RecordedSession) -> None:
    member = client(cast.rusty_man)
    step = deleted(member, f"/todos/{cast.roof}")
    answer = member.post(f"/trash/{step}/restoration")
    assert answer.headers["location"].startswith(f"/todos/{cast.roof}?did=")
    assert "“Call the roofer” is back where it was." in member.get(answer.headers["location"]).text
    last = session.exec(select(ChangeSet).order_by(ChangeSet.id.desc())).first()  # type: ignore[attr-defined]  # a column at run time
    assert last is not None
    assert (last.counts, last.subject, last.kind) == ({"todo.trashed": 3}, "Call the roofer", "undone")
    assert session.get_one(ChangeSet, int(step)).undone_by == last.id


def test_with_a_script_one_goes_there_too(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man, htmx=True)
    step = client(cast.rusty_man).post(f"/todos/{cast.roof}?_method=DELETE").headers["location"].split("did=")[1]
    answer = member.post(f"/trash/{step}/restoration")
    assert answer.headers["hx-redirect"].startswith(f"/todos/{cast.roof}?did=")


def test_restoring_twice_is_harmless(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    step = deleted(member, f"/todos/{cast.roof}")
    answers = [member.post(f"/trash/{step}/restoration") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[1].headers["location"] == f"/todos/{cast.roof}"


def test_what_was_deleted_before_stays_in_the_trash(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    deleted(member, f"/todos/{cast.ladder}")
    step = deleted(member, f"/todos/{cast.roof}")
    member.post(f"/trash/{step}/restoration")
    assert member.get(f"/todos/{cast.gutters}").status_code == 200
    assert member.get(f"/todos/{cast.ladder}").status_code == 404


def test_below_a_parent_in_the_trash_both_are_offered(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    step = deleted(member, f"/todos/{cast.ladder}")
    deleted(member, f"/todos/{cast.roof}")
    asked = member.post(f"/trash/{step}/restoration")
    assert asked.status_code == 409
    assert "“Borrow a ladder” belongs under “Clean the gutters”" in asked.text
    assert member.get(f"/todos/{cast.ladder}").status_code == 404
    both = member.post(f"/trash/{step}/restoration", data={"above": "on"})
    assert both.headers["location"].startswith(f"/todos/{cast.ladder}?did=")
    assert {member.get(f"/todos/{todo}").status_code for todo in (cast.roof, cast.gutters, cast.ladder)} == {200}


def test_a_label_whose_name_is_taken_comes_back_under_another(
    cast: Cast, client: Client, session: RecordedSession, access: Reach
) -> None:
    member = client(cast.rusty_man)
    step = deleted(member, f"/teams/{cast.z_force}/labels/{cast.house}")
    mine = access(cast.deadpond)
    mine.add(Label.add(mine.team(cast.z_force), LabelCreate(name="House"), by=mine.hero))
    commit(session)
    asked = member.post(f"/trash/{step}/restoration")
    assert asked.status_code == 409
    assert "There is another “house” by now" in asked.text
    again = member.post(f"/trash/{step}/restoration", data={"name": "HOUSE"})
    assert again.status_code == 422
    assert "There is a label “HOUSE” already." in again.text
    assert 'value="HOUSE"' in again.text
    too_long = member.post(f"/trash/{step}/restoration", data={"name": "h" * 81})
    assert too_long.status_code == 422
    assert "h" * 81 in too_long.text
    answer = member.post(f"/trash/{step}/restoration", data={"name": "old house"})
    assert answer.headers["location"].endswith(f"#label-{cast.house}")
    session.expire_all()
    assert session.get_one(Label, cast.house).name == "old house"


def test_guests_may_not_and_strangers_find_nothing(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    step = deleted(owner, f"/todos/{cast.roof}")
    assert client(cast.tarantula).post(f"/trash/{step}/restoration").status_code == 403
    assert client(cast.spider_boy).post(f"/trash/{step}/restoration").status_code == 404
    assert owner.get(f"/todos/{cast.roof}").status_code == 404


def test_a_step_that_deleted_nothing_is_not_found(cast: Cast, client: Client, session: RecordedSession) -> None:
    made = session.exec(select(ChangeSet.id)).first()
    owner = client(cast.deadpond)
    assert owner.post(f"/trash/{made}/restoration").status_code == 404
    assert owner.post("/trash/12/restoration").status_code == 404


def test_a_sub_todo_whose_parent_moved_to_another_team_comes_back_as_a_todo_of_its_own(
    cast: Cast, client: Client, session: RecordedSession, access: Reach
) -> None:
    member = client(cast.deadpond)
    step = deleted(member, f"/todos/{cast.gutters}")
    stranger = access(cast.spider_boy)
    preventers = stranger.team(cast.preventers)
    mine = access(cast.deadpond)
    preventers.enlist(mine.hero, Role.MEMBER, by=stranger.hero)
    roof = mine.todo(cast.roof)
    roof.transfer(preventers, None, "a5", by=mine.hero, branch=mine.branch(roof))
    commit(session)
    assert member.post(f"/trash/{step}/restoration").status_code == 303
    assert "Clean the gutters" in member.get(f"/teams/{cast.z_force}").text


def test_a_team_comes_back_only_to_an_owner_who_is_there(cast: Cast, client: Client) -> None:
    owner, admin = client(cast.deadpond), client(cast.north)
    team = deleted(owner, f"/teams/{cast.z_force}")
    hero = deleted(admin, f"/heroes/{cast.deadpond}")
    refused = admin.post(f"/trash/{team}/restoration")
    assert refused.status_code == 409
    assert "Bring an owner back first." in refused.text
    assert admin.get(f"/teams/{cast.z_force}").status_code == 404
    assert [admin.post(f"/trash/{step}/restoration").status_code for step in (hero, team)] == [303, 303]
    assert admin.get(f"/teams/{cast.z_force}").status_code == 200
