"""A hero's picture: put up, seen, taken down, and given back by Undo."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlmodel import col
from starlette.testclient import TestClient

from app.clock import now
from app.database import transaction
from app.models import Hero, Picture
from app.pictures import BYTES_MAX
from app.upkeep import SPARED, forget_pictures
from tests.cast import Cast
from tests.dump import dump

Client = Callable[..., TestClient]


def drawn(colour: str = "red", kind: str = "PNG") -> bytes:
    file = BytesIO()
    Image.new("RGB", (400, 300), colour).save(file, kind)
    return file.getvalue()


def put_up(browser: TestClient, hero_id: int, content: bytes | None = None, name: str = "me.png") -> int:
    file = {"picture": (name, drawn() if content is None else content, "image/png")}
    path = f"/heroes/{hero_id}/picture?_method=PUT"
    return browser.post(path, files=file, follow_redirects=False).status_code


def address_of(browser: TestClient, hero_id: int) -> str:
    """Where the page of the hero has the picture from; empty where it shows initials."""
    found = re.search(rf'<img src="(/heroes/{hero_id}/picture/[0-9a-f]{{32}})" alt=""', browser.get("/heroes").text)
    return found[1] if found else ""


def test_it_is_seen_wherever_the_hero_is(cast: Cast, client: Client) -> None:
    mine = client(cast.deadpond)
    assert address_of(mine, cast.deadpond) == ""
    assert put_up(mine, cast.deadpond) == 303
    address = address_of(mine, cast.deadpond)
    for path in (f"/teams/{cast.z_force}", f"/todos/{cast.roof}", f"/teams/{cast.z_force}/roster", "/settings", "/"):
        assert address in mine.get(path).text, path
    answer = client(cast.tarantula).get(address)
    assert Image.open(BytesIO(answer.content)).size == (256, 256)
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_address_of_an_earlier_one_and_of_a_stranger_show_nothing(cast: Cast, client: Client) -> None:
    mine = client(cast.deadpond)
    put_up(mine, cast.deadpond)
    first = address_of(mine, cast.deadpond)
    put_up(mine, cast.deadpond, drawn("blue"))
    second = address_of(mine, cast.deadpond)
    assert first != second
    assert mine.get(first).status_code == 404
    assert client(cast.spider_boy).get(second).status_code == 404
    assert mine.get(second.replace(f"/{cast.deadpond}/", f"/{cast.rusty_man}/")).status_code == 404


def test_it_is_one_step_that_undo_takes_back_and_redo_does_again(cast: Cast, client: Client) -> None:
    mine = client(cast.deadpond)
    put_up(mine, cast.deadpond)
    first = address_of(mine, cast.deadpond)
    put_up(mine, cast.deadpond, drawn("blue"))
    mine.post("/undo")
    assert address_of(mine, cast.deadpond) == first
    assert mine.delete(f"/heroes/{cast.deadpond}/picture", follow_redirects=False).status_code == 303
    assert address_of(mine, cast.deadpond) == ""
    mine.post("/undo")
    assert address_of(mine, cast.deadpond) == first
    history = re.sub(r"<[^>]+>", "", mine.get(f"/heroes/{cast.deadpond}/history").text)
    for words in ("put a picture up", "put another picture up", "took the picture down"):
        assert words in history


def test_what_cannot_be_taken_is_told_and_changes_nothing(cast: Cast, client: Client, engine: sa.Engine) -> None:
    mine, before = client(cast.deadpond), dump(engine)
    path = f"/heroes/{cast.deadpond}/picture?_method=PUT"
    for sent, words in (
        ({"files": {"picture": ("x.png", b"no picture", "image/png")}}, "no picture that we can read"),
        ({"files": {"picture": ("x.png", b"", "image/png")}}, "Choose a file first."),
        ({"data": {"picture": "words"}}, "Choose a file first."),
        ({"files": {"picture": ("x.png", b"\0" * (BYTES_MAX + 1), "image/png")}}, "more than 10 MB"),
    ):
        answer = mine.post(path, **sent)
        assert (answer.status_code, words in answer.text) == (422, True), words
    assert dump(engine) == before


def test_a_body_far_too_large_is_not_read(cast: Cast, client: Client) -> None:
    assert put_up(client(cast.deadpond), cast.deadpond, b"\0" * (BYTES_MAX + 3_000_000)) == 413


def test_others_are_given_one_by_whoever_may_edit_them(cast: Cast, client: Client) -> None:
    assert put_up(client(cast.deadpond), cast.rusty_man) == 303
    assert put_up(client(cast.tarantula), cast.rusty_man) == 403
    assert put_up(client(cast.spider_boy), cast.rusty_man) == 404
    assert client(cast.tarantula).delete(f"/heroes/{cast.rusty_man}/picture").status_code == 403


def test_the_same_form_sent_twice_is_one_step(cast: Cast, client: Client, engine: sa.Engine) -> None:
    mine = client(cast.deadpond)
    path = f"/heroes/{cast.deadpond}/picture?_method=PUT"
    answers = [
        mine.post(path, files={"picture": ("a", drawn(), "")}, data={"_key": "once"}, follow_redirects=False)
        for _ in range(2)
    ]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM change WHERE entity = 'hero' AND kind = 'changed'")) == 1


@pytest.fixture
def old(cast: Cast, client: Client, engine: sa.Engine) -> list[str]:
    """Two pictures that were chosen long ago: one that the history knows, one by which Deadpond is shown."""
    mine = client(cast.deadpond)
    for colour in ("red", "blue"):
        put_up(mine, cast.deadpond, drawn(colour))
    with transaction(engine) as session:
        session.execute(sa.update(Picture).values(chosen_at=now() - 2 * SPARED))
        return sorted(session.scalars(sa.select(col(Picture.digest))))


def kept(engine: sa.Engine) -> list[str]:
    with transaction(engine) as session:
        return sorted(session.scalars(sa.select(col(Picture.digest))))


def test_pictures_are_kept_as_long_as_a_hero_or_the_history_names_them(
    cast: Cast, engine: sa.Engine, old: list[str]
) -> None:
    with transaction(engine) as session:
        forget_pictures(session)
    assert kept(engine) == old
    with transaction(engine) as session:
        session.execute(sa.text("DELETE FROM change"))
        forget_pictures(session)
        shown = session.get_one(Hero, cast.deadpond).picture
    assert kept(engine) == [shown]


def test_a_picture_that_was_just_chosen_is_spared(engine: sa.Engine, old: list[str]) -> None:
    with transaction(engine) as session:
        session.execute(sa.update(Hero).values(picture=None))
        session.execute(sa.text("DELETE FROM change"))
        session.execute(sa.update(Picture).where(col(Picture.digest) == old[0]).values(chosen_at=now()))
        forget_pictures(session)
    assert kept(engine) == [old[0]]
