"""The way back from a form."""

import pytest
from fastapi import FastAPI
from starlette.requests import Request

from app.paths import back_to


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://localhost/teams/6", "/teams/6#row"),
        ("http://localhost/teams/6?done=on&did=7", "/teams/6?done=on#row"),
        ("http://localhost/teams/6/todos", "/teams/6#row"),
        ("http://localhost/todos/4/subs?x=1", "/todos/4#row"),
        ("http://localhost/comments/4", "/#row"),
        ("http://elsewhere.example/teams/6", "/#row"),
        ("http://localhost//elsewhere.example", "/#row"),
        ("http://[", "/#row"),
        ("", "/#row"),
    ],
)
def test_it_is_a_page_of_ours_that_can_be_asked_for(app: FastAPI, referer: str, back: str) -> None:
    headers = [(b"host", b"localhost"), (b"referer", referer.encode())]
    request = Request({"type": "http", "method": "POST", "path": "/", "headers": headers, "app": app})
    assert back_to(request, "/", "row") == back
