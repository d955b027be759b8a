"""The page that shows what a filter understands."""

from collections.abc import Callable
from html import unescape

from starlette.testclient import TestClient

from app.filtering.examples import CHAPTERS
from app.filtering.text import as_text, read_text
from tests.cast import Cast


def test_every_example_is_there_and_says_what_it_says(cast: Cast, client: Callable[..., TestClient]) -> None:
    text = unescape(client(cast.tarantula).get("/help/filtering").text)
    for chapter in CHAPTERS:
        assert chapter.title in text
        for example in chapter.examples:
            assert f"<code>{example.text}</code>" in text
            assert read_text(example.text) == example.told
            assert read_text(as_text(example.told)) == example.told
