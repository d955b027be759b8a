"""Changing and deleting what one said."""

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


@pytest.fixture
def comment(cast: Cast, client: Client) -> str:
    """The address of a comment by Rusty-Man."""
    answer = client(cast.rusty_man).post(f"/todos/{cast.roof}/comments", data={"body": "Tomorrow."})
    return f"/comments/{answer.headers['location'].rpartition('-')[2]}"


def _page(cast: Cast, client: Client) -> str:
    return client(cast.rusty_man).get(f"/todos/{cast.roof}").text


def test_its_author_says_it_otherwise(cast: Cast, client: Client, comment: str) -> None:
    author = client(cast.rusty_man)
    assert "Tomorrow.</textarea>" in author.get(f"{comment}/edit").text
    answer = author.put(comment, data={"body": "On Friday.", "version": "1"})
    assert answer.status_code == 303
    page = author.get(answer.headers["location"]).text
    assert "On Friday." in page
    assert "edited" in page
    assert "Tomorrow." not in page


@pytest.mark.parametrize("htmx", [False, True])
def test_two_windows_lose_nothing(cast: Cast, client: Client, comment: str, htmx: bool) -> None:
    client(cast.rusty_man).put(comment, data={"body": "On Friday.", "version": "1"})
    answer = client(cast.rusty_man, htmx=htmx).put(comment, data={"body": "On Monday.", "version": "1"})
    assert answer.status_code == 409
    assert "On Friday.</textarea>" in answer.text
    assert "On Monday.</textarea>" in answer.text
    assert 'name="version" value="2"' in answer.text
    assert "On Friday." in _page(cast, client)


def test_one_that_came_back_from_the_trash_was_not_edited(cast: Cast, client: Client, comment: str) -> None:
    author = client(cast.rusty_man)
    undo = re.search(r"/changes/\d+/undo", author.get(author.delete(comment).headers["location"]).text)
    assert undo
    author.post(undo[0])
    assert "Tomorrow." in _page(cast, client)
    assert "edited" not in _page(cast, client)
    assert author.put(comment, data={"body": "On Friday.", "version": "1"}).status_code == 303


def test_an_empty_one_is_refused(cast: Cast, client: Client, comment: str) -> None:
    assert client(cast.rusty_man).put(comment, data={"body": " ", "version": "1"}).status_code == 422
    assert "Tomorrow." in _page(cast, client)


def test_deleting_leaves_a_way_back(cast: Cast, client: Client, comment: str) -> None:
    answer = client(cast.rusty_man).delete(comment)
    assert answer.status_code == 303
    page = client(cast.rusty_man).get(answer.headers["location"]).text
    assert "Tomorrow." not in page
    assert re.search(r"/changes/\d+/undo", page)


def test_with_a_script_the_balloon_leaves(cast: Cast, client: Client, comment: str) -> None:
    answer = client(cast.rusty_man, htmx=True).delete(comment)
    assert f'hx-target="#comment-{comment.rpartition("/")[2]}" hx-swap="delete"' in answer.text
    assert re.search(r"/changes/\d+/undo", answer.text)
    assert client(cast.rusty_man).delete(comment).status_code == 404


def test_others_may_not_change_it_but_an_owner_may_delete_it(cast: Cast, client: Client, comment: str) -> None:
    assert client(cast.deadpond).put(comment, data={"body": "No", "version": "1"}).status_code == 403
    assert client(cast.deadpond).get(f"{comment}/edit").status_code == 403
    assert client(cast.tarantula).delete(comment).status_code == 403
    assert client(cast.spider_boy).delete(comment).status_code == 404
    assert "Tomorrow." in _page(cast, client)
    assert client(cast.deadpond).delete(comment).status_code == 303
