"""One hop: everything of a request in one thread, committed before the answer, and no queue for connections."""

import inspect
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Semaphore, Thread

import httpx2
import pytest
import sqlalchemy as sa
import uvicorn
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient

from app.access import passwords
from app.database import open_session, transaction
from app.errors import Conflict
from app.history import RecordedSession
from app.main import TURNS
from app.models import ChangeSet, Hero, Login, Todo
from app.request import Ctx, one_hop
from tests.cast import Cast


@contextmanager
def served(app: FastAPI, signed_in: TestClient) -> Iterator[httpx2.Client]:
    """A browser with that sign-in and a hundred connections to a real server, for what a test client cannot show."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="on"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.01)
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    cookies, headers = dict(signed_in.cookies), {"Sec-Fetch-Site": "same-origin"}
    try:
        with httpx2.Client(base_url=address, cookies=cookies, headers=headers, timeout=30) as browser:
            yield browser
    finally:
        server.should_exit = True
        thread.join()


def test_a_hundred_requests_at_once_get_a_hundred_answers(
    app: FastAPI, cast: Cast, client: Callable[..., TestClient]
) -> None:
    with served(app, client(cast.deadpond)) as browser, ThreadPoolExecutor(100) as crowd:
        answers = crowd.map(lambda _: browser.get(f"/teams/{cast.z_force}").status_code, range(100))
        assert list(answers) == [200] * 100


def test_a_hundred_writes_at_once_are_all_kept(
    app: FastAPI, cast: Cast, client: Callable[..., TestClient], session: RecordedSession
) -> None:
    with served(app, client(cast.deadpond)) as browser, ThreadPoolExecutor(100) as crowd:

        def add(number: int) -> int:
            return browser.post(f"/teams/{cast.z_force}/todos", data={"text": f"Number {number}"}).status_code

        assert list(crowd.map(add, range(100))) == [303] * 100
    titles = session.exec(select(Todo.title).where(sa.column("title").startswith("Number "))).all()
    assert sorted(titles) == sorted(f"Number {number}" for number in range(100))


def test_the_same_form_sent_32_times_at_once_adds_one_todo_and_gets_one_answer(
    app: FastAPI, cast: Cast, client: Callable[..., TestClient], session: RecordedSession
) -> None:
    with served(app, client(cast.deadpond)) as browser, ThreadPoolExecutor(32) as crowd:

        def add(_number: int) -> tuple[int, str]:
            answer = browser.post(f"/teams/{cast.z_force}/todos", data={"text": "Once", "_key": "the-key"})
            return answer.status_code, answer.headers["location"]

        answers = set(crowd.map(add, range(32)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 303
    assert len(session.exec(select(Todo).where(Todo.title == "Once")).all()) == 1


def test_a_whole_team_signs_in_at_once(app: FastAPI, cast: Cast, client: Callable[..., TestClient]) -> None:
    with transaction(app.state.engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.deadpond), "dead@pond.example", "chimichanga time"))
    with served(app, client(cast.rusty_man)) as browser, ThreadPoolExecutor(16) as crowd:
        typed = {"email": "dead@pond.example", "password": "chimichanga time"}
        answers = crowd.map(lambda _: browser.post("/login", data=typed).status_code, range(16))
        assert list(answers) == [303] * 16


def test_a_page_answers_while_a_whole_team_waits_to_be_let_in(
    app: FastAPI, cast: Cast, client: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    done, inside, crowded = Event(), Semaphore(0), app.state.settings.pool_size + 4
    checked_out = app.state.engine.pool.checkedout
    checked: list[str] = []

    def slow(_stored: str | None, password: str) -> bool:
        checked.append(password)
        inside.release()
        return not done.wait(30)

    monkeypatch.setattr(passwords, "verify_password", slow)
    with served(app, client(cast.deadpond)) as browser, ThreadPoolExecutor(crowded) as crowd:
        typed = {"email": "dead@pond.example", "password": "chimichanga time"}
        entering = [crowd.submit(browser.post, "/login", data=typed) for _ in range(crowded)]
        try:
            assert all(inside.acquire(timeout=30) for _ in range(TURNS))
            for _ in range(20):
                assert browser.get(f"/teams/{cast.z_force}", timeout=10).status_code == 200
            assert len(checked) == TURNS
            assert checked_out() == 0
        finally:
            done.set()
        assert {answer.result().status_code for answer in entering} <= {422, 429}


def test_raising_rolls_back(
    app: FastAPI,
    cast: Cast,
    client: Callable[..., TestClient],
    session: RecordedSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def close_then_refuse(self: Todo, by: object, along_with: object = ()) -> None:
        self.title = "Changed by a verb that fails"
        raise Conflict("No.")

    monkeypatch.setattr(Todo, "close", close_then_refuse)
    before = len(session.exec(select(ChangeSet)).all())
    assert client(cast.deadpond).post(f"/todos/{cast.rope}/closure").status_code == 409
    session.expire_all()
    assert session.get_one(Todo, cast.rope).title == "Order rope"
    assert len(session.exec(select(ChangeSet)).all()) == before


def test_reading_never_writes(cast: Cast, engine: sa.Engine) -> None:
    with open_session(engine, writes=False) as session:
        todo = session.get_one(Todo, cast.rope)
        todo.title = "Written by a GET"
        with pytest.raises(RuntimeError, match="only reads"):
            session.flush()


def test_a_route_keeps_its_parameters_and_gives_up_its_context() -> None:
    def endpoint(ctx: Ctx, todo_id: int, text: str = "") -> None:
        """A route."""

    assert list(inspect.signature(one_hop(endpoint)).parameters) == ["request", "todo_id", "text"]
