"""/help/keys: all keys."""

import re
from collections.abc import Callable
from html import unescape

from starlette.testclient import TestClient

from app.settings import ROOT
from app.web.help.keys import ALWAYS, KEYS
from app.web.search.commands import COMMANDS
from tests.cast import Cast

Client = Callable[..., TestClient]
IN_SCRIPT = {"J", "K", "O", "Space", "Delete", "X", "Shift X"}
"""What moves in a list or presses what is in a row: no control of the page says these."""


def test_it_is_a_page_and_a_dialog(cast: Cast, client: Client) -> None:
    page = client(cast.deadpond).get("/help/keys").text
    assert "<h1>All keys</h1>" in page
    assert "<kbd>Ctrl</kbd> <kbd>K</kbd>" in page
    dialog = client(cast.deadpond, htmx=True).get("/help/keys").text
    assert '<hx-partial hx-target="#dialogs"' in dialog
    assert "<kbd>Ctrl</kbd> <kbd>K</kbd>" in dialog


def test_whoever_switched_single_keys_off_sees_only_what_works(cast: Cast, client: Client) -> None:
    browser = client(cast.deadpond)
    assert 'data-keys="off"' not in browser.get("/teams").text
    browser.put("/settings/keys", data={})
    page = browser.get("/help/keys").text
    assert 'data-keys="off"' in page
    assert "Single keys are off for you." in page
    assert "<kbd>Ctrl</kbd> <kbd>K</kbd>" in page
    assert "New todo" not in page
    browser.put("/settings/keys", data={"single_keys": "on"})
    assert 'data-keys="off"' not in browser.get("/teams").text


def test_a_key_that_is_off_is_not_listed(cast: Cast, client: Client) -> None:
    browser = client(cast.deadpond)
    browser.put("/settings/keys", data={"single_keys": "on", "shown": ["N", "Z"]})
    page = browser.get("/help/keys").text
    assert "Some keys are off for you." in page
    assert "New todo" not in page
    assert "Undo the last change" in page  # Ctrl Z is left
    assert "</span> <kbd>Z</kbd>" not in page


def test_every_key_that_is_listed_is_one_of_a_control_and_the_other_way_round(cast: Cast, client: Client) -> None:
    pages = (f"/teams/{cast.z_force}", f"/todos/{cast.roof}", f"/teams/{cast.z_force}/calendar")
    texts = [client(cast.deadpond).get(path).text for path in pages]
    there = {unescape(key).upper() for text in texts for key in re.findall(r'data-key="([^"]+)"', text)}
    listed = {way for keys in KEYS.values() for key in keys for way in key.ways}
    assert listed - ALWAYS - IN_SCRIPT == there
    assert {command.key for command in COMMANDS if command.key} <= listed


def test_keys_of_the_scripts_are_listed() -> None:
    scripts = {name: (ROOT / f"static/js/elements/{name}.js").read_text() for name in ("keys", "pick", "calendar")}
    named = {
        "keys": {
            "Space": '" "',
            "↓": "ArrowDown",
            "↑": "ArrowUp",
            "J": '"j"',
            "K": '"k"',
            "O": "o:",
            "Delete": '"Delete"',
        },
        "pick": {"X": '=== "x"', "Shift X": "event.shiftKey"},
        "calendar": {"←": "ArrowLeft", "→": "ArrowRight", "Alt ←": "altKey"},
    }
    missing = [key for name, keys in named.items() for key, word in keys.items() if word not in scripts[name]]
    assert missing == []
