"""What a word that begins with @ or # may be going to be."""

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


@pytest.fixture
def put(cast: Cast, client: Client) -> Callable[[str], list[str]]:
    """What is put in the place of what was typed."""

    def ask(typed: str) -> list[str]:
        answer = client(cast.tarantula, htmx=True).get(f"/teams/{cast.z_force}/names", params={"q": typed})
        assert answer.status_code == 200
        return re.findall(r'role="option"[^>]* data-put="([^"]*)"', answer.text)

    return ask


def test_heroes_of_the_team_by_handle_and_by_every_word_of_their_name(put: Callable[[str], list[str]]) -> None:
    assert put("@") == ["@deadpond-wilson", "@rusty-man", "@tarantula"]
    assert put("@wil") == ["@deadpond-wilson"]
    assert put("@Rüsty") == ["@rusty-man"]
    assert put("@spider") == []


def test_labels_with_quotes_where_they_need_them(cast: Cast, client: Client, put: Callable[[str], list[str]]) -> None:
    browser = client(cast.deadpond)
    for name in ("Deep work", "workshop"):
        browser.post(f"/teams/{cast.z_force}/labels", data={"name": name, "colour": "teal"})
    assert put("#") == ["#&#34;Deep work&#34;", "#gear", "#house", "#workshop"]
    assert put("#work") == ["#workshop", "#&#34;Deep work&#34;"]
    assert put('#"deep w') == ["#&#34;Deep work&#34;"]
    assert put("#sticky") == []


def test_it_is_told_how_many_there_are(cast: Cast, client: Client) -> None:
    browser = client(cast.deadpond, htmx=True)
    for typed, words in (("@r", "1 hero. "), ("@", "3 heroes. "), ("#ho", "1 label. "), ("#", "2 labels. ")):
        assert words in browser.get(f"/teams/{cast.z_force}/names", params={"q": typed}).text


@pytest.mark.parametrize("typed", ["", "x", "@\0", "@" + "a" * 5000, "#" + "(" * 90, "@[", "#\\", "@\u202e"])
def test_anything_can_be_typed(put: Callable[[str], list[str]], typed: str) -> None:
    assert len(put(typed)) <= 8


def test_not_too_many_are_offered(cast: Cast, client: Client, put: Callable[[str], list[str]]) -> None:
    names = "\n".join(f"Recruit {number}" for number in range(12))
    client(cast.deadpond).post(f"/teams/{cast.z_force}/roster", data={"names": names, "role": "member"})
    assert len(put("@rec")) == 8


def test_without_a_script_it_leads_to_where_they_all_are(cast: Cast, client: Client) -> None:
    browser = client(cast.tarantula)
    for typed, page in (("@r", "roster"), ("#h", "labels")):
        answer = browser.get(f"/teams/{cast.z_force}/names", params={"q": typed}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/teams/{cast.z_force}/{page}")
