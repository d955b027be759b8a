"""What a team says about itself, above its list."""

from collections.abc import Callable

from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]
TEAM = {"name": "Z-Force", "headquarters": "Porto", "time_zone": "Europe/Lisbon", "colour": "sky", "version": "1"}
LONG = "We **come** when the siren goes.\n\n- Thursdays at 19:00\n- Sundays too\n\n## Rules\n\nBe kind."


def told(cast: Cast, client: Client, words: str) -> str:
    """The list as a guest sees it, once the team says this."""
    answer = client(cast.deadpond).put(f"/teams/{cast.z_force}", data=TEAM | {"description": words})
    assert answer.status_code == 303
    return client(cast.tarantula).get(f"/teams/{cast.z_force}").text


def test_a_team_that_says_nothing_takes_no_place(cast: Cast, client: Client) -> None:
    assert 'class="about"' not in told(cast, client, " \n ")


def test_a_short_one_stands_there_as_markdown(cast: Cast, client: Client) -> None:
    page = told(cast, client, "We *come* <b>now</b>.")
    assert 'aria-label="About Z-Force"' in page
    assert "<p>We <em>come</em> &lt;b&gt;now&lt;/b&gt;.</p>" in page
    assert "<details" not in page.split('class="about"')[0][-20:]


def test_a_long_one_is_folded_behind_its_beginning(cast: Cast, client: Client) -> None:
    page = told(cast, client, LONG)
    fold = page.split('<details class="about">')[1].split("</details>")[0]
    assert '<span class="lead" dir="auto">We come when the siren goes. Thursdays' in fold
    assert "<strong>come</strong>" in fold
    assert "<h4>Rules</h4>" in fold


def test_it_stands_above_a_narrowed_list_too(cast: Cast, client: Client) -> None:
    told(cast, client, "Be kind.")
    assert "<p>Be kind.</p>" in client(cast.tarantula).get(f"/teams/{cast.z_force}?priority=high").text


def test_who_is_on_the_team_is_linked_behind_an_at(cast: Cast, client: Client) -> None:
    page = told(cast, client, "Ask @rusty-man or @spider-boy, else @tarantula.")
    assert f'<a class="mention" href="/heroes/{cast.rusty_man}">@rusty-man</a> or @spider-boy' in page
    assert f'<a class="mention you" href="/heroes/{cast.tarantula}">@tarantula</a>' in page


def test_the_form_has_it_and_a_new_team_may_say_it_at_once(cast: Cast, client: Client) -> None:
    told(cast, client, LONG)
    owner = client(cast.deadpond)
    form = owner.get(f"/teams/{cast.z_force}/edit").text
    assert "## Rules" in form
    assert f'data-names="/teams/{cast.z_force}/names"' in form
    assert "data-names" not in owner.get("/teams/new").text
    made = owner.post("/teams", data=TEAM | {"name": "Night Shift", "description": "We watch."})
    assert "<p>We watch.</p>" in owner.get(made.headers["location"]).text
