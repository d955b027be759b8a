"""How a line for the box of My day is understood, while it is typed."""

from collections.abc import Callable
from html import unescape

import sqlalchemy as sa
from starlette.testclient import TestClient

from tests.cast import Cast
from tests.dump import dump

Client = Callable[..., TestClient]


def test_it_says_whose_it_will_be_and_where_it_goes(cast: Cast, client: Client, engine: sa.Engine) -> None:
    browser, before = client(cast.deadpond, htmx=True), dump(engine)
    own = unescape(browser.get("/reading", params={"text": "Call mum tomorrow"}).text)
    assert own.startswith('<output class="reading" id="reading"')
    for words in (">Call mum</strong>", "Deadpond", "My own"):
        assert words in own
    there = {"text": "Call @rusty #house", "team": str(cast.z_force)}
    theirs = unescape(browser.get("/reading", params=there).text)
    for words in ("Rusty-Man", "Z-Force", ">house</span>"):
        assert words in theirs
    assert "Deadpond" not in theirs
    assert dump(engine) == before


def test_without_a_script_it_is_my_day_with_the_text_in_its_box(cast: Cast, client: Client) -> None:
    page = client(cast.deadpond).get("/reading", params={"text": "Call mum", "team": str(cast.z_force)}).text
    assert "Call mum</textarea>" in page
    assert f'<option value="{cast.z_force}" selected>' in page
    assert "<h1>Good " in page


def test_a_team_that_one_does_not_reach_or_add_to_is_refused(cast: Cast, client: Client) -> None:
    ask = {"text": "Call", "team": str(cast.z_force)}
    assert client(cast.spider_boy).get("/reading", params=ask).status_code == 404
    assert client(cast.tarantula).get("/reading", params=ask).status_code == 403
