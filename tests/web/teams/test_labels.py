"""The labels of a team: a page to add, rename and recolour them."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Label
from tests.cast import Cast

Client = Callable[..., TestClient]


def labels(cast: Cast) -> str:
    return f"/teams/{cast.z_force}/labels"


def names(engine: sa.Engine, cast: Cast) -> dict[str, str]:
    """Colours of Z-Force's labels by name."""
    with transaction(engine) as session:
        found = session.scalars(sa.select(Label).where(col(Label.team_id) == cast.z_force))
        return {label.name: label.colour.value for label in found}


def test_the_page_counts_the_todos_of_each_label(cast: Cast, client: Client) -> None:
    for hero in (cast.deadpond, cast.rusty_man, cast.tarantula):
        text = client(hero).get(labels(cast)).text
        assert "0 todos" in text.split(f'id="label-{cast.gear}"')[1].split("</li>")[0]
        assert "1 todo" in text.split(f'id="label-{cast.house}"')[1].split("</li>")[0]
        assert ("Add label" in text) is (hero != cast.tarantula)
    assert client(cast.spider_boy).get(labels(cast)).status_code == 404


def test_a_member_adds_a_label(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    answer = member.post(labels(cast), data={"name": " press ", "colour": "iris"})
    assert "Label “press” added." in member.get(answer.headers["location"]).text
    assert names(engine, cast)["press"] == "iris"


def test_with_a_script_the_list_and_an_empty_box_come_back(cast: Cast, client: Client) -> None:
    answer = client(cast.rusty_man, htmx=True).post(labels(cast), data={"name": "press", "colour": "iris"})
    assert 'hx-target="#labels"' in answer.text
    assert 'hx-target="#add"' in answer.text
    assert "Label “press” added." in answer.text


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"name": " ", "colour": "iris"}, "This is still empty."),
        ({"name": "x" * 81, "colour": "iris"}, "Use 80 characters or fewer."),
        ({"name": "press", "colour": "yellow"}, "Choose one from the list."),
        ({"name": "HOUSE", "colour": "iris"}, "There is a label with this name already."),
    ],
)
def test_what_does_not_fit_is_said_and_kept(
    cast: Cast, client: Client, engine: sa.Engine, form: dict[str, str], sentence: str, htmx: bool
) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    for answer in (member.post(labels(cast), data=form), member.put(f"{labels(cast)}/{cast.gear}", data=form)):
        assert answer.status_code == 422
        assert sentence in answer.text
        assert f'value="{form["name"].strip()}' in answer.text or form["name"] == " "
    assert names(engine, cast) == {"house": "teal", "gear": "teal"}


def test_names_that_differ_only_in_case_are_the_same_in_every_alphabet(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    assert member.post(labels(cast), data={"name": "école", "colour": "sky"}).status_code == 303
    assert member.post(labels(cast), data={"name": "École", "colour": "sky"}).status_code == 422


@pytest.mark.parametrize("htmx", [False, True])
def test_a_member_renames_and_recolours(cast: Cast, client: Client, engine: sa.Engine, htmx: bool) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    form = member.get(f"{labels(cast)}/{cast.house}/edit").text
    assert 'value="house"' in form
    assert form.startswith("<hx-partial") is htmx
    answer = member.put(f"{labels(cast)}/{cast.house}", data={"name": "House", "colour": "rose", "version": "1"})
    assert answer.status_code == (200 if htmx else 303)
    assert (f'hx-target="#label-{cast.house}"' in answer.text) is htmx
    assert names(engine, cast) == {"House": "rose", "gear": "teal"}


def test_two_who_change_different_fields_both_keep_their_change(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member, address = client(cast.rusty_man), f"{labels(cast)}/{cast.house}"
    member.put(address, data={"name": "home", "colour": "teal", "version": "1"})
    client(cast.deadpond).put(address, data={"name": "house", "colour": "rose", "version": "1"})
    assert names(engine, cast) == {"home": "rose", "gear": "teal"}


def test_two_who_change_the_same_field_are_asked(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner, address = client(cast.deadpond), f"{labels(cast)}/{cast.house}"
    client(cast.rusty_man).put(address, data={"name": "home", "colour": "teal", "version": "1"})
    answer = owner.put(address, data={"name": "haus", "colour": "teal", "version": "1"})
    assert answer.status_code == 409
    assert "Rusty-Man changed the name while you were editing" in answer.text
    assert 'value="haus"' in answer.text
    assert names(engine, cast).keys() == {"home", "gear"}
    assert 'name="version" value="2"' in answer.text
    owner.put(address, data={"name": "haus", "colour": "teal", "version": "2"})
    assert names(engine, cast).keys() == {"haus", "gear"}


def test_cancelling_shows_the_label_again(cast: Cast, client: Client) -> None:
    address = f"{labels(cast)}/{cast.house}"
    row = client(cast.rusty_man, htmx=True).get(address)
    assert row.text.startswith(f'<hx-partial hx-target="#label-{cast.house}"')
    assert "<form" not in row.text
    assert client(cast.rusty_man).get(address).status_code == 200


def test_a_guest_and_a_stranger_change_nothing(cast: Cast, client: Client, engine: sa.Engine) -> None:
    for hero, status in ((cast.tarantula, 403), (cast.spider_boy, 404)):
        form = {"name": "press", "colour": "iris"}
        assert client(hero).post(labels(cast), data=form).status_code == status
        assert client(hero).put(f"{labels(cast)}/{cast.house}", data=form).status_code == status
        assert client(hero).get(f"{labels(cast)}/{cast.house}/edit").status_code == status
    assert client(cast.deadpond).get(f"{labels(cast)}/{cast.web_label}/edit").status_code == 404
    assert names(engine, cast) == {"house": "teal", "gear": "teal"}


def test_a_name_taken_between_the_look_and_the_write_is_a_conflict(
    cast: Cast, client: Client, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Access, "label_name_is_free", lambda *_anything: True)
    answer = client(cast.rusty_man).post(labels(cast), data={"name": "house", "colour": "iris"})
    assert answer.status_code == 409
    assert names(engine, cast)["house"] == "teal"


def test_the_page_is_paged_and_costs_the_same_for_two_and_for_fifty(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[..., object]
) -> None:
    member = client(cast.rusty_man)
    costs = []
    for count in (0, 60):
        with transaction(engine) as session:
            session.add_all(Label(name=f"label {number:02}", team_id=cast.z_force) for number in range(count))
        with queries() as sent:  # type: ignore[attr-defined]
            page = member.get(labels(cast)).text
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 8
    assert ">label 47<" in page
    assert ">label 48<" not in page
    with transaction(engine) as session:
        last = session.execute(sa.select(col(Label.id)).where(col(Label.name) == "label 47")).scalar_one()
    assert ">label 48<" in member.get(f"{labels(cast)}?after={last}").text


def merger(cast: Cast, label_id: int) -> str:
    return f"{labels(cast)}/{label_id}/merger"


def worn(engine: sa.Engine) -> set[tuple[int, int]]:
    """Todos and their labels that are not in the trash."""
    with engine.connect() as connection:
        links = "SELECT todo_id, label_id FROM todo_label JOIN label ON label.id = label_id WHERE trashed_at IS NULL"
        return {(row[0], row[1]) for row in connection.execute(sa.text(links))}


@pytest.mark.parametrize("htmx", [False, True])
def test_two_labels_become_one_after_a_look_and_undo_parts_them(
    cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    member = client(cast.rusty_man, htmx=htmx)
    client(cast.rusty_man).put(f"/todos/{cast.rope}/labels", data={"labels": [cast.house, cast.gear]})
    before = worn(engine)
    assert "Look first" in member.get(merger(cast, cast.house)).text
    page = member.get(f"{merger(cast, cast.house)}?into={cast.gear}").text
    assert '<span class="num">1</span><span>todo wears “house” and will wear “gear”' in page
    assert "“Call the roofer”" in page
    assert '<span class="num">1</span><span>todo wears both and keeps “gear”' in page
    answer = member.post(merger(cast, cast.house), data={"into": cast.gear})
    place = answer.headers["hx-redirect" if htmx else "location"]
    assert place.endswith(f"#label-{cast.gear}")
    assert "Label “house” merged into “gear”, which 1 more todo wears now." in client(cast.rusty_man).get(place).text
    assert worn(engine) == {(cast.roof, cast.gear), (cast.rope, cast.gear)}
    member.post("/undo")
    assert worn(engine) == before


def test_a_label_is_merged_into_another_of_its_team_and_not_into_itself(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    assert member.post(merger(cast, cast.house), data={"into": cast.house}).status_code == 422
    assert member.post(merger(cast, cast.house), data={}).status_code == 422
    assert member.post(merger(cast, cast.house), data={"into": cast.web_label}).status_code == 404
    assert member.post(merger(cast, cast.gear), data={"into": cast.house}).status_code == 303
    assert "There is no other label to merge it into." in member.get(merger(cast, cast.house)).text
