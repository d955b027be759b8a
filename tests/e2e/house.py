"""Sidekick on an address of its own, for a real browser."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import sqlalchemy as sa
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import BrowserContext
from sqlmodel import SQLModel

from app.database import transaction
from app.main import create_app
from app.models import Hero, SignIn
from app.request import cookie_name
from app.security import digest, new_token
from app.settings import Settings

USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"

UNREACHABLE = "smtp://127.0.0.1:9"
"""No mail server, as far as anybody can tell."""


@dataclass(frozen=True)
class House:
    """A Sidekick that is being served at `url`, such as http://127.0.0.1:43210."""

    app: FastAPI
    url: str

    @property
    def engine(self) -> sa.Engine:
        """Its database."""
        engine: sa.Engine = self.app.state.engine
        return engine

    def let_in(self, context: BrowserContext, hero_id: int) -> None:
        """Sign a hero in with this browser, past the form."""
        token = new_token()
        with transaction(self.engine) as session:
            session.add(SignIn.start(session.get_one(Hero, hero_id), digest(token), USER_AGENT))
        context.add_cookies([{"name": cookie_name(self.app.state.settings), "value": token, "url": self.url}])


@contextmanager
def open_house(folder: Path, smtp_url: str = "") -> Iterator[House]:
    """A new Sidekick on an empty SQLite database in `folder`, served until the block ends; with mail if there is a
    server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        mail = {"public_url": url, "smtp_url": smtp_url, "mail_from": "sidekick@example.org"} if smtp_url else {}
        here: dict[str, Any] = {"data_dir": folder, "database_url": "", "host": "127.0.0.1", "port": port}
        app = create_app(Settings(**(here | {"public_url": ""} | mail)))
        SQLModel.metadata.create_all(app.state.engine)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=1))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield House(app, url)
        finally:
            server.should_exit = True
            thread.join()
