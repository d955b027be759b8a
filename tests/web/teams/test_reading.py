"""How a line is understood, while it is typed."""

from collections.abc import Callable
from html import unescape

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from tests.cast import Cast
from tests.dump import dump

Client = Callable[..., TestClient]


def read(browser: TestClient, cast: Cast, text: str, **more: int) -> str:
    answer = browser.get(f"/teams/{cast.z_force}/reading", params={"text": text, **more})
    assert answer.status_code == 200
    return unescape(answer.text)


def test_it_shows_title_day_repeat_labels_priority_heroes_and_section(cast: Cast, client: Client) -> None:
    line = "Tar the roof 2030-06-03 9am #house #tiles @rusty !high every monday /doing"
    text = read(client(cast.deadpond, htmx=True), cast, line)
    assert text.startswith('<output class="reading" id="reading"')
    for words in (
        ">Tar the roof</strong>",
        "Mon 3 June 2030, 09:00",
        "every Monday, next Mon 10 June 2030",
        ">house</span>",
        ">tiles <small>new</small>",
        "High",
        "Rusty-Man",
        "Doing",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Vote 5/6/2030", "“5/6/2030” could be 6 May 2030 or 5 June 2030. Write one of these."),
        ("Vote 31 june", "“31 june” is no day: June is shorter."),
        ("Vote at 5", "“at 5” could be morning or evening. Write 5am or 5pm."),
        ("Vote @zoe", "There is no @zoe on Z-Force."),
        ("Vote /zoo", "There is no section /zoo on Z-Force."),
        ("Vote !soon", "“!soon” is no priority"),
        ("tomorrow", "“tomorrow” is taken as the title, as nothing else would be left."),
        ("One\nTwo", "Several lines: you see what they become before anything is added."),
        ("", "Say when, #label, @hero"),
    ],
)
def test_it_says_what_stays_in_the_title(cast: Cast, client: Client, line: str, sentence: str) -> None:
    assert sentence in read(client(cast.deadpond, htmx=True), cast, line)


def test_a_day_that_is_past_is_taken_and_shown_as_late(cast: Cast, client: Client) -> None:
    assert 'class="chip plain late"' in read(client(cast.deadpond, htmx=True), cast, "Find it 2020-01-05")


def test_the_section_that_the_box_adds_to_is_shown(cast: Cast, client: Client) -> None:
    browser = client(cast.deadpond, htmx=True)
    assert "Adds to <b>Doing</b>" in read(browser, cast, "", into=cast.doing)
    assert "Doing" in read(browser, cast, "Sweep", into=cast.doing)


def test_without_a_script_it_is_the_list_with_the_text_in_its_box(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    before = dump(engine)
    text = read(client(cast.deadpond), cast, "Sweep tomorrow")
    assert "Sweep tomorrow</textarea>" in text
    assert ">Sweep</strong>" in text
    assert dump(engine) == before


def test_it_costs_few_reads_however_many_signs_there_are(
    cast: Cast, client: Client, queries: Callable[..., object]
) -> None:
    browser = client(cast.deadpond, htmx=True)
    with queries() as sent:  # type: ignore[attr-defined]
        read(browser, cast, "Do " + "#a #b @rusty @zoe /doing " * 50)
    assert len(sent) <= 6


def test_a_guest_may_not_and_a_stranger_finds_nothing(cast: Cast, client: Client) -> None:
    address = f"/teams/{cast.z_force}/reading?text=x"
    assert client(cast.tarantula).get(address).status_code == 403
    assert client(cast.spider_boy).get(address).status_code == 404
