"""Fixtures of every test: both databases, the cast, and browsers without a window."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from sqlalchemy import event
from starlette.testclient import TestClient

from app import schema
from app.access import Access
from app.clock import now
from app.database import transaction
from app.history import RecordedSession
from app.kept_pages import KeptPages
from app.main import create_app
from app.models import Hero, SignIn
from app.request import cookie_name
from app.security import digest
from app.settings import Settings
from tests.cast import Cast
from tests.contents import Snapshot, empty
from tests.mailbox import Mailbox, mail_server
from tests.services.postgres import create_database, running

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A database on a real PostgreSQL server, for this process of the run."""
    with running() as server:
        yield create_database(server.url, "sidekick_tests")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The application on each database, with its schema as the migrations make it."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    folder: Path = tmp_path_factory.mktemp("data")
    app = create_app(Settings(database_url=url, data_dir=folder))
    app.state.kept_pages = KeptPages(
        0
    )  # tests write what no revision tells of, and all of them begin with the same ones
    schema.upgrade(app.state.engine, folder / "backups")
    yield app
    app.state.engine.dispose()
    shutil.rmtree(folder)


@pytest.fixture
def engine(app: FastAPI) -> Iterator[sa.Engine]:
    """The application's engine, on a database without a row."""
    engine: sa.Engine = app.state.engine
    app.state.inhabited = False
    yield engine
    empty(engine)


@pytest.fixture(scope="session")
def snapshots() -> dict[sa.Engine, Snapshot]:
    """The cast of each database, once a test has asked for it."""
    return {}


@pytest.fixture
def cast(engine: sa.Engine, snapshots: dict[sa.Engine, Snapshot]) -> Cast:
    """The small world that most tests start from."""
    if engine in snapshots:
        snapshots[engine].put_back(engine)
    else:
        snapshots[engine] = Snapshot.take(engine)
    return snapshots[engine].cast


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[RecordedSession]:
    """A session of the test's own, never the application's."""
    with RecordedSession(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def access(session: RecordedSession) -> Callable[[int], Access]:
    """What a hero reaches, in the test's own session."""

    def reach(hero_id: int) -> Access:
        session.info["actor_id"] = hero_id
        return Access(session, session.get_one(Hero, hero_id))

    return reach


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    """The event loop of every request; else each one would start a thread and a loop of its own."""
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture
def anonymous(app: FastAPI, engine: sa.Engine, portal: BlockingPortal) -> TestClient:
    """A browser that nobody is signed in with."""
    return _browser(app, portal, SAME_ORIGIN)


@pytest.fixture
def client(app: FastAPI, engine: sa.Engine, portal: BlockingPortal) -> Callable[..., TestClient]:
    """Browsers: `client(hero_id)` without a script, `client(hero_id, htmx=True)` with one."""

    def sign_in(hero_id: int, *, htmx: bool = False) -> TestClient:
        token = f"token-of-{hero_id}-{htmx}"
        with transaction(engine) as session:
            if not session.exec(sa.select(SignIn).where(SignIn.token_digest == digest(token))).first():  # type: ignore[arg-type, call-overload]  # a column at run time
                session.add(SignIn(hero_id=hero_id, token_digest=digest(token), created_at=now(), last_seen_at=now()))
        browser = _browser(app, portal, SAME_ORIGIN | (HTMX if htmx else {}))
        browser.cookies.set(cookie_name(app.state.settings), token)
        return browser

    return sign_in


def _browser(app: FastAPI, portal: BlockingPortal, headers: dict[str, str]) -> TestClient:
    browser = TestClient(app, base_url="http://localhost", headers=headers, follow_redirects=False)
    browser.portal = portal
    return browser


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server."""
    with mail_server() as mailbox:
        yield mailbox


@pytest.fixture
def mailing_app(app: FastAPI, engine: sa.Engine, mailbox: Mailbox) -> Iterator[FastAPI]:
    """The application, where mails can be sent."""
    there = {"public_url": "http://localhost", "smtp_url": mailbox.url, "mail_from": "sidekick@example.org"}
    mailing = create_app(app.state.settings.model_copy(update=there))
    mailing.state.engine.dispose()
    mailing.state.engine = engine
    yield mailing
    mailing.state.post.close()


@pytest.fixture
def post_office(mailing_app: FastAPI, portal: BlockingPortal) -> TestClient:
    """A browser at it, that nobody is signed in with."""
    return _browser(mailing_app, portal, SAME_ORIGIN)


class Statements(list[str]):
    """The statements that were sent to the database."""


@pytest.fixture
def queries(engine: sa.Engine) -> Callable[[], Any]:
    """`with queries() as sent:` collects the statements that the block sends, transaction control left out."""

    @contextmanager
    def counting() -> Iterator[Statements]:
        sent = Statements()

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
                sent.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        yield sent
        event.remove(engine, "before_cursor_execute", note)

    return counting
