"""/search/palette: what is offered while somebody types."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def options(text: str) -> list[str]:
    found = re.findall(r'<(?:a|button) class="hit" role="option"[^>]*>.*?<span class="what"[^>]*>(.*?)</span>', text)
    return [unescape(re.sub(r"<[^>]+>", "", one)) for one in found]


@pytest.fixture
def offered(cast: Cast, client: Client) -> Callable[..., str]:
    """What the palette gets."""

    def ask(words: str, hero_id: int = cast.deadpond) -> str:
        answer = client(hero_id, htmx=True).get("/search/palette", params={"q": words})
        assert answer.status_code == 200
        return answer.text

    return ask


def test_before_anything_is_typed_it_offers_the_teams_and_every_command(offered: Callable[..., str]) -> None:
    views = ["My day", "All todos", "All teams", "Board of all teams", "Calendar", "All heroes"]
    own = ["My settings", "Trash", "Undo the last change", "Your changes", "All keys", "Sign out"]
    assert options(offered("")) == ["My own", "Z-Force", "New team", *views, *own]


def test_it_goes_to_teams_heroes_todos_and_numbers(cast: Cast, offered: Callable[..., str]) -> None:
    assert f'href="/teams/{cast.z_force}"' in offered("force")
    assert f'href="/heroes/{cast.rusty_man}"' in offered("rus")
    assert options(offered("roof")) == ["Call the roofer"]
    assert options(offered(f"#{cast.rope}")) == ["Order rope"]
    assert "Call the <mark>roof</mark>er" in offered("roof")
    assert "Rusty" not in offered("rus", cast.spider_boy)


def test_commands_answer_to_their_names_and_to_other_words(offered: Callable[..., str]) -> None:
    assert options(offered("new te")) == ["New team"]
    assert "My settings" in options(offered("pass"))
    text = offered("sign out")
    assert re.search(r'<button class="hit"[^>]*form="hit-form-1"', text)
    assert re.search(r'<form method="post" action="/sign-in\?_method=DELETE" id="hit-form-1">', text)


def test_what_is_more_than_fits_is_a_line_that_leads_to_all_of_it(
    cast: Cast, client: Client, offered: Callable[..., str]
) -> None:
    client(cast.deadpond).post(f"/teams/{cast.z_force}/todos", data={"text": "\n".join(["Slate"] * 9), "step": "add"})
    text = offered("slate")
    assert options(text) == ["Slate"] * 5 + ["Show all 9"]
    assert 'href="/search?q=slate"' in text


def test_nothing_is_said_to_be_nothing(offered: Callable[..., str]) -> None:
    assert options(offered("🚀")) == []
    text = offered("hippopotamus <b>")
    assert options(text) == []
    assert "Nothing for “hippopotamus &lt;b&gt;”." in text


def test_without_a_script_it_is_the_page_of_what_was_found(cast: Cast, client: Client) -> None:
    text = client(cast.deadpond).get("/search/palette?q=roof").text
    assert "<h1>Search</h1>" in text
    assert f'id="todo-{cast.roof}"' in text
