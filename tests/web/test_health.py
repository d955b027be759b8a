"""Whoever watches learns whether the database answers."""

from fastapi import FastAPI
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings


def test_it_says_ok_to_anybody(anonymous: TestClient) -> None:
    answer = anonymous.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_it_says_so_when_the_database_is_down(app: FastAPI) -> None:
    down = create_app(Settings(database_url="postgresql://nobody@127.0.0.1:1/nowhere"))
    answer = TestClient(down, base_url="http://localhost").get("/healthz")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
