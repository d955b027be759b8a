"""Browsers in words."""

from collections.abc import Callable
from html import unescape

import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import transaction
from app.models import Hero, SignIn
from tests.cast import Cast

WORDS = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox on Linux",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5"
    " Mobile/15E148 Safari/604.1": "Safari on iPhone",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
    " Edg/140.0.0.0": "Edge on Windows",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile"
    " Safari/537.36": "Chrome on Android",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5"
    " Safari/605.1.15": "Safari on macOS",
    "curl/8.5.0": "curl",
    "<b>": "A browser that does not say its name",
}


def test_each_browser_is_called_by_its_name(cast: Cast, client: Callable[..., TestClient], engine: sa.Engine) -> None:
    with transaction(engine) as session:
        hero = session.get_one(Hero, cast.deadpond)
        session.add_all(SignIn.start(hero, str(number), agent) for number, agent in enumerate(WORDS))
    page = unescape(client(cast.deadpond).get("/settings").text)
    for words in WORDS.values():
        assert f"<b>{words}</b>" in page
    assert page.count("Sign out Firefox on Linux") == 1
    assert page.index("now, this one") < page.index("<b>curl</b>")
