"""The page that shows what the add box understands."""

from collections.abc import Callable
from html import unescape

from starlette.testclient import TestClient

from app.grammar.examples import CHAPTERS
from tests.cast import Cast


def test_every_example_is_there_with_its_title(cast: Cast, client: Callable[..., TestClient]) -> None:
    text = unescape(client(cast.tarantula).get("/help/adding").text)
    for chapter in CHAPTERS:
        assert chapter.title in text
        for example in chapter.examples:
            assert f"<code>{example.line}</code>" in text
            assert f">{example.title}</strong>" in text


def test_the_box_leads_there(cast: Cast, client: Callable[..., TestClient]) -> None:
    assert '<a href="/help/adding">How adding works</a>' in client(cast.deadpond).get(f"/teams/{cast.z_force}").text
